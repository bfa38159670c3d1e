import { type Actor, canSee } from '../domain/access.ts';
import { type BacktestOfClose, backtest, type Following } from '../domain/backtest.ts';
import type { IterationRef } from '../domain/iteration.ts';
import { type Receipt, receiptBefore, settledOf } from '../domain/receipt.ts';
import { notFound } from '../domain/refusal.ts';
import { doneAmong } from '../store/closing-items.ts';
import type { Db } from '../store/engine.ts';
import { findIteration, findIterations } from '../store/iterations.ts';
import { findReceipt, newestReceipts, listReceipts as receiptsOf } from '../store/receipts.ts';
import { findReportable } from './report-figures.ts';
import { getPolicy } from './rollover-policies.ts';

/** One receipt; `asOf` an instant, in epoch milliseconds, as it was before. @throws Refusal not_found */
export async function getReceipt(
  db: Db,
  actor: Actor,
  get: { readonly receiptId: number; readonly asOf?: number },
): Promise<Receipt> {
  const found = await findReceipt(db, actor.orgId, get.receiptId);
  const receipt = found && receiptBefore(found, get.asOf ?? Number.POSITIVE_INFINITY);
  const iteration = receipt && (await findIteration(db, actor.orgId, { id: receipt.iterationId }));
  if (receipt === undefined || iteration === undefined || !canSee(actor, iteration.projectId)) {
    throw notFound('receipt');
  }
  return receipt;
}

/**
 * The receipts of all closes of an iteration, oldest first; `asOf` an instant, in epoch milliseconds, as they were before.
 * @throws Refusal not_found
 */
export async function listReceipts(
  db: Db,
  actor: Actor,
  list: { readonly iteration: IterationRef; readonly asOf?: number },
): Promise<readonly Receipt[]> {
  const { asOf = Number.POSITIVE_INFINITY } = list;
  const { id } = await findReportable(db, actor, list.iteration, asOf);
  const receipts = await receiptsOf(db, actor.orgId, [id]);
  return receipts.flatMap((receipt) => receiptBefore(receipt, asOf) ?? []);
}

/** Replays the newest closes of a policy's project under it, the newest first. @throws Refusal not_found */
export async function backtestPolicy(
  db: Db,
  actor: Actor,
  test: { readonly policyId: number; readonly iterations: number },
): Promise<readonly BacktestOfClose[]> {
  const policy = await getPolicy(db, actor, test);
  const receipts = await newestReceipts(db, actor.orgId, policy.projectId, test.iterations);
  const closes: BacktestOfClose[] = [];
  for (const receipt of receipts) {
    closes.push(backtest(receipt, policy.rules, await followingOf(db, actor.orgId, receipt)));
  }
  return closes;
}

/** The iteration into which a close carried most, with what was done there of all that the close decided about. */
async function followingOf(db: Db, orgId: number, { content, closedAt }: Receipt): Promise<Following | null> {
  const carried = new Map<number, number>();
  for (const { choice, itemIds } of content.groups) {
    if ('to' in choice) carried.set(choice.to, (carried.get(choice.to) ?? 0) + itemIds.length);
  }
  const [most] = [...carried].sort(([, left], [, right]) => right - left);
  if (most === undefined) return null;
  const [iteration] = await findIterations(db, orgId, [most[0]]);
  if (iteration === undefined) return null;
  const { id: iterationId, committedPoints, minCapacity, maxCapacity } = iteration;
  const until = iteration.finishedAt ?? Number.MAX_SAFE_INTEGER;
  const itemIds = settledOf(content.groups).map(({ itemId }) => itemId);
  const done = await doneAmong(db, orgId, itemIds, { after: closedAt, until });
  return { iterationId, committedPoints, minCapacity, maxCapacity, done };
}
