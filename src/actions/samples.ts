import { type BackTest, backTest, baselines, bestWindow, type Past } from '../domain/calibration.ts';
import { addDays, dayIn, daysIn, startOfDayIn } from '../domain/days.ts';
import { throughput } from '../domain/flow.ts';
import { fewestIterations } from '../domain/forecast.ts';
import { type ClosedIteration, listClosedIterations } from '../store/closed-iterations.ts';
import type { Db } from '../store/engine.ts';
import { listDoneTimes } from '../store/finished-items.ts';
import type { Project } from '../store/projects.ts';
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

/** Points of a project by closed iteration; those that were taken out of the sample are not among them. */
export async function paceOfIterations(
  db: Db,
  { orgId, id }: Pick<Project, 'orgId' | 'id'>,
): Promise<PaceOfIterations> {
  return paceOfClosed(await listClosedIterations(db, { orgId, projectId: id, after: 0, limit: longestPast }));
}

/** The same of closed iterations that are at hand, the last of which count. */
export function paceOfClosed(all: readonly ClosedIteration[]): PaceOfIterations {
  const closed = all.slice(-longestPast);
  const iterations = closed.filter(({ isExcluded }) => !isExcluded);
  const values = iterations.map(velocityOf);
  const pace = paceOf({ values, draws: 1, fewest: fewestIterations }, iterationWindows);
  return { ...pace, iterations: iterations.slice(-pace.window) };
}

/** Items of a project that were done by working day, up to the day before `now`, from the day on which it was made. */
export async function paceOfDays(
  db: Db,
  project: Pick<Project, 'orgId' | 'id' | 'zone' | 'createdAt'>,
  now: number,
): Promise<Pace & ProjectCalendar> {
  const calendar = await projectCalendar(db, project);
  const { zone, isWorking } = calendar;
  const today = dayIn(zone, now);
  const begin = dayIn(zone, project.createdAt);
  const days: string[] = [];
  for (let day = addDays(today, -1); day >= begin && days.length < longestDays; day = addDays(day, -1)) {
    if (isWorking(day)) days.push(day);
  }
  const since = startOfDayIn(zone, days.at(-1) ?? today);
  const done = await listDoneTimes(db, { orgId: project.orgId, projectId: project.id, since });
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
