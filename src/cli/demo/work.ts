import { between, oneOf, type Random } from './random.ts';

/** An item in an iteration, as far as the making up of its history goes. */
export interface Task {
  readonly item: number;
  readonly estimate: number | null;
  /** Somebody has begun it in an earlier iteration. */
  readonly begun: boolean;
}

/** What is done to an item on one working day: 0 is the first Monday, 9 the second Friday. `hour` has a fraction. */
export interface Step {
  readonly day: number;
  readonly hour: number;
  readonly item: number;
  readonly does: 'begin' | 'finish' | 'reopen' | 'cancel' | 'leave' | { readonly estimate: number };
}

/** Ten working days of a team, and what is left of its tasks. */
export interface Work {
  readonly steps: readonly Step[];
  /** Neither done, cancelled nor taken out: what follows into the next iteration. */
  readonly unfinished: readonly Task[];
  /** Taken out, to be planned again later. */
  readonly returned: readonly Task[];
}

/** What happens beside the plan. */
export interface Incidents {
  readonly leaves: boolean;
  readonly cancels: boolean;
  readonly grows: boolean;
  readonly shrinks: boolean;
  readonly reopens: boolean;
}

interface Course extends Task {
  readonly begins: number | null;
  readonly ends: number | null;
}

const lastDay = 9;
const sizes = [1, 2, 3, 5, 8, 13] as const;

/**
 * Lets a team work through its tasks in their order until its strength is spent; the last task is never finished.
 * Every incident asked for falls into the first week, so that an iteration in its second week shows them all.
 */
export function workThrough(random: Random, tasks: readonly Task[], strength: number, incidents: Incidents): Work {
  const courses = courseOf(random, tasks, strength);
  const used = new Set<number>();
  const choose = (fits: (course: Course) => boolean, from: readonly Course[] = courses) => {
    const found = from.find((course) => !used.has(course.item) && fits(course));
    if (found !== undefined) used.add(found.item);
    return found;
  };
  const fromTheEnd = courses.toReversed();
  const isUntouched = (course: Course) => course.ends === null && course.begins === null && !course.begun;

  const left = incidents.leaves ? choose(isUntouched, fromTheEnd) : undefined;
  const cancelled = incidents.cancels ? choose(isUntouched, fromTheEnd) : undefined;
  const reopened = incidents.reopens ? choose(({ ends }) => ends !== null && ends >= 1 && ends <= 3) : undefined;
  const isOpenOn = (day: number) => (course: Course) => course.ends === null || course.ends > day;
  const grown = incidents.grows ? choose((each) => isOpenOn(3)(each) && isBetween(each.estimate, 2, 5)) : undefined;
  const shrunk = incidents.shrinks ? choose((each) => isOpenOn(4)(each) && isBetween(each.estimate, 3, 8)) : undefined;

  const steps: Step[] = courses.flatMap((course) => dailySteps(random, course));
  const step = (day: number, item: number, does: Step['does']) =>
    steps.push({ day, hour: 9 + random() / 2, item, does });
  if (left !== undefined) step(4, left.item, 'leave');
  if (cancelled !== undefined) step(3, cancelled.item, 'cancel');
  if (grown !== undefined) step(3, grown.item, { estimate: neighbour(grown.estimate, 1) });
  if (shrunk !== undefined) step(4, shrunk.item, { estimate: neighbour(shrunk.estimate, -1) });
  if (reopened !== undefined) {
    step(4, reopened.item, 'reopen');
    steps.push({ day: between(random, 5, 7), hour: afternoon(random), item: reopened.item, does: 'finish' });
  }

  const unfinished = courses
    .filter((course) => course.ends === null && course !== left && course !== cancelled)
    .map((course) => ({
      item: course.item,
      estimate: estimateAfter(course, steps),
      begun: course.begun || course.begins !== null,
    }));
  return { steps, unfinished, returned: left === undefined ? [] : [left] };
}

/** What a task costs a team: an item without an estimate is a small one. */
export function effortOf(task: Pick<Task, 'estimate'>): number {
  return task.estimate ?? 1;
}

/** When each task is begun and finished, if at all. */
function courseOf(random: Random, tasks: readonly Task[], strength: number): readonly Course[] {
  let spent = 0;
  return tasks.map((task, index) => {
    spent += effortOf(task);
    if (spent > strength || index === tasks.length - 1) {
      const isTried = spent < strength * 1.15 && index < tasks.length - 1;
      return { ...task, begins: !task.begun && isTried ? between(random, 6, lastDay) : null, ends: null };
    }
    const ends = Math.min(lastDay, Math.max(0, Math.round(0.4 + 8.6 * (spent / strength) + random() * 1.6 - 0.8)));
    return { ...task, begins: task.begun ? null : Math.max(0, ends - between(random, 1, 3)), ends };
  });
}

function dailySteps(random: Random, { item, begins, ends }: Course): readonly Step[] {
  const morning = 10 + random() * 2;
  return [
    ...(begins === null ? [] : [{ day: begins, hour: morning, item, does: 'begin' } as const]),
    ...(ends === null ? [] : [{ day: ends, hour: afternoon(random), item, does: 'finish' } as const]),
  ];
}

/** After everybody's morning and before the review of the last day. */
function afternoon(random: Random): number {
  return 13 + random() * 3;
}

function isBetween(estimate: number | null, least: number, most: number): boolean {
  return estimate !== null && estimate >= least && estimate <= most;
}

function neighbour(estimate: number | null, by: 1 | -1): number {
  const at = sizes.findIndex((size) => size === estimate);
  return sizes[at + by] ?? sizes[0];
}

function estimateAfter(course: Course, steps: readonly Step[]): number | null {
  for (const { item, does } of steps) if (item === course.item && typeof does === 'object') return does.estimate;
  return course.estimate;
}

/** A size as teams give them: mostly small, and now and then none at all. */
export function estimateOf(random: Random, unestimated: number): number | null {
  return random() < unestimated ? null : oneOf(random, [1, 1, 2, 2, 2, 3, 3, 3, 5, 5, 8]);
}
