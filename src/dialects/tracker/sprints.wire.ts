import { Type } from 'typebox';
import type { ChangeIteration, CreateIteration } from '../../actions/index.ts';
import type { ChangePolicy, IterationFields } from '../../domain/change-of-iteration.ts';
import { isDay } from '../../domain/days.ts';
import type { IterationStatus, IterationView, PlannedDate } from '../../domain/iteration.ts';
import type { WantedStatus } from '../../domain/lifecycle.ts';
import { type Doubts, type Fault, Refusal, refuseUnreadable } from '../../domain/refusal.ts';
import { textFault } from '../../domain/text.ts';
import { trackerInstant } from './instants.ts';
import { Reference, readId, referToBoard, referToPerson } from './references.ts';

const Status = Type.Enum(['draft', 'in_progress', 'released', 'archived']);
const DateOrNull = Type.Union([Type.String(), Type.Null()]);

const Id = Type.Union([Type.String(), Type.Integer()]);
const SprintId = Type.Union([Id, Type.Object({ id: Id })]);

/**
 * Body of PATCH: any of four keys, and no others (vendor page "Edit a sprint"), but for `moveTo`, which is ours: the
 * sprint into which the issues go that are unfinished when this one is released.
 */
export const SprintPatch = Type.Object(
  {
    name: Type.Optional(Type.String()),
    startDate: Type.Optional(DateOrNull),
    endDate: Type.Optional(DateOrNull),
    status: Type.Optional(Status),
    moveTo: Type.Optional(Type.Union([SprintId, Type.Null()])),
  },
  { additionalProperties: false },
);
export type SprintPatch = Type.Static<typeof SprintPatch>;

/** Body of `_finish`; any other keys say nothing, as in the other verbs. */
export const SprintFinish = Type.Object({ moveTo: Type.Optional(Type.Union([SprintId, Type.Null()])) });
export type SprintFinish = Type.Static<typeof SprintFinish>;

/** Body of POST: clients name the board as an object or as a bare id, a number or a text. */
export const NewSprint = Type.Object(
  {
    name: Type.String(),
    board: Type.Union([Id, Type.Object({ id: Id })]),
    startDate: DateOrNull,
    endDate: DateOrNull,
    status: Type.Optional(Status),
  },
  { additionalProperties: false },
);
export type NewSprint = Type.Static<typeof NewSprint>;

/** A sprint as it goes out: these 13 keys and no others. */
export const Sprint = Type.Object({
  self: Type.String(),
  id: Type.Integer(),
  version: Type.Integer(),
  name: Type.String(),
  board: Reference,
  status: Status,
  archived: Type.Boolean(),
  createdBy: Reference,
  createdAt: Type.String(),
  startDate: DateOrNull,
  endDate: DateOrNull,
  startDateTime: DateOrNull,
  endDateTime: DateOrNull,
});
export type Sprint = Type.Static<typeof Sprint>;

/** Any step forward, even several at once; a released sprint may be taken up again, an archived one brought back. */
export const sprintPolicy = {
  moves: {
    planned: ['active', 'closed', 'archived'],
    active: ['closed', 'archived'],
    closed: ['active', 'archived'],
    archived: ['closed'],
  },
  refuseRepeatedClose: false,
  fixedWhenClosed: [],
  endAfterStart: 'day',
  findsRemoved: false,
  findsGroups: false,
} as const satisfies ChangePolicy & { findsRemoved: boolean; findsGroups: boolean };

const statusToCore = {
  draft: 'planned',
  in_progress: 'active',
  released: 'closed',
  archived: 'archived',
} as const satisfies Record<Sprint['status'], WantedStatus>;

/** What a status of the core is called here. */
export const statusFromCore = {
  planned: 'draft',
  active: 'in_progress',
  closed: 'released',
  archived: 'archived',
  // Never shown: a removed sprint is not found.
  removed: 'archived',
} as const satisfies Record<IterationStatus, Sprint['status']>;

/** What is said of these when their schema refuses them; the empty name is the body itself. */
const wrongMembers: ReadonlyMap<string, string> = new Map([
  ['', 'The body must be a JSON object'],
  ['status', `The status must be one of ${Status.enum.join(', ')}`],
]);

/** What a PATCH asks for, and everything that is wrong with it. */
export function toChange(
  body: SprintPatch,
  doubts: Doubts,
): Pick<ChangeIteration, 'fields' | 'status' | 'moveUnfinishedTo'> & { doubts: Doubts } {
  const { members, faults } = readMembers(body, doubts);
  const fields = toFields(members, faults);
  const target = toTarget(members, faults);
  if (target !== null && members.status !== 'released' && !faults.some(({ field }) => field === 'status')) {
    faults.push({ field: 'moveTo', rule: 'rule', message: 'moveTo goes with the status released' });
  }
  return { fields, ...toStatus(members), moveUnfinishedTo: target, doubts: { ...doubts, faults } };
}

/** What `_finish` asks for, and what is wrong with it. */
export function toFinish(
  body: SprintFinish,
  doubts: Doubts,
): Pick<ChangeIteration, 'fields' | 'status' | 'moveUnfinishedTo'> & { doubts: Doubts } {
  return toChange({ status: 'released', ...(body.moveTo === undefined ? {} : { moveTo: body.moveTo }) }, doubts);
}

/**
 * What a POST asks for, and everything that is wrong with it. A body that names no board is refused at once, as there
 * is no board yet to have rights on.
 * @throws Refusal unsupported_media_type, malformed_body, invalid
 */
export function toNewSprint(body: NewSprint, doubts: Doubts): Omit<CreateIteration, 'policy'> {
  const { members, faults } = readMembers(body, doubts);
  const { title = '', ...fields } = toFields(members, faults);
  const boardId = toBoardId(members, faults);
  if (boardId === undefined) {
    refuseUnreadable(doubts);
    throw new Refusal('invalid', 'The body names no board', { faults });
  }
  return { home: { boardId }, title, fields, ...toStatus(members), doubts: { ...doubts, faults } };
}

/** A sprint for a caller that reached us at `base` (`scheme://host/v3`). */
export function toSprint(iteration: IterationView, base: string): Sprint {
  const { start, end, startedAt, finishedAt, creator } = iteration;
  const isDraft = iteration.status === 'planned';
  return {
    self: `${base}/sprints/${iteration.id}`,
    id: iteration.id,
    version: iteration.version,
    name: iteration.title,
    board: referToBoard(base, iteration.boardId, iteration.boardName),
    status: statusFromCore[iteration.status],
    archived: iteration.status === 'archived',
    createdBy: referToPerson(base, creator),
    createdAt: trackerInstant(iteration.createdAt),
    startDate: start?.day ?? null,
    endDate: end?.day ?? null,
    startDateTime: isDraft || startedAt === null ? midnight(start) : trackerInstant(startedAt),
    endDateTime: isDraft || finishedAt === null ? midnight(end) : trackerInstant(finishedAt),
  };
}

function midnight(date: PlannedDate | null): string | null {
  return date === null ? null : `${date.day}T00:00:00.000+0000`;
}

/** All that is said of a sprint. */
type Members = Partial<NewSprint & SprintPatch>;

/** The members that have the type they should, and one fault for each of the others. */
function readMembers(body: Members, doubts: Doubts): { members: Members; faults: Fault[] } {
  const faults = new Map<string, Fault>();
  for (const fault of doubts.faults ?? []) {
    // What may be of several types has a fault for each.
    const field = /^(board|moveTo)\./.exec(fault.field)?.[1] ?? fault.field;
    if (!faults.has(field)) faults.set(field, { ...fault, field, message: wrongMembers.get(field) ?? fault.message });
  }
  const members = { ...body };
  for (const key of ['name', 'board', 'startDate', 'endDate', 'status', 'moveTo'] as const) {
    if (faults.has(key)) delete members[key];
  }
  return { members, faults: [...faults.values()] };
}

function toStatus({ status }: Members): { status?: WantedStatus } {
  return status === undefined ? {} : { status: statusToCore[status] };
}

function toFields({ name, startDate, endDate }: Members, faults: Fault[]): IterationFields {
  if (name !== undefined) {
    const rule = textFault(name, { min: 1, max: 256 });
    if (rule !== null) faults.push({ field: 'name', rule, message: 'A name has 1 to 256 characters, on one line' });
  }
  return {
    ...(name === undefined ? {} : { title: name }),
    ...(startDate === undefined ? {} : { start: toDay('startDate', startDate, faults) }),
    ...(endDate === undefined ? {} : { end: toDay('endDate', endDate, faults) }),
  };
}

function toDay(field: string, text: string | null, faults: Fault[]): PlannedDate | null {
  if (text === null) return null;
  if (isDay(text)) return { day: text, at: null };
  faults.push({ field, rule: 'format', message: 'A date is written YYYY-MM-DD' });
  return null;
}

/** The number of the board, named in whichever form; nothing, with a fault told, when what is there is no number. */
function toBoardId({ board }: Members, faults: Fault[]): number | undefined {
  if (board === undefined) return undefined;
  const id = numberNamed(board);
  if (id === undefined) faults.push({ field: 'board', rule: 'format', message: 'A board is named by its number' });
  return id;
}

/** The sprint into which the unfinished issues go, named in whichever form. */
function toTarget({ moveTo }: Members, faults: Fault[]): { readonly id: number } | null {
  if (moveTo === undefined || moveTo === null) return null;
  const id = numberNamed(moveTo);
  if (id === undefined) faults.push({ field: 'moveTo', rule: 'format', message: 'A sprint is named by its number' });
  return id === undefined ? null : { id };
}

function numberNamed(named: string | number | { readonly id: string | number }): number | undefined {
  return readId(String(typeof named === 'object' ? named.id : named));
}
