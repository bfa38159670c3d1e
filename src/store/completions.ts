import { type Db, prepared } from './engine.ts';
import { numbersOf } from './numbers-of.ts';

const elsewhere = prepared<{ orgId: number; iterationId: number; itemIds: string }, { iterationId: number }>(
  (db, value) =>
    db
      .selectFrom('ledger as l')
      .innerJoin('iteration as i', (on) => on.onRef('i.org_id', '=', 'l.org_id').onRef('i.id', '=', 'l.iteration_id'))
      .select('l.iteration_id as iterationId')
      .distinct()
      .where('l.org_id', '=', value('orgId'))
      .where('l.item_id', 'in', numbersOf(db, value('itemIds')))
      .where('l.iteration_id', '<>', value('iterationId'))
      .where('l.kind', '=', 'completed')
      .where('i.status', 'in', ['closed', 'archived'])
      // What was finished after a close is credited by restatements alone.
      .where((eb) =>
        eb.or([
          eb('l.day', '<>', '~'),
          eb.exists(
            eb
              .selectFrom('statement as s')
              .select('s.id')
              .whereRef('s.org_id', '=', 'l.org_id')
              .whereRef('s.iteration_id', '=', 'l.iteration_id')
              .where('s.number', '>', 1),
          ),
        ]),
      )
      .orderBy('l.iteration_id'),
);

/** The other closed iterations to which one of some items may be credited: it was finished in them. */
export async function closedWhereFinished(
  db: Db,
  of: { readonly orgId: number; readonly iterationId: number },
  itemIds: readonly number[],
): Promise<readonly number[]> {
  if (itemIds.length === 0) return [];
  const rows = await elsewhere(db, { ...of, itemIds: JSON.stringify(itemIds) });
  return rows.map(({ iterationId }) => iterationId);
}
