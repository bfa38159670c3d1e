import type { TimedItem } from '../domain/item-times.ts';
import { type Db, prepared } from './engine.ts';

/** Which items are meant: all of a project, or of those the ones on some board now. */
interface ItemsOf {
  readonly orgId: number;
  readonly projectId: number;
  readonly boardId?: number;
}

/** An item with the project in which it is now. */
export interface ProjectItem extends TimedItem {
  readonly projectId: number;
}

const timed = [
  't.id',
  't.key',
  't.title',
  't.type',
  't.created_at as createdAt',
  't.started_at as startedAt',
  't.done_at as doneAt',
  't.project_id as projectId',
] as const;

/** Items that were last done since an instant, the latest first, at most so many. */
export function listFinished(db: Db, of: ItemsOf, since: number, limit: number): Promise<readonly ProjectItem[]> {
  return selectTimed(db, of)
    .where('t.done_at', '>=', since)
    .where('t.category', '=', 'done')
    .where('t.condition', '!=', 'deleted')
    .orderBy('t.done_at', 'desc')
    .orderBy('t.id', 'desc')
    .limit(limit)
    .execute();
}

/** Items that are being worked on, the oldest first, at most so many. */
export function listBegun(db: Db, of: ItemsOf, limit: number): Promise<readonly ProjectItem[]> {
  return selectTimed(db, of)
    .where('t.category', '=', 'in_progress')
    .where('t.condition', '=', 'live')
    .orderBy('t.started_at')
    .orderBy('t.id')
    .limit(limit)
    .execute();
}

const doneSince = prepared<{ orgId: number; projectId: number; since: number }, { doneAt: number | null }>(
  (db, value) =>
    db
      .selectFrom('item')
      .select('done_at as doneAt')
      .where('org_id', '=', value('orgId'))
      .where('project_id', '=', value('projectId'))
      .where('done_at', '>=', value('since'))
      .where('category', '=', 'done')
      .where('condition', '!=', 'deleted')
      .orderBy('done_at'),
);

/** When the items of a project were last done, since an instant, the earliest first. */
export async function listDoneTimes(
  db: Db,
  of: { readonly orgId: number; readonly projectId: number; readonly since: number },
): Promise<readonly number[]> {
  return (await doneSince(db, of)).flatMap(({ doneAt }) => doneAt ?? []);
}

function selectTimed(db: Db, { orgId, projectId, boardId }: ItemsOf) {
  const ofProject = db
    .selectFrom('item as t')
    .select([...timed])
    .where('t.org_id', '=', orgId)
    .where('t.project_id', '=', projectId);
  return boardId === undefined ? ofProject : ofProject.where('t.board_id', '=', boardId);
}
