import { numberRow, type RankedRow } from '../store/item-ranks.ts';
import type { Tx } from './transact.ts';

/**
 * Numbers a row anew, where there are no more numbers between two ranks. It changes the rank of everything in a backlog and
 * the version of nothing, so whoever keeps a backlog in order is told that all of it is to be read again.
 */
export async function numberAnew(tx: Tx, row: RankedRow): Promise<void> {
  await numberRow(tx.db, row);
  if ('projectId' in row) await tx.emit({ kind: 'items.ranked', projectId: row.projectId, data: {} });
}
