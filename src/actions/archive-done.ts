import type { SeenVersion } from '../domain/covered-rows.ts';
import type { Iteration } from '../domain/iteration.ts';
import { doneItems } from '../store/iteration-items.ts';
import { changeItem } from './change-item.ts';
import type { Tx } from './transact.ts';

/**
 * Puts away what is done in an iteration, each item with a history of its own, and answers in which versions that left
 * them. What belongs to other projects stays.
 */
export async function archiveDone(tx: Tx, iteration: Iteration): Promise<readonly SeenVersion[]> {
  const archived: SeenVersion[] = [];
  for (const id of await doneItems(tx.db, iteration)) {
    const { version } = await changeItem(tx, { item: { id }, fields: { condition: 'archived' } });
    archived.push({ id, version });
  }
  return archived;
}
