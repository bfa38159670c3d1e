import { sql } from 'kysely';
import { type Db, idList } from './engine.ts';
import { readLives } from './iteration-life.ts';

/** Which iteration is asked about, and when, in epoch milliseconds: now if that is not told. */
export interface CreditsOf {
  readonly orgId: number;
  readonly iterationId: number;
  readonly asOf?: number;
}

/**
 * The other iterations, closed now or before an instant, to which one of some items may be credited: it was finished in them, or,
 * as restatements tell, after their close.
 */
export async function closedWhereFinished(
  db: Db,
  { orgId, iterationId, asOf }: CreditsOf,
  itemIds: readonly number[],
): Promise<readonly number[]> {
  if (itemIds.length === 0) return [];
  const isClosed =
    asOf === undefined
      ? sql`i.status IN ('closed', 'archived')`
      : sql`EXISTS (SELECT 1 FROM statement AS c
          WHERE c.org_id = l.org_id AND c.iteration_id = l.iteration_id AND c.issued_at < ${asOf})`;
  // The joins keep their order: from the items, whose facts are few, and not through all that ever happened.
  const { rows } = await sql<{ iterationId: number }>`
    SELECT DISTINCT l.iteration_id AS "iterationId"
    FROM (${idList(db, itemIds)}) AS listed CROSS JOIN ledger AS l CROSS JOIN iteration AS i
    WHERE l.org_id = ${orgId} AND l.item_id = listed.id AND l.kind = 'completed' AND l.iteration_id <> ${iterationId}
      AND i.org_id = l.org_id AND i.id = l.iteration_id AND ${isClosed}
      AND (l.day <> '~' OR EXISTS (SELECT 1 FROM statement AS s
        WHERE s.org_id = l.org_id AND s.iteration_id = l.iteration_id AND s.number > 1))`.execute(db);
  const ids = rows.map((row) => row.iterationId).toSorted((left, right) => left - right);
  if (asOf === undefined) return ids;
  const lives = await readLives(db, orgId, ids, asOf);
  return ids.filter((id) => typeof lives.get(id)?.closedAt === 'number');
}
