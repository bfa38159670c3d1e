import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { driverTrouble } from './driver-trouble.ts';
import { type OpenSqlite, openSqlite } from './open.ts';
import { withSavepoint } from './savepoint.ts';

describe('work within a savepoint, on SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'timebox-savepoint-'));
  let opened: OpenSqlite;
  beforeAll(() => {
    opened = openSqlite(join(folder, 'test.sqlite'), 'write');
    opened.connection.exec('CREATE TABLE heap (text TEXT)');
  });
  afterAll(async () => {
    await opened.close();
    rmSync(folder, { recursive: true });
  });
  const insert = (text: string) => sql`INSERT INTO heap VALUES (${text})`.execute(opened.db);
  const count = () => opened.connection.prepare('SELECT count(*) FROM heap').pluck().get();

  it('leaves nothing behind when it throws, and keeps what was done before', async () => {
    opened.connection.exec('BEGIN');
    await insert('before');
    const failing = withSavepoint(opened.db, 'command', async () => {
      await insert('within');
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    opened.connection.exec('COMMIT');
    expect(count()).toBe(1);
  });

  it('tells of the full disk, though that ends the transaction with its savepoints', async () => {
    const pages = opened.connection.pragma('page_count', { simple: true });
    opened.connection.pragma(`max_page_count = ${String(pages)}`);
    opened.connection.exec('BEGIN');
    const failure = await withSavepoint(opened.db, 'command', () => insert('x'.repeat(100_000))).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(driverTrouble(failure)).toBe('storage_full');
    if (opened.connection.inTransaction) opened.connection.exec('ROLLBACK');
  });
});
