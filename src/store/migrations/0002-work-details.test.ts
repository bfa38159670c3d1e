import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { freshPostgres } from '../../../test/support/postgres.ts';
import { migrate } from '../migrate.ts';
import { openPostgres, openSqlite } from '../open.ts';
import { core } from './0001-core.ts';
import { workDetails } from './0002-work-details.ts';

describe.each(engines)('the step to work details, on %s', (engine) => {
  it('gives every project that is there a root area and its work types, numbered within the organization', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'timebox-details-'));
    const postgres = engine === 'postgres' ? await freshPostgres() : undefined;
    const { db, close } =
      postgres === undefined ? openSqlite(join(folder, 'data.sqlite'), 'write') : await openPostgres(postgres.url);
    await migrate(db, [core]);
    for (const org of [1, 2, 3]) {
      await sql`INSERT INTO organization (id, uid, slug, name, zone, created_at)
        VALUES (${org}, ${`o${org}`}, ${`o${org}`}, 'O', 'UTC', 1)`.execute(db);
      await sql`INSERT INTO organization_counter (org_id) VALUES (${org})`.execute(db);
      await sql`INSERT INTO person (id, uid, login, name, default_org_id, active, created_at)
        VALUES (${org}, ${`p${org}`}, ${`p${org}`}, 'P', ${org}, 1, 1)`.execute(db);
      await sql`INSERT INTO organization_member (org_id, person_id, role) VALUES (${org}, ${org}, 'admin')`.execute(db);
    }
    for (const [org, id] of [
      [1, 4],
      [1, 7],
      [2, 1],
    ] as const) {
      await sql`INSERT INTO project (org_id, id, uid, key, title, root_iteration_id, default_board_id, lead_id, version,
        created_at, created_by) VALUES (${org}, ${id}, ${`${org} ${id}`}, ${`K${id}`}, ${`T${id}`}, 1, 1, ${org}, 1, 77, ${org})`.execute(
        db,
      );
    }
    await migrate(db, [core, workDetails]);
    const areas = await db.selectFrom('area').selectAll().orderBy('org_id').orderBy('id').execute();
    const root = { parent_id: null, sequence: 0, path: '', tree_key: '', version: 1, created_at: 77, updated_at: 77 };
    expect(areas).toEqual([
      { org_id: 1, id: 1, project_id: 4, title: 'T4', ...root, created_by: 1, updated_by: 1 },
      { org_id: 1, id: 2, project_id: 7, title: 'T7', ...root, created_by: 1, updated_by: 1 },
      { org_id: 2, id: 1, project_id: 1, title: 'T1', ...root, created_by: 2, updated_by: 2 },
    ]);
    const types = await db.selectFrom('work_type').selectAll().orderBy('org_id').orderBy('id').execute();
    expect(
      types.map(({ org_id, id, project_id, title, sequence }) => [org_id, id, project_id, title, sequence]),
    ).toEqual([
      [1, 1, 4, 'Billable', 0],
      [1, 2, 4, 'Non-Billable', 1],
      [1, 3, 7, 'Billable', 0],
      [1, 4, 7, 'Non-Billable', 1],
      [2, 1, 1, 'Billable', 0],
      [2, 2, 1, 'Non-Billable', 1],
    ]);
    const counters = await db
      .selectFrom('organization_counter')
      .select(['area', 'work_type', 'team'])
      .orderBy('org_id')
      .execute();
    expect(counters).toEqual([
      { area: 2, work_type: 4, team: 0 },
      { area: 1, work_type: 2, team: 0 },
      { area: 0, work_type: 0, team: 0 },
    ]);
    await close();
    await postgres?.drop();
    rmSync(folder, { recursive: true });
  });
});
