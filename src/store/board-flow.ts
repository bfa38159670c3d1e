import { sql } from 'kysely';
import { beforeRecords, type Crossings, type CrossingsOfDay } from '../domain/cumulative-flow.ts';
import { type Db, prepared } from './engine.ts';

const counts = [
  'arrived',
  'started',
  'done',
  'reopened',
  'returned',
  'dropped_queued',
  'dropped_started',
  'dropped_done',
] as const;

const names = sql.join(counts.map((name) => sql.ref(name)));
const added = sql.join(
  counts.map((name) => sql`${sql.ref(name)} = ${sql.ref(`board_flow.${name}`)} + ${sql.ref(`excluded.${name}`)}`),
);

type Row = Crossings & { readonly orgId: number; readonly boardId: number; readonly day: string };

const addToDay = prepared<Row, never>((db, value) => ({
  compile: () =>
    sql<never>`
      INSERT INTO board_flow (org_id, board_id, day, ${names})
      VALUES (${value('orgId')}, ${value('boardId')}, ${value('day')}, ${value('arrived')}, ${value('started')},
        ${value('done')}, ${value('reopened')}, ${value('returned')}, ${value('droppedQueued')},
        ${value('droppedStarted')}, ${value('droppedDone')})
      ON CONFLICT (org_id, board_id, day) DO UPDATE SET ${added}`.compile(db),
}));

/** Adds what crossed a board to its row of that day. */
export async function addCrossings(db: Db, row: Row): Promise<void> {
  await addToDay(db, row);
}

/** Has a board's crossings count as those of another, to which everything on it goes. */
export async function mergeCrossings(db: Db, orgId: number, from: number, to: number): Promise<void> {
  await sql`
    INSERT INTO board_flow (org_id, board_id, day, ${names})
    SELECT org_id, ${to}, day, ${names} FROM board_flow WHERE org_id = ${orgId} AND board_id = ${from}
    ON CONFLICT (org_id, board_id, day) DO UPDATE SET ${added}`.execute(db);
  await db.deleteFrom('board_flow').where('org_id', '=', orgId).where('board_id', '=', from).execute();
}

/** What crossed some boards together, by rising day; all that was before `from` is filed under `beforeRecords`. */
export async function readCrossings(
  db: Db,
  of: { readonly orgId: number; readonly boardIds: readonly number[]; readonly from: string; readonly to: string },
): Promise<readonly CrossingsOfDay[]> {
  const day = sql<string>`CASE WHEN day < ${of.from} THEN ${beforeRecords} ELSE day END`;
  const total = (name: (typeof counts)[number]) => sql<number>`CAST(sum(${sql.ref(name)}) AS bigint)`;
  return db
    .selectFrom('board_flow')
    .select([
      day.as('day'),
      total('arrived').as('arrived'),
      total('started').as('started'),
      total('done').as('done'),
      total('reopened').as('reopened'),
      total('returned').as('returned'),
      total('dropped_queued').as('droppedQueued'),
      total('dropped_started').as('droppedStarted'),
      total('dropped_done').as('droppedDone'),
    ])
    .where('org_id', '=', of.orgId)
    .where('board_id', 'in', [...of.boardIds])
    .where('day', '<=', of.to)
    .groupBy(sql`1`)
    .orderBy(sql`1`)
    .execute();
}

const zoneById = prepared<{ orgId: number; boardId: number }, { zone: string }>((db, value) =>
  db
    .selectFrom('board as b')
    .innerJoin('project as p', (on) => on.onRef('p.org_id', '=', 'b.org_id').onRef('p.id', '=', 'b.project_id'))
    .innerJoin('organization as o', 'o.id', 'b.org_id')
    .select((eb) => eb.fn.coalesce('p.zone', 'o.zone').as('zone'))
    .where('b.org_id', '=', value('orgId'))
    .where('b.id', '=', value('boardId')),
);

/** The zone in which a board's days are counted: its project's, else the organization's. */
export async function zoneOfBoard(db: Db, orgId: number, boardId: number): Promise<string> {
  const [row] = await zoneById(db, { orgId, boardId });
  if (row === undefined) throw new Error(`No board ${boardId}`);
  return row.zone;
}
