import type { Amount } from './amount.ts';
import type { Choice } from './close-plan.ts';
import { type Load, loadOf } from './planning-checks.ts';
import type { Receipt, Settled } from './receipt.ts';
import { settledOf } from './receipt.ts';
import { type ReservedReason, type RolloverRule, type RuleTarget, ruleFor } from './rollover-policy.ts';

/** How many went where. */
export interface Fates {
  readonly carried: Amount;
  readonly returned: Amount;
  readonly kept: Amount;
  readonly cancelled: Amount;
}

/** What is known of the iteration that followed a close: the one into which most was carried. */
export interface Following {
  readonly iterationId: number;
  /** Its commitment, in points; null where it was never started. */
  readonly committedPoints: number | null;
  readonly minCapacity: number | null;
  readonly maxCapacity: number | null;
  /** The items that were done by its close, or by now. */
  readonly done: ReadonlySet<number>;
}

/** What a policy would have done with one close, beside what was done. */
export interface BacktestOfClose {
  readonly receiptId: number;
  readonly iterationId: number;
  readonly actual: Fates;
  readonly byPolicy: Fates;
  /** Of how many items the people were told, and would have been. */
  readonly told: { readonly actual: number; readonly byPolicy: number };
  /** Items about which the policy would have decided otherwise. */
  readonly differing: readonly {
    readonly itemId: number;
    readonly actual: Kind;
    readonly byPolicy: Kind;
    readonly rule: string;
  }[];
  readonly following:
    | (Pick<Following, 'iterationId' | 'minCapacity' | 'maxCapacity'> & {
        /** Of what the policy would have carried, what was in fact done there. */
        readonly finished: Amount;
        /** Its commitment, had it been filled by the policy. */
        readonly committedPoints: number | null;
        readonly load: Load;
      })
    | null;
}

/** What becomes of an item, whichever the iteration it goes to. */
export type Kind = 'carry' | 'returnToTop' | 'returnToBottom' | 'stay' | 'cancel' | 'split';

/**
 * Replays a close under a policy. Rules are asked about the items as they were then. What nobody was free to decide stays
 * as it was: items put away, planned elsewhere, or not the closer's to change, and those without an iteration to go to.
 */
export function backtest(
  receipt: Receipt,
  rules: readonly RolloverRule[],
  following: Following | null,
): BacktestOfClose {
  const { groups, splits, told: toldOf } = receipt.content;
  // Of an item that was split, the whole is what there was to decide about.
  const wholes = new Map(splits.map(({ itemId, childPoints }) => [itemId, childPoints]));
  const judged = settledOf(groups).map((each) => ({
    ...each,
    ...judge(each, rules),
    extra: wholes.get(each.itemId) ?? 0,
  }));
  const differing = judged.flatMap(({ itemId, was, would, rule }) =>
    was === would ? [] : [{ itemId, actual: was, byPolicy: would, rule }],
  );
  const fates = (side: 'was' | 'would') => {
    const of = (kinds: readonly Kind[]) => sumOf(judged.filter((each) => kinds.includes(each[side])));
    return {
      carried: of(['carry', 'split']),
      returned: of(['returnToTop', 'returnToBottom']),
      kept: of(['stay']),
      cancelled: of(['cancel']),
    };
  };
  const [actual, byPolicy] = [fates('was'), fates('would')];
  const finished = sumOf(
    judged.filter(({ would, itemId }) => would === 'carry' && following?.done.has(itemId) === true),
  );
  const { id: receiptId, iterationId } = receipt;
  const told = { actual: toldOf.length, byPolicy: judged.filter(({ notifies }) => notifies).length };
  return { receiptId, iterationId, actual, byPolicy, told, differing, following: following && followed(following) };

  function followed({ iterationId: id, committedPoints, minCapacity, maxCapacity }: Following) {
    const filled = committedPoints === null ? null : committedPoints - actual.carried.points + byPolicy.carried.points;
    const load = loadOf(filled ?? byPolicy.carried.points, { minCapacity, maxCapacity });
    return { iterationId: id, minCapacity, maxCapacity, finished, committedPoints: filled, load };
  }
}

const fixed: readonly ReservedReason[] = ['not_live', 'planned_elsewhere', 'no_next_iteration', 'not_permitted'];

function judge(
  { choice, reason, circumstances }: Settled,
  rules: readonly RolloverRule[],
): { readonly was: Kind; readonly would: Kind; readonly rule: string; readonly notifies: boolean } {
  const was = kindOf(choice);
  if (fixed.some((each) => each === reason)) return { was, would: was, rule: reason, notifies: false };
  const rule = ruleFor(rules, circumstances);
  return { was, would: kindOfTarget[rule.to], rule: rule.id, notifies: rule.notify };
}

const kindOfTarget: Readonly<Record<RuleTarget, Kind>> = {
  next: 'carry',
  backlogTop: 'returnToTop',
  backlogBottom: 'returnToBottom',
  stay: 'stay',
  cancel: 'cancel',
};

function kindOf(choice: Choice<number>): Kind {
  if (choice.action !== 'return') return choice.action;
  return choice.rank === 'top' ? 'returnToTop' : 'returnToBottom';
}

function sumOf(items: readonly { readonly points: number | null; readonly extra: number }[]): Amount {
  return { points: items.reduce((sum, { points, extra }) => sum + (points ?? 0) + extra, 0), items: items.length };
}
