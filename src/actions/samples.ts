import { type BackTest, backTest, baselines, bestWindow, type Past } from '../domain/calibration.ts';
import { addDays, dayIn, daysIn, startOfDayIn } from '../domain/days.ts';
import { throughput } from '../domain/flow.ts';
import { fewestIterations } from '../domain/forecast.ts';
import { type ClosedIteration, listClosedIterations } from '../store/closed-iterations.ts';
import type { Db } from '../store/engine.ts';
import { readIterationsAsOf } from '../store/iterations-as-of.ts';
import type { Project } from '../store/projects.ts';
import { type Asked, momentOf } from './asked.ts';
import { knownWork } from './known-work.ts';
import { type ProjectCalendar, projectCalendar } from './project-calendar.ts';

/** What is known of a project's pace, and from how much of it one had better foretell. */
export interface Pace {
  /** What comes into question, the oldest first. */
  readonly past: Past;
  /** The last of these, as many as the best window takes. */
  readonly sample: readonly number[];
  readonly window: number;
  readonly tests: readonly BackTest[];
  readonly baselines: ReturnType<typeof baselines>;
}

/** Windows among which is chosen by how well one would have foretold from each. */
const iterationWindows = [6, 10, 20] as const;
const dayWindows = [30, 60, 90] as const;
/** How much of the past is tried: iterations and working days. */
const longestPast = 40;
const longestDays = 200;
/** Two weeks are what is mostly asked for. */
const daysForetold = 10;

/** A pace by iterations, with those of its sample. */
interface PaceOfIterations extends Pace {
  readonly iterations: readonly ClosedIteration[];
}

/**
 * Points of a project by closed iteration, or by those that were closed before an instant; those that were taken out of the
 * sample are not among them.
 */
export async function paceOfIterations(
  db: Db,
  { orgId, id: projectId }: Pick<Project, 'orgId' | 'id'>,
  asOf?: number,
): Promise<PaceOfIterations> {
  const of = { orgId, projectId };
  if (asOf !== undefined) return paceOfClosed((await readIterationsAsOf(db, { ...of, asOf })).closed);
  return paceOfClosed(await listClosedIterations(db, { ...of, after: 0, limit: longestPast }));
}

/** The same of closed iterations that are at hand, the last of which count. */
export function paceOfClosed(all: readonly ClosedIteration[]): PaceOfIterations {
  const closed = all.slice(-longestPast);
  const iterations = closed.filter(({ isExcluded }) => !isExcluded);
  const values = iterations.map(velocityOf);
  const pace = paceOf({ values, draws: 1, fewest: fewestIterations }, iterationWindows);
  return { ...pace, iterations: iterations.slice(-pace.window) };
}

/** Items of a project that were done by working day, up to the day before the one asked of, from the day on which it was made. */
export async function paceOfDays(
  db: Db,
  project: Pick<Project, 'orgId' | 'id' | 'zone' | 'createdAt'>,
  asked: Asked,
): Promise<Pace & ProjectCalendar> {
  const calendar = await projectCalendar(db, project, asked.asOf);
  const { zone, isWorking } = calendar;
  const today = dayIn(zone, momentOf(asked));
  const begin = dayIn(zone, project.createdAt);
  const days: string[] = [];
  for (let day = addDays(today, -1); day >= begin && days.length < longestDays; day = addDays(day, -1)) {
    if (isWorking(day)) days.push(day);
  }
  const since = startOfDayIn(zone, days.at(-1) ?? today);
  const work = await knownWork(db, { orgId: project.orgId, projectId: project.id }, asked.asOf);
  const done = await work.doneTimes(since);
  const doneDays = daysIn(zone, done).filter((day) => day < today);
  const values = throughput(days.toReversed(), doneDays);
  return { ...paceOf({ values, draws: daysForetold, fewest: daysForetold }, dayWindows), ...calendar };
}

/** What an iteration adds to the velocity: done in it and by its close. */
export function velocityOf({ figures, velocityPoints }: ClosedIteration): number {
  return figures?.velocity.points ?? velocityPoints ?? 0;
}

function paceOf(past: Past, windows: readonly [number, ...number[]]): Pace {
  const tests = backTest(past, windows);
  const window = bestWindow(tests)?.window ?? windows[0];
  return { past, sample: past.values.slice(-window), window, tests, baselines: baselines(past) };
}
