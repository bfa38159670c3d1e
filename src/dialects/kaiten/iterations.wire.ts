import { Type } from 'typebox';
import type { CreateIteration } from '../../actions/index.ts';
import { type ChangePolicy, type IterationFields, instantOf } from '../../domain/change-of-iteration.ts';
import { isoInstant } from '../../domain/days.ts';
import type { IterationRef, IterationStatus, IterationView, PlannedDate } from '../../domain/iteration.ts';
import { parseMoment } from '../../domain/parse-moment.ts';
import type { Doubts, Fault } from '../../domain/refusal.ts';
import { textFault } from '../../domain/text.ts';
import { IterationCard, MovedCard } from './iteration-cards.wire.ts';
import { inWords, notADate, oneOfRequired } from './wording.ts';

const entity = 'Iteration';

const Status = Type.Enum(['planned', 'active', 'closed', 'removed']);
const TextOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'] });
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
  const { sent, faults } = readBody(body, doubts);
  const unfit = new Set(faults.map(({ field }) => field));
  const isChange = unfit.has('') || changes.some((key) => sent[key] !== undefined || unfit.has(key));
  if (!isChange) faults.push(...oneOfRequired(entity, changes));
  const fields = toFields(sent, faults);
  const finish = toDate('actual_finish_date', sent.actual_finish_date ?? null, faults);
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
  const { sent, faults } = readBody(body, doubts);
  return { target: toTarget(sent.new_iteration_id), doubts: { ...doubts, faults } };
}

/** Reads the body of a POST. */
export function toNewIteration(body: NewIteration, doubts: Doubts): Omit<CreateIteration, 'home' | 'policy'> {
  const { sent, faults } = readBody(body, doubts);
  const { title = '', ...fields } = toFields(sent, faults);
  return { title, fields, doubts: { ...doubts, faults } };
}

/** The members of a body that fit its schema, and the faults of the others, to which the reader adds its own. */
function readBody(body: IterationPatch, doubts: Doubts): { readonly sent: IterationPatch; readonly faults: Fault[] } {
  const faults = [...(inWords(entity, doubts).faults ?? [])];
  const unfit = new Set(faults.map(({ field }) => field));
  if (doubts.body !== undefined || unfit.has('')) return { sent: {}, faults };
  return { sent: Object.fromEntries(Object.entries(body).filter(([key]) => !unfit.has(key))), faults };
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

function toFields(body: Partial<NewIteration>, faults: Fault[]): IterationFields {
  const { title, goal, start_date, finish_date } = body;
  const control = (field: string): Fault => ({
    field,
    rule: 'format',
    message: `${entity}.${field} should NOT contain control characters`,
  });
  if (title !== undefined && textFault(title, { min: 1, max: 256 }) !== null) faults.push(control('title'));
  if (typeof goal === 'string') {
    const rule = textFault(goal, { min: 0, max: longestGoal, lines: 'several' });
    const message = `${entity}.goal should NOT be longer than ${longestGoal} characters`;
    if (rule !== null) faults.push(rule === 'length' ? { field: 'goal', rule, message } : control('goal'));
  }
  return {
    ...(title === undefined ? {} : { title }),
    ...(goal === undefined ? {} : { goal }),
    ...(start_date === undefined ? {} : { start: toDate('start_date', start_date, faults) }),
    ...(finish_date === undefined ? {} : { end: toDate('finish_date', finish_date, faults) }),
  };
}

/** The vendor names no limit; this one keeps a body from filling the store. */
const longestGoal = 16_384;

/** A date alone, or an instant with its zone. A wall-clock time without a zone is no instant. */
function toDate(field: string, text: string | null, faults: Fault[]): PlannedDate | null {
  if (text === null) return null;
  const moment = parseMoment(text);
  if (moment !== null && (moment.at !== null || moment.timeOfDay === null)) return { day: moment.day, at: moment.at };
  faults.push(notADate(entity, field));
  return null;
}

function fromDate(date: PlannedDate | null): string | null {
  return date === null ? null : isoInstant(instantOf(date));
}

/** A text that is no UUID names no iteration, and is answered as such. */
function toTarget(text: string | null | undefined): IterationRef | null {
  return typeof text === 'string' ? { uid: text.toLowerCase() } : null;
}
