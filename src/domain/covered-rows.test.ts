import { describe, expect, it } from 'vitest';
import { type CoveredRows, changedRows } from './covered-rows.ts';
import { emptyCounters } from './ledger.ts';

const ten = { id: 10, version: 1 };
const seen: CoveredRows = {
  iteration: { id: 1, version: 3 },
  counters: emptyCounters,
  destinations: [{ id: 2, version: 1 }],
  items: [ten, { id: 11, version: 4 }],
  policy: { id: 5, version: 2 },
  timeOff: [{ id: 7, version: 1 }],
  workingTime: [{ thing: 'organization_calendar', id: 1, version: 1 }],
};

describe('what a plan stands on', () => {
  it('is the same while nothing of it has changed', () => {
    expect(changedRows(seen, structuredClone(seen))).toEqual([]);
  });

  it.each([
    ['iteration', 1, 'changed', { iteration: { id: 1, version: 4 } }],
    ['figures', 1, 'changed', { counters: { ...emptyCounters, doneItems: 1 } }],
    ['iteration', 2, 'changed', { destinations: [{ id: 2, version: 2 }] }],
    ['iteration', 2, 'gone', { destinations: [] }],
    ['policy', 5, 'changed', { policy: { id: 5, version: 3 } }],
    ['policy', 5, 'gone', { policy: null }],
    ['time_off', 7, 'changed', { timeOff: [{ id: 7, version: 2 }] }],
    ['organization_calendar', 1, 'changed', { workingTime: [{ thing: 'organization_calendar', id: 1, version: 2 }] }],
    ['item', 11, 'changed', { items: [ten, { id: 11, version: 5 }] }],
    ['item', 11, 'left', { items: [ten] }],
    ['item', 12, 'came', { items: [...seen.items, { id: 12, version: 1 }] }],
  ] as const)('tells of an %s that it is %i and has %s', (thing, id, how, change) => {
    expect(changedRows(seen, { ...seen, ...change })).toEqual([{ thing, id, how }]);
  });

  it('is other when items that nobody changed stand in another order', () => {
    expect(changedRows(seen, { ...seen, items: seen.items.toReversed() }).map(({ id, how }) => [id, how])).toEqual([
      [11, 'moved'],
      [10, 'moved'],
    ]);
  });
});
