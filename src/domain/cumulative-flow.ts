import type { Item } from './item.ts';

/** How far an item has come on a board; `out` is not there, or no longer to be done. */
export type Stage = 'out' | 'queued' | 'started' | 'done';

/**
 * How many items crossed each boundary of a board. Forwards: they arrived, were started, were done. Backwards: they were
 * reopened, returned to the queue. And they dropped out, of the queue, of what was started or of what was done.
 */
export interface Crossings {
  readonly arrived: number;
  readonly started: number;
  readonly done: number;
  readonly reopened: number;
  readonly returned: number;
  readonly droppedQueued: number;
  readonly droppedStarted: number;
  readonly droppedDone: number;
}

/** The crossings of one local day; the day is `beforeRecords` for what stood there when records began. */
export interface CrossingsOfDay extends Crossings {
  readonly day: string;
}

/** The bucket for what a board held before its crossings were recorded. */
export const beforeRecords = '';

/** A board at the end of a day. The first three are drawn as lines and never fall; what came back stands beside them. */
export interface FlowDay {
  readonly day: string;
  readonly arrived: number;
  readonly started: number;
  readonly done: number;
  /** Done and begun anew, and dropped out, since records began. */
  readonly reopened: number;
  readonly dropped: number;
  /** What waits and what is being worked on at that time. */
  readonly toDo: number;
  readonly inProgress: number;
  /** Done on that day alone. */
  readonly doneThatDay: number;
}

/** No crossing at all. */
export const noCrossings: Crossings = {
  arrived: 0,
  started: 0,
  done: 0,
  reopened: 0,
  returned: 0,
  droppedQueued: 0,
  droppedStarted: 0,
  droppedDone: 0,
};

/** Where an item stands on a board. What is done stays done when it is put away, until it is deleted. */
export function stageOn(boardId: number, item: Pick<Item, 'boardId' | 'condition' | 'category'> | null): Stage {
  if (item === null || item.boardId !== boardId || item.condition === 'deleted') return 'out';
  if (item.category === 'done') return 'done';
  if (item.category === 'cancelled' || item.condition === 'archived') return 'out';
  return item.category === 'in_progress' ? 'started' : 'queued';
}

/** The boundaries that an item crosses from one stage to another, each once, or so many items; null when they stay. */
export function crossingsBetween(before: Stage, after: Stage, count = 1): Crossings | null {
  if (before === after) return null;
  const [from, to] = [stages.indexOf(before), stages.indexOf(after)];
  if (after === 'out') return { ...noCrossings, [dropped[before]]: count };
  const crosses = (stage: number) => (from < stage && stage <= to ? count : 0);
  const comesBackOver = (stage: number) => (to < stage && stage <= from ? count : 0);
  return {
    ...noCrossings,
    arrived: crosses(1),
    started: crosses(2),
    done: crosses(3),
    returned: comesBackOver(2),
    reopened: comesBackOver(3),
  };
}

/** Two lots of crossings together. */
export function plusCrossings(left: Crossings, right: Crossings): Crossings {
  return {
    arrived: left.arrived + right.arrived,
    started: left.started + right.started,
    done: left.done + right.done,
    reopened: left.reopened + right.reopened,
    returned: left.returned + right.returned,
    droppedQueued: left.droppedQueued + right.droppedQueued,
    droppedStarted: left.droppedStarted + right.droppedStarted,
    droppedDone: left.droppedDone + right.droppedDone,
  };
}

/** A board at the end of each of some rising days, from all its crossings by rising day. */
export function cumulativeFlow(crossings: readonly CrossingsOfDay[], days: readonly string[]): readonly FlowDay[] {
  let sum: Crossings = noCrossings;
  let next = 0;
  return days.map((day) => {
    let doneThatDay = 0;
    for (let row = crossings[next]; row !== undefined && row.day <= day; row = crossings[next]) {
      sum = plusCrossings(sum, row);
      if (row.day === day) doneThatDay += row.done;
      next += 1;
    }
    return { day, ...standing(sum), doneThatDay };
  });
}

const stages = ['out', 'queued', 'started', 'done'] as const satisfies readonly Stage[];
const dropped = {
  out: 'droppedQueued',
  queued: 'droppedQueued',
  started: 'droppedStarted',
  done: 'droppedDone',
} as const satisfies Record<Stage, keyof Crossings>;

function standing(sum: Crossings): Omit<FlowDay, 'day' | 'doneThatDay'> {
  const { arrived, started, done, reopened, returned, droppedQueued, droppedStarted, droppedDone } = sum;
  return {
    arrived,
    started,
    done,
    reopened,
    dropped: droppedQueued + droppedStarted + droppedDone,
    toDo: arrived - started + returned - droppedQueued,
    inProgress: started - returned - done + reopened - droppedStarted,
  };
}
