import { Type } from 'typebox';
import type { CreateIteration } from '../../actions/index.ts';
import { type ChangePolicy, type IterationFields, instantOf } from '../../domain/change-of-iteration.ts';
import { isoInstant } from '../../domain/days.ts';
import type { IterationRef, IterationStatus, IterationView, PlannedDate } from '../../domain/iteration.ts';
import type { Doubts } from '../../domain/refusal.ts';
import { soundMembers } from './body.ts';
import { IterationCard, MovedCard } from './iteration-cards.wire.ts';
import { toDate, toFields } from './iteration-fields.ts';
import { TextOrNull } from './nullable.ts';
import { oneOfRequired } from './wording.ts';

const entity = 'Iteration';

const Status = Type.Enum(['planned', 'active', 'closed', 'removed']);
const Title = Type.String({ minLength: 1, maxLength: 256 });

/** Body of POST (vendor page "Create iteration"). Keys it does not know are ignored, here and in every other body. */
export const NewIteration = Type.Object({
  title: Title,
  goal: Type.Optional(TextOrNull),
  start_date: Type.Optional(TextOrNull),
  finish_date: Type.Optional(TextOrNull),
});
export type NewIteration = Type.Static<typeof NewIteration>;

/** Body of PATCH (vendor page "Update iteration"). */
export const IterationPatch = Type.Partial(
  Type.Object({
    title: Title,
    goal: TextOrNull,
    status: Status,
    start_date: TextOrNull,
    finish_date: TextOrNull,
    actual_finish_date: TextOrNull,
    new_iteration_id: TextOrNull,
  }),
);
export type IterationPatch = Type.Static<typeof IterationPatch>;

/** At least one of these makes a PATCH; the other two only say how a status is to be taken. */
const changes = ['title', 'goal', 'status', 'start_date', 'finish_date'] as const;

/** Body of DELETE (vendor page "Delete iteration"): may be left out altogether. */
export const IterationRemoval = Type.Partial(Type.Object({ new_iteration_id: TextOrNull }));
export type IterationRemoval = Type.Static<typeof IterationRemoval>;

/** The keys that these bodies know. */
export const newIterationKeys = Object.keys(NewIteration.properties);
export const iterationKeys = Object.keys(IterationPatch.properties);
export const removalKeys = Object.keys(IterationRemoval.properties);

const Size = Type.Object({ size: Type.Number() });

/** What was measured: the plan at the start, and the result at the close. */
const Statistics = Type.Union([
  Type.Object({ committed: Size }),
  Type.Object({ velocity: Size, committed: Size, doneCount: Type.Integer(), totalCount: Type.Integer() }),
]);
type Statistics = Type.Static<typeof Statistics>;

/** An iteration as it goes out. */
export const Iteration = Type.Object({
  created: Type.String(),
  updated: Type.String(),
  id: Type.String(),
  space_uid: Type.String(),
  title: Type.String(),
  goal: TextOrNull,
  status: Status,
  creator_uid: Type.String(),
  updater_uid: Type.String(),
  start_date: TextOrNull,
  finish_date: TextOrNull,
  actual_finish_date: TextOrNull,
  sort_order: Type.Number(),
  data: Type.Union([Statistics, Type.Null()]),
  cards: Type.Optional(Type.Array(IterationCard)),
  moved_cards: Type.Optional(Type.Union([Type.Array(MovedCard), Type.Null()])),
});
export type Iteration = Type.Static<typeof Iteration>;

/** One step forward at a time and none back; a closed iteration keeps its dates; a removed one may still be read. */
export const iterationPolicy = {
  moves: { planned: ['active'], active: ['closed'] },
  refuseRepeatedClose: true,
  fixedWhenClosed: ['start', 'end', 'finishedAt'],
  endAfterStart: 'later',
  findsRemoved: true,
  findsGroups: false,
} as const satisfies ChangePolicy & { findsRemoved: boolean; findsGroups: boolean };

/** A core status as callers see it. */
export const statusFromCore = {
  planned: 'planned',
  active: 'active',
  closed: 'closed',
  // Put away elsewhere; here it is a closed iteration like others.
  archived: 'closed',
  removed: 'removed',
} as const satisfies Record<IterationStatus, Iteration['status']>;

/** What a PATCH asks for, and what is wrong with it. */
export interface AskedChange {
  readonly fields: IterationFields;
  readonly status?: Iteration['status'];
  /** Epoch milliseconds. */
  readonly finishedAt?: number;
  readonly target: IterationRef | null;
  readonly doubts: Doubts;
}

/** Reads the body of a PATCH. */
export function toChange(body: IterationPatch, doubts: Doubts): AskedChange {
  const { sent, faults } = soundMembers(entity, body, doubts);
  const unfit = new Set(faults.map(({ field }) => field));
  const isChange = unfit.has('') || changes.some((key) => sent[key] !== undefined || unfit.has(key));
  if (!isChange) faults.push(...oneOfRequired(entity, changes));
  const fields = toFields(entity, sent, faults);
  const finish = toDate(entity, 'actual_finish_date', sent.actual_finish_date ?? null, faults);
  return {
    fields,
    ...(sent.status === undefined ? {} : { status: sent.status }),
    ...(finish === null ? {} : { finishedAt: instantOf(finish) }),
    target: toTarget(sent.new_iteration_id),
    doubts: { ...doubts, faults },
  };
}

/** Reads the body of a DELETE. */
export function toRemoval(body: IterationRemoval, doubts: Doubts): Pick<AskedChange, 'target' | 'doubts'> {
  const { sent, faults } = soundMembers(entity, body, doubts);
  return { target: toTarget(sent.new_iteration_id), doubts: { ...doubts, faults } };
}

/** Reads the body of a POST. */
export function toNewIteration(body: NewIteration, doubts: Doubts): Omit<CreateIteration, 'home' | 'policy'> {
  const { sent, faults } = soundMembers(entity, body, doubts);
  const { title = '', ...fields } = toFields(entity, sent, faults);
  return { title, fields, doubts: { ...doubts, faults } };
}

/** An iteration on the wire. */
export function toIteration(iteration: IterationView): Iteration {
  return {
    created: isoInstant(iteration.createdAt),
    updated: isoInstant(iteration.updatedAt),
    id: iteration.uid,
    space_uid: iteration.projectUid,
    title: iteration.title,
    goal: iteration.goal,
    status: statusFromCore[iteration.status],
    creator_uid: iteration.creator.uid,
    updater_uid: iteration.updater.uid,
    start_date: fromDate(iteration.start),
    finish_date: fromDate(iteration.end),
    actual_finish_date: iteration.finishedAt === null ? null : isoInstant(iteration.finishedAt),
    // The vendor's numbers are above zero; the core counts places from there.
    sort_order: iteration.sequence + 1,
    data: toStatistics(iteration),
  };
}

/** The statuses that a query names, as the core has them. Words that are no status name none. */
export function statusesIn(text: string | undefined): readonly IterationStatus[] {
  const all = ['planned', 'active', 'closed', 'archived', 'removed'] as const satisfies readonly IterationStatus[];
  if (text === undefined) return all;
  const named = text.split(',').map((word) => word.trim());
  return all.filter((status) => named.includes(statusFromCore[status]));
}

function toStatistics(iteration: IterationView): Statistics | null {
  const { committedPoints, velocityPoints, doneItems, totalItems } = iteration;
  if (committedPoints === null) return null;
  const committed = { size: committedPoints };
  if (velocityPoints === null || doneItems === null || totalItems === null) return { committed };
  return { velocity: { size: velocityPoints }, committed, doneCount: doneItems, totalCount: totalItems };
}

function fromDate(date: PlannedDate | null): string | null {
  return date === null ? null : isoInstant(instantOf(date));
}

/** A text that is no UUID names no iteration, and is answered as such. */
function toTarget(text: string | null | undefined): IterationRef | null {
  return typeof text === 'string' ? { uid: text.toLowerCase() } : null;
}
