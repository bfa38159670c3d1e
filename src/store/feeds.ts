import { type Db, prepared } from './engine.ts';
import type { CalendarFeedTable } from './feed-schema.ts';
import type { Credential } from './people.ts';

const feedByHash = prepared<{ hash: string }, Omit<Credential, 'scope' | 'tokenId' | 'expiresAt' | 'lastUsedAt'>>(
  (db, value) =>
    db
      .selectFrom('calendar_feed as f')
      .innerJoin('person as p', 'p.id', 'f.person_id')
      .innerJoin('organization as o', 'o.id', 'f.org_id')
      .innerJoin('organization_member as m', (on) =>
        on.onRef('m.org_id', '=', 'f.org_id').onRef('m.person_id', '=', 'f.person_id'),
      )
      .select([
        'f.org_id as orgId',
        'o.slug as orgSlug',
        'p.id as personId',
        'p.uid as personUid',
        'p.name',
        'p.login',
        'm.role as orgRole',
        'f.project_id as onlyProject',
      ])
      .where('f.hash', '=', value('hash'))
      .where('p.active', '=', 1),
);

/** Whose calendar has the secret of that SHA-256: they may read its project, as far as they still may, and nothing else. */
export async function findFeed(db: Db, hash: string): Promise<Credential | undefined> {
  const [row] = await feedByHash(db, { hash });
  return row === undefined ? undefined : { ...row, tokenId: null, scope: 'read', expiresAt: null, lastUsedAt: null };
}

type FeedOf = Pick<CalendarFeedTable, 'org_id' | 'project_id' | 'person_id'>;

const feedOf = prepared<FeedOf, { createdAt: number }>((db, value) =>
  db
    .selectFrom('calendar_feed')
    .select('created_at as createdAt')
    .where('org_id', '=', value('org_id'))
    .where('project_id', '=', value('project_id'))
    .where('person_id', '=', value('person_id')),
);

/** When a person's calendar of a project got its address, in epoch milliseconds; null when there is none. */
export async function feedMadeAt(db: Db, of: FeedOf): Promise<number | null> {
  return (await feedOf(db, of))[0]?.createdAt ?? null;
}

/** Gives a person's calendar of a project an address; the one before is none any more. */
export async function saveFeed(db: Db, feed: CalendarFeedTable): Promise<void> {
  const { hash, created_at } = feed;
  await db
    .insertInto('calendar_feed')
    .values(feed)
    .onConflict((on) => on.columns(['org_id', 'project_id', 'person_id']).doUpdateSet({ hash, created_at }))
    .execute();
}

/** Takes the address away. */
export async function deleteFeed(db: Db, of: FeedOf): Promise<void> {
  await db
    .deleteFrom('calendar_feed')
    .where('org_id', '=', of.org_id)
    .where('project_id', '=', of.project_id)
    .where('person_id', '=', of.person_id)
    .execute();
}
