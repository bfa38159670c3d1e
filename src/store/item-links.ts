import { sql } from 'kysely';
import type { ItemLink } from '../domain/work-details.ts';
import { detailSeconds, itemDetailColumns, ofItems } from './detail-rows.ts';
import { createWriter } from './detail-writer.ts';
import { createRows } from './query-rows.ts';

/** Links, oldest first. */
export const itemLinkRows = createRows<ItemLink>({
  ...ofItems('item_link'),
  columns: () => ({
    ...itemDetailColumns,
    title: sql`r.title`,
    url: sql`r.url`,
  }),
  queried: detailSeconds,
});

/** Links, to be written. */
export const itemLinkWriter = createWriter('item_link', {
  made: ({ itemId }: Pick<ItemLink, 'itemId'>) => ({ item_id: itemId }),
  changed: ({ title, url }: Pick<ItemLink, 'title' | 'url'>) => ({ title, url }),
});
