import type { Iteration } from '../../client/native.ts';
import { addDays, daysBetween } from '../words/show-days.ts';
import { isDated } from './lanes.ts';

/** What the iteration after the last one would be called, where it would stand, and when it would be. */
export function followOn(
  found: readonly Iteration[],
):
  | { readonly title: string; readonly parentId: number | null; readonly start: string; readonly end: string }
  | undefined {
  const last = found
    .filter(({ kind }) => kind === 'iteration')
    .filter(isDated)
    .toSorted((a, b) => a.end.localeCompare(b.end) || a.id - b.id)
    .at(-1);
  if (last === undefined) return undefined;
  const { title, parentId, start, end } = last;
  const next = addDays(end, 1);
  // A team that begins on Mondays and ends on Fridays begins on a Monday again.
  const gap = gapBefore(found.filter(isDated), last);
  const begin = addDays(next, gap);
  return { title: nextTitle(title), parentId, start: begin, end: addDays(begin, daysBetween(start, end)) };
}

function gapBefore(
  dated: readonly (Iteration & { start: string; end: string })[],
  last: Iteration & { start: string },
) {
  const before = dated
    .filter(
      ({ id, kind, parentId, end }) =>
        id !== last.id && kind === 'iteration' && parentId === last.parentId && end < last.start,
    )
    .toSorted((a, b) => a.end.localeCompare(b.end))
    .at(-1);
  const days = before === undefined ? 0 : daysBetween(before.end, last.start) - 1;
  return days <= 3 ? days : 0;
}

/** The last number in the title, counted on, in as many digits; no title at all if it has none. */
function nextTitle(title: string): string {
  const [, head, digits, tail] = /^(.*?)(\d+)(\D*)$/.exec(title) ?? [];
  if (head === undefined || digits === undefined) return '';
  return `${head}${String(Number(digits) + 1).padStart(digits.length, '0')}${tail ?? ''}`;
}
