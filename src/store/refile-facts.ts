import { sql } from 'kysely';
import { type Db, prepared } from './engine.ts';

interface Of {
  readonly orgId: number;
  readonly iterationId: number;
}

const fileRun = prepared<Of & { day: string; first: number; last: number }, never>((db, value) =>
  db
    .updateTable('ledger')
    .set({ day: value('day') })
    .where('org_id', '=', value('orgId'))
    .where('iteration_id', '=', value('iterationId'))
    .where('event_seq', '>=', value('first'))
    .where('event_seq', '<=', value('last'))
    .where('day', '<>', value('day')),
);

const deleteDays = prepared<Of, never>((db, value) =>
  db.deleteFrom('iteration_day').where('org_id', '=', value('orgId')).where('iteration_id', '=', value('iterationId')),
);

const sumDays = prepared<Of, never>((db, value) =>
  db
    .insertInto('iteration_day')
    .columns(['org_id', 'iteration_id', 'day', 'kind', 'points', 'items'])
    .expression(
      db
        .selectFrom('ledger')
        .select(['org_id', 'iteration_id', 'day', 'kind', sql<number>`sum(points)`.as('points')])
        .select(sql<number>`sum(items)`.as('items'))
        .where('org_id', '=', value('orgId'))
        .where('iteration_id', '=', value('iterationId'))
        .groupBy(['org_id', 'iteration_id', 'day', 'kind']),
    ),
);

/**
 * Files all facts of an iteration anew, and sums its day rows again. `filed` are its facts by rising number; those that
 * follow each other on a day are written together, so it costs a statement for each day.
 */
export async function refileFacts(
  db: Db,
  of: Of,
  filed: readonly { readonly seq: number; readonly day: string }[],
): Promise<void> {
  const runs: { readonly day: string; readonly first: number; last: number }[] = [];
  for (const { seq, day } of filed) {
    const run = runs.at(-1);
    if (run?.day === day) run.last = seq;
    else runs.push({ day, first: seq, last: seq });
  }
  for (const run of runs) await fileRun(db, { ...of, ...run });
  await deleteDays(db, of);
  await sumDays(db, of);
}
