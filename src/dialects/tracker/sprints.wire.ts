import { Type } from 'typebox';
import type { CreateIteration } from '../../actions/index.ts';
import type { ChangePolicy, IterationFields } from '../../domain/change-of-iteration.ts';
import { isDay, isoInstant } from '../../domain/days.ts';
import type { IterationStatus, IterationView, PlannedDate } from '../../domain/iteration.ts';
import type { WantedStatus } from '../../domain/lifecycle.ts';
import type { Doubts, Fault } from '../../domain/refusal.ts';
import { textFault } from '../../domain/text.ts';

const Status = Type.Union([
  Type.Literal('draft'),
  Type.Literal('in_progress'),
  Type.Literal('released'),
  Type.Literal('archived'),
]);
const DateOrNull = Type.Union([Type.String(), Type.Null()]);

/** Body of PATCH: any of four keys, and no others (vendor page "Edit a sprint"). */
export const SprintPatch = Type.Object(
  {
    name: Type.Optional(Type.String()),
    startDate: Type.Optional(DateOrNull),
    endDate: Type.Optional(DateOrNull),
    status: Type.Optional(Status),
  },
  { additionalProperties: false },
);
export type SprintPatch = Type.Static<typeof SprintPatch>;

const BoardId = Type.Union([Type.String(), Type.Integer()]);

/** Body of POST: clients name the board as an object or as a bare id, a number or a text. */
export const NewSprint = Type.Object(
  {
    name: Type.String(),
    board: Type.Union([BoardId, Type.Object({ id: BoardId })]),
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
  board: Type.Object({ self: Type.String(), id: Type.String(), display: Type.String() }),
  status: Status,
  archived: Type.Boolean(),
  createdBy: Type.Object({ self: Type.String(), id: Type.String(), display: Type.String() }),
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

const statusFromCore = {
  planned: 'draft',
  active: 'in_progress',
  closed: 'released',
  archived: 'archived',
  // Never shown: a removed sprint is not found.
  removed: 'archived',
} as const satisfies Record<IterationStatus, Sprint['status']>;

/** What a PATCH asks for, and what is wrong with it. A body that does not fit its schema asks for nothing. */
export function toChange(
  body: SprintPatch,
  doubts: Doubts,
): { fields: IterationFields; status?: WantedStatus; doubts: Doubts } {
  if (doubts.body !== undefined || doubts.faults !== undefined) return { fields: {}, doubts };
  const faults: Fault[] = [];
  const fields = toFields(body, faults);
  const status = body.status === undefined ? {} : { status: statusToCore[body.status] };
  return { fields, ...status, doubts: { faults } };
}

/** What a POST asks for, and what is wrong with it. */
export function toNewSprint(body: NewSprint, doubts: Doubts): Omit<CreateIteration, 'policy'> {
  if (doubts.body !== undefined || doubts.faults !== undefined) {
    return { home: { boardId: boardIdOf(body) }, title: '', fields: {}, doubts };
  }
  const faults: Fault[] = [];
  const { title, ...fields } = toFields(body, faults);
  const status = body.status === undefined ? {} : { status: statusToCore[body.status] };
  return { home: { boardId: boardIdOf(body) }, title: title ?? '', fields, ...status, doubts: { faults } };
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
    board: {
      self: `${base}/boards/${iteration.boardId}`,
      id: String(iteration.boardId),
      display: iteration.boardName,
    },
    status: statusFromCore[iteration.status],
    archived: iteration.status === 'archived',
    createdBy: { self: `${base}/users/${creator.id}`, id: String(creator.id), display: creator.name },
    createdAt: trackerInstant(iteration.createdAt),
    startDate: start?.day ?? null,
    endDate: end?.day ?? null,
    startDateTime: isDraft || startedAt === null ? midnight(start) : trackerInstant(startedAt),
    endDateTime: isDraft || finishedAt === null ? midnight(end) : trackerInstant(finishedAt),
  };
}

/** `YYYY-MM-DDThh:mm:ss.sss+0000`: always UTC, the offset without a colon. */
function trackerInstant(at: number): string {
  return isoInstant(at).replace('Z', '+0000');
}

function midnight(date: PlannedDate | null): string | null {
  return date === null ? null : `${date.day}T00:00:00.000+0000`;
}

function toFields(body: Partial<Pick<NewSprint, 'name' | 'startDate' | 'endDate'>>, faults: Fault[]): IterationFields {
  const { name, startDate, endDate } = body;
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

/** The board that a body names in whichever form; 0, which no board has, when it names none. */
function boardIdOf(body: unknown): number {
  const board = typeof body === 'object' && body !== null && 'board' in body ? body.board : body;
  const id = typeof board === 'object' && board !== null && 'id' in board ? board.id : board;
  const text = typeof id === 'number' || typeof id === 'string' ? String(id) : '';
  return /^[1-9]\d{0,15}$/.test(text) ? Number(text) : 0;
}
