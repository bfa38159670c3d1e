import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from './days.ts';
import { chanceToKeep, daysTaken, summarizeTimes, throughput } from './flow.ts';

const times = [1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 9, 14];

describe('times taken', () => {
  it('counts both days', () => {
    expect(daysTaken('2026-03-23', '2026-03-23')).toBe(1);
    expect(daysTaken('2026-03-27', '2026-03-30')).toBe(4);
  });

  it('tells the worked figures of twelve cycle times, in any order', () => {
    const summary = summarizeTimes([...times].reverse());
    expect(summary).toMatchObject({ count: 12, p50: 3, p70: 6, p85: 9, p95: 14 });
    expect(summary.mean).toBeCloseTo(4.833, 3);
  });

  it('tells nothing of no items', () => {
    expect(summarizeTimes([])).toEqual({ count: 0, mean: null, p50: null, p70: null, p85: null, p95: null });
  });
});

describe('chanceToKeep', () => {
  it('looks only at what took longer than the age', () => {
    expect(chanceToKeep(times, 5, 9)).toBe(0.75);
    expect(chanceToKeep(times, 14, 9)).toBeNull();
    expect(chanceToKeep(times, 9, 9)).toBe(0);
  });
});

describe('throughput', () => {
  it('has zeros, counts weekend work with Friday, and leaves out what was before', () => {
    const days = ['2026-03-26', '2026-03-27', '2026-03-30'];
    const done = ['2026-03-30', '2026-03-28', '2026-03-27', '2026-03-25', '2026-03-31'];
    expect(throughput(days, done)).toEqual([0, 2, 2]);
    expect(throughput([], done)).toEqual([]);
  });

  it('loses nothing that was done since the first day', () => {
    const day = fc.integer({ min: 0, max: 60 }).map((days) => addDays('2026-03-01', days));
    fc.assert(
      fc.property(fc.uniqueArray(day, { minLength: 1 }), fc.array(day), (unsorted, done) => {
        const days = [...unsorted].sort();
        const counted = throughput(days, done).reduce((sum, count) => sum + count, 0);
        expect(counted).toBe(done.filter((each) => each >= (days[0] ?? '')).length);
      }),
    );
  });
});
