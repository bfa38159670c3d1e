import { describe, expect, it } from 'vitest';
import { slotsToTake, titleOf } from '../../domain/cadence.ts';
import { nextWindows, type Rhythm } from './next-windows.ts';

const rhythm: Rhythm = {
  firstDay: '2026-10-12',
  lengthDays: 14,
  cooldownDays: 0,
  ahead: 3,
  title: 'Iteration {number}',
  nextNumber: 1,
};
const rest = {
  isOn: true,
  startsItself: false,
  closesItself: false,
  unfinished: 'stay',
  rolloverPolicyId: null,
} as const;

describe('The preview of a cadence', () => {
  it('counts whole days over the end of summer time and the turn of the year', () => {
    expect(nextWindows({ ...rhythm, ahead: 6 }, [], '2026-10-01')).toEqual([
      { start: '2026-10-12', end: '2026-10-25', title: 'Iteration 1' },
      { start: '2026-10-26', end: '2026-11-08', title: 'Iteration 2' },
      { start: '2026-11-09', end: '2026-11-22', title: 'Iteration 3' },
      { start: '2026-11-23', end: '2026-12-06', title: 'Iteration 4' },
      { start: '2026-12-07', end: '2026-12-20', title: 'Iteration 5' },
      { start: '2026-12-21', end: '2027-01-03', title: 'Iteration 6' },
    ]);
  });

  it.each([
    ['begins today', rhythm, [], '2026-10-12'],
    ['began long ago', { ...rhythm, cooldownDays: 2, lengthDays: 12 }, [], '2027-02-28'],
    ['has a gap that holds today', { ...rhythm, lengthDays: 5, cooldownDays: 9 }, [], '2026-10-20'],
    [
      'has made some already',
      { ...rhythm, nextNumber: 3 },
      [
        { start: '2026-10-12', end: '2026-10-25', skipped: null },
        { start: '2026-10-26', end: '2026-11-08', skipped: 'overlap' as const },
        { start: '2026-11-09', end: '2026-11-22', skipped: null },
      ],
      '2026-10-20',
    ],
  ] as const)('is what the server makes of a cadence that %s', (_case, of, taken, today) => {
    const made = slotsToTake({ ...of, ...rest }, taken, today, () => null);
    const named = made.map(({ start, end }, index) => ({
      start,
      end,
      title: titleOf({ ...of, ...rest, nextNumber: of.nextNumber + index }, { start, end }),
    }));
    expect(nextWindows(of, taken, today)).toEqual(named);
  });
});
