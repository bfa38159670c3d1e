import { type RawBuilder, sql } from 'kysely';
import { type BulkStandings, factsOfBulk, type ItemFact, inOrder, isArrival } from '../domain/item-facts.ts';
import { type Db, isPostgres, prepared } from './engine.ts';

type Row = Omit<ItemFact, 'itemId'> & { readonly itemId: number | null };

/** The values of a fact, as one list. */
type FactList = readonly [Row['seq'], Row['at'], Row['day'], Row['itemId'], Row['kind'], Row['points'], Row['items']];

/** One long text is handed over in a third of the time of as many rows. */
interface FactsText {
  readonly facts: string | readonly FactList[];
}

function selectFacts(db: Db, where: RawBuilder<unknown>): RawBuilder<FactsText> {
  const [list, all] = isPostgres(db) ? ['json_build_array', 'json_agg'] : ['json_array', 'json_group_array'];
  return sql<FactsText>`
    SELECT coalesce(${sql.raw(all)}(${sql.raw(list)}(event_seq, at, day, item_id, kind, points, items)), '[]') AS facts
    FROM ledger WHERE ${where}`;
}

const allFacts = prepared<{ orgId: number; iterationId: number }, FactsText>((db, value) => ({
  compile: () =>
    selectFacts(db, sql`org_id = ${value('orgId')} AND iteration_id = ${value('iterationId')}`).compile(db),
}));
const factsOfDay = prepared<{ orgId: number; iterationId: number; day: string }, FactsText>((db, value) => ({
  compile: () =>
    selectFacts(
      db,
      sql`org_id = ${value('orgId')} AND iteration_id = ${value('iterationId')} AND day = ${value('day')}`,
    ).compile(db),
}));

function rowsIn([row]: readonly FactsText[]): readonly Row[] {
  const facts = row?.facts ?? [];
  const lists: readonly FactList[] = typeof facts === 'string' ? JSON.parse(facts) : facts;
  return lists.map(([seq, at, day, itemId, kind, points, items]) => ({ seq, at, day, itemId, kind, points, items }));
}

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
  return inOrder(rowsIn(await allFacts(db, { orgId, iterationId })));
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
  const rows = rowsIn(
    await (day === undefined ? allFacts(db, { orgId, iterationId }) : factsOfDay(db, { orgId, iterationId, day })),
  );
  const own = rows.filter((row): row is ItemFact => row.itemId !== null);
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
