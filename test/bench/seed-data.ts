import { type RawBuilder, sql } from 'kysely';
import { type DataPlace, databaseFile, openApp } from '../../src/actions/app.ts';
import { operatorOf } from '../../src/actions/authenticate.ts';
import { bindActions } from '../../src/actions/index.ts';
import { bindOperations } from '../../src/actions/operations.ts';
import { newToken, secretHash } from '../../src/actions/secrets.ts';
import type { Db } from '../../src/store/engine.ts';
import { openPostgres, openSqlite } from '../../src/store/open.ts';

/** How much there is. */
export interface Size {
  readonly projects: number;
  readonly iterationsEach: number;
  /** Iterations of each project that hold 100 items each, from the second on. */
  readonly filledEach: number;
  /** Items of the first iteration of the first project. */
  readonly largest: number;
}

/** 10,000 iterations and, with the largest of them, about 100,000 items. */
export const fullSize: Size = { projects: 20, iterationsEach: 500, filledEach: 45, largest: 10_000 };

/** What the measurements address. */
export interface Seeded {
  readonly token: string;
  readonly projects: readonly { readonly id: number; readonly spaceUid: string; readonly firstIteration: number }[];
  readonly iterationsEach: number;
  /** UUIDs of the started iterations with most items and with 100, both of the first project. */
  readonly largestUid: string;
  readonly filledUid: string;
  readonly largestId: number;
}

const policy = {
  moves: { planned: ['active'] },
  refuseRepeatedClose: false,
  fixedWhenClosed: [],
  endAfterStart: 'day',
} as const;
const entering = { findsRemoved: false, findsGroups: false, leaves: 'every other', takesForeign: false } as const;
const itemsEach = 100;

/** Fills an empty database: one of each thing by command, all others as copies of it by SQL. */
export async function seedData(place: DataPlace, size: Size): Promise<Seeded> {
  const { token, models } = await makeModels(place, size.projects);
  const { databaseUrl = null } = place;
  const open =
    databaseUrl === null ? openSqlite(databaseFile(place.dataDir), 'write') : await openPostgres(databaseUrl);
  try {
    await open.db.transaction().execute((db) => multiply(db, models, size));
    // What PostgreSQL would do by itself a little later, in the middle of the measurements.
    if (databaseUrl !== null) await sql`VACUUM ANALYZE`.execute(open.db);
    const uidOf = async (id: number) =>
      (await open.db.selectFrom('iteration').select('uid').where('id', '=', id).executeTakeFirstOrThrow()).uid;
    const [first] = models;
    if (first === undefined) throw new Error('No project was asked for');
    return {
      token,
      projects: models.map((model, number) => ({
        id: model.projectId,
        spaceUid: model.spaceUid,
        firstIteration: iterationId(size, number, 0),
      })),
      iterationsEach: size.iterationsEach,
      largestUid: await uidOf(iterationId(size, 0, 0)),
      filledUid: await uidOf(iterationId(size, 0, 1)),
      largestId: iterationId(size, 0, 0),
    };
  } finally {
    await open.close();
  }
}

interface Model {
  readonly projectId: number;
  readonly spaceUid: string;
  readonly key: string;
  readonly iterationId: number;
  readonly itemId: number;
}

async function makeModels(place: DataPlace, count: number): Promise<{ token: string; models: readonly Model[] }> {
  const app = await openApp(place);
  const actions = bindActions(app);
  const token = newToken();
  const admin = { login: 'admin', name: 'Admin', email: null, passwordHash: null };
  await bindOperations(app).createOrganization({
    name: 'Bench',
    slug: 'bench',
    zone: 'UTC',
    admin,
    tokenHash: { hash: secretHash(token), lastFour: token.slice(-4) },
  });
  const caller = { actor: await operatorOf(app, 'bench') };
  const models: Model[] = [];
  for (let number = 0; number < count; number += 1) {
    const project = await actions.createProject(caller, { title: `Project ${number}` });
    const iteration = await actions.createIteration(caller, {
      home: { projectId: project.id },
      title: 'Model',
      fields: {
        goal: 'What we want to have at the end',
        start: { day: '2026-06-01', at: null },
        end: { day: '2026-06-14', at: null },
      },
      status: 'active',
      policy,
    });
    const item = await actions.createItem(caller, {
      project: { id: project.id },
      fields: { title: 'Model', estimate: 3 },
    });
    await actions.enterIteration(caller, { iteration: { id: iteration.id }, item: { id: item.id }, policy: entering });
    const { id: projectId, uid: spaceUid, key } = project;
    models.push({ projectId, spaceUid, key, iterationId: iteration.id, itemId: item.id });
  }
  await app.close();
  return { token, models };
}

// Copies are numbered from far above the models, so that a number tells which copy it is.
const offset = 1_000_000;

function iterationId(size: Size, project: number, place: number): number {
  return offset + project * size.iterationsEach + place;
}

async function multiply(db: Db, models: readonly Model[], size: Size): Promise<void> {
  let items = offset;
  for (const [number, model] of models.entries()) {
    const first = iterationId(size, number, 0);
    await copy(db, 'iteration', model.iterationId, size.iterationsEach, {
      id: sql`${sql.lit(first)} + n.n`,
      uid: uid(1, sql`${sql.lit(first)} + n.n`),
      title: sql`'Iteration ' || n.n`,
      path: sql`'Iteration ' || n.n`,
      sequence: sql`n.n + 1`,
      tree_key: sql`'0' || (100 + n.n)`,
      // Three quarters start in June or later, as the measured query asks.
      start_day: sql`CASE WHEN n.n % 4 = 0 THEN '2026-05-01' ELSE '2026-06-' || (10 + n.n % 20) END`,
      end_day: sql`'2026-07-' || (10 + n.n % 20)`,
    });
    const holds = (place: number) =>
      place === 0 && number === 0 ? size.largest : place <= size.filledEach ? itemsEach : 0;
    for (let place = 0; place < size.iterationsEach; place += 1) {
      const count = holds(place);
      await addCounters(db, first + place, count);
      if (count === 0) continue;
      await fill(db, model, first + place, items, count);
      items += count;
    }
  }
  if (size.largest > 0) await addHistory(db, iterationId(size, 0, 0), models[0], size.largest);
  await db
    .updateTable('organization_counter')
    .set({ iteration: iterationId(size, models.length, 0), item: items, membership: items })
    .execute();
}

async function fill(db: Db, model: Model, iteration: number, firstItem: number, count: number): Promise<void> {
  await copy(db, 'item', model.itemId, count, {
    id: sql`${sql.lit(firstItem)} + n.n`,
    uid: uid(2, sql`${sql.lit(firstItem)} + n.n`),
    key: sql`${sql.lit(`${model.key}-`)} || (${sql.lit(firstItem)} + n.n)`,
    title: sql`'Item ' || (${sql.lit(firstItem)} + n.n)`,
    title_folded: sql`'item ' || (${sql.lit(firstItem)} + n.n)`,
    sort_order: sql`${sql.lit(firstItem)} + n.n`,
  });
  const model1 = await db
    .selectFrom('membership')
    .select('id')
    .where('iteration_id', '=', model.iterationId)
    .executeTakeFirstOrThrow();
  await copy(db, 'membership', model1.id, count, {
    id: sql`${sql.lit(firstItem)} + n.n`,
    iteration_id: sql`${iteration}`,
    item_id: sql`${sql.lit(firstItem)} + n.n`,
    sort_order: sql`n.n + 1`,
  });
}

async function addCounters(db: Db, iteration: number, items: number): Promise<void> {
  await sql`
    INSERT INTO iteration_counter (org_id, iteration_id, member_items, scope_points, scope_items)
    VALUES (1, ${iteration}, ${items}, ${items * 3}, ${items})`.execute(db);
  if (items === 0) return;
  await sql`
    INSERT INTO iteration_day (org_id, iteration_id, day, kind, points, items)
    VALUES (1, ${iteration}, '', 'added', ${items * 3}, ${items})`.execute(db);
}

/**
 * Five facts for each item of the largest iteration, over ten days, in the ledger and in the day rows. As much is lowered as is
 * raised, so that the figures go on balancing.
 */
async function addHistory(db: Db, iteration: number, model: Model | undefined, items: number): Promise<void> {
  const { event } = await db.selectFrom('organization_counter').select('event').executeTakeFirstOrThrow();
  const day = sql`'2026-06-' || (10 + n.n % 10)`;
  await sql`
    WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ${sql.lit(items * 5)})
    INSERT INTO event (org_id, seq, at, kind, project_id, iteration_id, item_id, actor_id, token_id, data)
    SELECT 1, ${event} + n.n, 1780000000000, 'item.changed', ${model?.projectId}, ${iteration},
      ${sql.lit(offset)} + n.n % ${sql.lit(items)}, 1, NULL, '{}' FROM n`.execute(db);
  await sql`
    WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ${sql.lit(items * 5)})
    INSERT INTO ledger (org_id, event_seq, iteration_id, item_id, at, day, kind, points, items)
    SELECT 1, ${event} + n.n, ${iteration}, ${sql.lit(offset)} + n.n % ${sql.lit(items)}, 1780000000000, ${day},
      CASE WHEN n.n % 2 = 0 THEN 'raised' ELSE 'lowered' END, 1, 0 FROM n`.execute(db);
  await sql`
    INSERT INTO iteration_day (org_id, iteration_id, day, kind, points, items)
    SELECT org_id, iteration_id, day, kind, sum(points), sum(items) FROM ledger
    WHERE iteration_id = ${iteration} AND kind IN ('raised', 'lowered') GROUP BY org_id, iteration_id, day, kind`.execute(
    db,
  );
  await db
    .updateTable('organization_counter')
    .set({ event: event + items * 5 })
    .execute();
}

/** Copies one row so many times (n.n runs from 0), with other values in some columns. */
async function copy(
  db: Db,
  table: 'iteration' | 'item' | 'membership',
  id: number,
  count: number,
  others: Readonly<Record<string, RawBuilder<unknown>>>,
): Promise<void> {
  const model = await db.selectFrom(table).selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const columns = Object.keys(model);
  const values = columns.map((column) => others[column] ?? sql.ref(`model.${column}`));
  await sql`
    WITH RECURSIVE n (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < ${sql.lit(count - 1)})
    INSERT INTO ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
    SELECT ${sql.join(values)} FROM n CROSS JOIN ${sql.table(table)} AS model WHERE model.id = ${id}`.execute(db);
}

function uid(kind: number, number: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`${sql.lit(`0000000${kind}-0000-4000-8000-`)} || cast(100000000000 + ${number} AS text)`;
}
