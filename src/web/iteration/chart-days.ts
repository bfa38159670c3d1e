import type { ChartDay } from '../../charts/chart-day.ts';
import type { Burndown } from '../../client/native.ts';
import type { Unit } from '../parts/amounts.ts';
import { nextDay } from '../words/show-days.ts';

/** The days of a burndown in one unit; those of an iteration that runs over are added up to `until`. */
export function chartDays(burndown: Burndown, unit: Unit, until: string): readonly ChartDay[] {
  const days: ChartDay[] = burndown.days.map(({ day, isWorking, ...amounts }) => ({
    day,
    isWorking,
    scope: amounts.scope[unit],
    done: amounts.done[unit],
    remaining: amounts.remaining[unit],
    ideal: amounts.ideal[unit],
    idealByCapacity: amounts.idealByCapacity?.[unit] ?? null,
    rebased: amounts.rebased[unit],
  }));
  for (let last = days.at(-1); last !== undefined && last.day < until; last = days.at(-1)) {
    days.push({ ...last, day: nextDay(last.day), isWorking: false });
  }
  return days;
}
