import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { columnTypes, type Db, isPostgres } from './engine.ts';
import type { Migration } from './migration.ts';
import { core } from './migrations/0001-core.ts';
import { workDetails } from './migrations/0002-work-details.ts';
import { delegation } from './migrations/0003-delegation.ts';
import { webhooks } from './migrations/0004-webhooks.ts';
import { kaitenDetails } from './migrations/0005-kaiten-details.ts';
import { attachments } from './migrations/0006-attachments.ts';
import { commentKinds } from './migrations/0007-comment-kinds.ts';
import { calendars } from './migrations/0008-calendars.ts';
import { statements } from './migrations/0009-statements.ts';
import { flow } from './migrations/0010-flow.ts';
import { closes } from './migrations/0011-closes.ts';
import { cadence } from './migrations/0012-cadence.ts';
import { native } from './migrations/0013-native.ts';
import { cadencePolicy } from './migrations/0015-cadence-policy.ts';
import { organization } from './migrations/0019-organization.ts';
import { pastWorkingTime } from './migrations/0020-past-working-time.ts';
import { oddsKept } from './migrations/0021-odds-kept.ts';

/** Every step, in order. A step that has been released is never edited: add the next one. */
export const migrations: readonly Migration[] = [
  core,
  workDetails,
  delegation,
  webhooks,
  kaitenDetails,
  attachments,
  commentKinds,
  calendars,
  statements,
  flow,
  closes,
  cadence,
  native,
  cadencePolicy,
  organization,
  pastWorkingTime,
  oddsKept,
];

// Any fixed number will do: it keeps two nodes on one PostgreSQL from migrating at the same time.
const advisoryLock = 7_130_204_586;

/**
 * Brings the database to the newest step, forward only, each step in a transaction of its own.
 * Returns the numbers of the steps that were taken.
 * @throws Error when the database is newer than this program, or a step taken earlier reads differently now
 */
export async function migrate(db: Db, steps: readonly Migration[] = migrations): Promise<readonly number[]> {
  return db.connection().execute(async (connection) => {
    if (!isPostgres(db)) return takeSteps(connection, steps);
    // A step may take its time, and so may waiting for another node to take it: the limits of requests do not hold here.
    await sql`SET statement_timeout = 0`.execute(connection);
    await sql`SET lock_timeout = 0`.execute(connection);
    await sql`SELECT pg_advisory_lock(${advisoryLock})`.execute(connection);
    try {
      return await takeSteps(connection, steps);
    } finally {
      await sql`SELECT pg_advisory_unlock(${advisoryLock})`.execute(connection);
      await sql`RESET lock_timeout`.execute(connection);
      await sql`RESET statement_timeout`.execute(connection);
    }
  });
}

async function takeSteps(db: Db, steps: readonly Migration[]): Promise<readonly number[]> {
  const types = columnTypes(db);
  await sql
    .raw(
      `CREATE TABLE IF NOT EXISTS migration (number ${types.int} PRIMARY KEY, name ${types.text} NOT NULL,
       checksum ${types.text} NOT NULL, at ${types.int} NOT NULL)`,
    )
    .execute(db);
  const taken = await sql<{ number: number; checksum: string }>`SELECT number, checksum FROM migration`.execute(db);
  const known = new Map(taken.rows.map((row) => [row.number, row.checksum]));
  const newest = steps.at(-1)?.number ?? 0;
  for (const number of known.keys()) {
    if (number > newest) {
      throw new Error(
        `The database is at schema ${number}, but this version of Timebox knows ${newest}: use a newer one`,
      );
    }
  }

  const done: number[] = [];
  for (const step of steps) {
    const statements = step.statements(types);
    const checksum = createHash('sha256').update(statements.join(';\n')).digest('hex');
    const before = known.get(step.number);
    if (before !== undefined && before !== checksum) {
      throw new Error(`Migration ${step.number} (${step.name}) differs from the one this database was made with`);
    }
    if (before !== undefined) continue;
    await sql`BEGIN`.execute(db);
    try {
      for (const statement of statements) await sql.raw(statement).execute(db);
      await sql`INSERT INTO migration (number, name, checksum, at)
        VALUES (${step.number}, ${step.name}, ${checksum}, ${Date.now()})`.execute(db);
      await sql`COMMIT`.execute(db);
    } catch (error) {
      await sql`ROLLBACK`.execute(db);
      throw error;
    }
    done.push(step.number);
  }
  return done;
}
