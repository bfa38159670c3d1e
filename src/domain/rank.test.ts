import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Beside } from './place-between.ts';
import { type Ranked, ranksBeside, runsOf } from './rank.ts';

const row = (...ids: readonly number[]): Ranked[] => ids.map((id, place) => ({ id, rank: place + 1 }));

/** The row after a move: numbered anew where there is no room, as a caller has to. */
function moved(before: readonly Ranked[], ids: readonly number[], beside: Beside): readonly Ranked[] {
  const fresh = row(...before.map(({ id }) => id));
  const ranks = ranksBeside(before, ids, beside) ?? ranksBeside(fresh, ids, beside) ?? [];
  const kept = (ranksBeside(before, ids, beside) === null ? fresh : before).filter(({ id }) => !ids.includes(id));
  return [...kept, ...ids.map((id, place) => ({ id, rank: ranks[place] ?? Number.NaN }))].sort(
    (a, b) => a.rank - b.rank,
  );
}
const idsOf = (some: readonly Ranked[]) => some.map(({ id }) => id);

describe('Ranks', () => {
  it('go between neighbours, in front of all and behind all', () => {
    expect(ranksBeside(row(1, 2, 3), [9], { behind: 1 })).toEqual([1.5]);
    expect(ranksBeside(row(1, 2, 3), [9], { before: 1 })).toEqual([0.5]);
    expect(ranksBeside(row(1, 2, 3), [9], { behind: null })).toEqual([0.5]);
    expect(ranksBeside(row(1, 2, 3), [8, 9], { before: null })).toEqual([4, 5]);
    expect(ranksBeside([], [8, 9], { behind: null })).toEqual([1, 2]);
    expect(ranksBeside([{ id: 1, rank: -3 }], [9], { before: 1 })).toEqual([-3.5]);
  });

  it('stay below the ceiling behind everything, until the row is above it', () => {
    expect(ranksBeside(row(1, 2, 3), [9], { before: null }, { ceiling: 4 })).toEqual([3.5]);
    expect(ranksBeside(row(1, 2, 3), [9], { before: null }, { ceiling: 2 })).toEqual([4]);
  });

  it('stay above the floor in front of all, until no number is left there', () => {
    expect(ranksBeside([{ id: 1, rank: 0.5 }], [9], { before: 1 }, { floor: 0 })).toEqual([0.25]);
    expect(ranksBeside([{ id: 1, rank: 0 }], [9], { before: 1 }, { floor: 0 })).toBeNull();
  });

  it('are not to be had beside what is not there, nor where no number is left', () => {
    expect(ranksBeside(row(1, 2), [9], { behind: 7 })).toBeUndefined();
    // One of those that move is nobody's neighbour.
    expect(ranksBeside(row(1, 2), [1], { behind: 1 })).toBeUndefined();
    expect(
      ranksBeside(
        [
          { id: 1, rank: 1 },
          { id: 2, rank: 1 + Number.EPSILON },
        ],
        [9],
        { behind: 1 },
      ),
    ).toBeNull();
  });

  it('keep the order of what moves and of what stays, and runs lead back to the row before', () => {
    const move = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 12 }).chain((ids) =>
      fc.record({
        ids: fc.constant(ids),
        picked: fc.shuffledSubarray(ids, { minLength: 1 }),
        neighbour: fc.option(fc.constantFrom(...ids)),
        isBehind: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(move, ({ ids, picked, neighbour, isBehind }) => {
        const other = neighbour !== null && picked.includes(neighbour) ? null : neighbour;
        const before = row(...ids);
        const after = moved(before, picked, isBehind ? { behind: other } : { before: other });
        expect(idsOf(after).filter((id) => picked.includes(id))).toEqual(picked);
        expect(idsOf(after).filter((id) => !picked.includes(id))).toEqual(ids.filter((id) => !picked.includes(id)));
        const first = idsOf(after).indexOf(picked[0] ?? 0);
        expect(idsOf(after).slice(first, first + picked.length)).toEqual(picked);
        const back = runsOf(before, picked).reduce((at, run) => moved(at, run.ids, { behind: run.behind }), after);
        expect(idsOf(back)).toEqual(ids);
      }),
    );
  });
});
