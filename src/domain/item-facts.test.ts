import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { before, bulkStandings, factsOfBulk, type ItemFact, isArrival, standingsOf, sumsOfBulk } from './item-facts.ts';
import { type Category, countersOf, factsBetween, type Standing } from './ledger.ts';

const outside: Standing = { member: false, category: 'queued', estimate: null, doneEstimate: null };
const categories = ['queued', 'in_progress', 'done', 'cancelled'] as const satisfies readonly Category[];
const estimates = fc.option(fc.constantFrom(0, 0.5, 1, 3, 8));

/** An item moves, is estimated, comes or goes; it is credited with the estimate it is finished with. */
const turn = fc.record({
  itemId: fc.integer({ min: 1, max: 4 }),
  category: fc.constantFrom(...categories),
  estimate: estimates,
  member: fc.boolean(),
});

/** Lives through turns, an event and a minute each; answers the facts, and where every item really stands. */
function live(turns: readonly (typeof turn extends fc.Arbitrary<infer T> ? T : never)[]) {
  const standings = new Map<number, Standing>();
  const facts = turns.flatMap(({ itemId, ...next }, index): ItemFact[] => {
    const was = standings.get(itemId) ?? outside;
    const stays = was.category === 'done' && next.category === 'done';
    const doneEstimate = next.category === 'done' ? (stays ? was.doneEstimate : next.estimate) : null;
    const is = { ...next, doneEstimate };
    standings.set(itemId, is);
    return factsBetween(was, is).map((fact) => ({ ...fact, itemId, seq: index + 1, at: index * 60_000, day: '' }));
  });
  return { facts, standings };
}

describe('facts of items', () => {
  it('tell where every item stands, after any history', () => {
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 40 }), (turns) => {
        const { facts, standings } = live(turns);
        const told = standingsOf(facts);
        for (const [itemId, real] of standings) {
          const found = told.get(itemId);
          expect(found?.isMember ?? false).toBe(real.member);
          if (!real.member) continue;
          const { scopePoints: points, unestimatedItems } = countersOf(real);
          expect(found).toMatchObject({
            category: real.category,
            isUnestimated: unestimatedItems === 1,
            ...(real.category === 'cancelled' ? {} : { points }),
          });
        }
      }),
      { numRuns: 500 },
    );
  });

  it('tell the same in whatever order they are given', () => {
    const shuffled = fc.array(turn, { maxLength: 40 }).chain((turns) => {
      const { facts } = live(turns);
      return fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length }));
    });
    fc.assert(
      fc.property(shuffled, ([facts, others]) => {
        expect([...standingsOf(others)].sort(([a], [b]) => a - b)).toEqual(
          [...standingsOf(facts)].sort(([a], [b]) => a - b),
        );
      }),
    );
  });

  it('stop short of an instant, and never part a fact from the one it follows', () => {
    const at = (...instants: number[]) => instants.map((instant) => ({ at: instant }));
    expect(before(at(1, 2, 3), 3)).toEqual(at(1, 2));
    expect(before(at(1, 2, 3), 1)).toEqual([]);
    expect(before(at(1, 5, 2, 3), 3)).toEqual(at(1, 5, 2));
    expect(before(at(1, 2), 9)).toEqual(at(1, 2));
  });

  it('of a bulk move are those of its items one by one', () => {
    const item = fc.record({ category: fc.constantFrom(...categories), estimate: estimates });
    fc.assert(
      fc.property(fc.array(item), (given) => {
        const items = given.map((each, index) => ({
          ...each,
          id: index + 1,
          doneEstimate: each.category === 'done' ? each.estimate : null,
        }));
        const bulk = JSON.parse(JSON.stringify(bulkStandings(items)));
        const one = (member: boolean) =>
          items.flatMap(({ id, ...rest }) => {
            const [inside, away] = [
              { ...rest, member: true },
              { ...rest, member: false },
            ];
            const facts = member ? factsBetween(away, inside) : factsBetween(inside, away);
            return facts.map((fact) => ({ ...fact, itemId: id }));
          });
        expect(factsOfBulk(bulk, 'in', 0)).toEqual(one(true));
        expect(factsOfBulk(bulk, 'out', 0)).toEqual(one(false));
        for (const way of ['in', 'out'] as const) {
          const each = factsOfBulk(bulk, way, 2);
          const sums = sumsOfBulk(bulk, way, 2);
          expect(new Set(sums.map(({ kind }) => kind))).toEqual(new Set(each.map(({ kind }) => kind)));
          for (const { kind, points, items: count } of sums) {
            const own = each.filter((fact) => fact.kind === kind);
            expect(own.reduce((sum, fact) => sum + fact.points, 0)).toBeCloseTo(points, 9);
            expect(own.reduce((sum, fact) => sum + fact.items, 0)).toBe(count);
          }
        }
        expect(one(true).some(({ kind }) => isArrival(kind))).toBe(items.length > 0);
        expect(one(false).some(({ kind }) => isArrival(kind))).toBe(false);
      }),
    );
  });

  it('know when and by which event an item was finished here', () => {
    const fact = (seq: number, kind: ItemFact['kind'], points = 0): ItemFact => ({
      seq,
      kind,
      points,
      items: 1,
      at: seq * 1000,
      day: '',
      itemId: 1,
    });
    const done = standingsOf([fact(1, 'added', 3), fact(2, 'completed', 3)]);
    expect(done.get(1)).toMatchObject({ doneAt: 2000, doneSeq: 2, points: 3 });
    const back = [fact(1, 'done_in', 3), fact(2, 'done_out', 3), fact(3, 'done_in', 3)];
    expect(standingsOf(back).get(1)).toMatchObject({ isMember: true, doneAt: null, doneSeq: null });
  });
});
