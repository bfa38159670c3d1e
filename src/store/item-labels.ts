import { sql } from 'kysely';
import { type Db, idList, prepared } from './engine.ts';

/** A word that items are marked with; one and the same in the whole organization. */
export interface Tag {
  readonly id: number;
  readonly uid: string;
  readonly name: string;
  readonly createdAt: number;
}

const tagsOf = prepared<{ orgId: number; itemId: number }, { name: string }>((db, value) =>
  db
    .selectFrom('item_tag as i')
    .innerJoin('tag as t', (on) => on.onRef('t.org_id', '=', 'i.org_id').onRef('t.id', '=', 'i.tag_id'))
    .select('t.name')
    .where('i.org_id', '=', value('orgId'))
    .where('i.item_id', '=', value('itemId'))
    .orderBy('t.id'),
);

/** The names of an item's tags, by age of the tag. */
export async function listTagsOf(db: Db, orgId: number, itemId: number): Promise<readonly string[]> {
  return (await tagsOf(db, { orgId, itemId })).map((row) => row.name);
}

const followersOf = prepared<{ orgId: number; itemId: number }, { person_id: number }>((db, value) =>
  db
    .selectFrom('item_follower')
    .select('person_id')
    .where('org_id', '=', value('orgId'))
    .where('item_id', '=', value('itemId'))
    .orderBy('person_id'),
);

/** Who follows an item, by number. */
export async function listFollowersOf(db: Db, orgId: number, itemId: number): Promise<readonly number[]> {
  return (await followersOf(db, { orgId, itemId })).map((row) => row.person_id);
}

/** The tags of those names that there are. */
export async function findTags(db: Db, orgId: number, names: readonly string[]): Promise<readonly Tag[]> {
  if (names.length === 0) return [];
  return db
    .selectFrom('tag')
    .select(['id', 'uid', 'name', 'created_at as createdAt'])
    .where('org_id', '=', orgId)
    .where('name', 'in', [...names])
    .orderBy('id')
    .execute();
}

/** Stores new tags. */
export async function insertTags(db: Db, orgId: number, tags: readonly Tag[]): Promise<void> {
  if (tags.length === 0) return;
  await db
    .insertInto('tag')
    .values(tags.map(({ createdAt, ...tag }) => ({ org_id: orgId, ...tag, created_at: createdAt })))
    .execute();
}

/** Marks an item with exactly these tags. */
export async function setTags(db: Db, orgId: number, itemId: number, tagIds: readonly number[]): Promise<void> {
  await db.deleteFrom('item_tag').where('org_id', '=', orgId).where('item_id', '=', itemId).execute();
  if (tagIds.length === 0) return;
  await sql`INSERT INTO item_tag (org_id, item_id, tag_id)
    SELECT ${orgId}, ${itemId}, listed.id FROM (${idList(db, tagIds)}) AS listed`.execute(db);
}

/** Makes exactly these people follow an item. */
export async function setFollowers(db: Db, orgId: number, itemId: number, people: readonly number[]): Promise<void> {
  await db.deleteFrom('item_follower').where('org_id', '=', orgId).where('item_id', '=', itemId).execute();
  if (people.length === 0) return;
  await sql`INSERT INTO item_follower (org_id, item_id, person_id)
    SELECT ${orgId}, ${itemId}, listed.id FROM (${idList(db, people)}) AS listed`.execute(db);
}
