import { type RawBuilder, sql } from 'kysely';
import { type Db, isPostgres } from './engine.ts';

/** The numbers of a JSON list, as a subquery: a list of any length is one value of a statement. */
export function numbersOf(db: Db, list: string): RawBuilder<number> {
  return isPostgres(db)
    ? sql`(select cast(value as bigint) from json_array_elements_text(cast(${list} as json)))`
    : sql`(select value from json_each(${list}))`;
}
