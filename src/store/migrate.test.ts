import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engines } from '../../test/support/open-test-app.ts';
import { freshPostgres } from '../../test/support/postgres.ts';
import type { Db } from './engine.ts';
import { migrate, migrations } from './migrate.ts';
import type { Migration } from './migration.ts';
import { type OpenDatabase, openPostgres, openSqlite } from './open.ts';

const next = (migrations.at(-1)?.number ?? 0) + 1;
const addProbe: Migration = {
  number: next,
  name: 'probe',
  statements: ({ text }) => [`CREATE TABLE probe (note ${text} NOT NULL)`, `INSERT INTO probe (note) VALUES ('made')`],
};
const withProbe = [...migrations, addProbe];
const everyNumber = migrations.map(({ number }) => number);

describe.each(engines)('bringing a database to the newest schema, on %s', (engine) => {
  let db: Db;
  let open: () => Promise<OpenDatabase>;
  let dropAll: () => Promise<void>;
  const opened: OpenDatabase[] = [];

  beforeEach(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'timebox-migrate-'));
    const postgres = engine === 'postgres' ? await freshPostgres() : undefined;
    open = async () => {
      const one =
        postgres === undefined ? openSqlite(join(folder, 'data.sqlite'), 'write') : await openPostgres(postgres.url);
      opened.push(one);
      return one;
    };
    dropAll = async () => {
      for (const one of opened.splice(0)) await one.close();
      await postgres?.drop();
      rmSync(folder, { recursive: true });
    };
    db = (await open()).db;
  });
  afterEach(() => dropAll());

  async function taken(): Promise<readonly number[]> {
    const { rows } = await sql<{ number: number }>`SELECT number FROM migration ORDER BY number`.execute(db);
    return rows.map((row) => row.number);
  }
  async function notes(): Promise<readonly string[]> {
    const { rows } = await sql<{ note: string }>`SELECT note FROM probe`.execute(db);
    return rows.map((row) => row.note);
  }

  it('takes every step from nothing, and none the second time', async () => {
    expect(await migrate(db)).toEqual(everyNumber);
    expect(await db.selectFrom('organization').selectAll().execute()).toEqual([]);
    expect(await migrate(db)).toEqual([]);
    expect(await taken()).toEqual(everyNumber);
  });

  it('takes only the new step on a database of the version before, and keeps what is in it', async () => {
    await migrate(db);
    const organization = { uid: 'u', slug: 'acme', name: 'Acme', zone: 'UTC', created_at: 1 };
    await db.insertInto('organization').values(organization).execute();
    expect(await migrate(db, withProbe)).toEqual([next]);
    expect(await notes()).toEqual(['made']);
    expect(await db.selectFrom('organization').selectAll().execute()).toMatchObject([organization]);
  });

  it('refuses a database that is newer than the program, and leaves it as it is', async () => {
    await migrate(db, withProbe);
    await expect(migrate(db)).rejects.toThrow(`The database is at schema ${next}, but this version of Timebox knows`);
    expect(await taken()).toEqual([...everyNumber, next]);
    expect(await notes()).toEqual(['made']);
  });

  it('refuses a step that reads differently from the one that was taken', async () => {
    await migrate(db, withProbe);
    const edited = { ...addProbe, statements: () => ['CREATE TABLE probe (note text, more text)'] };
    await expect(migrate(db, [...migrations, edited])).rejects.toThrow(`Migration ${next} (probe) differs`);
    expect(await migrate(db, withProbe)).toEqual([]);
  });

  it('leaves nothing of a step that fails half-way, keeps the steps before it, and can be tried again', async () => {
    const broken: Migration = {
      ...addProbe,
      statements: (types) => [...addProbe.statements(types), 'INSERT INTO nowhere (note) VALUES (1)'],
    };
    await expect(migrate(db, [...migrations, broken])).rejects.toThrow(/nowhere/);
    expect(await taken()).toEqual(everyNumber);
    await expect(notes()).rejects.toThrow(/probe/);
    expect(await migrate(db, withProbe)).toEqual([next]);
    expect(await notes()).toEqual(['made']);
  });

  it('takes later steps in their order, also when an earlier one was just taken in the same run', async () => {
    const rename: Migration = {
      number: next + 1,
      name: 'rename',
      statements: () => [`UPDATE probe SET note = 'seen by the next step'`],
    };
    expect(await migrate(db, [...withProbe, rename])).toEqual([...everyNumber, next, next + 1]);
    expect(await notes()).toEqual(['seen by the next step']);
  });
});

it('on PostgreSQL it is done once when several nodes start at the same time, however long the first one takes', async () => {
  const postgres = await freshPostgres();
  const nodes = await Promise.all([1, 2, 3].map(() => openPostgres(postgres.url, 1)));
  const slow: Migration = { ...addProbe, statements: (types) => [...addProbe.statements(types), 'SELECT pg_sleep(6)'] };
  const done = await Promise.all(nodes.map((node) => migrate(node.db, [...migrations, slow])));
  // One connection each, so that it is the one that migrated whose limits must be back.
  const limits = await Promise.all(
    nodes.map((node) => sql<{ statement_timeout: string }>`SHOW statement_timeout`.execute(node.db)),
  );
  for (const node of nodes) await node.close();
  await postgres.drop();
  expect(done.flat()).toEqual([...everyNumber, next]);
  expect(limits.map(({ rows }) => rows[0]?.statement_timeout)).toEqual(['5s', '5s', '5s']);
});
