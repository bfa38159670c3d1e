import { requireAdmin, type Scope } from '../domain/access.ts';
import { type Doubts, notFound, Refusal, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import { endDelegationOf } from '../store/delegations.ts';
import { endToken, insertToken, markTokenUsed } from '../store/insert-people.ts';
import { findMember, listTokensOf } from '../store/people.ts';
import { findProject } from '../store/projects.ts';
import type { Tx } from './transact.ts';

const usualLifeMs = 90 * 86_400_000;

/** A token to be kept: of whom, for what, and until when. */
export interface CreateToken {
  readonly login: string;
  readonly name: string;
  readonly scope: Scope;
  readonly projectId: number | null;
  /** Epoch milliseconds; null never expires, and without a word of it a token holds for 90 days. */
  readonly expiresAt?: number | null | undefined;
  readonly hash: string;
  readonly lastFour: string;
  readonly doubts?: Doubts;
}

/**
 * Keeps a token of a person of the organization: one's own, or, for administrators, anybody's.
 * @throws Refusal forbidden, not_found
 */
export async function createToken(tx: Tx, { doubts, ...create }: CreateToken): Promise<{ readonly id: number }> {
  const { orgId } = tx.actor;
  const { login, scope, onlyProject } = tx.actor;
  // A token bound to one project makes none that reaches further.
  const isOwn =
    create.login === login && scope === 'admin' && (onlyProject === null || create.projectId === onlyProject);
  if (!isOwn) requireAdmin(tx.actor);
  refuseUnreadable(doubts);
  refuseFaults(doubts);
  const person = await findMember(tx.db, orgId, create.login);
  if (person === undefined) throw new Refusal('not_found', `Nobody in the organization signs in as ${create.login}`);
  if (create.projectId !== null && (await findProject(tx.db, orgId, { id: create.projectId })) === undefined) {
    throw notFound('project', 'projectId');
  }
  const { login: owner, expiresAt = tx.now + usualLifeMs, ...token } = create;
  const id = await insertToken(tx.db, { ...token, expiresAt, orgId, personId: person.id, createdAt: tx.now });
  await tx.emit({ kind: 'token.created', projectId: null, data: { tokenId: id, scope: create.scope, login: owner } });
  return { id };
}

/**
 * Ends a token, one's own or, for administrators, anybody's, and with it the sign-in that it came from.
 * @throws Refusal forbidden, not_found
 */
export async function revokeToken(tx: Tx, revoke: { readonly id: number }): Promise<void> {
  const { actor } = tx;
  const isOwn = (await listTokensOf(tx.db, actor.orgId, actor.userId)).some(({ id }) => id === revoke.id);
  if (!isOwn || actor.scope !== 'admin') requireAdmin(actor);
  if (!(await endToken(tx.db, tx.actor.orgId, revoke.id, tx.now))) throw new Refusal('not_found', 'Token not found');
  await endDelegationOf(tx.db, tx.actor.orgId, revoke.id, tx.now);
  await tx.emit({ kind: 'token.revoked', projectId: null, data: { tokenId: revoke.id } });
}

/** Notes that a token is in use; the hour is enough. */
export async function touchToken(tx: Tx, touch: { readonly id: number }): Promise<void> {
  await markTokenUsed(tx.db, touch.id, tx.now);
}
