import type { Priority } from './item.ts';
import type { Fault } from './refusal.ts';

/** What a rule may ask about an unfinished item when its iteration closes. */
export interface Circumstances {
  readonly state: 'queued' | 'in_progress';
  readonly type: string;
  readonly priority: Priority;
  readonly tags: readonly string[];
  readonly unassigned: boolean;
  /** Whether its assignee is away for most of the iteration that follows (`isMostlyOff`). */
  readonly assigneeOff: boolean;
  /** Local days since work on it began; null while it has not. */
  readonly startedDaysAgo: number | null;
  /** How often it was carried into another iteration before. */
  readonly carryCount: number;
  /** Working time left, as a share (0 to 1) of what is left and what was spent; null where nobody told. */
  readonly remainingShare: number | null;
}

/** Bounds, both included. */
export interface Range {
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** What must be true of an item for a rule to decide about it; what is not mentioned does not matter. */
export interface RuleCondition {
  readonly state?: Circumstances['state'];
  /** One of these. */
  readonly type?: readonly string[];
  readonly priority?: readonly Priority[];
  /** At least one of these. */
  readonly tag?: readonly string[];
  readonly unassigned?: boolean;
  readonly assigneeOff?: boolean;
  /** Begun at most so many local days ago. */
  readonly startedWithin?: number;
  readonly carryCount?: Range;
  readonly remainingShare?: Range;
}

/** Where a rule may send items. */
export const ruleTargets = ['next', 'backlogTop', 'backlogBottom', 'stay', 'cancel'] as const;
export type RuleTarget = (typeof ruleTargets)[number];

/** Before or behind what is there already. */
export const ranks = ['top', 'bottom'] as const;
export type Rank = (typeof ranks)[number];

/** What becomes of an estimate: it stays, is cut to the share that is left, or goes. */
export const estimateRules = ['keep', 'remaining', 'clear'] as const;
export type EstimateRule = (typeof estimateRules)[number];

/** A rule of a policy. */
export interface RolloverRule {
  /** Unique within the policy; receipts name it. */
  readonly id: string;
  readonly when: RuleCondition;
  readonly to: RuleTarget;
  /** Where in the next iteration. */
  readonly rank: Rank;
  readonly estimate: EstimateRule;
  /** Whether the people of an item are told of what the rule did with it: its assignee, its author and who follows it. */
  readonly notify: boolean;
}

/** Reasons of decisions that no rule of a policy has made. */
export const reservedReasons = [
  'explicit',
  'everything',
  'not_live',
  'planned_elsewhere',
  'no_next_iteration',
  'not_permitted',
] as const;
export type ReservedReason = (typeof reservedReasons)[number];

/**
 * What is wrong with the rules of a policy: every item must come under one, so the last one has no condition; and each must
 * be able to decide something, so none before it may have none, and no range ends before it begins.
 */
export function faultsOfRules(rules: readonly RolloverRule[]): readonly Fault[] {
  const faults: Fault[] = [];
  const fault = (index: number, part: string, message: string) =>
    faults.push({ field: `rules.${index}.${part}`, rule: 'rule', message });
  for (const [index, { id, when }] of rules.entries()) {
    if (reservedReasons.some((reason) => reason === id)) fault(index, 'id', 'This word has a meaning of its own');
    if (rules.findIndex((each) => each.id === id) < index) fault(index, 'id', 'Another rule is called so');
    for (const part of ['carryCount', 'remainingShare'] as const) {
      const { atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY } = when[part] ?? {};
      if (atLeast > atMost) fault(index, `when.${part}`, 'The least is above the most, so that nothing fits');
    }
    const isLast = index === rules.length - 1;
    const isBare = Object.keys(when).length === 0;
    if (isLast && !isBare) fault(index, 'when', 'The last rule has no condition, so that it takes what is left');
    if (!isLast && isBare) fault(index, 'when', 'Only the last rule has no condition');
  }
  return faults;
}

/** Whether what the rules decide may depend on who is away. */
export function asksWhoIsOff(rules: readonly RolloverRule[]): boolean {
  return rules.some(({ when }) => when.assigneeOff !== undefined);
}

/** The first rule whose condition holds; the last one always does. */
export function ruleFor(rules: readonly RolloverRule[], item: Circumstances): RolloverRule {
  const rule = rules.find(({ when }) => holds(when, item));
  if (rule === undefined) throw new Error('The last rule of a policy must take whatever is left');
  return rule;
}

/** The estimate after a rule, in points. A share of nothing known leaves it as it is. */
export function estimateAfter(
  rule: EstimateRule,
  estimate: number | null,
  remainingShare: Circumstances['remainingShare'],
): number | null {
  if (rule === 'clear') return null;
  if (rule === 'keep' || estimate === null || remainingShare === null) return estimate;
  return Math.round(estimate * remainingShare * 100) / 100;
}

function holds(when: RuleCondition, item: Circumstances): boolean {
  const { startedDaysAgo } = item;
  return (
    (when.state === undefined || when.state === item.state) &&
    (when.type === undefined || when.type.includes(item.type)) &&
    (when.priority === undefined || when.priority.includes(item.priority)) &&
    (when.tag === undefined || when.tag.some((tag) => item.tags.includes(tag))) &&
    (when.unassigned === undefined || when.unassigned === item.unassigned) &&
    (when.assigneeOff === undefined || when.assigneeOff === item.assigneeOff) &&
    (when.startedWithin === undefined || (startedDaysAgo !== null && startedDaysAgo <= when.startedWithin)) &&
    (when.carryCount === undefined || isWithin(item.carryCount, when.carryCount)) &&
    (when.remainingShare === undefined ||
      (item.remainingShare !== null && isWithin(item.remainingShare, when.remainingShare)))
  );
}

function isWithin(value: number, { atLeast, atMost }: Range): boolean {
  return (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost);
}
