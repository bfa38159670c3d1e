import { type BulkStandings, factsOfBulk, type ItemFact, inOrder, isArrival } from '../domain/item-facts.ts';
import { type Db, prepared } from './engine.ts';

type Row = Omit<ItemFact, 'itemId'> & { readonly itemId: number | null };

const selectRows = (db: Db) =>
  db.selectFrom('ledger').select(['event_seq as seq', 'at', 'day', 'item_id as itemId', 'kind', 'points', 'items']);

const allRows = prepared<{ orgId: number; iterationId: number }, Row>((db, value) =>
  selectRows(db).where('org_id', '=', value('orgId')).where('iteration_id', '=', value('iterationId')),
);
const rowsOfDay = prepared<{ orgId: number; iterationId: number; day: string }, Row>((db, value) =>
  selectRows(db)
    .where('org_id', '=', value('orgId'))
    .where('iteration_id', '=', value('iterationId'))
    .where('day', '=', value('day')),
);

const bulksOf = prepared<{ orgId: number; iterationId: number }, { seq: number; data: string; unestimatedAs: number }>(
  (db, value) =>
    db
      .selectFrom('event as e')
      .innerJoin('iteration as i', (on) => on.onRef('i.org_id', '=', 'e.org_id').on('i.id', '=', value('iterationId')))
      .select((eb) => ['e.seq', 'e.data', eb.fn.coalesce('i.default_estimate', eb.lit(0)).as('unestimatedAs')])
      .where('e.org_id', '=', value('orgId'))
      .where('e.seq', 'in', (eb) =>
        eb
          .selectFrom('ledger')
          .select('event_seq')
          .where('org_id', '=', value('orgId'))
          .where('iteration_id', '=', value('iterationId'))
          .where('item_id', 'is', null),
      ),
);

/** All facts of an iteration as they are stored, by rising number of their event: what moved many items is one. */
export async function readFacts(db: Db, orgId: number, iterationId: number): Promise<readonly Row[]> {
  return inOrder(await allRows(db, { orgId, iterationId }));
}

/**
 * All facts of an iteration, told of each item, in order. The one row that a bulk move writes is spread over its items
 * by what its event keeps of them; a row whose event keeps nothing of them, as events did once, is left out. `day` asks
 * for those of one day, or of one of the two buckets.
 */
export async function readItemFacts(
  db: Db,
  orgId: number,
  iterationId: number,
  day?: string,
): Promise<readonly ItemFact[]> {
  const rows = await (day === undefined
    ? allRows(db, { orgId, iterationId })
    : rowsOfDay(db, { orgId, iterationId, day }));
  const own = rows.flatMap(({ itemId, ...fact }) => (itemId === null ? [] : [{ ...fact, itemId }]));
  if (own.length === rows.length) return inOrder(own);
  const bulkRows = new Map<number, Row[]>();
  for (const row of rows) if (row.itemId === null) bulkRows.set(row.seq, [...(bulkRows.get(row.seq) ?? []), row]);
  const spread = (await bulksOf(db, { orgId, iterationId })).flatMap(({ seq, data, unestimatedAs }) => {
    const ofEvent = bulkRows.get(seq) ?? [];
    const [first] = ofEvent;
    const bulk = first === undefined ? undefined : standingsIn(data);
    if (bulk === undefined || first === undefined) return [];
    const { at, day } = first;
    const way = ofEvent.some(({ kind }) => isArrival(kind)) ? 'in' : 'out';
    return factsOfBulk(bulk, way, unestimatedAs).map((fact) => ({ ...fact, seq, at, day }));
  });
  return inOrder([...own, ...spread]);
}

function standingsIn(text: string): BulkStandings | undefined {
  const {
    itemIds,
    estimates,
    startedIds = [],
    doneIds = [],
    cancelledIds = [],
  }: Partial<BulkStandings> = JSON.parse(text);
  if (itemIds === undefined || estimates === undefined) return undefined;
  return { itemIds, estimates, startedIds, doneIds, cancelledIds };
}
