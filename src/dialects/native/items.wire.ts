import { Type } from 'typebox';
import type { CreateItem, ItemFields } from '../../actions/index.ts';
import { isDay, isoInstant } from '../../domain/days.ts';
import { longestText, type Priority, priorities } from '../../domain/item.ts';
import type { ItemView } from '../../domain/item-view.ts';
import type { PersonRef } from '../../domain/iteration.ts';
import type { Doubts, Fault } from '../../domain/refusal.ts';
import { textFault } from '../../domain/text.ts';
import type { Wish } from '../../domain/workflow.ts';
import { DayOrNull, IdOrNull, InstantOrNull, NumberOrNull, nullable, TextOrNull } from './nullable.ts';

export const Category = Type.Union(
  [Type.Literal('queued'), Type.Literal('in_progress'), Type.Literal('done'), Type.Literal('cancelled')],
  { description: 'What a status comes to' },
);
const PriorityWord = Type.Unsafe<Priority>({ type: 'string', enum: [...priorities] });
const Condition = Type.Union([Type.Literal('live'), Type.Literal('archived')]);
const Person = Type.Object({ id: Type.Integer(), uid: Type.String(), name: Type.String() });
const Points = nullable(Type.Number({ minimum: 0, maximum: 1e6, description: 'Points' }));
const Minutes = nullable(Type.Integer({ minimum: 0, maximum: 1e9 }));

const fields = {
  title: Type.String({ minLength: 1, maxLength: 1024 }),
  description: Type.Optional(nullable(Type.String({ maxLength: longestText }))),
  type: Type.Optional(
    Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_-]{0,63}$', description: '`task`, `bug`, `story` or any other word' }),
  ),
  priority: Type.Optional(PriorityWord),
  parentId: Type.Optional(IdOrNull),
  estimate: Type.Optional(Points),
  assigneeId: Type.Optional(IdOrNull),
  start: Type.Optional(DayOrNull),
  end: Type.Optional(DayOrNull),
  due: Type.Optional(DayOrNull),
  plannedMinutes: Type.Optional(Minutes),
  remainingMinutes: Type.Optional(Minutes),
  spentMinutes: Type.Optional(Minutes),
  isBlocked: Type.Optional(Type.Boolean()),
  tags: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 128 }), { maxItems: 50, uniqueItems: true })),
  statusId: Type.Optional(Type.Integer({ minimum: 1, description: 'A status of the workflow of its project' })),
  columnId: Type.Optional(
    Type.Integer({
      minimum: 1,
      description: 'A column of its board; its status follows. Not together with `statusId`',
    }),
  ),
  laneId: Type.Optional(Type.Integer({ minimum: 1 })),
};

/** Body of POST. */
export const NewItem = Type.Object(
  { ...fields, iterationId: Type.Optional(Type.Integer({ minimum: 1, description: 'An open iteration to begin in' })) },
  { additionalProperties: false, examples: [{ title: 'Pay by card', estimate: 5 }] },
);
export type NewItem = Type.Static<typeof NewItem>;

/** Body of PATCH: what is not mentioned stays, null sets to nothing. */
export const ItemPatch = Type.Object(
  {
    ...fields,
    title: Type.Optional(fields.title),
    resolution: Type.Optional(
      nullable(Type.String({ minLength: 1, maxLength: 128, description: 'Only of what is done or cancelled' })),
    ),
    condition: Type.Optional(Condition),
  },
  { additionalProperties: false, examples: [{ estimate: 8 }] },
);
export type ItemPatch = Type.Static<typeof ItemPatch>;

/** An item as lists show it. */
export const ItemRow = Type.Object({
  id: Type.Integer(),
  uid: Type.String(),
  key: Type.String({ description: '`KEY-N`; unique in the organization' }),
  projectId: Type.Integer(),
  type: Type.String(),
  title: Type.String(),
  priority: PriorityWord,
  category: Category,
  status: Type.Object({ id: Type.Integer(), key: Type.String(), name: Type.String() }),
  resolution: TextOrNull,
  condition: Condition,
  boardId: Type.Integer(),
  columnId: Type.Integer(),
  subcolumnId: IdOrNull,
  laneId: Type.Integer(),
  estimate: Points,
  assignee: Type.Union([Person, Type.Null()]),
  parent: Type.Union([Type.Object({ id: Type.Integer(), key: Type.String(), title: Type.String() }), Type.Null()]),
  tags: Type.Array(Type.String()),
  iterations: Type.Array(
    Type.Object({ id: Type.Integer(), projectId: Type.Integer(), title: Type.String(), status: Type.String() }),
    { description: 'Iterations that it is in, open and closed' },
  ),
  rank: Type.Number({ description: 'Its place in the backlog of its project: the lower, the sooner' }),
  start: DayOrNull,
  end: DayOrNull,
  due: DayOrNull,
  plannedMinutes: Minutes,
  remainingMinutes: Minutes,
  spentMinutes: Minutes,
  isBlocked: Type.Boolean(),
  startedAt: InstantOrNull,
  doneAt: InstantOrNull,
  version: Type.Integer(),
  createdAt: Type.String({ format: 'date-time' }),
  createdBy: Person,
  updatedAt: Type.String({ format: 'date-time' }),
  updatedBy: Person,
});
export type ItemRow = Type.Static<typeof ItemRow>;

/** An item as it is shown by itself. */
export const Item = Type.Object({
  ...ItemRow.properties,
  description: TextOrNull,
  doneEstimate: NumberOrNull,
  formerKeys: Type.Array(Type.String(), { description: 'Keys that it had in other projects; they go on naming it' }),
});
export type Item = Type.Static<typeof Item>;

/** A page of items in their order. `next` is null on the last one. */
export const ItemPage = Type.Object({
  items: Type.Array(ItemRow),
  total: Type.Integer({ description: 'How many match in all' }),
  next: TextOrNull,
});
export type ItemPage = Type.Static<typeof ItemPage>;

/** What faults in the core's words are called in the bodies of items. */
export const itemMembers: ReadonlyMap<string, string> = new Map([
  ['assignee', 'assigneeId'],
  ['parent', 'parentId'],
  ['status', 'statusId'],
  ['column', 'columnId'],
  ['lane', 'laneId'],
  ['iterations', 'iterationId'],
]);

/** What a PATCH asks for, and what is wrong with it. A body that does not fit its schema asks for nothing. */
export function toItemChange(body: ItemPatch, doubts: Doubts) {
  if (doubts.body !== undefined || doubts.faults !== undefined) return { fields: {}, doubts };
  const faults: Fault[] = [];
  const { condition, resolution, laneId } = body;
  const to = wishIn(body, faults);
  return {
    fields: {
      ...toFields(body, faults),
      ...(resolution === undefined ? {} : { resolution: checked('resolution', resolution, 128, faults) }),
      ...(condition === undefined ? {} : { condition }),
    },
    ...(to === undefined ? {} : { to }),
    ...(laneId === undefined ? {} : { place: { laneId } }),
    doubts: { faults },
  };
}

/** What a POST asks for, and what is wrong with it. */
export function toNewItem(projectId: number, body: NewItem, doubts: Doubts): CreateItem {
  const project = { id: projectId };
  if (doubts.body !== undefined || doubts.faults !== undefined) return { project, fields: { title: '' }, doubts };
  const faults: Fault[] = [];
  const to = wishIn(body, faults);
  const { laneId, iterationId } = body;
  return {
    project,
    fields: { ...toFields(body, faults), title: body.title },
    ...(to === undefined ? {} : 'columnId' in to ? { columnId: to.columnId } : { to }),
    ...(laneId === undefined ? {} : { laneId }),
    ...(iterationId === undefined ? {} : { iterations: { set: [{ id: iterationId }] } }),
    doubts: { faults },
  };
}

/** An item for a list. */
export function toItemRow(view: ItemView): ItemRow {
  const { id, uid, key, projectId, type, title, priority, category, resolution, boardId, columnId, laneId } = view;
  const { estimate, parent, tags, plannedMinutes, remainingMinutes, spentMinutes, version } = view;
  return {
    id,
    uid,
    key,
    projectId,
    type,
    title,
    priority,
    category,
    status: { id: view.status.id, key: view.status.key, name: view.status.name },
    resolution,
    // A deleted one is never found here.
    condition: view.condition === 'archived' ? 'archived' : 'live',
    boardId,
    columnId,
    subcolumnId: view.subcolumnId,
    laneId,
    estimate,
    assignee: view.assignee === null ? null : toPerson(view.assignee),
    parent: parent === null ? null : { id: parent.id, key: parent.key, title: parent.title },
    tags: [...tags],
    iterations: view.iterations.map((each) => ({ ...each })),
    rank: view.backlogPriority ?? id,
    start: view.startDay,
    end: view.endDay,
    due: view.dueDay,
    plannedMinutes,
    remainingMinutes,
    spentMinutes,
    isBlocked: view.isBlocked === 1,
    startedAt: instantOrNull(view.startedAt),
    doneAt: instantOrNull(view.doneAt),
    version,
    createdAt: isoInstant(view.createdAt),
    createdBy: toPerson(view.creator),
    updatedAt: isoInstant(view.updatedAt),
    updatedBy: toPerson(view.updater),
  };
}

/** An item by itself. */
export function toItem(view: ItemView): Item {
  const { description, doneEstimate, aliases } = view;
  return { ...toItemRow(view), description, doneEstimate, formerKeys: [...aliases] };
}

function toFields(body: ItemPatch, faults: Fault[]): ItemFields {
  const { title, description, parentId, assigneeId, estimate, isBlocked, start, end, due, tags } = body;
  const { type, priority, plannedMinutes, remainingMinutes, spentMinutes } = body;
  for (const tag of tags ?? []) checked('tags', tag, 128, faults);
  return {
    ...(title === undefined ? {} : { title: checked('title', title, 1024, faults) ?? '' }),
    ...(description === undefined
      ? {}
      : { description: checked('description', description, longestText, faults, 'several') }),
    ...(type === undefined ? {} : { type }),
    ...(priority === undefined ? {} : { priority }),
    ...(parentId === undefined ? {} : { parent: parentId === null ? null : { id: parentId } }),
    ...(assigneeId === undefined ? {} : { assignee: assigneeId === null ? null : { id: assigneeId } }),
    ...(estimate === undefined ? {} : { estimate, estimateText: null }),
    ...(start === undefined ? {} : { startDay: day('start', start, faults) }),
    ...(end === undefined ? {} : { endDay: day('end', end, faults) }),
    ...(due === undefined ? {} : { dueDay: day('due', due, faults) }),
    ...(plannedMinutes === undefined ? {} : { plannedMinutes }),
    ...(remainingMinutes === undefined ? {} : { remainingMinutes }),
    ...(spentMinutes === undefined ? {} : { spentMinutes }),
    ...(isBlocked === undefined ? {} : { isBlocked: isBlocked ? 1 : 0 }),
    ...(tags === undefined ? {} : { tags: { set: tags } }),
  };
}

function wishIn({ statusId, columnId }: ItemPatch, faults: Fault[]): Wish | undefined {
  if (statusId !== undefined && columnId !== undefined) {
    faults.push({ field: 'columnId', rule: 'rule', message: 'Either a column or a status' });
  }
  if (statusId !== undefined) return { statusId };
  return columnId === undefined ? undefined : { columnId };
}

function checked(field: string, text: string | null, max: number, faults: Fault[], lines?: 'several'): string | null {
  if (text === null) return null;
  const rule = textFault(text, { min: 0, max, ...(lines === undefined ? {} : { lines }) });
  if (rule !== null) {
    const on = lines === undefined ? ', on one line' : '';
    faults.push({ field, rule, message: `It has up to ${max} characters${on}` });
  }
  return text;
}

function day(field: string, text: string | null, faults: Fault[]): string | null {
  if (text !== null && !isDay(text)) {
    faults.push({ field, rule: 'format', message: 'A day is written YYYY-MM-DD, from 1900 to 2200' });
  }
  return text;
}

function instantOrNull(at: number | null): string | null {
  return at === null ? null : isoInstant(at);
}

function toPerson({ id, uid, name }: PersonRef): ItemRow['createdBy'] {
  return { id, uid, name };
}
