import { type Actor, canSee } from '../domain/access.ts';
import { cumulativeFlow, type FlowDay } from '../domain/cumulative-flow.ts';
import { addDays, dayIn, daysBetween, startOfDayIn } from '../domain/days.ts';
import { summarizeTimes, type TimesTaken } from '../domain/flow.ts';
import { type BegunItem, begunItem, type DaysCounted, type FinishedItem, finishedItem } from '../domain/item-times.ts';
import { notFound } from '../domain/refusal.ts';
import { readCrossings } from '../store/board-flow.ts';
import { findBoard } from '../store/boards.ts';
import type { Db } from '../store/engine.ts';
import { listBegun, listFinished } from '../store/finished-items.ts';
import { findProject } from '../store/projects.ts';
import { projectCalendar } from './project-calendar.ts';

/** How work flows over a board, or the items of an iteration. */
export interface Flow {
  readonly zone: string;
  readonly boardId: number;
  /** Every day from the first to the last or to today. */
  readonly days: readonly (FlowDay & { readonly isWorking: boolean })[];
  readonly cycle: TimesTaken;
  readonly lead: TimesTaken;
  /** The service level expectation: the cycle time in days that 85 of 100 of the last items kept. */
  readonly expectation: number | null;
  /** The latest first. */
  readonly finished: readonly FinishedItem[];
  /** The oldest first. */
  readonly begun: readonly BegunItem[];
}

/** How long back one may look, in days; and back to where expectations are formed. */
export const longestFlow = 400;
const expectationDays = 90;
/** How many items are named. */
export const mostNamed = 1000;

/**
 * How work flowed over a board of a project, the default one unless another is named, up to the day of `now`.
 * @throws Refusal not_found
 */
export async function getProjectFlow(
  db: Db,
  actor: Actor,
  find: { readonly projectId: number; readonly boardId?: number; readonly days: number; readonly now: number },
): Promise<Flow> {
  const { orgId } = actor;
  const project = await findProject(db, orgId, { id: find.projectId });
  if (project === undefined || !canSee(actor, project.id)) throw notFound('project');
  const board = await findBoard(db, orgId, find.boardId ?? project.defaultBoardId);
  if (board === undefined || board.projectId !== project.id) throw notFound('board');
  const counted = await projectCalendar(db, project);
  const { zone, isWorking } = counted;
  const to = dayIn(zone, find.now);
  const from = addDays(to, 1 - find.days);
  const of = { orgId, projectId: project.id, boardId: board.id };
  const [crossings, expected, items, begun] = await Promise.all([
    readCrossings(db, { orgId, boardIds: [board.id], from, to }),
    expectationOf(db, { orgId, projectId: project.id }, counted, to),
    listFinished(db, of, startOfDayIn(zone, from), mostNamed),
    listBegun(db, of, mostNamed),
  ]);
  const finished = items.map((item) => finishedItem(item, counted));
  const days = daysThrough(from, to);
  return {
    zone,
    boardId: board.id,
    days: cumulativeFlow(crossings, days).map((day) => ({ ...day, isWorking: isWorking(day.day) })),
    ...summaries(finished),
    expectation: expected.expectation,
    finished,
    begun: begun.map((item) => begunItem(item, { zone, day: to }, expected)),
  };
}

/** The cycle and lead times of what was finished. */
export function summaries(finished: readonly FinishedItem[]): Pick<Flow, 'cycle' | 'lead'> {
  return {
    cycle: summarizeTimes(finished.map(({ cycleDays }) => cycleDays)),
    lead: summarizeTimes(finished.map(({ leadDays }) => leadDays)),
  };
}

/** The days from one through another. */
export function daysThrough(from: string, to: string): readonly string[] {
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index));
}

/** The cycle times in days of what a project has finished in the ninety days before a day, and what they let expect. */
export async function expectationOf(
  db: Db,
  of: { readonly orgId: number; readonly projectId: number },
  counted: DaysCounted,
  to: string,
): Promise<{ readonly times: readonly number[]; readonly expectation: number | null }> {
  const recent = await listFinished(db, of, startOfDayIn(counted.zone, addDays(to, -expectationDays)), mostNamed);
  const times = recent.map((item) => finishedItem(item, counted).cycleDays);
  return { times, expectation: summarizeTimes(times).p85 };
}
