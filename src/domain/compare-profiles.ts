import { type Amount, minus, nothing, plus } from './amount.ts';
import type { ItemFact } from './item-facts.ts';
import type { FactKind } from './ledger.ts';
import { beforeStart } from './ledger-day.ts';
import {
  type LivedItem,
  type MetricProfile,
  type MetricRule,
  type MetricRules,
  metricRuleNames,
  type ProfileFigure,
  profileFigureNames,
  shareOf,
} from './metric-profiles.ts';

/** What one rule makes of one item. */
export interface DifferencePart extends StepOfRules {
  readonly item: LivedItem;
  readonly change: Amount;
}

/** A rule and the rules before and after it was turned into that of the other profile. */
interface StepOfRules {
  readonly rule: MetricRule;
  readonly before: MetricRules;
  readonly after: MetricRules;
}

/** By how much one figure differs between two profiles, and why: the parts add up to the change. */
export interface ProfileDifference {
  readonly figure: ProfileFigure;
  readonly before: Amount;
  readonly after: Amount;
  readonly change: Amount;
  readonly parts: readonly DifferencePart[];
}

/**
 * Lays two profiles side by side, over the figures that both tell. Rule by rule the first one is turned into the second;
 * what an item's share changes by at a step is that rule's part. An item that comes to the same in the end is no part.
 */
export function compareProfiles(
  items: readonly LivedItem[],
  from: MetricProfile,
  to: MetricProfile,
): readonly ProfileDifference[] {
  const steps = stepsBetween(from.rules, to.rules);
  return profileFigureNames.flatMap((figure): readonly ProfileDifference[] => {
    if (!from.shows.includes(figure) || !to.shows.includes(figure)) return [];
    let [before, after] = [nothing, nothing];
    const parts: DifferencePart[] = [];
    for (const item of items) {
      const [was, is] = [shareOf(item, figure, from.rules), shareOf(item, figure, to.rules)];
      before = plus(before, was);
      after = plus(after, is);
      if (!isNothing(minus(is, was))) parts.push(...partsOf(item, figure, steps));
    }
    return parts.length === 0 ? [] : [{ figure, before, after, change: minus(after, before), parts }];
  });
}

/** The facts because of which a rule makes of an item what it does: at least one. */
export function reasonsOf({ item, rule, before, after }: DifferencePart): readonly ItemFact[] {
  const { facts } = item;
  if (rule !== 'baseline' && rule !== 'kept') {
    const last = facts.findLast(({ kind }) => witnesses[rule].includes(kind));
    return last === undefined ? facts.slice(-1) : [last];
  }
  const weighty = facts.filter(({ kind }) => !asides.includes(kind));
  const since = weighty.filter(({ seq, day }) => {
    const isFrozen = day === beforeStart;
    const isPlanned = item.startSeq === null || seq < item.startSeq;
    const isBehind = (baseline: MetricRules['baseline']) =>
      baseline === 'freeze' ? isFrozen : baseline === 'start' ? isPlanned : true;
    if (rule === 'kept') return !isBehind(before.baseline);
    return isBehind(before.baseline) !== isBehind(after.baseline);
  });
  // An item that was over already by the earlier moment counts differently although nothing happened to it in between.
  return since.length === 0 ? weighty.slice(-1) : since;
}

function stepsBetween(from: MetricRules, to: MetricRules): readonly StepOfRules[] {
  let before = from;
  return metricRuleNames
    .filter((rule) => from[rule] !== to[rule])
    .map((rule) => {
      const step = { rule, before, after: { ...before, [rule]: to[rule] } };
      before = step.after;
      return step;
    });
}

function partsOf(item: LivedItem, figure: ProfileFigure, steps: readonly StepOfRules[]): readonly DifferencePart[] {
  return steps.flatMap((step): readonly DifferencePart[] => {
    const change = minus(shareOf(item, figure, step.after), shareOf(item, figure, step.before));
    return isNothing(change) ? [] : [{ ...step, item, change }];
  });
}

function isNothing({ points, items }: Amount): boolean {
  return points === 0 && items === 0;
}

/** What is of no weight for where an item counts and for how much. */
const asides: readonly FactKind[] = ['started', 'stopped', 'unestimated', 'estimated'];

/** The latest of these tells why a rule has a say; those of the other rules are what happened since the commitment. */
const witnesses: Readonly<Record<Exclude<MetricRule, 'baseline' | 'kept'>, readonly FactKind[]>> = {
  cancelled: ['cancelled', 'cancelled_in'],
  unestimated: ['unestimated'],
  arrivedDone: ['completed', 'done_in'],
  credit: ['completed'],
  late: ['completed'],
  startedShare: ['started'],
};
