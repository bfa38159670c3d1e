import { Refusal } from '../domain/refusal.ts';
import { deleteSession, insertSession } from '../store/insert-people.ts';
import type { Tx } from './transact.ts';

const sessionMs = 7 * 86_400_000;

/**
 * Opens a web session for the actor, for seven days; answers how long it lasts. A token cannot: a session may do all that
 * its person may. @throws Refusal forbidden
 */
export async function openSession(tx: Tx, open: { readonly hash: string }): Promise<{ readonly lastsMs: number }> {
  const { orgId, userId, tokenId } = tx.actor;
  if (tokenId !== null) throw new Refusal('forbidden', 'A session begins with a password');
  const expiresAt = tx.now + sessionMs;
  await insertSession(tx.db, { hash: open.hash, orgId, personId: userId, createdAt: tx.now, expiresAt });
  return { lastsMs: sessionMs };
}

/** Ends a web session. */
export async function closeSession(tx: Tx, close: { readonly hash: string }): Promise<void> {
  await deleteSession(tx.db, close.hash);
}
