import { sql } from 'kysely';
import type { Criterion } from '../domain/work-details.ts';
import { detailSeconds, itemDetailColumns, ofItems } from './detail-rows.ts';
import { createWriter } from './detail-writer.ts';
import { createRows } from './query-rows.ts';

/** Acceptance criteria, oldest first. */
export const criterionRows = createRows<Criterion>({
  ...ofItems('criterion'),
  columns: () => ({
    ...itemDetailColumns,
    title: sql`r.title`,
    description: sql`r.description`,
    status: sql`r.status`,
  }),
  queried: detailSeconds,
});

/** Acceptance criteria, to be written. */
export const criterionWriter = createWriter('criterion', {
  made: () => ({}),
  changed: ({
    itemId,
    title,
    description,
    status,
  }: Pick<Criterion, 'itemId' | 'title' | 'description' | 'status'>) => ({
    item_id: itemId,
    title,
    description,
    status,
  }),
});
