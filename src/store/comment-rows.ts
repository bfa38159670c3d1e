import { sql } from 'kysely';
import type { ItemComment } from '../domain/work-details.ts';
import { detailSeconds, itemDetailColumns, ofItems } from './detail-rows.ts';
import { createRows } from './query-rows.ts';

const ofComments = ofItems('comment');

/** Comments that are not deleted, in the order in which they were made. */
export const commentRows = createRows<ItemComment>({
  ...ofComments,
  where: sql`r.deleted_at is null and t.condition <> 'deleted'`,
  columns: () => ({
    ...itemDetailColumns,
    text: sql`r.text`,
    isFeedback: sql`(case when r.kind = 'feedback' then 1 else 0 end)`,
  }),
  queried: detailSeconds,
});
