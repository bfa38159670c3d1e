import { sql } from 'kysely';
import { type Db, isPostgres } from '../../src/store/engine.ts';

/**
 * What is kept per iteration, and differs from what the rows it is kept for add up to: counters against the live
 * memberships, day rows against the ledger. Empty when all is well.
 */
export async function driftedFigures(db: Db): Promise<readonly unknown[]> {
  const counters = await sql`
    SELECT * FROM (
      SELECT c.iteration_id, c.member_items, c.scope_points, c.scope_items, c.done_points, c.done_items,
        (SELECT count(*) FROM membership m WHERE m.iteration_id = c.iteration_id AND m.ended_at IS NULL) AS members,
        (SELECT coalesce(sum(CASE WHEN t.category = 'done' THEN coalesce(t.done_estimate, 0)
            WHEN t.category = 'cancelled' THEN 0 ELSE coalesce(t.estimate, 0) END), 0)
          FROM membership m JOIN item t ON t.id = m.item_id
          WHERE m.iteration_id = c.iteration_id AND m.ended_at IS NULL) AS points,
        (SELECT count(*) FROM membership m JOIN item t ON t.id = m.item_id
          WHERE m.iteration_id = c.iteration_id AND m.ended_at IS NULL AND t.category <> 'cancelled') AS items,
        (SELECT count(*) FROM membership m JOIN item t ON t.id = m.item_id
          WHERE m.iteration_id = c.iteration_id AND m.ended_at IS NULL AND t.category = 'done') AS done
      FROM iteration_counter c) AS kept
    WHERE member_items <> members OR scope_points <> points OR scope_items <> items OR done_items <> done`.execute(db);
  const days = await sql`
    SELECT d.iteration_id, d.day, d.kind, d.points, d.items, l.points AS ledger_points, l.items AS ledger_items
    FROM iteration_day d
    FULL JOIN (SELECT iteration_id, day, kind, sum(points) AS points, sum(items) AS items
      FROM ledger GROUP BY iteration_id, day, kind) AS l
      ON l.iteration_id = d.iteration_id AND l.day = d.day AND l.kind = d.kind
    WHERE d.points IS NULL OR l.points IS NULL OR d.points <> l.points OR d.items <> l.items`.execute(db);
  return [...counters.rows, ...days.rows];
}

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
 * Deadlocks that the engine has had to break in this database. The writer runs the victim again, so nobody sees them
 * but by the second they cost. SQLite has one writer and can have none.
 */
export async function countDeadlocks(db: Db): Promise<number> {
  if (!isPostgres(db)) return 0;
  // A session hands in its figures once a second at most.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const { rows } = await sql<{ deadlocks: number }>`
    SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()`.execute(db);
  return rows[0]?.deadlocks ?? 0;
}
