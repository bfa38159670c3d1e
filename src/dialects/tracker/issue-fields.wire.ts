import { Type } from 'typebox';
import type { ItemFields } from '../../actions/index.ts';
import { isDay } from '../../domain/days.ts';
import { type ListChange, longestText } from '../../domain/item.ts';
import type { IterationName } from '../../domain/iteration.ts';
import type { Doubts, Fault, FaultRule } from '../../domain/refusal.ts';
import { textFault } from '../../domain/text.ts';
import { minutesOfDuration } from './durations.ts';
import { iterationNamed, keyNamed, parentNamed, personNamed, priorityNamed } from './issue-names.ts';
import type { Language, Texts } from './language.ts';
import { typeEntries } from './names.ts';
import { type Named, readList, readNamed, readText } from './references-in.wire.ts';

/** A thing in a body. */
export const Thing = Type.Unknown({
  description: 'An id, key or login, or an object with id, key, uid, login or name',
});
const List = Type.Unknown({
  description: 'A list, one entry of it, null, or an object with add and remove, with set, or with replace',
});
/** A text in a body. */
export const Text = Type.Union([Type.String(), Type.Null()]);

/** The keys of an issue that are edited like any other (vendor page "Edit an issue"). */
export const editable = {
  summary: Type.Optional(Type.String()),
  description: Type.Optional(Text),
  type: Type.Optional(Thing),
  priority: Type.Optional(Thing),
  assignee: Type.Optional(Thing),
  parent: Type.Optional(Thing),
  sprint: Type.Optional(List),
  followers: Type.Optional(List),
  tags: Type.Optional(List),
  storyPoints: Type.Optional(Type.Union([Type.Number(), Type.Null()])),
  start: Type.Optional(Text),
  end: Type.Optional(Text),
  deadline: Type.Optional(Text),
  dueDate: Type.Optional(Text),
  originalEstimation: Type.Optional(Text),
  estimation: Type.Optional(Text),
  spent: Type.Optional(Text),
};

const Members = Type.Object({
  ...editable,
  queue: Type.Optional(Thing),
  unique: Type.Optional(Text),
  comment: Type.Optional(Text),
  resolution: Type.Optional(Thing),
});
type Members = Type.Static<typeof Members>;

/** Keys of an issue that are not for writing, or not in this way. */
const readOnly = [
  'status',
  'statusType',
  'statusStartTime',
  'previousStatus',
  'resolution',
  'queue',
  'unique',
  'aliases',
  'boards',
  'createdBy',
  'createdAt',
  'updatedBy',
  'updatedAt',
  'lastCommentUpdatedAt',
  'votes',
  'favorite',
];

/** The members of a body that have the type they should, and what is wrong with the others. */
export interface Reader {
  readonly members: Members;
  readonly faults: Fault[];
  readonly language: Language;
}

/** Sorts a body's members from those that its schema refused. */
export function readerOf(body: Members, doubts: Doubts, language: Language): Reader {
  const members = { ...body };
  const faults = new Map<string, Fault>();
  for (const each of doubts.faults ?? []) {
    // What may be of several types has a fault for each.
    const [field = ''] = each.field.split('.');
    const rule = each.rule === 'unknown' && readOnly.includes(field) ? 'read_only' : each.rule;
    if (!faults.has(field)) faults.set(field, { ...each, field: coreNames.get(field) ?? field, rule });
    Reflect.deleteProperty(members, field);
  }
  return { members, faults: [...faults.values()], language };
}

/** Fields whose faults go under the core's name, as a sprint has members of these names with another meaning. */
const coreNames: ReadonlyMap<string, string> = new Map([
  ['start', 'startDay'],
  ['end', 'endDay'],
]);

/** What is said of a value that is of no known form. */
export const wrongFormat: Texts = { ru: 'Неверный формат данных', en: 'Incorrect data format' };
const wrongText: Texts = {
  ru: 'Текст пуст, слишком длинный или содержит управляющие символы.',
  en: 'The text is empty, too long, or has control characters in it',
};
const wrongDay: Texts = { ru: 'Дата записывается в формате YYYY-MM-DD.', en: 'A date is written YYYY-MM-DD' };
const wrongDuration: Texts = {
  ru: 'Длительность записывается в формате ISO 8601, например P1W2DT3H4M.',
  en: 'A duration is written in ISO 8601, as in P1W2DT3H4M',
};
const wrongPoints: Texts = {
  ru: 'Оценка — число от 0 до 1 000 000.',
  en: 'Story points are a number from 0 to 1,000,000',
};

type Draft = { -readonly [K in keyof ItemFields]: ItemFields[K] };

/** Puts a value where there is one. */
function put<K extends keyof Draft>(draft: Draft, key: K, value: Draft[K] | undefined): void {
  if (value !== undefined) draft[key] = value;
}

/** What the editable members ask for; what is wrong with them is added to the faults. */
export function readFields(reader: Reader): {
  readonly fields: ItemFields;
  readonly iterations?: ListChange<IterationName>;
} {
  const { members } = reader;
  const fields: Draft = {};
  put(fields, 'title', readString(reader, 'summary', { min: 1, max: 1024 }) ?? undefined);
  put(fields, 'description', readString(reader, 'description', { min: 0, max: longestText, lines: 'several' }));
  put(
    fields,
    'type',
    members.type === null ? 'task' : readThing(reader, 'type', (named) => keyNamed(typeEntries, named)),
  );
  put(fields, 'priority', members.priority === null ? 'normal' : readThing(reader, 'priority', priorityNamed));
  put(fields, 'assignee', members.assignee === null ? null : readThing(reader, 'assignee', personNamed));
  put(fields, 'parent', members.parent === null ? null : readThing(reader, 'parent', parentNamed));
  put(
    fields,
    'followers',
    readListOf(reader, 'followers', (value) => namedBy(readNamed(value), personNamed)),
  );
  put(fields, 'tags', readListOf(reader, 'tags', readText));
  put(fields, 'startDay', readDay(reader, 'start'));
  put(fields, 'endDay', readDay(reader, 'end'));
  put(fields, 'dueDay', readDay(reader, members.deadline === undefined ? 'dueDate' : 'deadline'));
  put(fields, 'plannedMinutes', readMinutes(reader, 'originalEstimation'));
  put(fields, 'remainingMinutes', readMinutes(reader, 'estimation'));
  put(fields, 'spentMinutes', readMinutes(reader, 'spent'));
  const points = readPoints(reader);
  put(fields, 'estimate', points);
  // A size that was given in letters elsewhere is no longer what was meant.
  if (points !== undefined) put(fields, 'estimateText', null);
  const iterations = readListOf(reader, 'sprint', (value) => namedBy(readNamed(value), iterationNamed));
  return { fields, ...(iterations === undefined ? {} : { iterations }) };
}

type Member = keyof Members;

/** Adds what is wrong with a member. */
export function addFault({ faults, language }: Reader, field: Member, rule: FaultRule, texts: Texts): void {
  faults.push({ field: coreNames.get(field) ?? field, rule, message: texts[language] });
}

/** A text within limits. */
export function readString(
  reader: Reader,
  field: 'summary' | 'description' | 'unique' | 'comment',
  limits: Parameters<typeof textFault>[1],
): string | null | undefined {
  const text = reader.members[field];
  if (typeof text !== 'string') return text;
  const rule = textFault(text, limits);
  if (rule !== null) addFault(reader, field, rule, wrongText);
  return text;
}

function readDay(reader: Reader, field: 'start' | 'end' | 'deadline' | 'dueDate'): string | null | undefined {
  const text = reader.members[field];
  if (typeof text === 'string' && !isDay(text)) addFault(reader, field, 'format', wrongDay);
  return text;
}

function readMinutes(reader: Reader, field: 'originalEstimation' | 'estimation' | 'spent'): number | null | undefined {
  const text = reader.members[field];
  if (typeof text !== 'string') return text;
  const minutes = minutesOfDuration(text);
  if (minutes === undefined) addFault(reader, field, 'format', wrongDuration);
  return minutes;
}

function readPoints(reader: Reader): number | null | undefined {
  const { storyPoints } = reader.members;
  if (typeof storyPoints === 'number' && (storyPoints < 0 || storyPoints > 1_000_000)) {
    addFault(reader, 'storyPoints', 'range', wrongPoints);
  }
  return storyPoints;
}

/** What a member names. A fault is told where it names nothing, or nothing that there is. */
export function readThing<T>(reader: Reader, field: Member, find: (named: Named) => T | undefined): T | undefined {
  const value = reader.members[field];
  if (value === undefined) return undefined;
  const named = readNamed(value);
  const found = named && find(named);
  if (named === undefined) addFault(reader, field, 'type', wrongFormat);
  else if (found === undefined) addFault(reader, field, 'reference', nothing(field));
  return found;
}

function readListOf<T>(
  reader: Reader,
  field: 'sprint' | 'followers' | 'tags',
  read: (value: unknown) => T | undefined,
): ListChange<NonNullable<T>> | undefined {
  const value = reader.members[field];
  if (value === undefined) return undefined;
  const change = readList(value, read);
  if (change === undefined) addFault(reader, field, 'type', wrongFormat);
  return change;
}

/** The core's own sentence, which is told in every language. */
function nothing(field: string): Texts {
  const sentence = `There is no such ${field} here`;
  return { ru: sentence, en: sentence };
}

function namedBy<T>(named: Named | undefined, find: (named: Named) => T): T | undefined {
  return named && find(named);
}
