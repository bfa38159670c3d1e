import { type Amount, nothing } from '../domain/amount.ts';
import type { Iteration } from '../domain/iteration.ts';
import { type Category, isUnfinished } from '../domain/ledger.ts';
import { afterClose, beforeStart, ledgerDay } from '../domain/ledger-day.ts';
import { Refusal } from '../domain/refusal.ts';
import { cheapestSwaps, type Excess, excessOf, type ScopePolicy, type ScopeState } from '../domain/scope-policy.ts';
import type { Db } from '../store/engine.ts';
import { type IterationRules, readIterationRules } from '../store/iteration-rules.ts';
import { type DayFact, readDays } from '../store/ledger.ts';
import { listNotBegun, readScopePolicy } from '../store/scope-policies.ts';
import type { Tx } from './transact.ts';

type Place = Pick<Iteration, 'orgId' | 'id' | 'projectId' | 'status' | 'committedPoints'>;

interface Sized {
  readonly category: Category;
  readonly estimate: number | null;
}

/** Among how many of the lowest items one looks for some that could go out. */
const candidates = 500;

/** What came into an iteration since its freeze less what was taken out, by its facts, and what it was committed to. */
export function scopeStateOf(
  facts: readonly DayFact[],
  { committedPoints }: Pick<Place, 'committedPoints'>,
): ScopeState {
  const net = { ...nothing };
  for (const { day, kind, points, items } of facts) {
    const sign = kind === 'added' ? 1 : kind === 'removed' ? -1 : 0;
    if (day === beforeStart || day === afterClose) continue;
    net.points += sign * points;
    net.items += sign * items;
  }
  return { net, committedPoints: committedPoints ?? 0 };
}

/** What items come to in the plan: only what is still to be done counts. */
export function sizeOf(items: readonly Sized[], { defaultEstimate }: Pick<IterationRules, 'defaultEstimate'>): Amount {
  const open = items.filter(({ category }) => isUnfinished(category));
  const points = open.reduce((sum, { estimate }) => sum + (estimate ?? defaultEstimate ?? 0), 0);
  return { points, items: open.length };
}

/** By how much a change goes beyond an iteration's policy; null if it does not, or the commitment is not measured yet. */
export async function excessIn(
  tx: Tx,
  iteration: Place,
  change: { readonly comesIn: readonly Sized[]; readonly goesOut: readonly Sized[]; readonly isSwap: boolean },
  rules: IterationRules,
): Promise<Excess | null> {
  if (iteration.status !== 'active' || ledgerDay(iteration, rules, tx.now) === beforeStart) return null;
  const { policy } = await readScopePolicy(tx.db, { orgId: iteration.orgId, iterationId: iteration.id });
  if (policy.kind === 'open') return null;
  const [comesIn, goesOut] = [sizeOf(change.comesIn, rules), sizeOf(change.goesOut, rules)];
  const state = scopeStateOf(await readDays(tx.db, iteration.orgId, iteration.id), iteration);
  return excessOf(policy, state, { comesIn, goesOut, isSwap: change.isSwap });
}

/** Lets an item into an iteration only as far as its policy allows. @throws Refusal scope_policy, with what could go out instead */
export async function requireRoom(tx: Tx, iteration: Place, item: Sized, rules: IterationRules): Promise<void> {
  const excess = await excessIn(tx, iteration, { comesIn: [item], goesOut: [], isSwap: false }, rules);
  if (excess !== null) throw await noRoom(tx.db, iteration, excess, rules, []);
}

/** The refusal of what is too much, with the cheapest swaps that would make room; `gone` are items that go out anyway. */
export async function noRoom(
  db: Db,
  { orgId, id }: Pick<Place, 'orgId' | 'id'>,
  excess: Excess,
  { defaultEstimate }: Pick<IterationRules, 'defaultEstimate'>,
  gone: readonly number[],
): Promise<Refusal> {
  const of = { orgId, iterationId: id };
  const { policy } = await readScopePolicy(db, of);
  const open = await listNotBegun(db, of, { limit: candidates, unestimatedAs: defaultEstimate ?? 0 });
  const left = open.filter((each) => !gone.includes(each.id));
  const swaps = policy.kind === 'frozen' ? [] : cheapestSwaps(left, excess);
  return new Refusal('scope_policy', sentenceOf(policy, excess), { swaps });
}

/** Tells of what was carried into an iteration beyond its policy: a close is not held up by it, but does not hide it either. */
export async function noteCarried(tx: Tx, to: Place, items: readonly Sized[], fromIterationId: number): Promise<void> {
  const rules = await readIterationRules(tx.db, to.orgId, to.id);
  const excess = await excessIn(tx, to, { comesIn: items, goesOut: [], isSwap: false }, rules);
  if (excess === null) return;
  const reason = `Carried over from iteration ${fromIterationId}`;
  const data = { reason, excess, comesIn: sizeOf(items, rules), goesOut: nothing };
  await tx.emit({ kind: 'scope.overridden', projectId: to.projectId, iterationId: to.id, data });
}

function sentenceOf(policy: ScopePolicy, { measure, amount }: Excess): string {
  if (policy.kind === 'frozen') return 'The scope of this iteration is frozen';
  if (policy.kind === 'swapOnly') return 'What comes into this iteration has to replace as much as it brings';
  const much = Math.round(amount * 1e6) / 1e6;
  return `That is ${much} ${measure} more than the scope budget of this iteration has room for`;
}
