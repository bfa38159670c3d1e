import { type Actor, visibleProjects } from '../domain/access.ts';
import type { Activity } from '../domain/activity.ts';
import type { Expression, Query } from '../domain/filter.ts';
import { type Doubts, Refusal, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import { type ActivityRow, activityRows, saveActivityMark } from '../store/activities.ts';
import { findComments } from '../store/comments.ts';
import type { Db } from '../store/engine.ts';
import type { RowPage } from '../store/query-rows.ts';
import type { Tx } from './transact.ts';

/** A page of what others did where the actor can see it, newest first. @throws Refusal invalid (a query that takes too long) */
export async function listActivities(
  db: Db,
  actor: Actor,
  { query }: { readonly query: Query },
): Promise<RowPage<Activity>> {
  const { rows, total } = await activityRows.list(db, scopeOf(actor), query);
  return { rows: await activitiesOf(db, actor, rows), total };
}

/** How much of it is unread, with and without a flag. */
export async function countUnread(db: Db, actor: Actor): Promise<{ flagged: number; unflagged: number }> {
  const count = async (isFlagged: boolean) => {
    const filter: Expression = {
      kind: 'and',
      terms: [isMarked('isRead', false), isMarked('isFlagged', isFlagged)],
      type: 'boolean',
      nullable: false,
    };
    return (await activityRows.list(db, scopeOf(actor), { filter, order: [], skip: 0, limit: 0 })).total;
  };
  return { flagged: await count(true), unflagged: await count(false) };
}

/** What somebody marks for themselves; what is not mentioned stays. */
export interface MarkActivity {
  readonly id: number;
  readonly isRead?: boolean;
  readonly isFlagged?: boolean;
  readonly doubts?: Doubts;
}

/** Marks an activity for the actor alone. @throws Refusal not_found, forbidden, invalid */
export async function markActivity({ db, actor }: Tx, mark: MarkActivity): Promise<Activity> {
  const before = await findActivity(db, actor, mark.id);
  refuseReader(actor);
  refuseUnreadable(mark.doubts);
  refuseFaults(mark.doubts);
  const after = { isRead: mark.isRead ?? before.isRead, isFlagged: mark.isFlagged ?? before.isFlagged };
  await saveActivityMark(db, { orgId: actor.orgId, personId: actor.userId, seq: mark.id, ...after });
  return { ...before, ...after };
}

/** Tells something to everybody who sees the whole organization. @throws Refusal forbidden, invalid */
export async function shareMessage(
  { actor, emit }: Tx,
  share: { readonly text: string; readonly doubts?: Doubts },
): Promise<void> {
  refuseReader(actor);
  if (visibleProjects(actor) !== 'all' || actor.orgRole === 'viewer') {
    throw new Refusal('forbidden', 'Only members of the organization may share messages');
  }
  refuseUnreadable(share.doubts);
  refuseFaults(share.doubts);
  await emit({ kind: 'message.shared', projectId: null, data: { text: share.text } });
}

async function findActivity(db: Db, actor: Actor, id: number): Promise<Activity> {
  const scope = scopeOf(actor);
  const { rows } = await activityRows.list(db, { ...scope, of: { ...scope.of, id } }, { order: [], skip: 0, limit: 1 });
  const [activity] = await activitiesOf(db, actor, rows);
  if (activity === undefined) throw new Refusal('not_found', 'Activity not found');
  return activity;
}

function scopeOf(actor: Actor) {
  return { orgId: actor.orgId, projects: visibleProjects(actor), of: { personId: actor.userId } };
}

function refuseReader({ scope }: Actor): void {
  if (scope === 'read') throw new Refusal('forbidden', 'This token only reads');
}

function isMarked(field: 'isRead' | 'isFlagged', value: boolean): Expression {
  const type = { type: 'boolean', nullable: false } as const;
  return {
    kind: 'compare',
    operator: 'eq',
    left: { kind: 'field', field, ...type },
    right: { kind: 'literal', value, ...type },
    ...type,
  };
}

const kinds: Readonly<Record<string, Activity['kind']>> = {
  'item.created': 'item created',
  'item.changed': 'item changed',
  'comment.added': 'item commented',
  'message.shared': 'message shared',
};

async function activitiesOf(db: Db, actor: Actor, rows: readonly ActivityRow[]): Promise<readonly Activity[]> {
  const told = rows.map((row) => ({ row, data: readData(row.data) }));
  const ids = told.flatMap(({ data: { commentId } }) => (commentId === undefined ? [] : [commentId]));
  const comments = await findComments(db, actor.orgId, ids);
  const texts = new Map(comments.map(({ id, text }) => [id, text]));
  return told.flatMap(({ row, data }): readonly Activity[] => {
    const kind = kinds[row.kind];
    if (kind === undefined) return [];
    const { id, at, authorName, projectId, itemId, itemTitle, isRead, isFlagged } = row;
    const text = data.text ?? (data.commentId === undefined ? undefined : texts.get(data.commentId)) ?? null;
    const what = {
      id,
      kind,
      at,
      authorName,
      projectId,
      itemId,
      itemTitle,
      fields: Object.keys(data.changes ?? {}),
      text,
    };
    return [{ ...what, isRead: isRead === 1, isFlagged: isFlagged === 1 }];
  });
}

interface EventData {
  readonly changes?: object;
  readonly commentId?: number;
  readonly text?: string;
}

/** These events hold what the commands that emit them put there. */
function readData(json: string): EventData {
  const data: EventData = JSON.parse(json);
  return data;
}
