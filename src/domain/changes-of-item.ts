import type { Item } from './item.ts';

/** What a history tells of an item, beside its iterations. */
const told = [
  'projectId',
  'key',
  'type',
  'title',
  'description',
  'parentId',
  'priority',
  'resolution',
  'boardId',
  'columnId',
  'subcolumnId',
  'laneId',
  'sortOrder',
  'statusId',
  'estimate',
  'estimateText',
  'condition',
  'assigneeId',
  'startDay',
  'endDay',
  'dueDay',
  'plannedMinutes',
  'remainingMinutes',
  'spentMinutes',
  'plannedStartAt',
  'plannedEndAt',
  'dueAt',
  'hasDueTime',
  'expiresLater',
  'asap',
  'isBlocked',
  'ownerId',
  'externalId',
  'textFormat',
  'properties',
  'areaId',
  'teamId',
  'estimateLow',
  'estimateHigh',
  'backlogPriority',
  'custom',
] as const satisfies readonly (keyof Item)[];

/** A field of which a history tells; `tags` are names, `followers` people. */
export type ToldField = (typeof told)[number] | 'tags' | 'followers';

type ToldValue = string | number | null | readonly (string | number)[];

/** What a change made of each field that it changed: the value before it and the value after it. */
export type ChangesOfItem = Readonly<Partial<Record<ToldField, readonly [ToldValue, ToldValue]>>>;

/** The fields in which two states of an item differ. */
export function changesBetween(before: Item, after: Item): ChangesOfItem {
  return Object.fromEntries(
    told.filter((field) => before[field] !== after[field]).map((field) => [field, [before[field], after[field]]]),
  );
}
