import { type Iteration, isClosed, type PlannedDate } from './iteration.ts';
import { type LifecyclePolicy, planSteps, type Step, takeStep, type WantedStatus } from './lifecycle.ts';
import { Refusal } from './refusal.ts';

/** Fields of an iteration that a caller may write. Absent: not mentioned. Null: set to nothing. */
export interface IterationFields {
  readonly title?: string;
  readonly goal?: string | null;
  readonly start?: PlannedDate | null;
  readonly end?: PlannedDate | null;
  readonly minCapacity?: number | null;
  readonly maxCapacity?: number | null;
  /** IANA zone in which its days are counted; null takes the project's. */
  readonly zone?: string | null;
}

/** What a dialect's documentation allows, as data; the core's own rules hold beside it. */
export interface ChangePolicy extends LifecyclePolicy {
  /** Fields that a closed iteration does not accept any more. */
  readonly fixedWhenClosed: readonly (keyof IterationFields | 'finishedAt')[];
  /** `day`: the end may be the day of the start. `later`: the end, planned or real, must be a later instant. */
  readonly endAfterStart: 'day' | 'later';
}

const fieldNames = ['title', 'goal', 'start', 'end', 'minCapacity', 'maxCapacity', 'zone'] as const;

/** What a caller asks for: fields, a status, and when the iteration really ended, if it is to be closed. */
export interface WantedChange extends IterationFields {
  readonly status?: WantedStatus;
  readonly finishedAt?: number;
}

/** What a change comes to: the next state, before version and time stamps, and the steps taken on the way. */
export interface DecidedChange {
  readonly next: Iteration;
  readonly steps: readonly Step[];
}

/**
 * Decides a change of the iteration's own fields and status.
 * @throws Refusal `transition_not_allowed`, `dates_missing`, `dates_reversed`, `invalid` (capacities)
 */
export function decideChange(
  before: Iteration,
  change: WantedChange,
  policy: ChangePolicy,
  now: number,
): DecidedChange {
  if (before.status === 'removed') {
    throw new Refusal('transition_not_allowed', "A removed iteration can't be changed", { field: 'status' });
  }
  const isRecord = isClosed(before);
  const fixed = isRecord ? policy.fixedWhenClosed.find((field) => changes(before, change, field)) : undefined;
  if (fixed !== undefined) {
    throw new Refusal('transition_not_allowed', `The ${fixed} of a closed iteration can't be changed`, {
      field: fixed,
    });
  }

  const edited = withFields(before, change);
  checkDates(edited, change, policy.endAfterStart);
  checkCapacities(edited);

  const steps = change.status === undefined ? [] : planSteps(before, change.status, policy);
  const next = steps.reduce((state, step) => takeStep(state, step, now, change.finishedAt), edited);
  return { next, steps };
}

/** Whether two states differ in anything that a caller can see as a change of the iteration itself. */
export function isSameIteration(left: Iteration, right: Iteration): boolean {
  return (
    fieldNames.every((field) => sameValue(left[field], right[field])) &&
    left.status === right.status &&
    left.kind === right.kind &&
    left.parentId === right.parentId &&
    left.sequence === right.sequence
  );
}

/** The iteration with the mentioned fields set. */
export function withFields(iteration: Iteration, fields: IterationFields): Iteration {
  return {
    ...iteration,
    ...(fields.title === undefined ? {} : { title: fields.title }),
    ...(fields.goal === undefined ? {} : { goal: fields.goal }),
    ...(fields.start === undefined ? {} : { start: keptIfEqual(iteration.start, fields.start) }),
    ...(fields.end === undefined ? {} : { end: keptIfEqual(iteration.end, fields.end) }),
    ...(fields.minCapacity === undefined ? {} : { minCapacity: fields.minCapacity }),
    ...(fields.maxCapacity === undefined ? {} : { maxCapacity: fields.maxCapacity }),
    ...(fields.zone === undefined ? {} : { zone: fields.zone }),
  };
}

/**
 * The end is never before the start. A dialect may ask for more, and then only of a body that sends a date.
 * @throws Refusal `dates_reversed`
 */
export function checkDates(state: Iteration, sent: WantedChange, rule: ChangePolicy['endAfterStart']): void {
  const { start, end } = state;
  if (rule === 'later' && start !== null && sent.finishedAt !== undefined && sent.finishedAt <= instantOf(start)) {
    const message = 'The actual finish date must be later than the start date';
    throw new Refusal('dates_reversed', message, { field: 'finishedAt' });
  }
  if (start === null || end === null) return;
  const refused = (message: string) =>
    new Refusal('dates_reversed', message, { field: sent.end === undefined ? 'start' : 'end' });
  if (end.day < start.day) throw refused('The end date is before the start date');
  const sendsDate = sent.start !== undefined || sent.end !== undefined;
  if (rule === 'later' && sendsDate && instantOf(end) <= instantOf(start)) {
    throw refused('The finish date must be later than the start date');
  }
}

/** @throws Refusal `invalid` when the lower bound is above the upper one */
export function checkCapacities(state: Iteration): void {
  const { minCapacity, maxCapacity } = state;
  if (minCapacity === null || maxCapacity === null || minCapacity <= maxCapacity) return;
  const message = 'The minimum capacity is above the maximum capacity';
  throw new Refusal('invalid', message, {
    field: 'minCapacity',
    faults: [{ field: 'minCapacity', rule: 'rule', message }],
  });
}

/** The instant a planned date stands for: as sent, else midnight UTC of its day. */
export function instantOf(date: PlannedDate): number {
  return date.at ?? Date.parse(`${date.day}T00:00:00.000Z`);
}

function changes(before: Iteration, sent: WantedChange, field: keyof IterationFields | 'finishedAt'): boolean {
  if (field === 'finishedAt') return sent.finishedAt !== undefined && sent.finishedAt !== before.finishedAt;
  return sent[field] !== undefined && !sameValue(before[field], withFields(before, sent)[field]);
}

/** A date that stands for the very instant stored already is no change, even if it is written in another zone. */
function keptIfEqual(stored: PlannedDate | null, sent: PlannedDate | null): PlannedDate | null {
  if (stored === null || sent === null) return sent;
  const sameInstant = instantOf(stored) === instantOf(sent);
  return sameInstant && (sent.at !== null || sent.day === stored.day) ? stored : sent;
}

function sameValue(left: unknown, right: unknown): boolean {
  if (isPlannedDate(left) && isPlannedDate(right)) return left.day === right.day && left.at === right.at;
  return left === right;
}

function isPlannedDate(value: unknown): value is PlannedDate {
  return typeof value === 'object' && value !== null && 'day' in value;
}
