import { dayIn } from './days.ts';
import { chanceToKeep, daysTaken, type TimeTaken } from './flow.ts';

/** An item with the instants between which it was waiting and being worked on; epoch milliseconds. */
export interface TimedItem {
  readonly id: number;
  readonly key: string;
  readonly title: string;
  readonly type: string;
  readonly createdAt: number;
  /** When work on it first began. */
  readonly startedAt: number | null;
  /** When it was last done; null while it is not. */
  readonly doneAt: number | null;
}

/** An item that was done, and how long it took. */
export interface FinishedItem extends Pick<TimedItem, 'id' | 'key' | 'title' | 'type'> {
  readonly doneDay: string;
  /** From its first start, and from its making, to its last completion. */
  readonly cycle: TimeTaken;
  readonly lead: TimeTaken;
}

/** An item that is being worked on, and how long it has been. */
export interface BegunItem extends Pick<TimedItem, 'id' | 'key' | 'title' | 'type'> {
  readonly startedDay: string;
  readonly age: TimeTaken;
  /** The chance that it keeps the expectation, by what longer ones did; null where none was as long. */
  readonly chance: number | null;
}

/** By whose days times are counted. */
export interface DaysCounted {
  /** IANA zone. */
  readonly zone: string;
  /** How many days from one through another are worked on. */
  readonly countWorking: (from: string, to: string) => number;
}

/**
 * How long an item that is done has taken (metrics rule: cycle, the local date of done less that of the first start, and one;
 * lead, the same from its making; one that was reopened counts until it was last done).
 */
export function finishedItem(item: TimedItem, counted: DaysCounted): FinishedItem {
  const { id, key, title, type, createdAt } = item;
  const doneAt = item.doneAt ?? createdAt;
  const startedAt = item.startedAt ?? doneAt;
  const done = { at: doneAt, day: dayIn(counted.zone, doneAt) };
  const takenFrom = (at: number) => timeTaken({ at, day: dayIn(counted.zone, at) }, done, counted);
  return {
    id,
    key,
    title,
    type,
    doneDay: done.day,
    cycle: takenFrom(startedAt),
    lead: takenFrom(createdAt),
  };
}

/** How long an item has been worked on by an instant (metrics rule: age, today less the first start, and one), beside the cycle times of others and what is expected of one. */
export function begunItem(
  { id, key, title, type, startedAt, createdAt }: TimedItem,
  { now, ...counted }: DaysCounted & { readonly now: number },
  expected: { readonly times: readonly number[]; readonly expectation: number | null },
): BegunItem {
  const { zone } = counted;
  const at = startedAt ?? createdAt;
  const began = { at, day: dayIn(zone, at) };
  const age = timeTaken(began, { at: now, day: dayIn(zone, now) }, counted);
  const { times, expectation } = expected;
  const chance = expectation === null ? null : chanceToKeep(times, age.days, expectation);
  return { id, key, title, type, startedDay: began.day, age, chance };
}

/** An instant, and the local day in which it lies. */
interface DatedInstant {
  readonly at: number;
  readonly day: string;
}

function timeTaken(
  from: DatedInstant,
  to: DatedInstant,
  { countWorking }: Pick<DaysCounted, 'countWorking'>,
): TimeTaken {
  return {
    days: daysTaken(from.day, to.day),
    workingDays: countWorking(from.day, to.day),
    hours: (to.at - from.at) / 3_600_000,
  };
}
