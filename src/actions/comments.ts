import { randomUUID } from 'node:crypto';
import { type Actor, requirePlanner, roleIn } from '../domain/access.ts';
import { differences } from '../domain/differences.ts';
import type { Item, ItemRef } from '../domain/item.ts';
import { checkVersion, type Precondition } from '../domain/precondition.ts';
import { type Doubts, notFound, Refusal, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import { commentRows } from '../store/comment-rows.ts';
import {
  type Comment,
  listComments as commentsOf,
  deleteComment,
  findComment,
  insertComment,
  saveComment,
} from '../store/comments.ts';
import type { Db } from '../store/engine.ts';
import { takeNumbers } from '../store/events.ts';
import { findPeopleByIds, type Person } from '../store/people.ts';
import { faultsOfFixed, readsOf, refuseAll } from './details.ts';
import { findVisibleItem } from './find-visible-item.ts';
import type { Tx } from './transact.ts';

/** One comment by its number alone, and a page of comments. */
export const { get: findRemark, list: queryComments } = readsOf({ name: 'comment', rows: commentRows });

/** A comment with who made it and who changed it last. */
export interface CommentView extends Comment {
  readonly author: Person | null;
  readonly updater: Person | null;
}

/** Something that is said about an item. */
export interface AddComment {
  readonly item: ItemRef;
  readonly text: string;
  readonly kind?: Comment['kind'];
  /** The project of the item, as the caller has it. */
  readonly projectId?: number;
  readonly doubts?: Doubts;
}

/** @throws Refusal not_found, forbidden, invalid */
export async function addComment(tx: Tx, add: AddComment): Promise<CommentView> {
  const { db, actor } = tx;
  const item = await findVisibleItem(db, actor, add.item);
  requirePlanner(actor, item.projectId, 'item');
  refuseUnreadable(add.doubts);
  const { projectId = item.projectId } = add;
  refuseAll(add.doubts, faultsOfFixed({ projectId: item.projectId }, { projectId }));
  return withPeople(db, await writeComment(tx, item, add.text, add.kind));
}

/** Stores a new comment of an item that the actor may comment on, and tells of it. */
export async function writeComment(tx: Tx, item: Item, text: string, kind: Comment['kind'] = 'team'): Promise<Comment> {
  const { db, actor, now } = tx;
  const comment: Comment = {
    orgId: actor.orgId,
    id: await takeNumbers(db, actor.orgId, 'comment'),
    uid: randomUUID(),
    itemId: item.id,
    kind,
    text,
    version: 1,
    createdAt: now,
    createdBy: actor.userId,
    updatedAt: now,
    updatedBy: actor.userId,
  };
  await insertComment(db, comment);
  await tell(tx, 'comment.added', item, comment);
  return comment;
}

/** Which comment of which item is meant, and what the caller knows of it. */
export interface NameComment {
  /** Absent: whichever it belongs to. */
  readonly item?: ItemRef;
  readonly commentId: number;
  readonly precondition?: Precondition;
  readonly doubts?: Doubts;
}

/** Changes what a comment says. Its author may, and whoever administers the project. @throws Refusal not_found, forbidden, version_*, invalid */
export async function changeComment(tx: Tx, change: NameComment & { readonly text?: string }): Promise<CommentView> {
  const { item, comment } = await ownComment(tx, change);
  if (change.text === undefined || change.text === comment.text) return withPeople(tx.db, comment);
  const saved: Comment = {
    ...comment,
    text: change.text,
    version: comment.version + 1,
    updatedAt: Math.max(tx.now, comment.updatedAt),
    updatedBy: tx.actor.userId,
  };
  await saveComment(tx.db, saved);
  await tell(tx, 'comment.changed', item, saved, differences(comment, saved, ['text']));
  return withPeople(tx.db, saved);
}

/** Takes a comment away. Its author may, and whoever administers the project. @throws Refusal not_found, forbidden, version_* */
export async function removeComment(tx: Tx, name: NameComment): Promise<void> {
  const { item, comment } = await ownComment(tx, name);
  await deleteComment(tx.db, tx.actor.orgId, comment.id, tx.now);
  await tell(tx, 'comment.removed', item, comment);
}

/** At most `limit` comments of an item after a number, oldest first. @throws Refusal not_found */
export async function listComments(
  db: Db,
  actor: Actor,
  list: { readonly item: ItemRef; readonly after: number; readonly limit: number },
): Promise<readonly CommentView[]> {
  const item = await findVisibleItem(db, actor, list.item);
  return eachWithPeople(db, await commentsOf(db, actor.orgId, item.id, list));
}

/** One comment of an item. @throws Refusal not_found */
export async function getComment(
  db: Db,
  actor: Actor,
  { item: ref, commentId }: { readonly item: ItemRef; readonly commentId: number },
): Promise<CommentView> {
  const item = await findVisibleItem(db, actor, ref);
  const comment = await findComment(db, actor.orgId, commentId);
  if (comment?.itemId !== item.id) throw notFound('comment');
  return withPeople(db, comment);
}

async function withPeople(db: Db, comment: Comment): Promise<CommentView> {
  return viewOf(comment, await peopleOf(db, [comment]));
}

async function eachWithPeople(db: Db, comments: readonly Comment[]): Promise<readonly CommentView[]> {
  const people = await peopleOf(db, comments);
  return comments.map((each) => viewOf(each, people));
}

async function peopleOf(db: Db, comments: readonly Comment[]): Promise<ReadonlyMap<number, Person>> {
  const ids = new Set(comments.flatMap((each) => [each.createdBy, each.updatedBy]));
  return new Map((await findPeopleByIds(db, [...ids])).map((each) => [each.id, each]));
}

function viewOf(comment: Comment, people: ReadonlyMap<number, Person>): CommentView {
  return {
    ...comment,
    author: people.get(comment.createdBy) ?? null,
    updater: people.get(comment.updatedBy) ?? null,
  };
}

async function ownComment(tx: Tx, name: NameComment): Promise<{ item: Item; comment: Comment }> {
  const { db, actor } = tx;
  const comment = await findComment(db, actor.orgId, name.commentId);
  if (comment === undefined && name.item === undefined) throw notFound('comment');
  const item = await findVisibleItem(db, actor, name.item ?? { id: comment?.itemId ?? 0 });
  if (comment === undefined || comment.itemId !== item.id) throw notFound('comment');
  requirePlanner(actor, item.projectId, 'item');
  if (comment.createdBy !== actor.userId && roleIn(actor, item.projectId) !== 'admin') {
    throw new Refusal('forbidden', 'Only its author may change a comment');
  }
  refuseUnreadable(name.doubts);
  if (name.precondition !== undefined) checkVersion(name.precondition, comment.version, false);
  refuseFaults(name.doubts);
  return { item, comment };
}

async function tell(tx: Tx, kind: string, item: Item, { id, version }: Comment, more: object = {}): Promise<void> {
  await tx.emit({ kind, projectId: item.projectId, itemId: item.id, data: { commentId: id, version, ...more } });
}
