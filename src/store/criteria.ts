import { sql } from 'kysely';
import type { Criterion } from '../domain/work-details.ts';
import { detailSeconds, itemDetailColumns, ofItems } from './detail-rows.ts';
import { createWriter } from './detail-writer.ts';
import { type Db, prepared } from './engine.ts';
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

interface CriterionEvent {
  readonly kind: string;
  readonly data: string;
}

const eventsBefore = prepared<{ orgId: number; projectId: number; asOf: number }, CriterionEvent>((db, value) =>
  db
    .selectFrom('event')
    .select(['kind', 'data'])
    .where('org_id', '=', value('orgId'))
    .where('project_id', '=', value('projectId'))
    .where('at', '<', value('asOf'))
    .where('kind', 'like', 'acceptance_criterion.%')
    .orderBy('seq'),
);

/** Which items of a project had acceptance criteria before an instant, in epoch milliseconds, as its events tell. */
export async function readItemsWithCriteriaThen(
  db: Db,
  of: { readonly orgId: number; readonly projectId: number; readonly asOf: number },
): Promise<ReadonlySet<number>> {
  const itemOf = new Map<number, number>();
  for (const { kind, data } of await eventsBefore(db, of)) {
    const { id, itemId }: { id: number; itemId: number } = JSON.parse(data);
    if (kind === 'acceptance_criterion.removed') itemOf.delete(id);
    else itemOf.set(id, itemId);
  }
  return new Set(itemOf.values());
}

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
