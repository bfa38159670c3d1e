import { addDays } from '../../domain/days.ts';
import { type DemoItem, type DemoPeriod, listed, type Tell, type Verdict } from './deeds.ts';
import { activeIteration, demoReleases, lastOfShop, lead, minutes, ownerOf, shop } from './plan.ts';
import { between, loosened, type Random } from './random.ts';
import { shopPatterns, titlesOf } from './titles.ts';
import { effortOf, estimateOf, type Incidents, type Step, type Task, workThrough } from './work.ts';

/** Takes tasks out of the pile of what has not been planned yet. */
interface Pile {
  /** The first item that fits. */
  readonly draw: (fits: (item: DemoItem) => boolean) => readonly Task[];
  /** As many as make up that effort. */
  readonly drawUpTo: (effort: number) => readonly Task[];
}

/** The shop from its first iteration here to the plans for the next two; answers its items. */
export function tellOfShop(random: Random, iterations: readonly DemoPeriod[], tell: Tell): readonly DemoItem[] {
  const written = titlesOf(shopPatterns).map((title): DemoItem => {
    const estimate = title.type === 'bug' ? between(random, 1, 3) : estimateOf(random, 0.06);
    return { ...title, project: shop, estimate };
  });
  const unplanned = loosened(random, [...written.keys()], 24);
  const pile = pileOf(written, unplanned);

  tellOfOpening(tell, addDays(listed(iterations, 0).start, -12), shop, [0, 1]);
  let before: Pick<Outcome, 'carried' | 'returned'> = { carried: [], returned: [] };
  for (let index = 0; index <= activeIteration; index += 1) {
    before = tellOfIteration(random, tell, { index, start: listed(iterations, index).start, pile, ...before });
  }
  const { start } = listed(iterations, activeIteration);
  tell(start, 9.1, 2, { does: 'take days off', from: workday(start, 7), to: workday(start, 8) });
  tell(start, 9.2, 1, { does: 'take days off', from: addDays(start, 14), to: addDays(start, 16) });
  for (let ahead = 1; activeIteration + ahead <= lastOfShop; ahead += 1) {
    tellOfPlanning(tell, addDays(start, ahead), activeIteration + ahead, pile.drawUpTo(38));
  }
  return tellOfBacklog(random, iterations, tell, written, unplanned);
}

/** A project is opened, its releases and first iterations are planned. */
export function tellOfOpening(tell: Tell, day: string, project: number, iterations: readonly number[]): void {
  tell(day, 10, lead, { does: 'open project', project });
  tell(day, 10.1, lead, { does: 'plan work', project });
  for (const [release, plan] of demoReleases.entries()) {
    if (plan.project === project) tell(day, 10.2 + release * minutes(4), lead, { does: 'plan release', release });
  }
  for (const [place, iteration] of iterations.entries()) {
    tell(day, 10.5 + place * minutes(3), lead, { does: 'plan', iteration });
  }
}

/** Items are written down in the morning and planned for an iteration in the afternoon. */
export function tellOfPlanning(tell: Tell, day: string, iteration: number, tasks: readonly Pick<Task, 'item'>[]): void {
  for (const [place, { item }] of tasks.entries()) {
    tell(day, 10 + place * minutes(4), ownerOf(item), { does: 'write down', item });
    tell(day, 14 + place * minutes(1), lead, { does: 'enter', item, iteration });
  }
}

interface Outcome {
  /** Follow into the next iteration when this one closes. */
  readonly carried: readonly Task[];
  /** Were taken out and are planned again in the next one. */
  readonly returned: readonly Task[];
}

function tellOfIteration(
  random: Random,
  tell: Tell,
  { index, start, pile, carried, returned }: Outcome & { index: number; start: string; pile: Pile },
): Outcome {
  const isActive = index === activeIteration;
  const strength = between(random, 34, 48);
  const held = [...carried, ...returned].reduce((sum, task) => sum + effortOf(task), 0);
  const fresh = pile.drawUpTo(strength * (isActive ? 1.22 : 1.12) - held);
  for (const [place, { item }] of fresh.entries()) {
    tell(addDays(start, -5), 10 + place * minutes(4), ownerOf(item), { does: 'write down', item });
  }
  for (const [place, { item }] of [...returned, ...fresh].entries()) {
    tell(start, 9 + place * minutes(1), lead, { does: 'enter', item, iteration: index });
  }
  if (index + 2 <= lastOfShop) tell(start, 9.6, lead, { does: 'plan', iteration: index + 2 });
  tell(start, 9.75, lead, { does: 'start', iteration: index });

  const tasks = [...carried, ...returned, ...fresh];
  const work = workThrough(random, tasks, strength, incidentsOf(random, index));
  for (const step of work.steps) tellOfStep(tell, start, index, step);
  tellOfGoal(tell, { index, start, tasks, steps: work.steps });
  const late = tellOfAdditions(random, tell, { index, start, pile });
  if (!isActive) tell(workday(start, 9), 16.75, lead, { does: 'close', iteration: index, next: index + 1 });
  return { carried: [...work.unfinished, ...late], returned: work.returned };
}

/** A goal takes some of the items, in every second iteration also one that may come too late. It is judged at the review. */
function tellOfGoal(
  tell: Tell,
  { index, start, tasks, steps }: { index: number; start: string; tasks: readonly Task[]; steps: readonly Step[] },
): void {
  const places = index % 2 === 0 ? [0.25, 0.5, 0.75] : [0.25, 0.5, 0.75, 0.95];
  const items = places.map((share) => listed(tasks, Math.floor(tasks.length * share)).item);
  const set = (verdict: Verdict) => ({ does: 'set goal', iteration: index, items, ...verdict }) as const;
  tell(start, 9.8, lead, set({ outcome: null, evidence: null }));
  if (index === activeIteration) return;
  const isDone = (item: number) => steps.some((step) => step.item === item && step.does === 'finish');
  const open = items.filter((item) => !isDone(item)).length;
  const outcome = open === 0 ? 'met' : 'partly';
  const evidence = open === 0 ? 'All of it was shown' : `${items.length - open} of ${items.length} items were shown`;
  tell(workday(start, 9), 16.5, lead, set({ outcome, evidence }));
}

/** An urgent bug comes in and is fixed; at times a story is added that nobody finds the time for: it is answered. */
function tellOfAdditions(
  random: Random,
  tell: Tell,
  { index, start, pile }: { index: number; start: string; pile: Pile },
): readonly Task[] {
  const day = between(random, 1, 2);
  for (const { item } of pile.draw(({ type }) => type === 'bug')) {
    tell(workday(start, day), 11, ownerOf(item), { does: 'write down', item });
    tell(workday(start, day), 11.1, lead, { does: 'enter', item, iteration: index });
    tellOfStep(tell, start, index, { day, hour: 13 + random(), item, does: 'begin' });
    tellOfStep(tell, start, index, { day: day + 1, hour: 11 + random() * 4, item, does: 'finish' });
  }
  if (index % 2 === 1) return [];
  const late = pile.draw(({ type, estimate }) => type === 'story' && estimate !== null);
  for (const { item } of late) {
    tell(workday(start, 3), 15, ownerOf(item), { does: 'write down', item });
    tell(workday(start, 3), 15.2, lead, { does: 'enter', item, iteration: index });
  }
  return late;
}

function incidentsOf(random: Random, index: number): Incidents {
  const isActive = index === activeIteration;
  return {
    leaves: isActive || index % 3 === 1,
    cancels: !isActive && index % 3 === 0,
    grows: random() < 0.6 || isActive,
    shrinks: random() < 0.4 || isActive,
    reopens: random() < 0.5 || isActive,
  };
}

function tellOfStep(tell: Tell, start: string, iteration: number, { day, hour, item, does }: Step): void {
  const on = workday(start, day);
  if (typeof does === 'object') return tell(on, hour, ownerOf(item), { does: 'estimate', item, ...does });
  switch (does) {
    case 'begin':
    case 'reopen':
      return tell(on, hour, ownerOf(item), { does: 'move', item, to: 'in_progress' });
    case 'finish':
      return tell(on, hour, ownerOf(item), { does: 'move', item, to: 'done' });
    case 'cancel':
      return tell(on, hour, lead, { does: 'move', item, to: 'cancelled' });
    case 'leave':
      return tell(on, hour, lead, { does: 'leave', item, iteration });
  }
}

/** What was never planned is the backlog: written down over the weeks, and only partly sized. */
function tellOfBacklog(
  random: Random,
  iterations: readonly DemoPeriod[],
  tell: Tell,
  written: readonly DemoItem[],
  unplanned: readonly number[],
): readonly DemoItem[] {
  const unsized = new Set<number>();
  for (const [place, item] of unplanned.entries()) {
    const week = listed(iterations, place % (activeIteration + 1));
    tell(addDays(week.start, -5), 15 + place * minutes(0.5), ownerOf(item), { does: 'write down', item });
    if (random() < 0.4) unsized.add(item);
  }
  return written.map((item, index) => (unsized.has(index) ? { ...item, estimate: null } : item));
}

function pileOf(written: readonly DemoItem[], unplanned: number[]): Pile {
  const draw: Pile['draw'] = (fits) => {
    const place = unplanned.findIndex((item) => fits(listed(written, item)));
    const drawn = place < 0 ? [] : unplanned.splice(place, 1);
    return drawn.map((item) => ({ item, estimate: listed(written, item).estimate, begun: false }));
  };
  const drawUpTo: Pile['drawUpTo'] = (effort) => {
    const [first] = effort > 0 ? draw(() => true) : [];
    return first === undefined ? [] : [first, ...drawUpTo(effort - effortOf(first))];
  };
  return { draw, drawUpTo };
}

/** The n-th working day of an iteration that starts on a Monday, from 0. */
function workday(start: string, day: number): string {
  return addDays(start, day < 5 ? day : day + 2);
}
