import { Type } from 'typebox';
import type { Status } from '../../domain/workflow.ts';
import type { Language } from './language.ts';
import { type Entry, statusNameOf, statusTypeOf } from './names.ts';

/** An entry of a dictionary as it goes out (vendor pages "Get priorities", "Get issue types", "Get statuses"). */
export const DictionaryEntry = Type.Object({
  self: Type.String(),
  // A type or a resolution that another program brought in goes by its key.
  id: Type.Union([Type.Integer(), Type.String()]),
  version: Type.Integer(),
  key: Type.String(),
  name: Type.String(),
  description: Type.String(),
  order: Type.Integer(),
});
export type DictionaryEntry = Type.Static<typeof DictionaryEntry>;

/** A status: an entry that tells of which kind it is. */
export const StatusEntry = Type.Object({
  ...DictionaryEntry.properties,
  type: Type.Enum(['new', 'inProgress', 'paused', 'done', 'cancelled']),
});
export type StatusEntry = Type.Static<typeof StatusEntry>;

/** Entry number `order` of the dictionary at `address`. */
export function toEntry(entry: Entry, order: number, address: string, language: Language): DictionaryEntry {
  return {
    self: `${address}/${entry.id}`,
    id: /^\d{1,15}$/.test(entry.id) ? Number(entry.id) : entry.id,
    version: 1,
    key: entry.key,
    name: entry.name[language],
    description: '',
    order,
  };
}

/** Status number `order` of the organization. */
export function toStatusEntry(status: Status, order: number, address: string, language: Language): StatusEntry {
  const name = statusNameOf(status, language);
  const entry = { id: String(status.id), key: status.key, name: { ru: name, en: name } };
  return { ...toEntry(entry, order, address, language), type: statusTypeOf(status) };
}
