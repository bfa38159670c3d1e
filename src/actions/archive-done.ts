import type { Iteration } from '../domain/iteration.ts';
import { doneItems } from '../store/iteration-items.ts';
import { changeItem } from './change-item.ts';
import type { Tx } from './transact.ts';

/** Puts away what is done in an iteration, each item with a history of its own. What belongs to other projects stays. */
export async function archiveDone(tx: Tx, iteration: Iteration): Promise<void> {
  for (const id of await doneItems(tx.db, iteration)) {
    await changeItem(tx, { item: { id }, fields: { condition: 'archived' } });
  }
}
