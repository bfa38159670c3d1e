import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backtest, type Following } from './backtest.ts';
import type { Choice } from './close-plan.ts';
import { groupSettled, type Receipt, type Settled, settledOf } from './receipt.ts';
import { type Circumstances, type RolloverRule, ruleFor } from './rollover-policy.ts';

const rule = (id: string, when: RolloverRule['when'], to: RolloverRule['to'], notify = false): RolloverRule => ({
  id,
  when,
  to,
  rank: 'bottom',
  estimate: 'keep',
  notify,
});
const rules = [
  rule('begun', { state: 'in_progress' }, 'next'),
  rule('away', { assigneeOff: true, unassigned: false }, 'backlogBottom', true),
  rule('bugs', { type: ['bug'] }, 'backlogTop'),
  rule('rest', {}, 'stay'),
];
const choices: Readonly<Record<string, Choice<number>>> = {
  begun: { action: 'carry', to: 7, rank: 'bottom' },
  away: { action: 'return', rank: 'bottom' },
  bugs: { action: 'return', rank: 'top' },
  rest: { action: 'stay' },
};
const anItem = fc.record({
  circumstances: fc.record({
    state: fc.constantFrom<Circumstances['state'][]>('queued', 'in_progress'),
    type: fc.constantFrom('task', 'bug'),
    priority: fc.constant<Circumstances['priority']>('normal'),
    tags: fc.constant([]),
    unassigned: fc.boolean(),
    assigneeOff: fc.boolean(),
    startedDaysAgo: fc.constant(null),
    carryCount: fc.nat(2),
    remainingShare: fc.constant(null),
  }),
  points: fc.option(fc.integer({ min: 0, max: 13 })),
});

function receiptOf(settled: readonly Settled[]): Receipt {
  const content = {
    groups: groupSettled(settled),
    splits: [],
    newIterationId: null,
    archived: [],
    before: {},
    notes: {},
    told: settled.filter(({ reason }) => reason === 'away').map(({ itemId }) => ({ itemId, personIds: [4] })),
  };
  const close = { iterationId: 3, eventSeq: 1, planId: null, policy: null, closedAt: 0, closedBy: 1, reversed: null };
  return { id: 1, orgId: 1, ...close, content };
}

describe('a back-test', () => {
  it('of the policy by which items were decided about reproduces the close, whatever the items', () => {
    fc.assert(
      fc.property(fc.array(anItem), (items) => {
        const settled = items.map((item, index): Settled => {
          const { id } = ruleFor(rules, item.circumstances);
          return { itemId: index + 1, version: 1, reason: id, choice: choices[id] ?? { action: 'cancel' }, ...item };
        });
        const { differing, actual, byPolicy, told } = backtest(receiptOf(settled), rules, null);
        expect(differing).toEqual([]);
        expect(byPolicy).toEqual(actual);
        expect(told.byPolicy).toBe(told.actual);
        const whole = [actual.carried, actual.returned, actual.kept, actual.cancelled];
        expect(whole.reduce((sum, each) => sum + each.items, 0)).toBe(items.length);
      }),
    );
  });

  it('of another one tells where it differs, and leaves alone what nobody was free to decide', () => {
    const circumstances: Circumstances = {
      state: 'queued',
      type: 'task',
      priority: 'normal',
      tags: [],
      unassigned: true,
      assigneeOff: false,
      startedDaysAgo: null,
      carryCount: 0,
      remainingShare: null,
    };
    const item = (itemId: number, points: number, reason: string, choice: Choice<number>): Settled => ({
      itemId,
      points,
      reason,
      choice,
      circumstances,
      version: 1,
    });
    const receipt = receiptOf([
      item(1, 5, 'rest', { action: 'stay' }),
      item(2, 3, 'planned_elsewhere', { action: 'stay' }),
      item(3, 2, 'explicit', { action: 'carry', to: 7, rank: 'top' }),
    ]);
    const following: Following = {
      iterationId: 7,
      committedPoints: 10,
      minCapacity: null,
      maxCapacity: 12,
      done: new Set([1]),
    };
    const found = backtest(receipt, [rule('all', {}, 'next', true)], following);
    expect(found.differing).toEqual([{ itemId: 1, actual: 'stay', byPolicy: 'carry', rule: 'all' }]);
    expect(found.byPolicy).toMatchObject({ carried: { points: 7, items: 2 }, kept: { points: 3, items: 1 } });
    expect(found.told).toEqual({ actual: 0, byPolicy: 2 });
    // Filled by the policy, the following iteration would have begun with five points more, one item of which it finished.
    expect(found.following).toMatchObject({ committedPoints: 15, load: 'over', finished: { points: 5, items: 1 } });
  });
});

describe('the groups of a receipt', () => {
  it('hold every item once, with what was decided about it', () => {
    fc.assert(
      fc.property(fc.array(anItem), (items) => {
        const settled = items.map((item, index): Settled => {
          const { id } = ruleFor(rules, item.circumstances);
          return { itemId: index + 1, version: index, reason: id, choice: choices[id] ?? { action: 'stay' }, ...item };
        });
        const again = settledOf(groupSettled(settled)).toSorted((a, b) => a.itemId - b.itemId);
        expect(again).toEqual(settled);
      }),
    );
  });
});
