import type { Db } from './engine.ts';
import { prepared } from './engine.ts';

/** An item with the instants between which it was waiting and being worked on; epoch milliseconds. */
export interface TimedItem {
  readonly id: number;
  readonly key: string;
  readonly title: string;
  readonly type: string;
  readonly createdAt: number;
  /** When work on it first began. */
  readonly startedAt: number | null;
  /** When it was last done; null while it is not. */
  readonly doneAt: number | null;
}

/** Which items are meant: all of a project, or of those the ones on some board or in some iteration now. */
export interface ItemsOf {
  readonly orgId: number;
  readonly projectId: number;
  readonly boardId?: number;
  readonly iterationId?: number;
}

/** Items that were last done since an instant, the latest first, at most so many. */
export function listFinished(db: Db, of: ItemsOf, since: number, limit: number): Promise<readonly TimedItem[]> {
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
export function listBegun(db: Db, of: ItemsOf, limit: number): Promise<readonly TimedItem[]> {
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

function selectTimed(db: Db, { orgId, projectId, boardId, iterationId }: ItemsOf) {
  const items = db
    .selectFrom('item as t')
    .select([
      't.id',
      't.key',
      't.title',
      't.type',
      't.created_at as createdAt',
      't.started_at as startedAt',
      't.done_at as doneAt',
    ])
    .where('t.org_id', '=', orgId);
  // An iteration may hold items of other projects.
  if (iterationId !== undefined) {
    const members = db
      .selectFrom('membership as m')
      .select('m.item_id')
      .where('m.org_id', '=', orgId)
      .where('m.iteration_id', '=', iterationId)
      .where('m.ended_at', 'is', null);
    return items.where('t.id', 'in', members);
  }
  const ofProject = items.where('t.project_id', '=', projectId);
  return boardId === undefined ? ofProject : ofProject.where('t.board_id', '=', boardId);
}
