import { Type } from 'typebox';
import type { Colleague, CreateProject, Project } from '../../actions/index.ts';
import type { Doubts, Fault, FaultRule } from '../../domain/refusal.ts';
import { textFault } from '../../domain/text.ts';
import { referToEntry } from './issues.wire.ts';
import type { Language, Texts } from './language.ts';
import { type Entry, entryOf, keyOf, priorityEntries, resolutionEntries, typeEntries } from './names.ts';
import { Reference, referToPerson } from './references.ts';
import { readNamed } from './references-in.wire.ts';
import { findUser } from './users.wire.ts';

/** A queue as it goes out (vendor page "Get queue parameters"), without what `expand` would add. */
export const Queue = Type.Object({
  self: Type.String(),
  id: Type.Integer(),
  key: Type.String(),
  version: Type.Integer(),
  name: Type.String(),
  description: Type.Optional(Type.String()),
  lead: Reference,
  assignAuto: Type.Boolean(),
  allowExternals: Type.Boolean(),
  defaultType: Reference,
  defaultPriority: Reference,
  denyVoting: Type.Boolean(),
});
export type Queue = Type.Static<typeof Queue>;

const Named = Type.Unknown({ description: 'Key or id, or an object with one of them' });

/** Body of POST (vendor page "Creating a queue"). What names a thing is a text, a number or an object, read by hand. */
export const NewQueue = Type.Object(
  {
    key: Type.String(),
    name: Type.String(),
    description: Type.Optional(Type.Union([Type.String(), Type.Null()])),
    lead: Type.Unknown({ description: 'Login or id of a person' }),
    defaultType: Named,
    defaultPriority: Named,
    issueTypesConfig: Type.Array(
      Type.Object(
        { issueType: Named, workflow: Named, resolutions: Type.Array(Named) },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);
export type NewQueue = Type.Static<typeof NewQueue>;

const texts = {
  key: {
    ru: 'Ключ очереди состоит из 2–15 заглавных латинских букв.',
    en: 'A queue key has 2 to 15 capital Latin letters',
  },
  name: {
    ru: 'Название очереди состоит из 1–40 символов в одной строке.',
    en: 'A queue name has 1 to 40 characters, on one line',
  },
  description: {
    ru: 'Описание состоит не более чем из 16384 символов.',
    en: 'A description has at most 16384 characters',
  },
  lead: { ru: 'Пользователь не существует.', en: 'User does not exist.' },
  type: { ru: 'Тип задачи не существует.', en: 'Issue type does not exist.' },
  priority: { ru: 'Приоритет не существует.', en: 'Priority does not exist.' },
  resolution: { ru: 'Резолюция не существует.', en: 'Resolution does not exist.' },
} as const satisfies Record<string, Texts>;

/** Every issue begins so, whatever its queue. */
const defaultType = 'task';
const defaultPriority = 'normal';

/** A queue for a caller that reached us at `base`. */
export function toQueue(project: Project, base: string, language: Language): Queue {
  const { id, key, version, title, description, leadId, leadName } = project;
  return {
    self: `${base}/queues/${key}`,
    id,
    key,
    version,
    name: title,
    ...(description === null ? {} : { description }),
    lead: referToPerson(base, { id: leadId, name: leadName }),
    assignAuto: false,
    allowExternals: false,
    defaultType: referToEntry(base, 'issuetypes', entryOf(typeEntries, defaultType), language),
    defaultPriority: referToEntry(base, 'priorities', entryOf(priorityEntries, defaultPriority), language),
    denyVoting: false,
  };
}

/** What a POST asks for, and everything that is wrong with it. `people` are those whom `lead` may name. */
export function toNewProject(
  body: NewQueue,
  doubts: Doubts,
  people: readonly Colleague[],
  language: Language,
): CreateProject {
  const faults: Fault[] = [...(doubts.faults ?? [])];
  const isSound = (key: string) =>
    doubts.body === undefined && !faults.some(({ field }) => ['', key].includes(field) || field.startsWith(`${key}.`));
  const refuse = (field: string, rule: FaultRule, said: Texts) => faults.push({ field, rule, message: said[language] });
  const text = (key: 'key' | 'name' | 'description', fault: (value: string) => FaultRule | null) => {
    const value = isSound(key) ? (body[key] ?? null) : null;
    const rule = value === null ? null : fault(value);
    if (rule !== null) refuse(key, rule, texts[key]);
    return value;
  };
  /** What a member names, found by its name; a fault where it names nothing. */
  const named = <T>(field: string, value: unknown, find: (name: string) => T | undefined, missing: Texts) => {
    const reference = readNamed(value);
    const name = reference === undefined || 'word' in reference ? reference?.word : reference.name;
    const found = name === undefined ? undefined : find(name);
    if (found === undefined) refuse(field, name === undefined ? 'type' : 'reference', missing);
    return found;
  };
  const inDictionary = (entries: readonly Entry[]) => (name: string) => keyOf(entries, name);

  const key = text('key', (value) => (/^[A-Z]{2,15}$/.test(value) ? null : 'format'));
  const title = text('name', (value) => textFault(value, { min: 1, max: 40 }));
  const description = text('description', (value) => textFault(value, { min: 0, max: 16_384, lines: 'several' }));
  const lead = isSound('lead') ? named('lead', body.lead, (name) => findUser(people, name), texts.lead) : undefined;
  if (isSound('defaultType')) named('defaultType', body.defaultType, inDictionary(typeEntries), texts.type);
  if (isSound('defaultPriority')) {
    named('defaultPriority', body.defaultPriority, inDictionary(priorityEntries), texts.priority);
  }
  const configs = isSound('issueTypesConfig') ? body.issueTypesConfig : [];
  for (const [index, { issueType, resolutions }] of configs.entries()) {
    const at = `issueTypesConfig.${index}`;
    named(`${at}.issueType`, issueType, inDictionary(typeEntries), texts.type);
    for (const each of resolutions) named(`${at}.resolutions`, each, inDictionary(resolutionEntries), texts.resolution);
  }
  return {
    title: title ?? '',
    ...(key === null ? {} : { key }),
    description,
    ...(lead === undefined ? {} : { leadId: lead.id }),
    doubts: { ...doubts, faults },
  };
}
