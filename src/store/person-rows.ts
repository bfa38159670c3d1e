import { sql } from 'kysely';
import { type Db, isPostgres } from './engine.ts';
import { createRows } from './query-rows.ts';
import type { Sql } from './sql-spelling.ts';

/** A member of an organization as others see them. */
export interface PersonRow {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  /** The name up to its first blank, and what comes after. */
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string | null;
  /** 1 for those who can sign in. */
  readonly active: number;
}

/** The members of an organization, oldest first. */
export const personRows = createRows<PersonRow>({
  from: sql`organization_member m join person p on p.id = m.person_id`,
  orgId: sql`m.org_id`,
  id: sql`p.id`,
  projectId: null,
  columns: (db) => ({
    id: sql`p.id`,
    login: sql`p.login`,
    name: sql`p.name`,
    firstName: sql`substr(p.name, 1, ${firstBlank(db)} - 1)`,
    lastName: sql`substr(p.name, ${firstBlank(db)} + 1)`,
    email: sql`p.email`,
    active: sql`p.active`,
  }),
});

/** Where the first blank of a name is, or would be behind its end. */
function firstBlank(db: Db): Sql {
  return isPostgres(db) ? sql`strpos(p.name || ' ', ' ')` : sql`instr(p.name || ' ', ' ')`;
}
