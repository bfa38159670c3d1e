import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, cheapestSwaps, excessOf, type ScopePolicy, type ScopeState } from './scope-policy.ts';

const amount = (points: number, items = 1) => ({ points, items });
const nothing = amount(0, 0);
const state: ScopeState = { net: amount(2, 1), committedPoints: 24 };
const adding = (points: number, items = 1) => ({ comesIn: amount(points, items), goesOut: nothing, isSwap: false });
const swapping = (comesIn: number, goesOut: number) => ({
  comesIn: amount(comesIn),
  goesOut: amount(goesOut),
  isSwap: true,
});

describe('a scope policy', () => {
  it('of a budget lets in what is left of it, and says what is too much', () => {
    const points: ScopePolicy = { kind: 'budget', measure: 'points', amount: 5 };
    expect([excessOf(points, state, adding(3)), excessOf(points, state, adding(4))]).toEqual([
      null,
      { measure: 'points', amount: 1 },
    ]);
    const percent: ScopePolicy = { kind: 'budget', measure: 'percent', amount: 25 };
    expect([excessOf(percent, state, adding(4)), excessOf(percent, state, adding(5))]).toEqual([
      null,
      { measure: 'points', amount: 1 },
    ]);
    const items: ScopePolicy = { kind: 'budget', measure: 'items', amount: 2 };
    expect([excessOf(items, state, adding(99)), excessOf(items, state, adding(1, 2))]).toEqual([
      null,
      { measure: 'items', amount: 1 },
    ]);
  });

  it('of a budget that is used up still lets swap what is of equal size', () => {
    const spent = { net: amount(9, 3), committedPoints: 24 };
    const policy: ScopePolicy = { kind: 'budget', measure: 'points', amount: 5 };
    expect([excessOf(policy, spent, swapping(3, 3)), excessOf(policy, spent, swapping(4, 3))]).toEqual([
      null,
      { measure: 'points', amount: 1 },
    ]);
  });

  it('of swaps lets in what replaces at least as much, and nothing by itself', () => {
    const policy: ScopePolicy = { kind: 'swapOnly' };
    expect([excessOf(policy, state, swapping(3, 3)), excessOf(policy, state, swapping(3, 2))]).toEqual([
      null,
      { measure: 'points', amount: 1 },
    ]);
    expect(excessOf(policy, state, adding(3))).toEqual({ measure: 'points', amount: 3 });
    expect(excessOf(policy, state, adding(0))).toEqual({ measure: 'points', amount: 0 });
  });

  it('that is frozen lets nothing in, and one that is open everything', () => {
    expect(excessOf({ kind: 'frozen' }, state, swapping(1, 9))).toEqual({ measure: 'items', amount: 1 });
    expect(excessOf({ kind: 'frozen' }, state, { ...adding(0, 0), goesOut: amount(3) })).toBeNull();
    expect(excessOf({ kind: 'open' }, state, adding(99))).toBeNull();
  });

  it('of a budget is never exceeded by what it has let through, in whatever order', () => {
    const step = fc.record({ comesIn: fc.integer({ min: 0, max: 9 }), goesOut: fc.integer({ min: 0, max: 9 }) });
    fc.assert(
      fc.property(fc.nat(20), fc.array(step, { maxLength: 40 }), (budget, steps) => {
        const policy: ScopePolicy = { kind: 'budget', measure: 'points', amount: budget };
        let net = 0;
        for (const { comesIn, goesOut } of steps) {
          const change = { comesIn: amount(comesIn), goesOut: amount(goesOut), isSwap: true };
          if (excessOf(policy, { net: amount(net), committedPoints: 0 }, change) === null) net += comesIn - goesOut;
          expect(net).toBeLessThanOrEqual(budget);
        }
      }),
    );
  });
});

describe('the cheapest swaps', () => {
  const candidate = (id: number, points: number): Candidate => ({ id, key: `A-${id}`, title: `Item ${id}`, points });
  const ways = (points: readonly number[], need: number, measure: 'points' | 'items' = 'points') =>
    cheapestSwaps(
      points.map((each, index) => candidate(index + 1, each)),
      { measure, amount: need },
    ).map((way) => way.map(({ id }) => id));

  it('are single items, the closest in size first, and of equal ones the lowest in rank', () => {
    expect(ways([8, 3, 5, 3, 1, 13], 3)).toEqual([[4], [2], [3]]);
    expect(ways([8, 3], 4)).toEqual([[1]]);
    expect(ways([1, 1, 1], 1, 'items')).toEqual([[3], [2], [1]]);
  });

  it('are as few together as will do where no single one is enough', () => {
    expect(ways([5, 3, 2, 1], 6)).toEqual([[1, 4]]);
    expect(ways([5, 3, 2, 1], 11)).toEqual([[1, 2, 3, 4]]);
    expect(ways([1, 1, 1], 2, 'items')).toEqual([[3, 2]]);
  });

  it('are none where all together are not enough', () => {
    expect([ways([5, 3], 9), ways([], 1), ways([0, 0], 1)]).toEqual([[], [], []]);
  });

  it('always make enough room, and none of them takes out what is not needed', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 12 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 60 }), (points, need) => {
        const found = ways(points, need);
        const all = points.reduce((sum, each) => sum + each, 0);
        expect(found.length > 0).toBe(all >= need);
        for (const way of found) {
          const taken = way.map((id) => points[id - 1] ?? 0);
          const sum = taken.reduce((total, each) => total + each, 0);
          expect(new Set(way).size).toBe(way.length);
          expect(sum).toBeGreaterThanOrEqual(need);
          for (const each of taken) expect(sum - each).toBeLessThan(need);
        }
      }),
    );
  });
});
