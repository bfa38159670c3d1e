import { Type } from 'typebox';
import type { ItemChange, NamedThings, NumberedThings } from '../../actions/index.ts';
import type { ToldField } from '../../domain/changes-of-item.ts';
import type { ItemView } from '../../domain/item-view.ts';
import { durationOfMinutes } from './durations.ts';
import { fieldEntries } from './fields.wire.ts';
import { trackerInstant } from './instants.ts';
import { referToEntry, referToIssue, referToStatus } from './issues.wire.ts';
import type { Language } from './language.ts';
import { longId } from './long-ids.ts';
import { entryOf, priorityEntries, resolutionEntries, typeEntries } from './names.ts';
import { Reference, referTo, referToBoard, referToPerson, referToSprint } from './references.ts';

const Value = Type.Union([
  Type.Null(),
  Type.String(),
  Type.Number(),
  Reference,
  Type.Array(Type.Union([Reference, Type.String()])),
]);
type Value = Type.Static<typeof Value>;

const ChangedField = Type.Object({ field: Reference, from: Value, to: Value });
type ChangedField = Type.Static<typeof ChangedField>;

const changeTypes = [
  'IssueCreated',
  'IssueUpdated',
  'IssueWorkflow',
  'IssueMoved',
  'IssueCommentAdded',
  'IssueCommentUpdated',
  'IssueCommentRemoved',
] as const;

/** A change of an issue as it goes out (vendor page "Get the history of issue changes"). */
export const Change = Type.Object({
  id: Type.String(),
  self: Type.String(),
  issue: Reference,
  updatedAt: Type.String(),
  updatedBy: Type.Optional(Reference),
  type: Type.Enum([...changeTypes]),
  transport: Type.Literal('api'),
  fields: Type.Array(ChangedField),
  comments: Type.Optional(
    Type.Object({ added: Type.Optional(Type.Array(Reference)), updated: Type.Optional(Type.Array(Reference)) }),
  ),
});
export type Change = Type.Static<typeof Change>;

/** Everything that the changes name by number, to be looked up in one go. */
export function thingsIn(changes: readonly ItemChange[]): NumberedThings {
  const numbers = (field: ToldField) =>
    changes.flatMap((each) => each.changes[field] ?? []).flatMap((value) => (typeof value === 'number' ? value : []));
  return {
    people: [
      ...changes.map((each) => each.actorId),
      ...numbers('assigneeId'),
      ...changes.flatMap((each) => (each.changes.followers ?? []).flatMap(numbersOf)),
    ],
    statuses: numbers('statusId'),
    projects: numbers('projectId'),
    boards: numbers('boardId'),
    iterations: changes.flatMap((each) => (each.iterations ?? []).flat()),
    items: numbers('parentId'),
    comments: changes.flatMap((each) => each.commentId ?? []),
  };
}

/**
 * A change for a caller that reached us at `base`. Undefined when there is nothing in it to be told here: what only
 * other programs know of, or only those who see more.
 */
export function toChange(
  change: ItemChange,
  issue: ItemView,
  things: NamedThings,
  base: string,
  language: Language,
): Change | undefined {
  const type = typeOf(change);
  const fields = fieldsOf(change, things, base, language);
  if (fields.length === 0 && change.kind === 'changed') return undefined;
  const person = things.people.get(change.actorId);
  const id = longId(change.seq);
  return {
    id,
    self: `${base}/issues/${issue.key}/changelog/${id}`,
    issue: referToIssue(base, issue),
    updatedAt: trackerInstant(change.at),
    ...(person === undefined ? {} : { updatedBy: referToPerson(base, person) }),
    type,
    transport: 'api',
    fields,
    ...commentsOf(change, issue, things, base),
  };
}

function typeOf({ kind, changes }: ItemChange): Change['type'] {
  switch (kind) {
    case 'created':
      return 'IssueCreated';
    case 'commented':
      return 'IssueCommentAdded';
    case 'comment changed':
      return 'IssueCommentUpdated';
    case 'comment removed':
      return 'IssueCommentRemoved';
    case 'changed':
      if (changes.projectId !== undefined) return 'IssueMoved';
      return changes.statusId === undefined ? 'IssueUpdated' : 'IssueWorkflow';
  }
}

/** How a value of the core is shown; undefined when it is not for the caller to know. */
type Show = (value: unknown, shown: Shown) => Value | undefined;

interface Shown {
  readonly things: NamedThings;
  readonly base: string;
  readonly language: Language;
}

/** The fields of an issue in which a change of the core is told, in the order in which they are shown. */
const shownFields: readonly (readonly [ToldField, keyof typeof fieldEntries, Show])[] = [
  ['title', 'summary', plain],
  ['description', 'description', plain],
  [
    'type',
    'type',
    (key, { base, language }) => referToEntry(base, 'issuetypes', entryOf(typeEntries, String(key)), language),
  ],
  [
    'priority',
    'priority',
    (key, { base, language }) => referToEntry(base, 'priorities', entryOf(priorityEntries, String(key)), language),
  ],
  [
    'statusId',
    'status',
    (id, { things, base, language }) => shownIf(things.statuses, id, (status) => referToStatus(base, status, language)),
  ],
  [
    'resolution',
    'resolution',
    (key, { base, language }) => referToEntry(base, 'resolutions', entryOf(resolutionEntries, String(key)), language),
  ],
  [
    'projectId',
    'queue',
    (id, { things, base }) =>
      shownIf(things.projects, id, ({ key, title }) => referTo(base, `queues/${key}`, Number(id), title, key)),
  ],
  ['key', 'key', plain],
  ['parentId', 'parent', (id, { things, base }) => shownIf(things.items, id, (item) => referToIssue(base, item))],
  [
    'boardId',
    'boards',
    (id, { things, base }) => shownIf(things.boards, id, ({ title }) => [referToBoard(base, Number(id), title)]),
  ],
  [
    'assigneeId',
    'assignee',
    (id, { things, base }) => shownIf(things.people, id, (person) => referToPerson(base, person)),
  ],
  [
    'followers',
    'followers',
    (ids, { things, base }) =>
      numbersOf(ids).flatMap((id) => shownIf(things.people, id, (person) => referToPerson(base, person)) ?? []),
  ],
  ['tags', 'tags', (names) => (Array.isArray(names) ? names.map(String) : [])],
  ['estimate', 'storyPoints', plain],
  ['plannedMinutes', 'originalEstimation', duration],
  ['remainingMinutes', 'estimation', duration],
  ['spentMinutes', 'spent', duration],
  ['startDay', 'start', plain],
  ['endDay', 'end', plain],
  ['dueDay', 'deadline', plain],
];

function fieldsOf(
  { changes, iterations }: ItemChange,
  things: NamedThings,
  base: string,
  language: Language,
): ChangedField[] {
  const shown = { things, base, language };
  const told = shownFields.flatMap(([field, id, show]): ChangedField[] => {
    const values = changes[field];
    if (values === undefined) return [];
    const [from, to] = values.map((value) => (value === null ? null : (show(value, shown) ?? null)));
    // Both are hidden from the caller.
    if ((from ?? null) === null && (to ?? null) === null) return [];
    return [changed(id, from ?? null, to ?? null, shown)];
  });
  if (iterations === null) return told;
  const [from, to] = iterations.map((ids) =>
    ids.flatMap((id) => shownIf(things.iterations, id, (sprint) => referToSprint(base, sprint)) ?? []),
  );
  if (from === undefined || to === undefined) return told;
  const isSame = from.length === to.length && from.every((each, place) => each.id === to[place]?.id);
  return isSame ? told : [...told, changed('sprint', from, to, shown)];
}

function changed(id: keyof typeof fieldEntries, from: Value, to: Value, { base, language }: Shown): ChangedField {
  const field = referTo(base, `fields/${id}`, id, fieldEntries[id].name[language]);
  return { field, from: nullIfEmpty(from), to: nullIfEmpty(to) };
}

/** A list with nothing in it is told as nothing. */
function nullIfEmpty(value: Value): Value {
  return Array.isArray(value) && value.length === 0 ? null : value;
}

function plain(value: unknown): Value {
  return typeof value === 'number' ? value : String(value);
}

function duration(minutes: unknown): Value {
  return durationOfMinutes(Number(minutes));
}

function shownIf<T, V>(things: ReadonlyMap<number, T>, id: unknown, show: (thing: T) => V): V | undefined {
  const thing = things.get(Number(id));
  return thing === undefined ? undefined : show(thing);
}

function numbersOf(values: unknown): readonly number[] {
  return Array.isArray(values) ? values.map(Number) : [];
}

/** A comment that is gone cannot be asked for any more. */
function commentsOf(
  { kind, commentId }: ItemChange,
  issue: ItemView,
  { comments }: NamedThings,
  base: string,
): Pick<Change, 'comments'> {
  const comment = commentId === null ? undefined : comments.get(commentId);
  if (comment === undefined || (kind !== 'commented' && kind !== 'comment changed')) return {};
  const reference = referTo(base, `issues/${issue.key}/comments/${comment.id}`, comment.id, comment.text);
  return { comments: kind === 'commented' ? { added: [reference] } : { updated: [reference] } };
}
