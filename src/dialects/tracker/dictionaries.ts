import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import type { Expression } from '../../domain/filter.ts';
import { Refusal } from '../../domain/refusal.ts';
import { textFault } from '../../domain/text.ts';
import { DictionaryEntry, StatusEntry, toEntry, toStatusEntry } from './dictionaries.wire.ts';
import { languageOf } from './language.ts';
import { type Entry, entryOf, priorityEntries, resolutionEntries, typeEntries } from './names.ts';
import { baseOf } from './references.ts';

/** A dictionary that is the same in every organization. */
interface Dictionary {
  readonly name: string;
  readonly entries: readonly Entry[];
  /** The field of an item in which other programs may have put what is not an entry; null where the core has none but these. */
  readonly field: string | null;
}

const dictionariesOfAll: readonly Dictionary[] = [
  { name: 'priorities', entries: priorityEntries, field: null },
  { name: 'issuetypes', entries: typeEntries, field: 'type' },
  { name: 'resolutions', entries: resolutionEntries, field: 'resolution' },
];

/** Statuses, priorities, issue types and resolutions: whole lists, and each entry by its number or key. */
export function dictionaries(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    const params = Type.Object({ id: Type.String() });

    server.get('/statuses', { schema: { response: { 200: Type.Array(StatusEntry) } } }, async (request) => [
      ...(await statusesFor(request)),
    ]);

    server.get('/statuses/:id', { schema: { params, response: { 200: StatusEntry } } }, async (request) => {
      const { id } = request.params;
      const all = await statusesFor(request);
      return present(all.find((each) => String(each.id) === id) ?? all.find((each) => each.key === id));
    });

    for (const { name, entries, field } of dictionariesOfAll) {
      const show = (request: FastifyRequest, entry: Entry, index: number) =>
        toEntry(entry, index + 1, `${baseOf(request)}/${name}`, languageOf(request));

      server.get(`/${name}`, { schema: { response: { 200: Type.Array(DictionaryEntry) } } }, async (request) =>
        entries.map((entry, index) => show(request, entry, index)),
      );

      server.get(`/${name}/:id`, { schema: { params, response: { 200: DictionaryEntry } } }, async (request) => {
        const { id } = request.params;
        const index = entries.findIndex((each) => each.id === id || each.key === id);
        const known = entries[index];
        if (known !== undefined) return show(request, known, index);
        const isUsed =
          field !== null && textFault(id, { min: 1, max: 256 }) === null && (await isInUse(request, field, id));
        return show(request, present(isUsed ? entryOf(entries, id) : undefined), entries.length);
      });
    }

    async function statusesFor(request: FastifyRequest) {
      const statuses = await actions.listStatuses(request.caller, { projectId: null });
      const address = `${baseOf(request)}/statuses`;
      return statuses.map((each, index) => toStatusEntry(each, index + 1, address, languageOf(request)));
    }

    /** Whether an issue that the caller can see has the value, so that what refers to it leads somewhere. */
    async function isInUse({ caller }: FastifyRequest, field: string, value: string): Promise<boolean> {
      const filter: Expression = {
        kind: 'compare',
        operator: 'eq',
        type: 'boolean',
        nullable: false,
        left: { kind: 'field', field, type: 'text', nullable: true },
        right: { kind: 'literal', value, type: 'text', nullable: false },
      };
      const query = { filter, order: [], skip: 0, limit: 0 };
      return (await actions.countItems(caller, { query, conditions: ['live', 'archived'] })) > 0;
    }
  };
}

function present<T>(found: T | undefined): T {
  if (found === undefined) throw new Refusal('not_found', 'The requested object was not found.');
  return found;
}
