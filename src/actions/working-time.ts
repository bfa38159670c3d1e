import { type Capacity, capacityOf, patternsInForce, type Worker } from '../domain/capacity.ts';
import type { Iteration } from '../domain/iteration.ts';
import { plainCalendar, type WorkingCalendar } from '../domain/working-calendar.ts';
import { forgetAtClose, keepAtClose, readAtClose } from '../store/calendars-at-close.ts';
import type { Db } from '../store/engine.ts';
import { readLives } from '../store/iteration-life.ts';
import { readPatternLevelsThen, readTimeOffThen } from '../store/past-working-time.ts';
import { readTimeOff } from '../store/time-off.ts';
import { readPatternLevels } from '../store/work-patterns.ts';
import { calendarOf } from './calendar-in-force.ts';
import { asItStood } from './history-of.ts';
import type { Tx } from './transact.ts';

/** Which days of an iteration are worked on, and what its team can give on them. */
export interface WorkingTime {
  readonly calendar: WorkingCalendar;
  /** Null without both planned days, for a window of more than two years, and where nobody's work is planned. */
  readonly capacity: Capacity | null;
}

type Dated = Pick<Iteration, 'orgId' | 'id' | 'projectId' | 'start' | 'end' | 'finishedAt'>;

/**
 * The calendar of an iteration and the capacity of its team, by the same rule: as it is now, or as it was at the close; of one
 * that is open also as it was known before an instant, in epoch milliseconds.
 */
export async function workingTimeOf(db: Db, iteration: Dated, asOf?: number): Promise<WorkingTime> {
  const of = { orgId: iteration.orgId, iterationId: iteration.id };
  if (iteration.finishedAt !== null) {
    return (await readAtClose(db, of)) ?? { calendar: plainCalendar, capacity: null };
  }
  const [calendar, workers] = await Promise.all([calendarOf(db, iteration, asOf), workersOf(db, iteration, asOf)]);
  const { start, end } = iteration;
  if (start === null || end === null) return { calendar, capacity: null };
  return { calendar, capacity: capacityOf({ start: start.day, end: end.day }, calendar, workers) };
}

/**
 * The same as it was known before an instant, in epoch milliseconds, of an iteration as it stood then. Of a close that was taken
 * back since it is told what held at it.
 */
export async function workingTimeThen(db: Db, was: Iteration, asOf: number): Promise<WorkingTime> {
  if (was.finishedAt === null) return workingTimeOf(db, was, asOf);
  const life = (await readLives(db, was.orgId, [was.id], asOf)).get(was.id);
  const close = life?.turns.findLast(({ steps }) => steps.includes('close'));
  if (life === undefined || close === undefined || life.isStill) return workingTimeOf(db, was);
  const { iteration } = await asItStood(db, was, close.at + 1);
  return workingTimeOf(db, { ...iteration, finishedAt: null }, close.at + 1);
}

/**
 * Of the hours that an open iteration's team would give from a day to the end if nobody were away, the share that it
 * gives; null where there is no end, or nobody's work is planned for those days. `asOf`, epoch milliseconds: as it was planned
 * before.
 */
export async function presenceFrom(db: Db, iteration: Dated, day: string, asOf?: number): Promise<number | null> {
  if (iteration.end === null) return null;
  const [calendar, workers] = await Promise.all([calendarOf(db, iteration, asOf), workersOf(db, iteration, asOf)]);
  const window = { start: day, end: iteration.end.day };
  const all = capacityOf(
    window,
    calendar,
    workers.map((worker) => ({ ...worker, timeOff: [] })),
  );
  const given = capacityOf(window, calendar, workers);
  return all === null || given === null || all.hours === 0 ? null : given.hours / all.hours;
}

/** Keeps its working time with an iteration that is being closed, and lets go of it when the iteration is reopened. */
export async function followClose(tx: Tx, before: Dated, after: Dated): Promise<void> {
  const of = { orgId: after.orgId, iterationId: after.id };
  if (before.finishedAt !== null && after.finishedAt === null) await forgetAtClose(tx.db, of);
  if (before.finishedAt === null && after.finishedAt !== null) {
    await keepAtClose(tx.db, of, await workingTimeOf(tx.db, { ...after, finishedAt: null }));
  }
}

async function workersOf(db: Db, { orgId, id, projectId }: Dated, asOf?: number): Promise<readonly Worker[]> {
  const owner = { orgId, iterationId: id, projectId };
  const levels = await (asOf === undefined ? readPatternLevels(db, owner) : readPatternLevelsThen(db, owner, asOf));
  const patterns = patternsInForce(levels.map((level) => level.patterns));
  if (patterns.length === 0) return [];
  const ids = patterns.map(({ personId }) => personId);
  const away = await (asOf === undefined ? readTimeOff(db, orgId, ids) : readTimeOffThen(db, orgId, ids, asOf));
  const timeOffOf = new Map(away.map(({ personId, timeOff }) => [personId, timeOff]));
  return patterns.map((pattern) => ({ pattern, timeOff: timeOffOf.get(pattern.personId) ?? [] }));
}
