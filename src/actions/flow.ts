import { type Actor, canSee } from '../domain/access.ts';
import { cumulativeFlow, type FlowDay } from '../domain/cumulative-flow.ts';
import { addDays, dayIn, daysBetween, startOfDayIn } from '../domain/days.ts';
import { chanceToKeep, daysTaken, summarizeTimes, type TimesTaken } from '../domain/flow.ts';
import type { IterationRef } from '../domain/iteration.ts';
import { notFound } from '../domain/refusal.ts';
import { workingDays } from '../domain/working-calendar.ts';
import { readCrossings, zoneOfBoard } from '../store/board-flow.ts';
import { findBoard } from '../store/boards.ts';
import type { Db } from '../store/engine.ts';
import { type ItemsOf, listBegun, listFinished, type TimedItem } from '../store/finished-items.ts';
import { getIteration } from '../store/iterations.ts';
import { findProject } from '../store/projects.ts';
import { zoneOf } from '../store/zones.ts';
import { calendarOf } from './calendar-in-force.ts';
import { projectCalendar } from './project-calendar.ts';
import { requireKnown } from './require-iteration.ts';

/** An item that was done, and how long it took. */
export interface FinishedItem extends Pick<TimedItem, 'id' | 'key' | 'title' | 'type'> {
  readonly doneDay: string;
  /** Local days from its first start, and from its making, to its last completion; both ends counted. */
  readonly cycleDays: number;
  readonly leadDays: number;
  /** The days among those on which was worked, and the exact time. */
  readonly cycleWorkingDays: number;
  readonly cycleHours: number;
}

/** An item that is being worked on, and how long it has been. */
export interface BegunItem extends Pick<TimedItem, 'id' | 'key' | 'title' | 'type'> {
  readonly startedDay: string;
  readonly ageDays: number;
  /** The chance that it keeps the expectation, by what longer ones did; null where none was as long. */
  readonly chance: number | null;
}

/** How work flows over a board. */
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
const named = 1000;

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
  const { zone, isWorking } = await projectCalendar(db, project);
  const to = dayIn(zone, find.now);
  const from = addDays(to, 1 - find.days);
  const of = { orgId, projectId: project.id, boardId: board.id };
  return flowOf(db, of, { zone, isWorking, boardId: board.id, from, to, now: find.now });
}

/** How work flowed over an iteration's board in its window, and what became of its own items. @throws Refusal not_found */
export async function getIterationFlow(
  db: Db,
  actor: Actor,
  find: { readonly iteration: IterationRef; readonly now: number },
): Promise<Flow> {
  const { orgId } = actor;
  const iteration = await getIteration(db, orgId, find.iteration);
  requireKnown(iteration, { policy: { findsRemoved: false, findsGroups: false } });
  if (!canSee(actor, iteration.projectId)) throw notFound('iteration');
  const { id: iterationId, projectId, boardId, startedAt, finishedAt } = iteration;
  const zone = await zoneOf(db, orgId, iterationId);
  const isWorking = workingDays(await calendarOf(db, iteration));
  const startedDay = startedAt === null ? null : dayIn(zone, startedAt);
  const today = dayIn(zone, finishedAt ?? find.now);
  const from = [iteration.start?.day, startedDay, today].reduce<string>(
    (first, day) => (day !== undefined && day !== null && day < first ? day : first),
    today,
  );
  const span = { zone, isWorking, boardId, from, to: today, now: finishedAt ?? find.now };
  return flowOf(db, { orgId, projectId, iterationId }, span);
}

interface Span {
  readonly zone: string;
  readonly isWorking: (day: string) => boolean;
  readonly boardId: number;
  readonly from: string;
  readonly to: string;
  readonly now: number;
}

async function flowOf(db: Db, of: ItemsOf, span: Span): Promise<Flow> {
  const { zone, isWorking, boardId, to } = span;
  const { orgId, projectId } = of;
  const earliest = addDays(to, -longestFlow);
  const from = span.from < earliest ? earliest : span.from;
  const since = startOfDayIn(zone, from);
  // Rows of a board are filed by its own zone, which need not be that of the iteration.
  const [crossings, recent, items, begun] = await Promise.all([
    readCrossings(db, { orgId, boardIds: [boardId], from, to: dayIn(await zoneOfBoard(db, orgId, boardId), span.now) }),
    listFinished(db, { orgId, projectId }, startOfDayIn(zone, addDays(to, -expectationDays)), named),
    listFinished(db, of, since, named),
    listBegun(db, of, named),
  ]);
  const timed = (item: TimedItem) => timesOf(item, zone, isWorking);
  const times = recent.map((item) => timed(item).cycleDays);
  const expectation = summarizeTimes(times).p85;
  const finished = items.map(timed);
  const days = Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index));
  return {
    zone,
    boardId,
    days: cumulativeFlow(crossings, days).map((day) => ({ ...day, isWorking: isWorking(day.day) })),
    cycle: summarizeTimes(finished.map(({ cycleDays }) => cycleDays)),
    lead: summarizeTimes(finished.map(({ leadDays }) => leadDays)),
    expectation,
    finished,
    begun: begun.map(({ id, key, title, type, startedAt, createdAt }) => {
      const startedDay = dayIn(zone, startedAt ?? createdAt);
      const ageDays = daysTaken(startedDay, to);
      const chance = expectation === null ? null : chanceToKeep(times, ageDays, expectation);
      return { id, key, title, type, startedDay, ageDays, chance };
    }),
  };
}

function timesOf(item: TimedItem, zone: string, isWorking: (day: string) => boolean): FinishedItem {
  const { id, key, title, type, createdAt } = item;
  const doneAt = item.doneAt ?? createdAt;
  const startedAt = item.startedAt ?? doneAt;
  const [started, done] = [dayIn(zone, startedAt), dayIn(zone, doneAt)];
  const cycleDays = daysTaken(started, done);
  const worked = Array.from({ length: cycleDays }, (_, index) => addDays(started, index)).filter(isWorking);
  return {
    id,
    key,
    title,
    type,
    doneDay: done,
    cycleDays,
    leadDays: daysTaken(dayIn(zone, createdAt), done),
    cycleWorkingDays: worked.length,
    cycleHours: (doneAt - startedAt) / 3_600_000,
  };
}
