import type { Iteration } from '../../client/native.ts';
import { preferences } from '../parts/preferences.ts';
import { followOn } from '../timeline/follow-on.ts';
import { addDays, daysBetween, todayIn, weekdayOf } from '../words/show-days.ts';
import type { CadenceValues } from './cadence-values.ts';

/** A cadence to begin with: what the iterations that are there would go on with, or a fortnight from the next week on. */
export function usualCadence(
  found: readonly Iteration[],
  { zone, title }: { readonly zone: string; readonly title: string },
): CadenceValues {
  const next = followOn(found);
  const ends = found.flatMap(({ kind, end }) => (kind === 'iteration' && end !== null ? [end] : []));
  const last = ends.toSorted((a, b) => a.localeCompare(b)).at(-1);
  const [, head = '', digits = '', tail = ''] = /^(.*?)(\d+)(\D*)$/.exec(next?.title ?? '') ?? [];
  return {
    isOn: true,
    firstDay: next?.start ?? nextWeek(todayIn(zone)),
    lengthDays: next === undefined ? 14 : daysBetween(next.start, next.end) + 1,
    // The weekend between a Friday and a Monday, say.
    cooldownDays: next === undefined || last === undefined ? 0 : daysBetween(last, next.start) - 1,
    ahead: 4,
    title: digits === '' ? title : `${head}{number}${tail}`,
    nextNumber: digits === '' ? 1 : Number(digits),
    startsItself: false,
    closesItself: false,
    unfinished: 'next',
  };
}

/** The first day of the next week, as the reader's weeks begin; today, if it is one. */
export function nextWeek(today: string): string {
  return addDays(today, (7 + preferences().weekStart - weekdayOf(today)) % 7);
}
