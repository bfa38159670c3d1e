import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { priorities } from './item.ts';
import { type Circumstances, estimateAfter, faultsOfRules, type RolloverRule, ruleFor } from './rollover-policy.ts';

const item: Circumstances = {
  state: 'queued',
  type: 'task',
  priority: 'normal',
  tags: ['web'],
  unassigned: true,
  assigneeOff: false,
  startedDaysAgo: null,
  carryCount: 0,
  remainingShare: null,
};
const rule = (id: string, when: RolloverRule['when'], to: RolloverRule['to'] = 'stay'): RolloverRule => ({
  id,
  when,
  to,
  rank: 'bottom',
  estimate: 'keep',
  notify: false,
});
const last = rule('rest', {});

describe('the rules of a rollover policy', () => {
  it.each([
    ['state', { state: 'in_progress' }, { state: 'in_progress' }],
    ['type', { type: ['bug', 'story'] }, { type: 'bug' }],
    ['priority', { priority: ['critical', 'blocker'] }, { priority: 'blocker' }],
    ['tag', { tag: ['api', 'db'] }, { tags: ['web', 'db'] }],
    ['unassigned', { unassigned: false }, { unassigned: false }],
    ['assigneeOff', { assigneeOff: true }, { assigneeOff: true }],
    ['startedWithin', { startedWithin: 3 }, { startedDaysAgo: 3 }],
    ['carryCount', { carryCount: { atLeast: 2 } }, { carryCount: 2 }],
    ['remainingShare', { remainingShare: { atLeast: 0.1, atMost: 0.25 } }, { remainingShare: 0.25 }],
  ] as const)('decide by %s', (_, when, fitting) => {
    const rules = [rule('one', when, 'next'), last];
    expect(ruleFor(rules, item).id).toBe('rest');
    expect(ruleFor(rules, { ...item, ...fitting }).id).toBe('one');
  });

  it('tell nothing of what nobody knows: work that has not begun, and time that was not told', () => {
    const rules = [rule('begun', { startedWithin: 1000 }), rule('left', { remainingShare: { atLeast: 0 } }), last];
    expect(ruleFor(rules, item).id).toBe('rest');
  });

  it('need every condition that they name', () => {
    const rules = [rule('both', { state: 'in_progress', unassigned: true }), last];
    expect(ruleFor(rules, { ...item, state: 'in_progress', unassigned: false }).id).toBe('rest');
    expect(ruleFor(rules, { ...item, state: 'in_progress' }).id).toBe('both');
  });

  it('take an item by the first that fits, whatever the item, once the last has no condition', () => {
    const anyItem = fc.record({
      state: fc.constantFrom('queued' as const, 'in_progress' as const),
      type: fc.constantFrom('task', 'bug'),
      priority: fc.constantFrom(...priorities),
      tags: fc.subarray(['web', 'api']),
      unassigned: fc.boolean(),
      assigneeOff: fc.boolean(),
      startedDaysAgo: fc.option(fc.nat(30)),
      carryCount: fc.nat(5),
      remainingShare: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    });
    const rules = [
      rule('old', { carryCount: { atLeast: 3 } }),
      rule('begun', { state: 'in_progress', startedWithin: 5 }),
      rule('away', { assigneeOff: true }),
      rule('bug', { type: ['bug'], priority: ['critical'] }),
      last,
    ];
    fc.assert(
      fc.property(anyItem, (some) => {
        const expected =
          some.carryCount >= 3
            ? 'old'
            : some.state === 'in_progress' && some.startedDaysAgo !== null && some.startedDaysAgo <= 5
              ? 'begun'
              : some.assigneeOff
                ? 'away'
                : some.type === 'bug' && some.priority === 'critical'
                  ? 'bug'
                  : 'rest';
        expect(ruleFor(rules, some).id).toBe(expected);
      }),
    );
  });

  it('have names of their own, and exactly one without a condition, the last', () => {
    expect(faultsOfRules([rule('a', { state: 'queued' }), last])).toEqual([]);
    const fields = (rules: readonly RolloverRule[]) => faultsOfRules(rules).map(({ field }) => field);
    expect(fields([rule('a', {}), last])).toEqual(['rules.0.when']);
    expect(fields([rule('a', { state: 'queued' })])).toEqual(['rules.0.when']);
    expect(fields([rule('rest', { state: 'queued' }), last])).toEqual(['rules.1.id']);
    expect(fields([rule('explicit', {})])).toEqual(['rules.0.id']);
  });

  it('have no range that nothing fits', () => {
    const fields = (when: RolloverRule['when']) => faultsOfRules([rule('a', when), last]).map(({ field }) => field);
    expect(fields({ carryCount: { atLeast: 2, atMost: 2 }, remainingShare: { atMost: 0.5 } })).toEqual([]);
    expect(fields({ carryCount: { atLeast: 3, atMost: 2 } })).toEqual(['rules.0.when.carryCount']);
    expect(fields({ remainingShare: { atLeast: 0.6, atMost: 0.5 } })).toEqual(['rules.0.when.remainingShare']);
  });
});

describe('the estimate of a carried item', () => {
  it('stays, goes, or is cut to the share that is left', () => {
    expect(estimateAfter('keep', 8, 0.25)).toBe(8);
    expect(estimateAfter('clear', 8, 0.25)).toBeNull();
    expect(estimateAfter('remaining', 8, 0.25)).toBe(2);
    expect(estimateAfter('remaining', 1, 0.333)).toBe(0.33);
  });

  it('stays where there is none, or where nobody knows what is left', () => {
    expect(estimateAfter('remaining', null, 0.5)).toBeNull();
    expect(estimateAfter('remaining', 8, null)).toBe(8);
  });
});
