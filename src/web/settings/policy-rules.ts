import type { Policy } from '../../client/closes.ts';
import type { Words } from '../words/use-words.ts';

/** A rule of a policy. */
export type PolicyRule = Policy['rules'][number];

/** The conditions that can be chosen here; a policy made by a program may have others, which are kept. */
export const circumstances = ['in_progress', 'queued', 'unassigned', 'assigneeOff', 'carried', 'tag'] as const;
export type Circumstance = (typeof circumstances)[number];

/** Where a rule may send items. */
export const targets = ['next', 'backlogTop', 'backlogBottom', 'stay', 'cancel'] as const;

/** Which of the conditions a rule has; null for one that is put together otherwise. */
export function circumstanceOf({ when }: PolicyRule): Circumstance | null {
  const [[name, value] = [], ...more] = Object.entries(when);
  if (name === undefined || more.length > 0) return null;
  if (when.state !== undefined) return when.state;
  if ((name === 'unassigned' || name === 'assigneeOff') && value === true) return name;
  if (when.carryCount?.atLeast !== undefined && when.carryCount.atMost === undefined) return 'carried';
  return when.tag?.length === 1 ? 'tag' : null;
}

/** A condition to begin with. */
export function conditionOf(circumstance: Circumstance): PolicyRule['when'] {
  switch (circumstance) {
    case 'in_progress':
    case 'queued':
      return { state: circumstance };
    case 'unassigned':
      return { unassigned: true };
    case 'assigneeOff':
      return { assigneeOff: true };
    case 'carried':
      return { carryCount: { atLeast: 2 } };
    case 'tag':
      return { tag: ['tag'] };
  }
}

/** The rules that a new policy begins with: everything goes on. */
export const plainRules: readonly PolicyRule[] = [
  { id: 'rest', when: {}, to: 'next', rank: 'bottom', estimate: 'keep', notify: false },
];

/** Adds a rule before the last one, which takes all that is left. */
export function withRule(rules: readonly PolicyRule[]): readonly PolicyRule[] {
  let number = rules.length;
  while (rules.some(({ id }) => id === `rule-${number}`)) number += 1;
  const added: PolicyRule = {
    id: `rule-${number}`,
    when: conditionOf('carried'),
    to: 'backlogTop',
    rank: 'bottom',
    estimate: 'keep',
    notify: false,
  };
  return [...rules.slice(0, -1), added, ...rules.slice(-1)];
}

/** Lets a rule take its turn one earlier. */
export function raised(rules: readonly PolicyRule[], index: number): readonly PolicyRule[] {
  const [before, rule] = [rules[index - 1], rules[index]];
  if (before === undefined || rule === undefined) return rules;
  return rules.map((each, place) => (place === index - 1 ? rule : place === index ? before : each));
}

/** What a rule asks, in words. */
export function conditionText(t: Words['t'], rule: PolicyRule): string {
  const circumstance = circumstanceOf(rule);
  if (Object.keys(rule.when).length === 0) return t('policies.rest');
  return circumstance === null ? t('policies.otherCondition') : t(`policies.when.${circumstance}`);
}
