import { purgeRetries } from '../store/retries.ts';
import type { Tx } from './transact.ts';

/** Forgets the outcomes kept for retry keys that were used before an instant. Answers how many. */
export function forgetRetries(tx: Tx, forget: { readonly before: number }): Promise<number> {
  return purgeRetries(tx.db, forget.before);
}
