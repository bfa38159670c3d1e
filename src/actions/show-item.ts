import type { Item } from '../domain/item.ts';
import type { ItemView } from '../domain/item-view.ts';
import { notFound } from '../domain/refusal.ts';
import { findItemViews } from '../store/item-views.ts';
import { asSeenBy } from './item-reads.ts';
import type { Tx } from './transact.ts';

/**
 * The command, answering the item with all that is shown beside it. Read before anybody else can change it, and kept with
 * the retry key, so that who asks again is told the same.
 */
export function showing<Input>(
  command: (tx: Tx, input: Input) => Promise<Item>,
): (tx: Tx, input: Input) => Promise<ItemView> {
  return async (tx, input) => {
    const { id } = await command(tx, input);
    const [view] = await findItemViews(tx.db, tx.actor.orgId, [id]);
    if (view === undefined) throw notFound('item');
    return asSeenBy(tx.actor, view);
  };
}
