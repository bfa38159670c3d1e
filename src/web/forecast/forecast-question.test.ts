import { describe, expect, it } from 'vitest';
import { isAskable, questionOf, type Wish } from './forecast-question.ts';

const wish: Wish = { mode: 'when', unit: 'items', amount: 12, horizon: 10, grows: false, share: 100 };

describe('What is asked of the future', () => {
  it('is said as the server takes it, and no more than was chosen', () => {
    expect(questionOf(wish)).toEqual({ question: 'when', parts: [{ items: 12 }] });
    expect(questionOf({ ...wish, grows: true, share: 50 })).toEqual({
      question: 'when',
      parts: [{ items: 12 }],
      grows: true,
      share: 0.5,
    });
    expect(questionOf({ ...wish, unit: 'points', amount: 30.5, share: 50 })).toEqual({
      question: 'when_points',
      points: 30.5,
    });
    expect(questionOf({ ...wish, mode: 'how much', grows: true })).toEqual({ question: 'how_many', days: 10 });
    expect(questionOf({ ...wish, mode: 'how much', unit: 'points', horizon: 3 })).toEqual({
      question: 'points',
      iterations: 3,
    });
  });

  it('is not asked where the server would refuse it', () => {
    const asked = (changed: Partial<Wish>) => isAskable({ ...wish, ...changed });
    expect([asked({}), asked({ amount: 0 }), asked({ amount: 2000 })]).toEqual([true, true, true]);
    expect([asked({ amount: -1 }), asked({ amount: 2001 }), asked({ amount: 1.5 })]).toEqual([false, false, false]);
    expect(asked({ unit: 'points', amount: 1.5 })).toBe(true);
    expect([asked({ share: 0 }), asked({ share: 101 })]).toEqual([false, false]);
    const much = { mode: 'how much', horizon: 27 } as const;
    expect([asked(much), asked({ ...much, unit: 'points' }), asked({ ...much, horizon: 0 })]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
