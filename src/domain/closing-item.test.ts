import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClosingItem, circumstancesOf } from './closing-item.ts';
import { dayIn, daysBetween, localDaysSince } from './days.ts';

const bare: ClosingItem = {
  id: 1,
  uid: 'u',
  projectId: 1,
  key: 'K-1',
  title: 'Item',
  type: 'task',
  priority: 'normal',
  category: 'in_progress',
  isLive: 1,
  estimate: 3,
  doneEstimate: null,
  doneAt: null,
  assigneeId: 7,
  isBlocked: 0,
  startedAt: null,
  remainingMinutes: null,
  spentMinutes: null,
  backlogPriority: null,
  carryCount: 2,
  version: 1,
  enteredAt: 0,
  enteredSeq: 1,
  parentId: null,
};

describe('what a rule may ask about an item', () => {
  it('is read from the item, its tags and the local days of the iteration', () => {
    // Half past midnight on the 31st in Berlin is the evening of the 30th by UTC.
    const startedAt = Date.parse('2026-03-30T22:30:00Z');
    const items = [{ ...bare, startedAt, remainingMinutes: 100, spentMinutes: 200 }];
    const when = { zone: 'Europe/Berlin', at: Date.parse('2026-04-02T08:00:00Z'), off: new Set([7]) };
    expect(circumstancesOf(items, new Map([[1, ['web']]]), when)).toEqual([
      {
        state: 'in_progress',
        type: 'task',
        priority: 'normal',
        tags: ['web'],
        unassigned: false,
        assigneeOff: true,
        startedDaysAgo: 2,
        carryCount: 2,
        remainingShare: 0.333,
      },
    ]);
  });

  it('tells items apart whose people are away, and nobody is away from what nobody is assigned to', () => {
    const items = [7, 8, null].map((assigneeId, id) => ({ ...bare, id, assigneeId }));
    const known = circumstancesOf(items, new Map(), { zone: 'UTC', at: 0, off: new Set([7]) });
    expect(known.map(({ assigneeOff }) => assigneeOff)).toEqual([true, false, false]);
  });

  it('knows no share of what nobody told, nor of nothing', () => {
    const shares = [
      {},
      { spentMinutes: 60 },
      { remainingMinutes: 0 },
      { remainingMinutes: 0, spentMinutes: 60 },
      { remainingMinutes: 60 },
    ].map((more, id) => ({ ...bare, id, ...more }));
    const known = circumstancesOf(shares, new Map(), { zone: 'UTC', at: 0, off: new Set() });
    expect(known.map(({ remainingShare }) => remainingShare)).toEqual([null, null, null, 0, 1]);
  });
});

describe('local days since an instant', () => {
  it('are the days between the local dates, in any zone, also where a day has 23 or 25 hours', () => {
    const now = Date.parse('2026-11-05T12:00:00Z');
    const ago = fc.integer({ min: 0, max: 400 * 86_400_000 });
    fc.assert(
      fc.property(fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns'), fc.array(ago), (zone, many) => {
        const since = localDaysSince(zone, now);
        for (const at of many.map((each) => now - each)) {
          expect(since(at)).toBe(daysBetween(dayIn(zone, at), dayIn(zone, now)));
        }
      }),
    );
  });
});
