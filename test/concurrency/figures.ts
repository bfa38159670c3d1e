import { sql } from 'kysely';
import { type Db, isPostgres } from '../../src/store/engine.ts';

/** Items that are in two or more open iterations of one board: there must never be any. */
export async function doublyPlanned(db: Db): Promise<readonly unknown[]> {
  const { rows } = await sql`
    SELECT m.item_id, i.board_id, count(*) AS times
    FROM membership m JOIN iteration i ON i.org_id = m.org_id AND i.id = m.iteration_id
    WHERE m.ended_at IS NULL AND i.kind = 'iteration' AND i.status IN ('planned', 'active')
    GROUP BY m.item_id, i.board_id HAVING count(*) > 1`.execute(db);
  return rows;
}

/**
 * Deadlocks that the engine has had to break in this database so far. The writer runs the victim again, so callers
 * notice only the second that each costs. SQLite has one writer and can have none.
 */
export async function countDeadlocks(db: Db): Promise<number> {
  if (!isPostgres(db)) return 0;
  // A session hands in its figures once a second at most.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const { rows } = await sql<{ deadlocks: number }>`
    SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()`.execute(db);
  return rows[0]?.deadlocks ?? 0;
}
