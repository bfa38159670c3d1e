import type { Shift, ShiftUnit } from './syntax-tree.ts';

const piece = /(\d{1,6})([smhdwMy])\s*/y;
const units: Readonly<Record<string, ShiftUnit>> = { s: 's', m: 'm', h: 'h', d: 'd', w: 'w', M: 'M', y: 'y' };

/** Reads "2M 3d 5h 32m", with or without the blanks; null for anything else (vendor page "Query language"). */
export function readSpan(text: string): readonly Shift[] | null {
  const shifts: Shift[] = [];
  piece.lastIndex = 0;
  for (let index = 0; index < text.length; index = piece.lastIndex) {
    const [, amount, letter] = piece.exec(text) ?? [];
    const unit = letter === undefined ? undefined : units[letter];
    if (unit === undefined) return null;
    shifts.push({ amount: Number(amount), unit });
  }
  return shifts.length === 0 ? null : shifts;
}

// Efforts count in working time: a day has 8 hours, a week 5 days (vendor page on adding time spent).
const minutesOf: Readonly<Partial<Record<ShiftUnit, number>>> = { s: 1 / 60, m: 1, h: 60, d: 480, w: 2_400 };
const duration = /^P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$/;

/** Minutes of working time written "1w 2d 3h" or as an ISO 8601 duration; null for anything else. */
export function readMinutes(text: string): number | null {
  const iso = /\d/.test(text) ? duration.exec(text) : null;
  const shifts =
    iso === null
      ? readSpan(text)
      : (['w', 'd', 'h', 'm', 's'] as const).map((unit, n) => ({ unit, amount: Number(iso[n + 1] ?? 0) }));
  let minutes = 0;
  for (const { amount, unit } of shifts ?? []) {
    const each = minutesOf[unit];
    if (each === undefined) return null;
    minutes += amount * each;
  }
  return shifts === null ? null : minutes;
}
