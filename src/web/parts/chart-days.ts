import type { ChartDay } from '../../charts/burndown-chart.tsx';
import type { Burndown } from '../../client/native.ts';
import { nextDay } from '../words/show-days.ts';
import type { Unit } from './amounts.ts';

/** The days of a burndown in one unit; those of an iteration that runs over are added up to `until`. */
export function chartDays(burndown: Burndown, unit: Unit, until: string): readonly ChartDay[] {
  const days: ChartDay[] = burndown.days.map(({ day, isWorking, scope, remaining, ideal }) => ({
    day,
    isWorking,
    scope: scope[unit],
    remaining: remaining[unit],
    ideal: ideal[unit],
  }));
  for (let last = days.at(-1); last !== undefined && last.day < until; last = days.at(-1)) {
    days.push({ ...last, day: nextDay(last.day), isWorking: false });
  }
  return days;
}
