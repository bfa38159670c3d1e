import { describe, expect, it } from 'vitest';
import {
  type CloseSituation,
  type CloseWish,
  decideClose,
  faultsOfWishes,
  type ItemWish,
  isUndecided,
} from './close-plan.ts';
import { type ClosingItem, circumstancesOf } from './closing-item.ts';
import type { RolloverRule } from './rollover-policy.ts';

const item = (id: number, more: Partial<ClosingItem> = {}): ClosingItem => ({
  id,
  uid: `u${id}`,
  projectId: 1,
  key: `K-${id}`,
  title: `Item ${id}`,
  type: 'task',
  priority: 'normal',
  category: 'queued',
  isLive: 1,
  estimate: 3,
  doneEstimate: null,
  doneAt: null,
  assigneeId: null,
  isBlocked: 0,
  startedAt: null,
  remainingMinutes: null,
  spentMinutes: null,
  backlogPriority: null,
  carryCount: 0,
  version: 1,
  enteredAt: 0,
  enteredSeq: 1,
  parentId: null,
  ...more,
});
const rest = (to: RolloverRule['to'], estimate: RolloverRule['estimate'] = 'keep'): RolloverRule => ({
  id: 'rest',
  when: {},
  to,
  rank: 'bottom',
  estimate,
  notify: false,
});
const decide = (items: readonly ClosingItem[], wish: Partial<CloseWish>, more: Partial<CloseSituation> = {}) =>
  decideClose(
    {
      items,
      circumstances: circumstancesOf(items, new Map(), { zone: 'UTC', at: 0, off: new Set() }),
      next: 20,
      isPlannedElsewhere: () => false,
      mayChange: () => true,
      ...more,
    },
    { rules: [rest('next')], items: [], ...wish },
  );
const wish = (itemId: number, choice: ItemWish['choice'], more: Partial<ItemWish> = {}): ItemWish => ({
  itemId,
  choice,
  ...more,
});

describe('a plan of a close', () => {
  it('decides about every item in order, by what was said of it or else by the rules', () => {
    const made = decide([item(3), item(1), item(2)], { items: [wish(1, { action: 'return', rank: 'top' })] });
    expect(made.map(({ itemId, choice, reason }) => [itemId, choice, reason])).toEqual([
      [3, { action: 'carry', to: 20, rank: 'bottom' }, 'rest'],
      [1, { action: 'return', rank: 'top' }, 'explicit'],
      [2, { action: 'carry', to: 20, rank: 'bottom' }, 'rest'],
    ]);
  });

  it.each([
    ['backlogTop', { action: 'return', rank: 'top' }],
    ['backlogBottom', { action: 'return', rank: 'bottom' }],
    ['stay', { action: 'stay' }],
    ['cancel', { action: 'cancel' }],
  ] as const)('sends to %s where a rule says so', (to, choice) => {
    expect(decide([item(1)], { rules: [rest(to)] })[0]).toMatchObject({ choice, reason: 'rest' });
  });

  it('keeps what cannot go, and says why', () => {
    const items = [item(1, { isLive: 0 }), item(2), item(3, { projectId: 2 })];
    const situation = {
      isPlannedElsewhere: (id: number) => id === 2,
      mayChange: (projectId: number) => projectId === 1,
    };
    const reasons = (to: RolloverRule['to'], more: Partial<CloseSituation> = {}) =>
      decide(items, { rules: [rest(to)] }, { ...situation, ...more }).map(({ choice, reason }) => [
        choice.action,
        reason,
      ]);
    expect(reasons('next')).toEqual([
      ['stay', 'not_live'],
      ['stay', 'planned_elsewhere'],
      ['carry', 'rest'],
    ]);
    expect(reasons('cancel')).toEqual([
      ['stay', 'not_live'],
      ['cancel', 'rest'],
      ['stay', 'not_permitted'],
    ]);
    expect(reasons('next', { next: null }).map(([, reason]) => reason)).toEqual([
      'not_live',
      'no_next_iteration',
      'no_next_iteration',
    ]);
  });

  it('re-estimates by rule only what is known, and needs the right to', () => {
    const items = [
      item(1, { estimate: 8, remainingMinutes: 60, spentMinutes: 180 }),
      item(2),
      item(3, { projectId: 2 }),
    ];
    const rules = [rest('next', 'remaining')];
    expect(decide(items, { rules }).map(({ estimate }) => estimate)).toEqual([2, undefined, undefined]);
    const cleared = decide(items, { rules: [rest('next', 'clear')] }, { mayChange: (id) => id === 1 });
    expect(cleared.map(({ estimate, reason }) => [estimate, reason])).toEqual([
      [null, 'rest'],
      [null, 'rest'],
      [undefined, 'not_permitted'],
    ]);
  });

  it('lets nothing be carried for the third time unless somebody has decided it', () => {
    const old = [item(1, { carryCount: 2, estimate: 8 })];
    const carry = { action: 'carry', to: 'next', rank: 'bottom' } as const;
    const isOpen = (more: Partial<ItemWish> | null) =>
      decide(old, { items: more === null ? [] : [wish(1, carry, more)] }).some(isUndecided);
    expect(isOpen(null)).toBe(true);
    expect(isOpen({})).toBe(true);
    expect(isOpen({ estimate: 8 })).toBe(true);
    expect(isOpen({ estimate: 5 })).toBe(false);
    expect(isOpen({ note: 'The vendor answers next week' })).toBe(false);
    for (const choice of [
      { action: 'split', to: 'next', donePart: 5, credit: 'none' },
      { action: 'cancel' },
      { action: 'return', rank: 'top' },
      { action: 'stay' },
    ] as const) {
      expect(decide(old, { items: [wish(1, choice)] }).some(isUndecided)).toBe(false);
    }
    expect(decide([item(1, { carryCount: 1 })], {}).some(isUndecided)).toBe(false);
  });

  it('warns of what is carried without an estimate or blocked', () => {
    const items = [item(1, { estimate: null }), item(2, { isBlocked: 1 }), item(3)];
    expect(decide(items, {}).map(({ warnings }) => warnings)).toEqual([['unestimated'], ['blocked'], []]);
    expect(decide(items, { rules: [rest('stay')] }).map(({ warnings }) => warnings)).toEqual([[], [], []]);
  });

  it('takes wishes for its unfinished items, each once, and splits within the estimate', () => {
    const items = [item(1, { estimate: 8 }), item(2, { estimate: null }), item(3, { isLive: 0 })];
    const stay = { action: 'stay' } as const;
    const split = (donePart: number) => ({ action: 'split', to: 'next', donePart, credit: 'none' }) as const;
    const fields = (...wishes: ItemWish[]) => faultsOfWishes(items, wishes).map(({ field }) => field);
    expect(fields(wish(1, split(5)), wish(2, stay))).toEqual([]);
    expect(fields(wish(9, stay), wish(3, stay))).toEqual(['items.0.itemId', 'items.1.itemId']);
    expect(fields(wish(1, stay), wish(1, stay))).toEqual(['items.1.itemId']);
    expect(fields(wish(1, split(8)))).toEqual(['items.0.donePart']);
    expect(fields(wish(1, split(0)))).toEqual(['items.0.donePart']);
    expect(fields(wish(2, split(1)))).toEqual(['items.0.donePart']);
  });
});
