import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, weekday } from './days.ts';
import { nthWorkingDay } from './forecast-days.ts';
import { outcomeOf, type Reality, scoreOf } from './forecast-outcome.ts';
import { answerQuestion, canBeScored, type Question } from './forecast-question.ts';

const daily = [0, 1, 0, 2, 1, 0, 3, 1, 0, 2];
const sure = { growth: [], split: null } as const;
const sampleOf = (...values: (readonly number[])[]) => ({ window: 30, values });

describe('answerQuestion', () => {
  it('answers each kind by the worked figures', () => {
    const points = sampleOf([24, 18, 31, 22, 27, 20]);
    const twelve = { projectId: 1, items: 12 };
    const found = (question: Question, sample = sampleOf(daily)) => answerQuestion(question, sample).forecast;
    expect(found({ kind: 'how_many', days: 10, share: 1 })).toMatchObject({ p50: 10, p85: 7 });
    expect(found({ kind: 'when', parts: [twelve], share: 1, ...sure })).toMatchObject({ p50: 12, p95: 19 });
    expect(found({ kind: 'in_turn', parts: [twelve], seed: 42 })).toMatchObject({ p50: 12, p70: 14, p85: 16, p95: 19 });
    expect(found({ kind: 'points', iterations: 3 }, points)).toMatchObject({ p50: 71, p85: 63 });
    expect(found({ kind: 'when_points', points: 100, growth: [] }, points)).toMatchObject({ p50: 5, p95: 5 });
  });

  it('gives parts side by side less time than parts in turn', () => {
    const parts = [
      { projectId: 1, items: 6 },
      { projectId: 2, items: 6 },
    ];
    const together = answerQuestion({ kind: 'when', parts, share: 1, ...sure }, sampleOf(daily, daily));
    const inTurn = answerQuestion({ kind: 'in_turn', parts, seed: 1 }, sampleOf(daily, daily));
    expect([together.method, inTurn.method]).toEqual(['exact', 'simulated']);
    expect(together.forecast?.p85 ?? 0).toBeLessThan(inTurn.forecast?.p85 ?? 0);
  });

  it('gives no number when too little is known', () => {
    const parts = [{ projectId: 1, items: 1 }];
    const question: Question = { kind: 'when', parts, share: 1, ...sure };
    const unknown = answerQuestion(question, sampleOf([0, 1, 0, 2, 1, 0, 3]));
    expect(unknown.forecast).toBeNull();
    expect(canBeScored(question, unknown)).toBe(false);
    expect(answerQuestion({ kind: 'points', iterations: 1 }, sampleOf([20, 22])).forecast).toBeNull();
  });

  it('is scored only where reality answers just what was asked', () => {
    const ask = (question: Question) => canBeScored(question, answerQuestion(question, sampleOf(daily)));
    const parts = [{ projectId: 1, items: 3 }];
    expect(ask({ kind: 'when', parts, share: 0.5, ...sure })).toBe(true);
    expect(ask({ kind: 'when', parts, share: 1, ...sure, growth: [0.1] })).toBe(false);
    expect(ask({ kind: 'when', parts, share: 1, ...sure, split: { low: 1, high: 2 } })).toBe(false);
    expect(ask({ kind: 'when_points', points: 9, growth: [0.1] })).toBe(false);
  });

  it('is not scored where nothing is asked for, which would always hold', () => {
    const ask = (question: Question) => canBeScored(question, answerQuestion(question, sampleOf(daily, daily)));
    const parts = [0, 0].map((items, index) => ({ projectId: index + 1, items }));
    expect(ask({ kind: 'when', parts, share: 1, ...sure })).toBe(false);
    expect(ask({ kind: 'in_turn', parts, seed: 1 })).toBe(false);
    expect(ask({ kind: 'when_points', points: 0, growth: [] })).toBe(false);
    expect(ask({ kind: 'in_turn', parts: [...parts.slice(1), { projectId: 1, items: 1 }], seed: 1 })).toBe(true);
  });
});

describe('outcomeOf', () => {
  /** Asked on a Thursday, the day before the first that counts. */
  const reality = (today: string, more: Partial<Reality> = {}): Reality => ({
    firstDay: '2026-03-27',
    today,
    isWorking: (day) => weekday(day) <= 5,
    doneDays: [['2026-03-26', '2026-03-27', '2026-03-28', '2026-03-30', '2026-03-31', '2026-03-31']],
    velocities: [],
    ...more,
  });

  it('counts what was done in the days foretold, a weekend with its Friday, once they are over', () => {
    const question: Question = { kind: 'how_many', days: 1, share: 1 };
    expect(outcomeOf(question, reality('2026-03-27'))).toBeNull();
    expect(outcomeOf(question, reality('2026-03-29'))).toBeNull();
    expect(outcomeOf(question, reality('2026-03-30'))).toBe(2);
    expect(outcomeOf({ ...question, days: 3 }, reality('2026-04-01'))).toBe(5);
  });

  it('tells on which working day the last item was done', () => {
    const question = (items: number): Question => ({
      kind: 'when',
      parts: [{ projectId: 1, items }],
      share: 1,
      ...sure,
    });
    expect(outcomeOf(question(2), reality('2026-04-01'))).toBe(1);
    expect(outcomeOf(question(3), reality('2026-04-01'))).toBe(2);
    expect(outcomeOf(question(0), reality('2026-03-27'))).toBe(0);
    expect(outcomeOf(question(6), reality('2026-04-01'))).toBeNull();
    expect(outcomeOf(question(6), reality('2030-04-01'))).toBe(751);
  });

  it('waits for the last of several parts, or for one after another', () => {
    const parts = [
      { projectId: 1, items: 1 },
      { projectId: 2, items: 2 },
    ];
    const done = { doneDays: [['2026-03-30'], ['2026-03-27', '2026-03-31', '2026-04-01']] };
    expect(outcomeOf({ kind: 'when', parts, share: 1, ...sure }, reality('2026-04-02', done))).toBe(3);
    // The second part counts from the day after the first ended: 31 March and 1 April.
    expect(outcomeOf({ kind: 'in_turn', parts, seed: 1 }, reality('2026-04-02', done))).toBe(4);
    expect(
      outcomeOf({ kind: 'in_turn', parts, seed: 1 }, reality('2026-03-31', { doneDays: [['2026-03-30'], []] })),
    ).toBeNull();
  });

  it('answers when and how many alike: so many are done within n days when the last of them is done by then', () => {
    const offsets = fc.array(fc.integer({ min: -3, max: 30 }), { maxLength: 12 });
    const week = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 });
    fc.assert(
      fc.property(
        offsets,
        week,
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 12 }),
        (done, days, n, items) => {
          const isWorking = (day: string) => days.includes(weekday(day));
          const firstDay = nthWorkingDay('2026-03-27', 1, isWorking) ?? '';
          const doneDays = [done.toSorted((a, b) => a - b).map((offset) => addDays(firstDay, offset))];
          const then = reality('2026-09-01', { firstDay, isWorking, doneDays });
          const within = outcomeOf({ kind: 'how_many', days: n, share: 1 }, then) ?? 0;
          const last = outcomeOf({ kind: 'when', parts: [{ projectId: 1, items }], share: 1, ...sure }, then);
          expect(last !== null && last <= n).toBe(within >= items);
        },
      ),
    );
  });

  it('adds up iterations closed since', () => {
    const closed = reality('2026-04-30', { velocities: [20, 0, 30] });
    expect(outcomeOf({ kind: 'points', iterations: 3 }, closed)).toBe(50);
    expect(outcomeOf({ kind: 'points', iterations: 4 }, closed)).toBeNull();
    expect(outcomeOf({ kind: 'when_points', points: 21, growth: [] }, closed)).toBe(3);
    expect(outcomeOf({ kind: 'when_points', points: 51, growth: [] }, closed)).toBeNull();
  });
});

describe('scoreOf', () => {
  const forecast = { mean: 10, p50: 10, p70: 8, p85: 7, p95: 5, histogram: [] };

  it('holds an amount that was at least reached', () => {
    expect(scoreOf({ kind: 'how_many', days: 10, share: 1 }, forecast, 7)).toEqual({
      held: { p50: false, p85: true, p95: true },
      loss: expect.closeTo((3 * 0.5 + 0 + 2 * 0.05) / 3, 9),
    });
  });

  it('holds a date that was at most reached, also one that nobody could see', () => {
    const question: Question = { kind: 'when_points', points: 9, growth: [] };
    expect(scoreOf(question, { ...forecast, p50: 3, p85: 5, p95: null }, 4).held).toEqual({
      p50: false,
      p85: true,
      p95: true,
    });
  });
});
