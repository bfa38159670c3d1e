import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { type Db, isPostgres } from './engine.ts';
import { deadlineMessage, queryTimeMs } from './sql-functions.ts';

/**
 * A condition that is true, but ends the query with `deadlineMessage` once it has taken too long: on SQLite when
 * `monotonicNow` has passed the deadline, on PostgreSQL, whose clock is another, after as much time of its own. A call
 * costs more than what it guards, so on SQLite one row in 32 asks.
 */
export function deadlineToSql(db: Db, deadline: number): RawBuilder<SqlBool> {
  if (isPostgres(db)) {
    const time = sql.lit(`${queryTimeMs} milliseconds`);
    // No text is a number, and this one is not known before a row asks, or planning would end the query.
    const ended = sql`cast(${sql.lit(deadlineMessage)} || clock_timestamp() as integer) > 0`;
    return sql<SqlBool>`(case when clock_timestamp() < statement_timestamp() + cast(${time} as interval) then true else ${ended} end)`;
  }
  return sql<SqlBool>`(random() & 31 <> 0 or timebox_in_time(${deadline}))`;
}
