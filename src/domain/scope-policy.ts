import { type Amount, tolerance } from './amount.ts';

/**
 * How much may come into an iteration after its commitment was measured. `budget`: so much more than is taken out, in
 * points, in per cent of the commitment, or in items. `swapOnly`: what comes in replaces what goes out. `frozen`: nothing.
 */
export type ScopePolicy =
  | { readonly kind: 'open' | 'swapOnly' | 'frozen' }
  | { readonly kind: 'budget'; readonly measure: 'points' | 'percent' | 'items'; readonly amount: number };

/** What is known of an iteration's scope when something is to come in. */
export interface ScopeState {
  /** What came in less what was taken out since the freeze. Cancelling takes nothing out: that is no change of the plan. */
  readonly net: Amount;
  readonly committedPoints: number;
}

/** What is to come in and to go out at once. */
export interface ScopeChange {
  readonly comesIn: Amount;
  readonly goesOut: Amount;
  /** Whether it is meant as a swap; a swap may be the only way in. */
  readonly isSwap: boolean;
}

/** By how much a change is too large. */
export interface Excess {
  readonly measure: keyof Amount;
  readonly amount: number;
}

/** That somebody let in more than a policy allows. `at` in epoch milliseconds. */
export interface Override extends Pick<ScopeChange, 'comesIn' | 'goesOut'> {
  /** The event that tells of it, and whose deed it was. */
  readonly seq: number;
  readonly at: number;
  readonly actorId: number;
  readonly reason: string;
  readonly excess: Excess;
}

/** An item that might go out for another one. */
export interface Candidate {
  readonly id: number;
  readonly key: string;
  readonly title: string;
  readonly points: number;
}

/** How many ways out are told. */
const waysTold = 3;

/** How much of a budget there is, in its own measure; null where there is none. */
export function budgetOf(policy: ScopePolicy, { committedPoints }: Pick<ScopeState, 'committedPoints'>): number | null {
  if (policy.kind !== 'budget') return null;
  return policy.measure === 'percent' ? (committedPoints * policy.amount) / 100 : policy.amount;
}

/** By how much a change goes beyond what the policy allows; null if it does not. What takes out as much as it brings is none. */
export function excessOf(policy: ScopePolicy, state: ScopeState, change: ScopeChange): Excess | null {
  const { comesIn, goesOut, isSwap } = change;
  if (comesIn.items === 0 || policy.kind === 'open') return null;
  if (policy.kind === 'frozen') return { measure: 'items', amount: comesIn.items };
  const measure = policy.kind === 'budget' && policy.measure === 'items' ? 'items' : 'points';
  const own = comesIn[measure] - goesOut[measure];
  if (policy.kind === 'swapOnly') {
    if (!isSwap) return { measure, amount: comesIn[measure] };
    return own > tolerance ? { measure, amount: own } : null;
  }
  const over = state.net[measure] + own - (budgetOf(policy, state) ?? 0);
  return over > tolerance && own > tolerance ? { measure, amount: Math.min(over, own) } : null;
}

/**
 * The cheapest ways to make room by taking out items that nobody has begun: single items, the closest in size first and of
 * equal ones the lowest in rank; or, where no single one is enough, as few as will do. None where all are not enough.
 * `candidates` come by falling rank, the lowest last.
 */
export function cheapestSwaps(candidates: readonly Candidate[], excess: Excess): readonly (readonly Candidate[])[] {
  const sizeOf = (candidate: Candidate) => (excess.measure === 'items' ? 1 : candidate.points);
  const enough = (sum: number) => sum >= excess.amount - tolerance;
  const rising = candidates.toReversed().toSorted((left, right) => sizeOf(left) - sizeOf(right));
  const single = rising.filter((each) => enough(sizeOf(each)));
  if (single.length > 0) return single.slice(0, waysTold).map((each) => [each]);

  const together: Candidate[] = [];
  let sum = 0;
  for (const each of rising.toSorted((left, right) => sizeOf(right) - sizeOf(left))) {
    if (enough(sum) || sizeOf(each) === 0) break;
    together.push(each);
    sum += sizeOf(each);
  }
  if (!enough(sum)) return [];
  // The last one may be larger than what is left to make up for: the smallest that will do takes its place.
  const last = together.pop();
  const rest = sum - (last === undefined ? 0 : sizeOf(last));
  const fitting = rising.find((each) => !together.includes(each) && enough(rest + sizeOf(each)));
  return [[...together, ...(fitting === undefined ? [] : [fitting])]];
}
