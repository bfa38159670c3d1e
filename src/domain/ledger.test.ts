import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { burndown } from './burndown.ts';
import {
  addCounters,
  type Category,
  type Counters,
  countersOf,
  emptyCounters,
  type Fact,
  type FactKind,
  factsBetween,
  isUnfinished,
  type Standing,
} from './ledger.ts';
import { plainCalendar } from './working-calendar.ts';

const outside: Standing = { member: false, category: 'queued', estimate: null, doneEstimate: null };

/** What happens to an item: it moves to a category, is estimated anew, or both, or comes or goes. */
interface Turn {
  readonly item: number;
  readonly category?: Category;
  readonly estimate?: number | null;
  readonly member?: boolean;
}

const turn: fc.Arbitrary<Turn> = fc.record(
  {
    item: fc.integer({ min: 0, max: 5 }),
    category: fc.constantFrom<Category[]>('queued', 'in_progress', 'done', 'cancelled'),
    estimate: fc.option(fc.constantFrom(0, 0.5, 1, 2, 3, 5, 8, 13), { freq: 4 }),
    member: fc.boolean(),
  },
  { requiredKeys: ['item'] },
);

/** An item after a turn: it is credited with the estimate it has when it is finished, and keeps that while it is done. */
function after(
  before: Standing,
  { category = before.category, estimate = before.estimate, member = before.member }: Turn,
): Standing {
  const stays = before.category === 'done' && category === 'done';
  const doneEstimate = category === 'done' ? (stays ? before.doneEstimate : estimate) : null;
  return { member, category, estimate, doneEstimate };
}

/** Lives through turns; answers the facts told and the counters kept on the way, and where every item stands in the end. */
function live(turns: readonly Turn[]): { facts: Fact[]; counters: Counters; standings: Standing[] } {
  const standings = Array.from({ length: 6 }, () => outside);
  const facts: Fact[] = [];
  let counters = emptyCounters;
  for (const each of turns) {
    const before = standings[each.item] as Standing;
    const next = after(before, each);
    facts.push(...factsBetween(before, next));
    counters = addCounters(addCounters(counters, countersOf(next)), countersOf(before), -1);
    standings[each.item] = next;
  }
  return { facts, counters, standings };
}

function total(facts: readonly Fact[], measure: 'points' | 'items'): Record<FactKind, number> {
  const none = { added: 0, removed: 0, cancelled: 0, restored: 0, raised: 0, lowered: 0, completed: 0, reopened: 0 };
  const passages = { done_in: 0, done_out: 0, cancelled_in: 0, cancelled_out: 0 };
  const sums: Record<FactKind, number> = { ...none, ...passages, started: 0, stopped: 0, unestimated: 0, estimated: 0 };
  for (const fact of facts) sums[fact.kind] += fact[measure];
  return sums;
}

describe('the ledger', () => {
  it('balances after any history: what remains is what came in, less what left and what was done', () => {
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 60 }), fc.nat(60), (turns, started) => {
        const before = live(turns.slice(0, started));
        const { facts, counters } = live(turns);
        const during = facts.slice(before.facts.length);
        for (const measure of ['points', 'items'] as const) {
          const of = total(during, measure);
          const remaining = (all: Counters) =>
            measure === 'points' ? all.scopePoints - all.donePoints : all.scopeItems - all.doneItems;
          const committed = remaining(before.counters);
          expect(remaining(counters)).toBe(
            committed +
              of.added -
              of.removed -
              of.cancelled +
              of.restored +
              of.raised -
              of.lowered -
              of.completed +
              of.reopened,
          );
        }
      }),
      { numRuns: 500 },
    );
  });

  it('keeps counters equal to a fresh count of where every item stands', () => {
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 60 }), (turns) => {
        const { counters, standings } = live(turns);
        const fresh = standings.reduce((sum, standing) => addCounters(sum, countersOf(standing)), emptyCounters);
        expect(counters).toEqual(fresh);
      }),
      { numRuns: 500 },
    );
  });

  it('gives scope and done as the fold of its facts, at every point of a history', () => {
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 40 }), (turns) => {
        const { facts, counters } = live(turns);
        const [day] = burndown(
          facts.map((fact) => ({ ...fact, day: '2026-03-23' })),
          { start: '2026-03-23', end: '2026-03-23', calendar: plainCalendar },
        ).days;
        expect(day?.scope).toEqual({ points: counters.scopePoints, items: counters.scopeItems });
        expect(day?.done).toEqual({ points: counters.donePoints, items: counters.doneItems });
      }),
    );
  });

  it('tells no fact worth less than nothing, and none for an item that is not in the iteration', () => {
    fc.assert(
      fc.property(turn, turn, (first, second) => {
        const before = after(outside, first);
        const next = after(before, second);
        for (const { points, items } of factsBetween(before, next)) {
          expect(points).toBeGreaterThanOrEqual(0);
          expect(items).toBeGreaterThanOrEqual(0);
        }
        expect(factsBetween({ ...before, member: false }, { ...next, member: false })).toEqual([]);
        expect(factsBetween(before, before)).toEqual([]);
      }),
    );
  });

  it('credits a done item with the estimate it was finished with, whatever it is estimated at later', () => {
    const done: Standing = { member: true, category: 'done', estimate: 5, doneEstimate: 5 };
    const later = { ...done, estimate: 13 };
    expect(factsBetween(done, later)).toEqual([]);
    expect(countersOf(later)).toMatchObject({ donePoints: 5, scopePoints: 5 });
    expect(factsBetween(later, { ...later, category: 'in_progress', doneEstimate: null })).toEqual([
      { kind: 'reopened', points: 5, items: 1 },
      { kind: 'raised', points: 8, items: 0 },
      { kind: 'started', points: 0, items: 1 },
    ]);
  });

  it('counts a cancelled item as a member and as nothing else', () => {
    const cancelled: Standing = { member: true, category: 'cancelled', estimate: 3, doneEstimate: null };
    expect(countersOf(cancelled)).toEqual({ ...emptyCounters, memberItems: 1 });
    expect(factsBetween({ ...cancelled, member: false }, cancelled)).toEqual([
      { kind: 'cancelled_in', points: 3, items: 1 },
    ]);
    expect(factsBetween(cancelled, { ...cancelled, category: 'queued', estimate: 5 })).toEqual([
      { kind: 'restored', points: 3, items: 1 },
      { kind: 'raised', points: 2, items: 0 },
    ]);
  });

  it('counts an item without an estimate as nothing, and says so', () => {
    const bare: Standing = { member: true, category: 'queued', estimate: null, doneEstimate: null };
    expect(countersOf(bare)).toEqual({ ...emptyCounters, memberItems: 1, scopeItems: 1, unestimatedItems: 1 });
    expect(factsBetween({ ...bare, member: false }, bare)).toEqual([
      { kind: 'added', points: 0, items: 1 },
      { kind: 'unestimated', points: 0, items: 1 },
    ]);
    expect(factsBetween(bare, { ...bare, estimate: 0 })).toEqual([{ kind: 'estimated', points: 0, items: 1 }]);
  });

  it('tells when work on an item is taken up and laid down, which moves no line', () => {
    const queued: Standing = { member: true, category: 'queued', estimate: 2, doneEstimate: null };
    const begun: Standing = { ...queued, category: 'in_progress' };
    expect(factsBetween(queued, begun)).toEqual([{ kind: 'started', points: 0, items: 1 }]);
    expect(factsBetween(begun, queued)).toEqual([{ kind: 'stopped', points: 0, items: 1 }]);
    expect(factsBetween(begun, { ...begun, category: 'done', doneEstimate: 2 })).toEqual([
      { kind: 'completed', points: 2, items: 1 },
    ]);
  });

  it('has as many items without an estimate as its facts say', () => {
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 60 }), (turns) => {
        const { facts, counters } = live(turns);
        const { unestimated, estimated } = total(facts, 'items');
        expect(unestimated - estimated).toBe(counters.unestimatedItems);
      }),
    );
  });
});

it('unfinished is what is neither done nor cancelled', () => {
  expect((['queued', 'in_progress', 'done', 'cancelled'] as const).filter(isUnfinished)).toEqual([
    'queued',
    'in_progress',
  ]);
});
