import type { Calendar } from '../../client/native.ts';
import { addDays, daysBetween, weekdayOf } from '../words/show-days.ts';
import type { DayRange } from './time-scale.ts';

/** The days of a range on which nobody works by a calendar; those that follow each other are one range. */
export function daysOff({ weekdays, days }: Calendar['inForce'], { start, end }: DayRange): readonly DayRange[] {
  const named = new Map(days.map(({ day, isWorking }) => [day, isWorking]));
  const found: DayRange[] = [];
  for (let day = start; day <= end; day = addDays(day, 1)) {
    if (named.get(day) ?? weekdays.includes(weekdayOf(day))) continue;
    const last = found.at(-1);
    if (last !== undefined && daysBetween(last.end, day) === 1) found.splice(-1, 1, { start: last.start, end: day });
    else found.push({ start: day, end: day });
  }
  return found;
}
