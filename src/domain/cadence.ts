import { addDays, daysBetween, startOfDayIn } from './days.ts';
import type { Iteration } from './iteration.ts';

/** Where unfinished items go when a cadence closes an iteration: into the next one it has made, or nowhere. */
export type UnfinishedGo = 'next' | 'stay';

/** What a cadence does by itself. */
export type CadenceDeed = 'plan' | 'start' | 'close';

/** Why a window of the rhythm has no iteration. */
export type SkipReason = 'no working day' | 'overlap';

/** The rhythm in which a project's iterations are made. */
export interface Cadence {
  readonly isOn: boolean;
  /** The first day of the first window, `YYYY-MM-DD`; all others follow from it by whole calendar days. */
  readonly firstDay: string;
  readonly lengthDays: number;
  /** Days between two windows. */
  readonly cooldownDays: number;
  /** How many iterations that begin after today there are to be. */
  readonly ahead: number;
  /** With `{number}`, `{start}` and `{end}` where these are to stand. */
  readonly title: string;
  /** The number of the next iteration to be made. */
  readonly nextNumber: number;
  readonly startsItself: boolean;
  readonly closesItself: boolean;
  readonly unfinished: UnfinishedGo;
  /** The rollover policy that decides about unfinished items instead; null where `unfinished` does. */
  readonly rolloverPolicyId: number | null;
}

/** The first and the last day of an iteration. */
export interface Slot {
  readonly start: string;
  readonly end: string;
}

/** A window whose turn has come: with an iteration, whatever became of it, or skipped. */
export interface TakenSlot extends Slot {
  readonly skipped: SkipReason | null;
}

/** An iteration that a cadence has made, as it is now, and which deeds are settled or wait for another attempt. */
export interface KeptIteration extends Pick<Iteration, 'id' | 'status' | 'start' | 'end'> {
  readonly zone: string;
  readonly jobs: readonly CadenceJob[];
}

/** A deed that was tried. Instants are epoch milliseconds. */
export interface CadenceJob {
  readonly deed: CadenceDeed;
  readonly state: 'waiting' | 'done';
  readonly attempts: number;
  /** Why the last attempt failed. */
  readonly reason: string | null;
  /** When it is tried again; null when it is done. */
  readonly nextAt: number | null;
  readonly at: number;
}

/** Something that is due. */
export interface DueDeed {
  readonly deed: 'start' | 'close';
  readonly iterationId: number;
  /** When it was to be done, epoch milliseconds. */
  readonly dueAt: number;
}

/** How much further than the iterations wanted one looks, so that a few skipped windows leave no gap. */
const sparedCycles = 2;

/** How long before the end of its last day an iteration is closed, so that it is closed on that day. */
const closesBeforeMs = 60_000;

const minuteMs = 60_000;
const pauses = [1, 5, 30, 120, 720].map((minutes) => minutes * minuteMs);
const dailyMs = 24 * 60 * minuteMs;

/**
 * The windows whose turn has come and that are not taken: from the one that holds today on, after all that are taken (so
 * that what was removed or skipped never comes back, and another rhythm goes on where the old one ended), until so many
 * begin after today as are wanted. `skip` tells why there is to be no iteration in a window; such a window does not count.
 */
export function slotsToTake(
  cadence: Cadence,
  taken: readonly TakenSlot[],
  today: string,
  skip: (slot: Slot) => SkipReason | null,
): readonly TakenSlot[] {
  const cycle = cadence.lengthDays + cadence.cooldownDays;
  const last = latest(taken.map(({ end }) => end));
  // From the last iteration on, and not from the last window: windows that are skipped do not move it further and further.
  const made = taken.filter(({ skipped }) => skipped === null).map(({ end }) => end);
  const horizon = addDays(latest([today, cadence.firstDay, ...made]), cycle * (cadence.ahead + sparedCycles));
  let missing = cadence.ahead - taken.filter(({ start, skipped }) => start > today && skipped === null).length;
  const slots: TakenSlot[] = [];
  const passed = Math.max(0, Math.floor(daysBetween(cadence.firstDay, latest([today, last])) / cycle));
  for (
    let start = addDays(cadence.firstDay, passed * cycle);
    start <= horizon && missing > 0;
    start = addDays(start, cycle)
  ) {
    const slot = { start, end: addDays(start, cadence.lengthDays - 1) };
    if (slot.end < today || start <= last) continue;
    const skipped = skip(slot);
    slots.push({ ...slot, skipped });
    if (skipped === null && start > today) missing -= 1;
  }
  return slots;
}

/** The title of an iteration in a window. */
export function titleOf({ title, nextNumber }: Cadence, { start, end }: Slot): string {
  return title.replaceAll('{number}', String(nextNumber)).replaceAll('{start}', start).replaceAll('{end}', end);
}

/** When an iteration is to be started by itself: with the first instant of its first day. Null without one. */
export function startsAt({ start, zone }: Pick<KeptIteration, 'start' | 'zone'>): number | null {
  return start === null ? null : startOfDayIn(zone, start.day);
}

/** When an iteration is to be closed by itself: a minute before its last day ends, whatever that day's length. Null without one. */
export function closesAt({ end, zone }: Pick<KeptIteration, 'end' | 'zone'>): number | null {
  return end === null ? null : startOfDayIn(zone, addDays(end.day, 1)) - closesBeforeMs;
}

/**
 * What a cadence has to do now, in the order in which it was to be done. The dates are those that the iterations have by
 * now. What was done once is not done again: who reopens an iteration is not to be fought.
 */
export function dueDeeds(cadence: Cadence, iterations: readonly KeptIteration[], now: number): readonly DueDeed[] {
  return iterations
    .flatMap((iteration): DueDeed[] => {
      const { id: iterationId, status, jobs } = iteration;
      const due: DueDeed[] = [];
      const add = (deed: 'start' | 'close', dueAt: number | null) => {
        const job = jobs.find((each) => each.deed === deed);
        const isReady = job === undefined || (job.nextAt !== null && job.nextAt <= now);
        if (dueAt !== null && dueAt <= now && isReady) due.push({ deed, iterationId, dueAt });
      };
      const isPlanned = status === 'planned';
      if (cadence.startsItself && isPlanned) add('start', startsAt(iteration));
      if (cadence.closesItself && (status === 'active' || (isPlanned && cadence.startsItself))) {
        add('close', closesAt(iteration));
      }
      return due;
    })
    .toSorted((left, right) => left.dueAt - right.dueAt);
}

/** A deed that has failed once more: it is tried again after growing pauses, in the end once a day. */
export function failedJob(before: CadenceJob | undefined, deed: CadenceDeed, reason: string, now: number): CadenceJob {
  const attempts = attemptsOf(before) + 1;
  return { deed, state: 'waiting', attempts, reason, nextAt: now + (pauses[attempts - 1] ?? dailyMs), at: now };
}

/** A deed that was done, or that needs none of it any more. */
export function doneJob(before: CadenceJob | undefined, deed: CadenceDeed, now: number): CadenceJob {
  return { deed, state: 'done', attempts: attemptsOf(before) + 1, reason: null, nextAt: null, at: now };
}

/** Attempts count until the deed is done; planning then begins anew. */
function attemptsOf(job: CadenceJob | undefined): number {
  return job?.state === 'waiting' ? job.attempts : 0;
}

function latest(days: readonly string[]): string {
  return days.reduce((last, day) => (day > last ? day : last), '');
}
