import { type Db, prepared } from './engine.ts';

/** Whose key it is. A key belongs to one person of one organization. */
export interface RetryKey {
  readonly orgId: number;
  readonly personId: number;
  readonly key: string;
}

const insertClaim = prepared<RetryKey & { fingerprint: string; at: number }, { key: string }>((db, value) =>
  db
    .insertInto('retry')
    .values({
      org_id: value('orgId'),
      person_id: value('personId'),
      key: value('key'),
      fingerprint: value('fingerprint'),
      outcome: '',
      at: value('at'),
    })
    .onConflict((conflict) => conflict.columns(['org_id', 'person_id', 'key']).doNothing())
    .returning('key'),
);

/** Claims a key. The unique index is the lock: whoever comes second waits, and then finds the outcome of the first. */
export async function claimRetry(db: Db, claim: RetryKey & { fingerprint: string; at: number }): Promise<boolean> {
  return (await insertClaim(db, claim)).length === 1;
}

const byKey = prepared<RetryKey, { fingerprint: string; outcome: string }>((db, value) =>
  db
    .selectFrom('retry')
    .select(['fingerprint', 'outcome'])
    .where('org_id', '=', value('orgId'))
    .where('person_id', '=', value('personId'))
    .where('key', '=', value('key')),
);

/** What a claimed key came to. */
export async function findRetry(db: Db, key: RetryKey): Promise<{ fingerprint: string; outcome: string } | undefined> {
  return (await byKey(db, key))[0];
}

const setOutcome = prepared<RetryKey & { outcome: string }, never>((db, value) =>
  db
    .updateTable('retry')
    .set({ outcome: value('outcome') })
    .where('org_id', '=', value('orgId'))
    .where('person_id', '=', value('personId'))
    .where('key', '=', value('key')),
);

/** Keeps the outcome with the key, in the transaction of the effect. */
export async function keepOutcome(db: Db, kept: RetryKey & { outcome: string }): Promise<void> {
  await setOutcome(db, kept);
}

/** Forgets keys older than an instant. Answers how many. */
export async function purgeRetries(db: Db, before: number): Promise<number> {
  const result = await db.deleteFrom('retry').where('at', '<', before).executeTakeFirst();
  return Number(result.numDeletedRows);
}
