import { Client } from 'pg';
import { expect, it } from 'vitest';
import { freshPostgres } from './postgres.ts';

it('a fresh database is empty, compares text by code point and folds case by Unicode when asked to', async () => {
  const database = await freshPostgres();
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const tables = await client.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
  const text = await client.query(`SELECT 'B' < 'a' AS by_code_point, lower('İ' COLLATE "und-x-icu") AS folded`);
  await client.end();
  await database.drop();

  expect(tables.rows).toEqual([]);
  expect(text.rows).toEqual([{ by_code_point: true, folded: 'i\u0307' }]);
});
