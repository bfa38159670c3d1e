import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { engines, useTestApp } from '../../test/support/open-test-app.ts';
import { columnTypes, type Db, holdOrganization, idList, isPostgres, prepared } from './engine.ts';

interface Args {
  readonly slug: string;
  readonly name: string;
  readonly least: number;
}

let built = 0;
// One for both engines, as in the product: each engine has its own text.
const organizations = prepared<Args, { slug: string; name: string; asked: string }>((db, value) => {
  built += 1;
  return db
    .selectFrom('organization')
    .select((eb) => ['slug', 'name', eb.val(value('name')).as('asked')])
    .where('id', '>=', value('least'))
    .where((eb) => eb.or([eb('slug', '=', value('slug')), eb('name', '=', value('name'))]))
    .where('zone', '=', 'UTC')
    .orderBy('slug');
});

describe.each(engines)('the engine, on %s', (engine) => {
  const test = useTestApp(engine);
  let db: Db;
  beforeAll(async () => {
    db = test().app.read;
    for (const slug of ['beta', 'Zeta', 'ähre']) await test().addOrganization(slug);
  });

  it('knows itself, and names its types', () => {
    expect(isPostgres(db)).toBe(engine === 'postgres');
    expect(columnTypes(db).int).toBe(engine === 'postgres' ? 'bigint' : 'integer');
  });

  describe('a prepared query', () => {
    const find = (slug: string, name = '', least = 0) => organizations(db, { slug, name, least });

    it('is built once, however often it runs', async () => {
      await find('beta');
      const before = built;
      for (let run = 0; run < 5; run += 1) await find('beta');
      expect(built).toBe(before);
    });

    it('binds the values of this run, a value asked for twice in both places, beside those written in it', async () => {
      expect(await find('beta')).toEqual([{ slug: 'beta', name: 'beta', asked: '' }]);
      expect(await find('beta', 'acme')).toEqual([
        { slug: 'acme', name: 'acme', asked: 'acme' },
        { slug: 'beta', name: 'beta', asked: 'acme' },
      ]);
      expect(await find('beta', '', 9_999_999)).toEqual([]);
    });

    it('mixes nothing up when runs overlap', async () => {
      const wanted = ['acme', 'beta', 'Zeta', 'ähre', 'nobody', 'beta', 'acme'];
      const found = await Promise.all(wanted.map((slug) => find(slug)));
      expect(found.map((rows) => rows[0]?.slug)).toEqual(['acme', 'beta', 'Zeta', 'ähre', undefined, 'beta', 'acme']);
    });

    it('takes a value for what it is, never for SQL', async () => {
      expect(await find("' OR 1 = 1 --")).toEqual([]);
      expect(await find('beta', '?')).toHaveLength(1);
      expect(await find('$1')).toEqual([]);
    });
  });

  describe('a list of numbers', () => {
    const listed = async (ids: readonly number[]) => (await idList(db, ids).execute(db)).rows;

    it('keeps order and repetition, and numbers the places from 0', async () => {
      expect(await listed([7, 3, 7])).toEqual([
        { id: 7, place: 0 },
        { id: 3, place: 1 },
        { id: 7, place: 2 },
      ]);
    });

    it('may be empty, or longer than a statement may have values', async () => {
      expect(await listed([])).toEqual([]);
      const many = Array.from({ length: 70_000 }, (_, index) => index * 3);
      const rows = await listed(many);
      expect(rows).toHaveLength(70_000);
      expect(rows.at(-1)).toEqual({ id: 209_997, place: 69_999 });
    });
  });

  it('orders text by code point', async () => {
    const rows = await db.selectFrom('organization').select('slug').orderBy('slug').execute();
    expect(rows.map(({ slug }) => slug)).toEqual(['Zeta', 'acme', 'beta', 'ähre']);
  });

  it('answers counts, sums and large numbers as numbers', async () => {
    const { rows } = await sql<Record<string, unknown>>`
      SELECT count(*) AS all_rows, sum(created_at) AS sum_of_ints, max(created_at) AS latest FROM organization`.execute(
      db,
    );
    expect(Object.values(rows[0] ?? {}).map((value) => typeof value)).toEqual(['number', 'number', 'number']);
  });
});

describe('a held organization', () => {
  const test = useTestApp('postgres');

  it('on PostgreSQL makes who comes second wait, who then sees what the first one wrote', async () => {
    const db = test().app.read;
    const append = (text: string, pause: number) =>
      db.transaction().execute(async (tx) => {
        await holdOrganization(tx, 1);
        const { name } = await tx
          .selectFrom('organization')
          .select('name')
          .where('id', '=', 1)
          .executeTakeFirstOrThrow();
        await new Promise((resolve) => setTimeout(resolve, pause));
        await tx
          .updateTable('organization')
          .set({ name: name + text })
          .where('id', '=', 1)
          .execute();
      });
    const first = append('1', 150);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await Promise.all([first, append('2', 0)]);
    expect(await organizations(db, { slug: 'acme', name: '', least: 0 })).toMatchObject([{ name: 'acme12' }]);
  });
});
