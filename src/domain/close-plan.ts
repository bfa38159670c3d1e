import type { ClosingItem } from './closing-item.ts';
import type { Fault } from './refusal.ts';
import {
  type Circumstances,
  estimateAfter,
  type Rank,
  type ReservedReason,
  type RolloverRule,
  ruleFor,
} from './rollover-policy.ts';

/** An iteration that takes items in: one that is there, or the one that the close will make. */
export type Destination = number | 'new';

/** Whether the done part of an item that is split counts for the iteration that closes. */
export const credits = ['none', 'donePart'] as const;
export type Credit = (typeof credits)[number];

/** What becomes of an unfinished item. `D` is how iterations are named. */
export type Choice<D = Destination> =
  | { readonly action: 'carry'; readonly to: D; readonly rank: Rank }
  | { readonly action: 'return'; readonly rank: Rank }
  | { readonly action: 'stay' }
  | { readonly action: 'cancel' }
  | {
      readonly action: 'split';
      readonly to: D;
      /** Points of it that are done; the rest goes on as another item. */
      readonly donePart: number;
      readonly credit: Credit;
    };

/** What should be looked at before a plan is carried out; only an item at its third carry must be. */
export type Warning = 'third_carry' | 'unestimated' | 'blocked';

/** What was decided about an unfinished item, and why. */
export interface Decision {
  readonly itemId: number;
  readonly choice: Choice;
  /** The rule's name, or one of the reserved reasons. */
  readonly reason: string;
  /** What it is re-estimated to, in points; absent where the estimate stays. */
  readonly estimate?: number | null;
  /** Why it is carried although it was twice before. */
  readonly note?: string;
  /** The people of the item are told; absent where nobody is. */
  readonly notify?: true;
  readonly warnings: readonly Warning[];
  readonly circumstances: Circumstances;
}

/** What somebody wants for one item. */
export interface ItemWish {
  readonly itemId: number;
  readonly choice: Choice<Destination | 'next'>;
  readonly estimate?: number | null;
  readonly note?: string;
}

/** What is wanted of a close: rules for whatever is not spoken of by itself. */
export interface CloseWish {
  readonly rules: readonly RolloverRule[];
  readonly items: readonly ItemWish[];
}

/** What decides beside the wish. */
export interface CloseSituation {
  readonly items: readonly ClosingItem[];
  /** Of each item, in the same order. */
  readonly circumstances: readonly Circumstances[];
  /** What `next` means; null where no iteration follows. */
  readonly next: Destination | null;
  /** Whether the item is in that iteration already, or in another open one of its board. */
  readonly isPlannedElsewhere: (itemId: number, to: Destination) => boolean;
  /** Whether whoever closes may change the items of a project. */
  readonly mayChange: (projectId: number) => boolean;
}

/** Decides about every unfinished item, in their order: what somebody said of it first, then the first rule that fits. */
export function decideClose(situation: CloseSituation, wish: CloseWish): readonly Decision[] {
  const wishes = new Map(wish.items.map((each) => [each.itemId, each]));
  // What a rule says is one choice, however many items come under it.
  const choices = new Map(wish.rules.map((rule) => [rule.id, withNext(choiceOf(rule), situation.next)]));
  return situation.items.map((item, index) => {
    const circumstances = situation.circumstances[index];
    if (circumstances === undefined) throw new Error(`Nothing is known of item ${item.id}`);
    const own = wishes.get(item.id);
    const wished = own === undefined ? ruled(item, circumstances, wish.rules, choices) : explicit(item, own, situation);
    return decide(situation, item, circumstances, wished);
  });
}

/** What is wrong with what somebody wants for single items. */
export function faultsOfWishes(items: readonly ClosingItem[], wishes: readonly ItemWish[]): readonly Fault[] {
  const known = new Map(items.filter(({ isLive }) => isLive === 1).map((item) => [item.id, item]));
  const seen = new Set<number>();
  return wishes.flatMap(({ itemId, choice }, index): readonly Fault[] => {
    const item = known.get(itemId);
    const isRepeated = seen.has(itemId);
    seen.add(itemId);
    const at = `items.${index}`;
    if (item === undefined) {
      return [{ field: `${at}.itemId`, rule: 'reference', message: 'This is no unfinished item of the iteration' }];
    }
    if (isRepeated) return [{ field: `${at}.itemId`, rule: 'rule', message: 'The item was named before' }];
    if (choice.action === 'split' && !(choice.donePart > 0 && choice.donePart < (item.estimate ?? 0))) {
      const message = 'The done part is more than nothing and less than the estimate';
      return [{ field: `${at}.donePart`, rule: 'range', message }];
    }
    return [];
  });
}

/** Whether a decision waits for somebody: an item is not carried for the third time unseen. */
export function isUndecided({ warnings }: Decision): boolean {
  return warnings.includes('third_carry');
}

/** From this carry on, somebody has to decide. */
const forcedCarry = 3;

interface Wished {
  /** Null: into the next iteration, which there is not. */
  readonly choice: Choice | null;
  readonly reason: string;
  readonly estimate?: number | null;
  readonly note?: string;
  readonly notify?: true;
}

function explicit(item: ClosingItem, own: ItemWish, situation: CloseSituation): Wished {
  const { estimate, note } = own;
  return {
    choice: withNext(own.choice, situation.next),
    reason: 'explicit',
    ...(estimate === undefined || estimate === item.estimate ? {} : { estimate }),
    ...(note === undefined ? {} : { note }),
  };
}

function ruled(
  item: ClosingItem,
  circumstances: Circumstances,
  rules: readonly RolloverRule[],
  choices: ReadonlyMap<string, Choice | null>,
): Wished {
  const { id, estimate: estimateRule, notify } = ruleFor(rules, circumstances);
  const estimate = estimateAfter(estimateRule, item.estimate, circumstances.remainingShare);
  return {
    choice: choices.get(id) ?? null,
    reason: id,
    ...(estimate === item.estimate ? {} : { estimate }),
    ...(notify ? { notify } : {}),
  };
}

function choiceOf({ to, rank }: RolloverRule): Choice<'next'> {
  switch (to) {
    case 'next':
      return { action: 'carry', to: 'next', rank };
    case 'backlogTop':
      return { action: 'return', rank: 'top' };
    case 'backlogBottom':
      return { action: 'return', rank: 'bottom' };
    case 'stay':
    case 'cancel':
      return { action: to };
  }
}

const staying: Choice = { action: 'stay' };

function decide(
  situation: CloseSituation,
  item: ClosingItem,
  circumstances: Circumstances,
  { choice, reason, estimate, note, notify }: Wished,
): Decision {
  const itemId = item.id;
  const kept = keptFor(situation, item, choice, estimate !== undefined);
  if (kept !== null || choice === null) {
    return { itemId, choice: staying, reason: kept ?? 'no_next_iteration', warnings: [], circumstances };
  }
  const isEstimated = estimate !== undefined && (choice.action === 'carry' || choice.action === 'return');
  const isDecided = reason === 'explicit' && (note !== undefined || isEstimated);
  return {
    itemId,
    choice,
    reason,
    ...(isEstimated ? { estimate } : {}),
    ...(note === undefined ? {} : { note }),
    ...(notify === undefined ? {} : { notify }),
    warnings: choice.action === 'carry' ? warningsOf(item, isEstimated ? estimate : item.estimate, isDecided) : [],
    circumstances,
  };
}

/** Why an item stays whatever was wanted of it; null where nothing is in the way. */
function keptFor(
  situation: CloseSituation,
  item: ClosingItem,
  choice: Choice | null,
  isEstimated: boolean,
): ReservedReason | null {
  if (item.isLive === 0) return 'not_live';
  if (choice === null) return 'no_next_iteration';
  if ('to' in choice && situation.isPlannedElsewhere(item.id, choice.to)) return 'planned_elsewhere';
  const isOnlyMoved = (choice.action === 'carry' && !isEstimated) || choice.action === 'stay';
  return isOnlyMoved || situation.mayChange(item.projectId) ? null : 'not_permitted';
}

function withNext(choice: Choice<Destination | 'next'>, next: Destination | null): Choice | null {
  if (!('to' in choice)) return choice;
  const to = choice.to === 'next' ? next : choice.to;
  return to === null ? null : { ...choice, to };
}

function warningsOf(item: ClosingItem, estimate: number | null, isDecided: boolean): readonly Warning[] {
  return [
    ...(item.carryCount + 1 >= forcedCarry && !isDecided ? (['third_carry'] as const) : []),
    ...(estimate === null ? (['unestimated'] as const) : []),
    ...(item.isBlocked === 1 ? (['blocked'] as const) : []),
  ];
}
