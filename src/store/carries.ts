import { type Carry, type CarryOfItem, carriesOf, countCarries } from '../domain/carries.ts';
import { receiptBefore } from '../domain/receipt.ts';
import type { Db } from './engine.ts';
import { listReceiptIds, readReceipts } from './receipts.ts';

/** Receipts can be long, so only a few are held at a time. */
const atOnce = 20;

/**
 * What the receipts of an organization tell of each item's carries, by its number. `before` an instant, in epoch milliseconds: as
 * they were then. `projectId`: of the iterations alone that items have been in which were ever in the project.
 */
export async function sumCarries(
  db: Db,
  of: { readonly orgId: number; readonly projectId?: number; readonly before?: number },
): Promise<ReadonlyMap<number, CarryOfItem>> {
  const { orgId, projectId = null, before = Number.POSITIVE_INFINITY } = of;
  const ids = await listReceiptIds(db, orgId, projectId);
  const carries: Carry[] = [];
  for (let first = 0; first < ids.length; first += atOnce) {
    for (const receipt of await readReceipts(db, orgId, ids.slice(first, first + atOnce))) {
      const then = receiptBefore(receipt, before);
      for (const carry of then === undefined ? [] : carriesOf(then)) carries.push(carry);
    }
  }
  return countCarries(carries);
}
