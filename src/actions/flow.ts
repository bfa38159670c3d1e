import { type Actor, canSee } from '../domain/access.ts';
import { cumulativeFlow, type FlowDay } from '../domain/cumulative-flow.ts';
import { addDays, dayIn, daysBetween, startOfDayIn } from '../domain/days.ts';
import { summarizeTimes, type TimesTaken, type TimeUnit } from '../domain/flow.ts';
import { type BegunItem, begunItem, type DaysCounted, type FinishedItem, finishedItem } from '../domain/item-times.ts';
import { notFound } from '../domain/refusal.ts';
import { findBoard } from '../store/boards.ts';
import type { Db } from '../store/engine.ts';
import { findProject } from '../store/projects.ts';
import { type Asked, momentOf } from './asked.ts';
import { type KnownWork, knownWork } from './known-work.ts';
import { projectCalendar } from './project-calendar.ts';

/** How long it took, in one unit. */
export interface TimesOfFlow {
  readonly cycle: TimesTaken;
  readonly lead: TimesTaken;
  /** The service level expectation: the cycle time that 85 of 100 of the last items kept. */
  readonly expectation: number | null;
}

/** How work flows over a board, or the items of an iteration. */
export interface Flow {
  readonly zone: string;
  readonly boardId: number;
  /** Every day from the first to the last or to today. */
  readonly days: readonly (FlowDay & { readonly isWorking: boolean })[];
  /** In each unit. */
  readonly times: Readonly<Record<TimeUnit, TimesOfFlow>>;
  /** The latest first. */
  readonly finished: readonly FinishedItem[];
  /** The oldest first. */
  readonly begun: readonly BegunItem[];
}

/** How long back one may look, in days; and back to where expectations are formed. */
export const longestFlow = 400;
const expectationDays = 90;

/**
 * How work flowed over a board of a project, the default one unless another is named, up to the day of `now`, or, `asOf` an
 * instant in epoch milliseconds, as it was known before and up to its day. Boards are those of now: what a removed one saw is
 * told of the one that took its items.
 * @throws Refusal not_found, also for a board that was not made yet
 */
export async function getProjectFlow(
  db: Db,
  actor: Actor,
  find: Asked & { readonly projectId: number; readonly boardId?: number; readonly days: number },
): Promise<Flow> {
  const { orgId } = actor;
  const project = await findProject(db, orgId, { id: find.projectId });
  if (project === undefined || !canSee(actor, project.id)) throw notFound('project');
  const board = await findBoard(db, orgId, find.boardId ?? project.defaultBoardId);
  const { asOf = Number.POSITIVE_INFINITY } = find;
  if (board === undefined || board.projectId !== project.id || board.createdAt >= asOf) throw notFound('board');
  const now = momentOf(find);
  const counted = await projectCalendar(db, project, find.asOf);
  const { zone, isWorking } = counted;
  const to = dayIn(zone, now);
  const from = addDays(to, 1 - find.days);
  const work = await knownWork(db, { orgId, projectId: project.id }, find.asOf);
  const [crossings, recent, items, begun] = await Promise.all([
    work.crossings(board.id, { from, to, zone }),
    recentlyFinished(work, counted, to),
    work.finished(startOfDayIn(zone, from), board.id),
    work.begun(board.id),
  ]);
  // What has gone to a project that the actor cannot see is counted, and not named.
  const isNamed = (item?: { readonly projectId: number }) => item !== undefined && canSee(actor, item.projectId);
  const finished = items.map((item) => finishedItem(item, counted));
  const days = daysThrough(from, to);
  return {
    zone,
    boardId: board.id,
    days: cumulativeFlow(crossings, days).map((day) => ({ ...day, isWorking: isWorking(day.day) })),
    times: timesOf(finished, recent),
    finished: finished.filter((_, index) => isNamed(items[index])),
    begun: begun
      .filter((item) => isNamed(item))
      .map((item) => begunItem(item, { ...counted, now }, expectedOf(recent))),
  };
}

/** The cycle and lead times of what was finished, with what the recently finished let expect. */
export function timesOf(finished: readonly FinishedItem[], recent: readonly FinishedItem[]): Flow['times'] {
  const times = (unit: TimeUnit): TimesOfFlow => ({
    cycle: summarizeTimes(finished.map(({ cycle }) => cycle[unit])),
    lead: summarizeTimes(finished.map(({ lead }) => lead[unit])),
    expectation: summarizeTimes(recent.map(({ cycle }) => cycle[unit])).p85,
  });
  return { days: times('days'), workingDays: times('workingDays'), hours: times('hours') };
}

/** The recent cycle times in days, and what they let expect of another item. */
export function expectedOf(recent: readonly FinishedItem[]) {
  const times = recent.map(({ cycle }) => cycle.days);
  return { times, expectation: summarizeTimes(times).p85 };
}

/** The days from one through another. */
export function daysThrough(from: string, to: string): readonly string[] {
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index));
}

/** What a project has finished in the ninety days before a day. */
export async function recentlyFinished(
  work: KnownWork,
  counted: DaysCounted,
  to: string,
): Promise<readonly FinishedItem[]> {
  const recent = await work.finished(startOfDayIn(counted.zone, addDays(to, -expectationDays)));
  return recent.map((item) => finishedItem(item, counted));
}
