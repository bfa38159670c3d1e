import { addDays, dayIn } from './days.ts';
import { chanceToKeep, daysTaken } from './flow.ts';

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

/** By whose days times are counted. */
export interface DaysCounted {
  /** IANA zone. */
  readonly zone: string;
  readonly isWorking: (day: string) => boolean;
}

/** How long an item that is done has taken: from its first start to its last completion. */
export function finishedItem(item: TimedItem, { zone, isWorking }: DaysCounted): FinishedItem {
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

/** How long an item has been worked on by a day, beside the cycle times of others and what is expected of one. */
export function begunItem(
  { id, key, title, type, startedAt, createdAt }: TimedItem,
  today: { readonly zone: string; readonly day: string },
  expected: { readonly times: readonly number[]; readonly expectation: number | null },
): BegunItem {
  const startedDay = dayIn(today.zone, startedAt ?? createdAt);
  const ageDays = daysTaken(startedDay, today.day);
  const { times, expectation } = expected;
  const chance = expectation === null ? null : chanceToKeep(times, ageDays, expectation);
  return { id, key, title, type, startedDay, ageDays, chance };
}
