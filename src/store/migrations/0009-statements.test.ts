import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { freshPostgres } from '../../../test/support/postgres.ts';
import { findBookFaults } from '../check-books.ts';
import { migrate, migrations } from '../migrate.ts';
import { openPostgres, openSqlite } from '../open.ts';

describe.each(engines)('the step to statements, on %s', (engine) => {
  it('has the ledger tell of items without an estimate that are there, and freezes what was started', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'timebox-statements-'));
    const postgres = engine === 'postgres' ? await freshPostgres() : undefined;
    const { db, close } =
      postgres === undefined ? openSqlite(join(folder, 'data.sqlite'), 'write') : await openPostgres(postgres.url);
    const step = migrations.findIndex(({ number }) => number === 9);
    await migrate(db, migrations.slice(0, step));
    await sql`INSERT INTO organization (id, uid, slug, name, zone, created_at)
      VALUES (1, 'o', 'o', 'O', 'UTC', 1)`.execute(db);
    await sql`INSERT INTO organization_counter (org_id, event) VALUES (1, 5)`.execute(db);
    await sql`INSERT INTO person (id, uid, login, name, default_org_id, active, created_at)
      VALUES (1, 'p', 'p', 'P', 1, 1, 1)`.execute(db);
    await sql`INSERT INTO organization_member (org_id, person_id, role) VALUES (1, 1, 'admin')`.execute(db);
    await sql`INSERT INTO project (org_id, id, uid, key, title, root_iteration_id, default_board_id, lead_id, version,
      created_at, created_by) VALUES (1, 1, 'j', 'J', 'J', 1, 1, 1, 1, 77, 1)`.execute(db);
    await sql`INSERT INTO board (org_id, id, uid, project_id, title, takes_iterations, has_backlog, settings, version,
      created_at, created_by, updated_at) VALUES (1, 1, 'b', 1, 'B', 1, 1, '{}', 1, 77, 1, 77)`.execute(db);
    await sql`INSERT INTO event (org_id, seq, at, kind, actor_id, data) VALUES (1, 5, 77, 'x', 1, '{}')`.execute(db);
    for (const [id, startedAt, unestimated] of [
      [1, null, 0],
      [2, 99, 2],
    ] as const) {
      await sql`INSERT INTO iteration (org_id, id, uid, project_id, board_id, parent_id, kind, title, status, started_at,
        sequence, path, tree_key, version, created_at, created_day, created_by, updated_at, updated_by)
        VALUES (1, ${id}, ${`i${id}`}, 1, 1, ${id === 1 ? null : 1}, ${id === 1 ? 'root' : 'iteration'}, 'I', 'planned',
          ${startedAt}, 0, '', '', 1, 77, '2026-01-01', 1, 77, 1)`.execute(db);
      await sql`INSERT INTO iteration_counter (org_id, iteration_id, unestimated_items)
        VALUES (1, ${id}, ${unestimated})`.execute(db);
    }
    await migrate(db);
    const days = await db.selectFrom('iteration_day').selectAll().execute();
    expect(days).toEqual([{ org_id: 1, iteration_id: 2, day: '', kind: 'unestimated', points: 0, items: 2 }]);
    expect((await findBookFaults(db, 1)).filter(({ source }) => source === 'ledger')).toEqual([]);
    const frozen = await db.selectFrom('iteration').select(['id', 'frozen_at']).orderBy('id').execute();
    expect(frozen).toEqual([
      { id: 1, frozen_at: null },
      { id: 2, frozen_at: 99 },
    ]);
    await close();
    await postgres?.drop();
    rmSync(folder, { recursive: true });
  });
});
