import type { Actor } from '../domain/access.ts';
import { type Attachment, mostFilesOfItem } from '../domain/attachment.ts';
import { type Doubts, type Fault, notFound, Refusal } from '../domain/refusal.ts';
import { attachmentRows, attachmentWriter, countAttachments } from '../store/attachments.ts';
import { findComment } from '../store/comments.ts';
import type { Db } from '../store/engine.ts';
import type { RowPage } from '../store/query-rows.ts';
import {
  addDetail,
  type ChangeDetail,
  detailFor,
  itemFor,
  type ListDetails,
  type NameDetail,
  notThere,
  readsOf,
  refuseAll,
  removeDetail,
  saveDetail,
  visibleItem,
} from './details.ts';
import type { Tx } from './transact.ts';

const attachment = { name: 'attachment', rows: attachmentRows };
const { get, list } = readsOf(attachment);

/** One attachment; its bytes are had by `files.open`. */
export const getAttachment = get;

/** What a list of attachments is about: also those of one comment. */
interface ListAttachments extends ListDetails {
  readonly of: ListDetails['of'] & { readonly commentId?: number };
}

/** A page of attachments. @throws Refusal not_found (what they are to belong to), invalid */
export async function listAttachments(db: Db, actor: Actor, asked: ListAttachments): Promise<RowPage<Attachment>> {
  const { commentId } = asked.of;
  if (commentId !== undefined) await requireComment(db, actor, commentId);
  return list(db, actor, asked);
}

/** A file that is on the disk already, and what is said of it. */
export interface AddAttachment
  extends Pick<Attachment, 'uid' | 'size' | 'hash' | 'name' | 'mediaType' | 'description' | 'commentId'> {
  readonly itemId: number;
  readonly doubts?: Doubts;
}

/** Enters a file that has been kept. @throws Refusal not_found, forbidden, invalid */
export async function addAttachment(tx: Tx, add: AddAttachment): Promise<Attachment> {
  const { doubts, ...row } = add;
  await requireRoom(tx, row.itemId, doubts);
  refuseAll(doubts, await faultsOfComment(tx, row));
  return addDetail(tx, attachment, 'attachment', (first) => attachmentWriter.insert(tx.db, { ...first, ...row }));
}

/** Lets through whoever may put one more file to an item. @throws Refusal not_found, forbidden, invalid */
export async function requireRoom(
  { db, actor }: Pick<Tx, 'db' | 'actor'>,
  itemId: number,
  doubts?: Doubts,
): Promise<void> {
  await itemFor({ db, actor }, itemId, doubts);
  if ((await countAttachments(db, actor.orgId, itemId)) < mostFilesOfItem) return;
  throw new Refusal('invalid', `An item has at most ${mostFilesOfItem} files`, { field: 'itemId' });
}

/** Changes what is said of a file. @throws Refusal not_found, forbidden, version_*, invalid */
export async function changeAttachment(
  tx: Tx,
  change: ChangeDetail<Pick<Attachment, 'description'>>,
): Promise<Attachment> {
  const before = await detailFor(tx, attachment, change);
  return saveDetail(tx, attachment, before, change, [], (next) => attachmentWriter.save(tx.db, next));
}

/** Deletes an attachment; its bytes go later. @throws Refusal not_found, forbidden, version_* */
export async function removeAttachment(tx: Tx, name: NameDetail): Promise<void> {
  await removeDetail(tx, attachment, name, ({ id }) => attachmentWriter.remove(tx.db, tx.actor.orgId, id));
}

async function requireComment(db: Db, actor: Actor, id: number): Promise<void> {
  const comment = await findComment(db, actor.orgId, id);
  if (comment === undefined) throw notFound('comment');
  await visibleItem(db, actor, comment.itemId).catch((error: unknown) => {
    // Nor is the comment to be known of.
    throw error instanceof Refusal ? notFound('comment') : error;
  });
}

/** What is wrong with the comment that a new file is to be a part of. */
export async function faultsOfComment(
  { db, actor }: Pick<Tx, 'db' | 'actor'>,
  { itemId, commentId }: Pick<Attachment, 'itemId' | 'commentId'>,
): Promise<readonly Fault[]> {
  if (commentId === null) return [];
  const comment = await findComment(db, actor.orgId, commentId);
  return comment?.itemId === itemId ? [] : [notThere('commentId', 'comment')];
}
