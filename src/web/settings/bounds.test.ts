import { describe, expect, it } from 'vitest';
import { fits, toNumber } from './bounds.ts';

describe('A field for a number', () => {
  it('takes whole numbers within its bounds, typed or read', () => {
    const bounds = { from: 1, to: 10 };
    expect([1, '10', ' 7 '].map((typed) => fits(typed, bounds))).toEqual([true, true, true]);
    expect(['0', '11', '1.5', '-3', '1e1', 'ten', ''].map((typed) => fits(typed, bounds))).toEqual(
      Array.from({ length: 7 }, () => false),
    );
  });

  it('takes parts, with a point or a comma, and nothing, where that is an answer', () => {
    const bounds = { from: 0, to: 10, hasParts: true, mayBeEmpty: true };
    expect(['0,5', '2.25', ''].map((typed) => fits(typed, bounds))).toEqual([true, true, true]);
    expect(['0,5', '2.25', 3].map(toNumber)).toEqual([0.5, 2.25, 3]);
  });
});
