import { sql } from 'kysely';
import type { Attachment } from '../domain/attachment.ts';
import { detailSeconds, itemDetailColumns, ofItems } from './detail-rows.ts';
import { createWriter } from './detail-writer.ts';
import { type Db, prepared } from './engine.ts';
import { createRows } from './query-rows.ts';

const source = ofItems('attachment');

/** Files of items, oldest first; those of a comment are hidden with it. */
export const attachmentRows = createRows<Attachment>({
  ...source,
  where: sql`${source.where} and (r.comment_id is null or exists (
    select 1 from comment c where c.org_id = r.org_id and c.id = r.comment_id and c.deleted_at is null))`,
  columns: () => ({
    ...itemDetailColumns,
    uid: sql`r.uid`,
    commentId: sql`r.comment_id`,
    name: sql`r.name`,
    description: sql`r.description`,
    mediaType: sql`r.media_type`,
    size: sql`r.size`,
    hash: sql`r.hash`,
  }),
  queried: detailSeconds,
});

type Made = Pick<Attachment, 'uid' | 'itemId' | 'commentId' | 'name' | 'mediaType' | 'size' | 'hash'>;

/** Files of items, to be written: the rows, not the bytes. */
export const attachmentWriter = createWriter('attachment', {
  made: ({ uid, itemId, commentId, name, mediaType, size, hash }: Made) => ({
    uid,
    item_id: itemId,
    comment_id: commentId,
    name,
    media_type: mediaType,
    size,
    hash,
  }),
  changed: ({ description }: Pick<Attachment, 'description'>) => ({ description }),
});

const countOfItem = prepared<{ orgId: number; itemId: number }, { count: number }>((db, value) =>
  db
    .selectFrom('attachment')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('org_id', '=', value('orgId'))
    .where('item_id', '=', value('itemId')),
);

/** How many files an item has, those of its comments included. */
export async function countAttachments(db: Db, orgId: number, itemId: number): Promise<number> {
  return (await countOfItem(db, { orgId, itemId }))[0]?.count ?? 0;
}

/** The name of the folder that an organization's files are in. Unlike its number it is that of no other database. */
export async function findFileOwner(db: Db, orgId: number): Promise<string> {
  const { uid } = await db.selectFrom('organization').select('uid').where('id', '=', orgId).executeTakeFirstOrThrow();
  return uid;
}

/** A file that the database knows of. */
export interface KnownFile {
  readonly id: number;
  readonly uid: string;
  readonly size: number;
}

/** Every file that an organization's rows speak of whose uid begins with these digits. */
export function listKnownFiles(db: Db, orgId: number, start: string): Promise<readonly KnownFile[]> {
  return db
    .selectFrom('attachment')
    .select(['id', 'uid', 'size'])
    .where('org_id', '=', orgId)
    .where('uid', '>=', start)
    .where('uid', '<', `${start}~`)
    .execute();
}
