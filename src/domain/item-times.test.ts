import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { begunItem, type DaysCounted, finishedItem, type TimedItem } from './item-times.ts';
import { plainCalendar, workingDayCounter } from './working-calendar.ts';

/** The fixture's zone, whose clocks go forward on 29 March, and its calendar. */
const friday = { day: '2026-04-03', isWorking: false, name: 'Good Friday' };
const berlin: DaysCounted = {
  zone: 'Europe/Berlin',
  countWorking: workingDayCounter({ ...plainCalendar, days: [friday] }),
};
const item = (createdAt: number, startedAt: number | null, doneAt: number | null): TimedItem => ({
  id: 1,
  key: 'K-1',
  title: 'Item',
  type: 'task',
  createdAt,
  startedAt,
  doneAt,
});
/** An instant by the clocks of Berlin in summer. */
const at = (text: string) => Date.parse(`${text}:00+02:00`);

describe('how long an item took', () => {
  it('is told in days with both ends, in those of them that are worked on, and in hours', () => {
    const created = Date.parse('2026-03-24T10:00:00+01:00');
    const started = Date.parse('2026-03-27T12:00:00+01:00');
    const { doneDay, cycle, lead } = finishedItem(item(created, started, at('2026-04-06T09:30')), berlin);
    expect(doneDay).toBe('2026-04-06');
    // From Friday to the Monday after Easter's Friday: eleven days, of which two weekends and the holiday are not worked on.
    expect(cycle).toEqual({ days: 11, workingDays: 6, hours: 9 * 24 + 20.5 });
    expect(lead).toEqual({ days: 14, workingDays: 9, hours: 12 * 24 + 22.5 });
  });

  it('counts by local days: half past midnight in Berlin is another day than by UTC', () => {
    const { cycle } = finishedItem(item(0, at('2026-03-30T23:30'), at('2026-03-31T00:30')), berlin);
    expect(cycle).toEqual({ days: 2, workingDays: 2, hours: 1 });
  });

  it('may have taken no working day at all', () => {
    const { cycle } = finishedItem(item(0, at('2026-04-04T10:00'), at('2026-04-05T16:00')), berlin);
    expect(cycle).toEqual({ days: 2, workingDays: 0, hours: 30 });
  });

  it('is nothing more than its day where it was never begun', () => {
    const done = at('2026-04-02T10:00');
    expect(finishedItem(item(done - 3_600_000, null, done), berlin)).toMatchObject({
      cycle: { days: 1, workingDays: 1, hours: 0 },
      lead: { days: 1, workingDays: 1, hours: 1 },
    });
  });

  it('so far is its age', () => {
    const now = at('2026-04-06T09:30');
    const begun = begunItem(item(0, at('2026-04-02T21:30'), null), { ...berlin, now }, { times: [6], expectation: 6 });
    expect(begun).toMatchObject({ startedDay: '2026-04-02', age: { days: 5, workingDays: 2, hours: 84 }, chance: 1 });
  });

  it('is never more working days than days, nor more hours than its days have', () => {
    const instant = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2026-12-31') });
    fc.assert(
      fc.property(fc.tuple(instant, instant, instant), (instants) => {
        const [created = 0, started = 0, done = 0] = instants.toSorted((left, right) => left - right);
        const { cycle, lead } = finishedItem(item(created, started, done), berlin);
        for (const { days, workingDays, hours } of [cycle, lead]) {
          expect(workingDays).toBeLessThanOrEqual(days);
          expect(hours).toBeLessThanOrEqual(days * 24 + 1);
          expect(hours).toBeGreaterThan((days - 2) * 24 - 2);
        }
        for (const unit of ['days', 'workingDays', 'hours'] as const) {
          expect(cycle[unit]).toBeLessThanOrEqual(lead[unit]);
        }
      }),
    );
  });
});
