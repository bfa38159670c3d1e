import { type Db, prepared } from './engine.ts';
import { numbersOf } from './numbers-of.ts';

/** What somebody said about an item. A deleted one stays as a record, and is not listed. */
export interface Comment {
  readonly orgId: number;
  readonly id: number;
  readonly uid: string;
  readonly itemId: number;
  /** Who speaks: the people who do the work, or those it is done for. */
  readonly kind: 'team' | 'feedback';
  readonly text: string;
  readonly version: number;
  readonly createdAt: number;
  readonly createdBy: number;
  readonly updatedAt: number;
  readonly updatedBy: number;
}

function selectComments(db: Db) {
  return db
    .selectFrom('comment')
    .select([
      'org_id as orgId',
      'id',
      'uid',
      'item_id as itemId',
      'kind',
      'text',
      'version',
      'created_at as createdAt',
      'created_by as createdBy',
      'updated_at as updatedAt',
      'updated_by as updatedBy',
    ])
    .where('deleted_at', 'is', null);
}

const commentById = prepared<{ orgId: number; id: number }, Comment>((db, value) =>
  selectComments(db).where('org_id', '=', value('orgId')).where('id', '=', value('id')),
);

/** The comment of that number in the organization, or undefined. */
export async function findComment(db: Db, orgId: number, id: number): Promise<Comment | undefined> {
  return (await commentById(db, { orgId, id }))[0];
}

const commentsById = prepared<{ orgId: number; ids: string }, Comment>((db, value) =>
  selectComments(db)
    .where('org_id', '=', value('orgId'))
    .where('id', 'in', numbersOf(db, value('ids'))),
);

/** The comments of those numbers that are still there. */
export function findComments(db: Db, orgId: number, ids: readonly number[]): Promise<readonly Comment[]> {
  return commentsById(db, { orgId, ids: JSON.stringify(ids) });
}

/** At most `limit` comments of an item after a number, oldest first. */
export async function listComments(
  db: Db,
  orgId: number,
  itemId: number,
  page: { readonly after: number; readonly limit: number },
): Promise<readonly Comment[]> {
  return selectComments(db)
    .where('org_id', '=', orgId)
    .where('item_id', '=', itemId)
    .where('id', '>', page.after)
    .orderBy('id')
    .limit(page.limit)
    .execute();
}

/** Stores a new comment. */
export async function insertComment(db: Db, comment: Comment): Promise<void> {
  await db
    .insertInto('comment')
    .values({
      org_id: comment.orgId,
      id: comment.id,
      uid: comment.uid,
      item_id: comment.itemId,
      kind: comment.kind,
      text: comment.text,
      version: comment.version,
      created_at: comment.createdAt,
      created_by: comment.createdBy,
      updated_at: comment.updatedAt,
      updated_by: comment.updatedBy,
      deleted_at: null,
    })
    .execute();
}

/** Writes a comment over what it was. */
export async function saveComment(db: Db, comment: Comment): Promise<void> {
  await db
    .updateTable('comment')
    .set({
      text: comment.text,
      version: comment.version,
      updated_at: comment.updatedAt,
      updated_by: comment.updatedBy,
    })
    .where('org_id', '=', comment.orgId)
    .where('id', '=', comment.id)
    .execute();
}

/** Takes a comment out of every list; its text stays as a record. */
export async function deleteComment(db: Db, orgId: number, id: number, at: number): Promise<void> {
  await db.updateTable('comment').set({ deleted_at: at }).where('org_id', '=', orgId).where('id', '=', id).execute();
}
