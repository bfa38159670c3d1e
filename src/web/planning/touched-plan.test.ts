import { describe, expect, it } from 'vitest';
import { anItem, anIteration } from '../../../test/support/a-plan.ts';
import type { Happened } from '../live/touched-by.ts';
import type { Plan } from './plan.ts';
import { goneFrom, touchedIn, withBacklog } from './touched-plan.ts';

const plan: Plan = [
  { iteration: null, items: [1, 2, 3].map((id) => anItem(id)) },
  { iteration: anIteration(24, 'active'), items: [4, 5].map((id) => anItem(id)) },
  { iteration: anIteration(25, 'planned'), items: [] },
];
const event: Happened = { kind: 'item.changed', projectId: 1, iterationId: null, itemId: null };
const touched = (...events: readonly Partial<Happened>[]) => {
  const found = touchedIn(
    plan,
    1,
    events.map((each) => ({ ...event, ...each })),
  );
  return found === null ? null : { itemIds: found.itemIds, iterationIds: [...found.iterationIds] };
};

describe('touchedIn', () => {
  it('names items once, the iterations that hold them, and those that events name', () => {
    expect(touched({ itemId: 1 }, { itemId: 1 })).toEqual({ itemIds: [1], iterationIds: [] });
    expect(touched({ itemId: 5 })).toEqual({ itemIds: [5], iterationIds: [24] });
    expect(touched({ kind: 'item.entered', itemId: 5, iterationId: 25 })?.iterationIds).toEqual([25, 24]);
    expect(touched({ itemId: 1, projectId: 2 })).toEqual({ itemIds: [], iterationIds: [] });
  });

  it('leaves to a reading of all what no item or iteration is named by', () => {
    expect(touched({ kind: 'board.changed' })).toBeNull();
    expect(touched({ kind: 'organization.changed', projectId: null })).toBeNull();
    expect(touched({ kind: 'items.ranked' })).toBeNull();
    expect(touched({ kind: 'items.ranked', iterationId: 24 })?.iterationIds).toEqual([24]);
    expect(touched(...Array.from({ length: 101 }, (_, index) => ({ itemId: index + 1 })))).toBeNull();
  });
});

describe('withBacklog', () => {
  const backlog = (some: Plan) => some[0]?.items.map(({ id }) => id);

  it('puts what was found where it ranks, and takes out what was not', () => {
    const after = withBacklog(plan, [1, 3, 9], [anItem(9, { rank: 1.5 }), anItem(1, { rank: 7 })]);
    expect(backlog(after)).toEqual([9, 2, 1]);
    expect(after[1]).toBe(plan[1]);
  });

  it('holds nothing that stands in an iteration by now', () => {
    const now = plan.map((column) => (column.iteration?.id === 25 ? { ...column, items: [anItem(2)] } : column));
    expect(backlog(withBacklog(now, [], []))).toEqual([1, 3]);
  });
});

describe('goneFrom', () => {
  it('tells which items iterations held and none holds any more', () => {
    const closed = plan.filter(({ iteration }) => iteration?.id !== 24);
    const carried = closed.map((column) => (column.iteration === null ? column : { ...column, items: [anItem(5)] }));
    expect(goneFrom(plan, carried)).toEqual([4]);
    expect(goneFrom(plan, plan)).toEqual([]);
  });
});
