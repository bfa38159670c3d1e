import { type Carry, type CarryOfItem, carriesOf, countCarries } from '../domain/carries.ts';
import { receiptBefore } from '../domain/receipt.ts';
import type { Db } from './engine.ts';
import { readReceipts } from './receipts.ts';

/** Receipts can be long, so only a few are held at a time. */
const atOnce = 20;

/**
 * What the receipts of an organization tell of each item's carries, by its number; `before` an instant, in epoch milliseconds, as
 * they were then. `projectId`: those alone of the project's iterations, and of iterations that its items have been in.
 */
export async function sumCarries(
  db: Db,
  of: { readonly orgId: number; readonly projectId?: number; readonly before?: number },
): Promise<ReadonlyMap<number, CarryOfItem>> {
  const { before = Number.POSITIVE_INFINITY, ...which } = of;
  const carries: Carry[] = [];
  let after = 0;
  for (let more = true; more; ) {
    const page = await readReceipts(db, { ...which, after, limit: atOnce });
    for (const receipt of page) {
      const then = receiptBefore(receipt, before);
      for (const carry of then === undefined ? [] : carriesOf(then)) carries.push(carry);
      after = receipt.id;
    }
    more = page.length === atOnce;
  }
  return countCarries(carries);
}
