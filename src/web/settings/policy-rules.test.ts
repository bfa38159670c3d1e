import { describe, expect, it } from 'vitest';
import {
  circumstanceOf,
  circumstances,
  conditionOf,
  type PolicyRule,
  plainRules,
  raised,
  withRule,
} from './policy-rules.ts';

const rule = (id: string, when: PolicyRule['when'] = {}): PolicyRule => ({
  id,
  when,
  to: 'next',
  rank: 'bottom',
  estimate: 'keep',
  notify: false,
});

describe('The rules of a policy', () => {
  it('show the conditions that can be chosen, and leave all others as they are', () => {
    for (const each of circumstances) expect(circumstanceOf(rule('a', conditionOf(each)))).toBe(each);
    const others: PolicyRule['when'][] = [
      {},
      { state: 'queued', unassigned: true },
      { unassigned: false },
      { assigneeOff: false },
      { carryCount: { atLeast: 1, atMost: 2 } },
      { tag: ['a', 'b'] },
      { priority: ['blocker'] },
    ];
    for (const when of others) expect([when, circumstanceOf(rule('a', when))]).toEqual([when, null]);
  });

  it('come before the one that takes the rest, under names of their own', () => {
    const rules = withRule(withRule(plainRules));
    expect(rules.map(({ id }) => id)).toEqual(['rule-1', 'rule-2', 'rest']);
    const without = rules.filter(({ id }) => id !== 'rule-1');
    expect(withRule(without).map(({ id }) => id)).toEqual(['rule-2', 'rule-3', 'rest']);
  });

  it('take their turn one earlier', () => {
    const rules = [rule('a'), rule('b'), rule('rest')];
    expect(raised(rules, 1).map(({ id }) => id)).toEqual(['b', 'a', 'rest']);
    expect(raised(rules, 0)).toBe(rules);
  });
});
