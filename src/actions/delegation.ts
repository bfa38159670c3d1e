import { Refusal } from '../domain/refusal.ts';
import {
  findCode,
  findDelegation,
  insertCode,
  insertDelegation,
  keepNewestTokens,
  takeCode,
} from '../store/delegations.ts';
import { insertToken } from '../store/insert-people.ts';
import type { Tx } from './transact.ts';

const accessMs = 8 * 3_600_000;
const delegationMs = 30 * 86_400_000;
const codeMs = 10 * 60_000;
/** So many access tokens of one delegation work at a time, and so many codes of one person. */
const mostTokens = 10;
const mostCodes = 10;

/** An access token to be kept: under which name it is listed, and its hash. */
export interface NewAccess {
  readonly name: string;
  readonly hash: string;
  readonly lastFour: string;
}

/** How long an access token lasts. */
export interface OpenedAccess {
  readonly lastsMs: number;
}

/**
 * Lets an application act for the actor for 30 days, by access tokens of 8 hours that the refresh token renews. They
 * read and plan as their person may, but do not administrate.
 * @throws Refusal forbidden for a token: it would outlive its own end
 */
export async function openDelegation(
  tx: Tx,
  open: { readonly refreshHash: string; readonly access: NewAccess },
): Promise<OpenedAccess> {
  requirePerson(tx);
  const { orgId, userId: personId } = tx.actor;
  const expiresAt = tx.now + delegationMs;
  const { refreshHash } = open;
  const id = await insertDelegation(tx.db, { orgId, personId, refreshHash, createdAt: tx.now, expiresAt });
  return addAccess(tx, { id, expiresAt }, open.access);
}

/**
 * Adds an access token to a delegation of the actor. The refresh token stays good, as clients of the time keep the first.
 * @throws Refusal unauthenticated
 */
export async function renewDelegation(
  tx: Tx,
  renew: { readonly refreshHash: string; readonly access: NewAccess },
): Promise<OpenedAccess> {
  const delegation = await findDelegation(tx.db, renew.refreshHash);
  if (delegation === undefined || !isActors(tx, delegation)) throw unknownSecret();
  await keepNewestTokens(tx.db, delegation.id, mostTokens - 1);
  return addAccess(tx, delegation, renew.access);
}

/** Keeps a code of the actor for ten minutes. @throws Refusal forbidden for a token */
export async function keepCode(tx: Tx, keep: { readonly hash: string }): Promise<void> {
  requirePerson(tx);
  const { orgId, userId: personId } = tx.actor;
  const code = { orgId, personId, hash: keep.hash, createdAt: tx.now, expiresAt: tx.now + codeMs };
  await insertCode(tx.db, code, mostCodes);
}

/** Exchanges a code of the actor for a delegation, once. @throws Refusal unauthenticated */
export async function redeemCode(
  tx: Tx,
  redeem: { readonly codeHash: string; readonly refreshHash: string; readonly access: NewAccess },
): Promise<OpenedAccess> {
  const code = await findCode(tx.db, redeem.codeHash);
  if (code === undefined || !isActors(tx, code) || !(await takeCode(tx.db, redeem.codeHash))) throw unknownSecret();
  return openDelegation(tx, redeem);
}

/** The refusal of a refresh token or a code that is none, or no longer. */
export function unknownSecret(): Refusal {
  return new Refusal('unauthenticated', 'The refresh token or code is unknown or no longer valid');
}

async function addAccess(
  tx: Tx,
  delegation: { readonly id: number; readonly expiresAt: number },
  access: NewAccess,
): Promise<OpenedAccess> {
  const expiresAt = Math.min(tx.now + accessMs, delegation.expiresAt);
  const { orgId, userId: personId } = tx.actor;
  const reach = { scope: 'write', projectId: null } as const;
  const span = { createdAt: tx.now, expiresAt, delegationId: delegation.id };
  await insertToken(tx.db, { orgId, personId, ...access, ...reach, ...span });
  return { lastsMs: expiresAt - tx.now };
}

function isActors({ actor, now }: Tx, of: { orgId: number; personId: number; expiresAt: number }): boolean {
  return of.orgId === actor.orgId && of.personId === actor.userId && of.expiresAt > now;
}

function requirePerson({ actor }: Tx): void {
  if (actor.tokenId !== null) throw new Refusal('forbidden', 'A delegation begins with a password');
}
