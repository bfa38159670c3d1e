import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dailyChances } from './forecast.ts';
import { cutList, goalOdds, type OpenItem } from './goal-odds.ts';

const daily = dailyChances([0, 1, 0, 2, 1, 0, 3, 1, 0, 2]);

/** Items in the order of work: `g` of the goal, `o` beside it, capital letters begun. */
function items(text: string): readonly OpenItem[] {
  return [...text].map((letter, index) => ({
    id: index + 1,
    isGoal: letter.toLowerCase() === 'g',
    isStarted: letter === letter.toUpperCase(),
  }));
}

/** The same chance, summed in another order, differs in the last digits. */
const rounding = 1e-9;

describe('goalOdds', () => {
  it('tells the worked figures of three goal items', () => {
    expect(goalOdds(daily, 4, items('ggg')).goal).toBeCloseTo(0.76, 6);
    expect(goalOdds(daily, 5, items('oggog')).goal).toBeCloseTo(0.86816, 6);
  });

  it('is certain with nothing left, and hopeless without a day', () => {
    expect(goalOdds(daily, 0, items('oo'))).toMatchObject({ goal: 1, inOrder: 1, all: 0 });
    expect(goalOdds(daily, 0, items('og'))).toMatchObject({ goal: 0, inOrder: 0, all: 0 });
  });

  it('is never worse for the goal first than in order, nor in order than for all, nor for fewer items', () => {
    const plan = fc.array(fc.constantFrom('g', 'o', 'G', 'O'), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(plan, fc.nat({ max: 10 }), fc.nat(), (letters, days, pick) => {
        const all = items(letters.join(''));
        const odds = goalOdds(daily, days, all);
        expect(odds.goal).toBeGreaterThanOrEqual(odds.inOrder - rounding);
        expect(odds.inOrder).toBeGreaterThanOrEqual(odds.all - rounding);
        const fewer = goalOdds(
          daily,
          days,
          all.filter((_, index) => index !== pick % all.length),
        );
        for (const key of ['goal', 'inOrder', 'all'] as const) {
          expect(fewer[key]).toBeGreaterThanOrEqual(odds[key] - rounding);
        }
      }),
    );
  });
});

describe('cutList', () => {
  it('names as few items as will do, what is not begun first and of that the last', () => {
    expect(cutList(daily, 5, items('oOogogg'), 0.7)).toEqual({
      itemIds: [5, 3, 1],
      inOrder: expect.closeTo(goalOdds(daily, 5, items('Oggg')).inOrder, 9),
      isEnough: true,
    });
    expect(cutList(daily, 5, items('oOogogg'), 0.8)).toMatchObject({ itemIds: [5, 3, 1, 2], isEnough: true });
    expect(cutList(daily, 5, items('oogogg'), 0.86)).toMatchObject({ itemIds: [4, 2, 1], isEnough: true });
  });

  it('says so when no cut can help', () => {
    expect(cutList(daily, 4, items('ogggo'), 0.9)).toMatchObject({ itemIds: [1], isEnough: false });
    expect(cutList(daily, 4, items('ggg'), 0.9)).toMatchObject({ itemIds: [], isEnough: false });
  });

  it('names nothing where taking out is of no use', () => {
    expect(cutList(daily, 0, items('ooog'), 0.7)).toEqual({ itemIds: [], inOrder: 0, isEnough: false });
    expect(cutList(daily, 1, items('oggggo'), 0.7)).toEqual({ itemIds: [], inOrder: 0, isEnough: false });
    expect(cutList(daily, 1, items('oooggg'), 0.7)).toMatchObject({ itemIds: [3, 2, 1], isEnough: false });
  });

  it('is what trying every set of items finds: the fewest that will do, or that lift the chance most', () => {
    const plan = fc.array(fc.constantFrom('g', 'o', 'O'), { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(plan, fc.integer({ min: 0, max: 6 }), fc.constantFrom(0.3, 0.7, 0.9), (letters, days, threshold) => {
        const all = items(letters.join(''));
        const cut = cutList(daily, days, all, threshold);
        const others = all.filter(({ isGoal }) => !isGoal);
        const sets = Array.from({ length: 2 ** others.length }, (_, bits) =>
          others.filter((_item, place) => Math.floor(bits / 2 ** place) % 2 === 1),
        ).map((taken) => {
          const kept = all.filter((item) => !taken.includes(item));
          return { size: taken.length, chance: goalOdds(daily, days, kept).inOrder };
        });
        const best = Math.max(...sets.map(({ chance }) => chance));
        const aim = Math.min(threshold, best) - rounding;
        const fewest = Math.min(...sets.flatMap(({ size, chance }) => (chance >= aim ? [size] : [])));
        expect(cut?.itemIds.length ?? 0).toBe(fewest);
        expect(cut?.isEnough ?? true).toBe(best >= threshold);
      }),
    );
  });

  it('is not needed where the goal is likely enough', () => {
    expect(cutList(daily, 5, items('ggg'), 0.8)).toBeNull();
  });

  it('never names more than is needed', () => {
    const plan = fc.array(fc.constantFrom('g', 'o', 'G', 'O'), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(plan, fc.integer({ min: 1, max: 10 }), (letters, days) => {
        const all = items(letters.join(''));
        const cut = cutList(daily, days, all, 0.7);
        fc.pre(cut?.isEnough === true);
        const keep = (ids: readonly number[]) =>
          goalOdds(
            daily,
            days,
            all.filter(({ id }) => !ids.includes(id)),
          );
        expect(keep(cut?.itemIds ?? []).inOrder).toBeCloseTo(cut?.inOrder ?? 0, 9);
        expect(keep((cut?.itemIds ?? []).slice(1)).inOrder).toBeLessThan(0.7);
      }),
    );
  });
});
