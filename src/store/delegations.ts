import type { Db } from './engine.ts';

/** Whose a delegation or a code is, and until when. */
export interface Holder {
  readonly orgId: number;
  readonly personId: number;
  readonly expiresAt: number;
}

/** Stores a delegation by the hash of its refresh token, forgets those of that person that have run out, and answers its number. */
export async function insertDelegation(
  db: Db,
  delegation: Holder & { readonly refreshHash: string; readonly createdAt: number },
): Promise<number> {
  await forgetDelegations(db, delegation, delegation.createdAt);
  const { id } = await db
    .insertInto('delegation')
    .values({
      org_id: delegation.orgId,
      person_id: delegation.personId,
      refresh_hash: delegation.refreshHash,
      created_at: delegation.createdAt,
      expires_at: delegation.expiresAt,
      ended_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function forgetDelegations(db: Db, { orgId, personId }: Holder, at: number): Promise<void> {
  const past = db
    .selectFrom('delegation')
    .select('id')
    .where('org_id', '=', orgId)
    .where('person_id', '=', personId)
    .where('expires_at', '<=', at);
  // Their access tokens ran out no later.
  await db.deleteFrom('token').where('delegation_id', 'in', past).execute();
  await db.deleteFrom('delegation').where('id', 'in', past).execute();
}

/** The delegation with that refresh token that nobody has ended, or undefined. */
export async function findDelegation(
  db: Db,
  refreshHash: string,
): Promise<(Holder & { readonly id: number }) | undefined> {
  return db
    .selectFrom('delegation')
    .select(['id', 'org_id as orgId', 'person_id as personId', 'expires_at as expiresAt'])
    .where('refresh_hash', '=', refreshHash)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
}

/** Keeps only so many of a delegation's access tokens, the newest. */
export async function keepNewestTokens(db: Db, delegationId: number, most: number): Promise<void> {
  const newest = db
    .selectFrom('token')
    .select('id')
    .where('delegation_id', '=', delegationId)
    .orderBy('id', 'desc')
    .limit(most);
  await db.deleteFrom('token').where('delegation_id', '=', delegationId).where('id', 'not in', newest).execute();
}

/** Ends the delegation that a token came from, if it came from one, with all its tokens. */
export async function endDelegationOf(db: Db, orgId: number, tokenId: number, at: number): Promise<void> {
  const token = await db
    .selectFrom('token')
    .select('delegation_id')
    .where('org_id', '=', orgId)
    .where('id', '=', tokenId)
    .executeTakeFirst();
  const id = token?.delegation_id ?? null;
  if (id === null) return;
  await db.updateTable('delegation').set({ ended_at: at }).where('org_id', '=', orgId).where('id', '=', id).execute();
  await db
    .updateTable('token')
    .set({ revoked_at: at })
    .where('delegation_id', '=', id)
    .where('revoked_at', 'is', null)
    .execute();
}

/** Stores a code by its hash, and forgets those of that person that have run out, or are not among the newest few. */
export async function insertCode(
  db: Db,
  code: Holder & { readonly hash: string; readonly createdAt: number },
  most: number,
): Promise<void> {
  const { orgId, personId } = code;
  const newest = db
    .selectFrom('verification_code')
    .select('hash')
    .where('org_id', '=', orgId)
    .where('person_id', '=', personId)
    .where('expires_at', '>', code.createdAt)
    .orderBy('created_at', 'desc')
    .limit(most - 1);
  await db
    .deleteFrom('verification_code')
    .where('org_id', '=', orgId)
    .where('person_id', '=', personId)
    .where('hash', 'not in', newest)
    .execute();
  await db
    .insertInto('verification_code')
    .values({
      hash: code.hash,
      org_id: orgId,
      person_id: personId,
      created_at: code.createdAt,
      expires_at: code.expiresAt,
    })
    .execute();
}

/** Whose code has that hash, or undefined. */
export async function findCode(db: Db, hash: string): Promise<Holder | undefined> {
  return db
    .selectFrom('verification_code')
    .select(['org_id as orgId', 'person_id as personId', 'expires_at as expiresAt'])
    .where('hash', '=', hash)
    .executeTakeFirst();
}

/** Takes a code away, so that nobody exchanges it again; false when somebody was faster. */
export async function takeCode(db: Db, hash: string): Promise<boolean> {
  const result = await db.deleteFrom('verification_code').where('hash', '=', hash).executeTakeFirst();
  return result.numDeletedRows === 1n;
}
