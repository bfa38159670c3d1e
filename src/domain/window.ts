import type { Window } from './burndown.ts';
import type { Iteration } from './iteration.ts';
import type { WorkingCalendar } from './working-calendar.ts';

/**
 * The days for which an iteration is drawn: the planned ones, or, where a date was taken away after the start, from the
 * one on which it was started. Of the calendar only what falls into them.
 */
export function windowOf(
  { start, end }: Pick<Iteration, 'start' | 'end'>,
  startedDay: string,
  { weekdays, days }: WorkingCalendar,
): Window {
  const first = start?.day ?? startedDay;
  const planned = end?.day ?? first;
  const last = planned < first ? first : planned;
  return {
    start: first,
    end: last,
    calendar: { weekdays, days: days.filter(({ day }) => day >= first && day <= last) },
  };
}
