import { sql } from 'kysely';
import { newestEvents } from '../domain/activity.ts';
import { nameOf, wholeSeconds } from './detail-rows.ts';
import type { Db } from './engine.ts';
import { createRows } from './query-rows.ts';

/** An event that somebody can see, with what they have marked. */
export interface ActivityRow {
  readonly id: number;
  readonly kind: string;
  readonly at: number;
  readonly authorName: string;
  readonly projectId: number | null;
  readonly itemId: number | null;
  readonly itemTitle: string | null;
  /** JSON: what the event tells. */
  readonly data: string;
  /** 0 or 1. */
  readonly isRead: number;
  readonly isFlagged: number;
}

/**
 * What others did, newest first: of each person (`of` says which), as far as the newest events go. It belongs to the project
 * in which the item is now, and is hidden with it; a message belongs to none, and is seen by those who see every project.
 */
export const activityRows = createRows<ActivityRow>({
  from: sql`event e
    join organization_counter c on c.org_id = e.org_id and e.seq > c.event - ${sql.lit(newestEvents)}
    join organization_member me on me.org_id = e.org_id
    left join item i on i.org_id = e.org_id and i.id = e.item_id
    left join activity_mark m on m.org_id = e.org_id and m.person_id = me.person_id and m.event_seq = e.seq`,
  orgId: sql`e.org_id`,
  id: sql`e.seq`,
  projectId: sql`i.project_id`,
  where: sql`e.kind in ('item.created', 'item.changed', 'comment.added', 'message.shared')
    and e.actor_id <> me.person_id and (i.condition <> 'deleted' or e.item_id is null)`,
  columns: () => ({
    id: sql`e.seq`,
    kind: sql`e.kind`,
    at: sql`e.at`,
    authorName: nameOf(sql`e.actor_id`),
    projectId: sql`i.project_id`,
    itemId: sql`e.item_id`,
    itemTitle: sql`i.title`,
    data: sql`e.data`,
    isRead: sql`coalesce(m.is_read, 0)`,
    isFlagged: sql`coalesce(m.is_flagged, 0)`,
  }),
  queried: { personId: sql`me.person_id`, second: wholeSeconds(sql`e.at`) },
  order: [sql`e.seq desc`],
});

/** What somebody has marked of one event. */
export interface ActivityMark {
  readonly orgId: number;
  readonly personId: number;
  readonly seq: number;
  readonly isRead: boolean;
  readonly isFlagged: boolean;
}

/** Stores a mark in place of the one before. */
export async function saveActivityMark(db: Db, mark: ActivityMark): Promise<void> {
  const marks = { is_read: mark.isRead ? 1 : 0, is_flagged: mark.isFlagged ? 1 : 0 };
  await db
    .insertInto('activity_mark')
    .values({ org_id: mark.orgId, person_id: mark.personId, event_seq: mark.seq, ...marks })
    .onConflict((conflict) => conflict.columns(['org_id', 'person_id', 'event_seq']).doUpdateSet(marks))
    .execute();
}
