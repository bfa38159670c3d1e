import type { Status } from '../domain/workflow.ts';
import { type Db, prepared } from './engine.ts';

/** A project with what every dialect shows of it. */
export interface Project {
  readonly orgId: number;
  readonly id: number;
  readonly uid: string;
  readonly key: string;
  readonly title: string;
  /** Its own zone, else the organization's. */
  readonly zone: string;
  readonly rootIterationId: number;
  readonly defaultBoardId: number;
  readonly createdAt: number;
  readonly createdBy: number;
}

/** A board; `takesIterations` is false where a caller made it of a kind that cannot have any. */
export interface Board {
  readonly orgId: number;
  readonly id: number;
  readonly uid: string;
  readonly projectId: number;
  readonly title: string;
  readonly takesIterations: boolean;
  readonly version: number;
  readonly createdAt: number;
  readonly createdBy: number;
}

/** How a caller names a project. */
export type ProjectRef = { readonly id: number } | { readonly uid: string } | { readonly key: string };

function selectProjects(db: Db) {
  return db
    .selectFrom('project as p')
    .innerJoin('organization as o', 'o.id', 'p.org_id')
    .select((eb) => [
      'p.org_id as orgId',
      'p.id',
      'p.uid',
      'p.key',
      'p.title',
      eb.fn.coalesce('p.zone', 'o.zone').as('zone'),
      'p.root_iteration_id as rootIterationId',
      'p.default_board_id as defaultBoardId',
      'p.created_at as createdAt',
      'p.created_by as createdBy',
    ]);
}

const projectById = prepared<{ orgId: number; id: number }, Project>((db, value) =>
  selectProjects(db).where('p.org_id', '=', value('orgId')).where('p.id', '=', value('id')),
);
const projectByUid = prepared<{ orgId: number; uid: string }, Project>((db, value) =>
  selectProjects(db).where('p.org_id', '=', value('orgId')).where('p.uid', '=', value('uid')),
);
const projectByKey = prepared<{ orgId: number; key: string }, Project>((db, value) =>
  selectProjects(db).where('p.org_id', '=', value('orgId')).where('p.key', '=', value('key')),
);

/** The project of that name in the organization, or undefined. */
export async function findProject(db: Db, orgId: number, ref: ProjectRef): Promise<Project | undefined> {
  if ('id' in ref) return (await projectById(db, { orgId, id: ref.id }))[0];
  if ('uid' in ref) return (await projectByUid(db, { orgId, uid: ref.uid }))[0];
  return (await projectByKey(db, { orgId, key: ref.key }))[0];
}

/** All projects of the organization, in the order they were made. */
export async function listProjects(db: Db, orgId: number): Promise<readonly Project[]> {
  return selectProjects(db).where('p.org_id', '=', orgId).orderBy('p.id').execute();
}

/** Keys that are taken in the organization and begin with `prefix`. */
export async function keysLike(db: Db, orgId: number, prefix: string): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('project').select('key').where('org_id', '=', orgId).execute();
  return new Set(rows.map((row) => row.key).filter((key) => key.startsWith(prefix)));
}

function selectBoards(db: Db) {
  return db
    .selectFrom('board')
    .select([
      'org_id as orgId',
      'id',
      'uid',
      'project_id as projectId',
      'title',
      'takes_iterations as takes',
      'version',
      'created_at as createdAt',
      'created_by as createdBy',
    ]);
}

type BoardRow = Omit<Board, 'takesIterations'> & { readonly takes: number };

const boardById = prepared<{ orgId: number; id: number }, BoardRow>((db, value) =>
  selectBoards(db).where('org_id', '=', value('orgId')).where('id', '=', value('id')),
);

/** The board of that number in the organization, or undefined. */
export async function findBoard(db: Db, orgId: number, id: number): Promise<Board | undefined> {
  const [row] = await boardById(db, { orgId, id });
  return row === undefined ? undefined : toBoard(row);
}

function toBoard({ takes, ...row }: BoardRow): Board {
  return { ...row, takesIterations: takes === 1 };
}

/** Columns of a board, in order, each with the category of the items that stand in it. */
export async function listColumns(db: Db, orgId: number, boardId: number) {
  return db
    .selectFrom('board_column')
    .select(['id', 'uid', 'title', 'category', 'sort_order as sortOrder'])
    .where('org_id', '=', orgId)
    .where('board_id', '=', boardId)
    .orderBy('sort_order')
    .orderBy('id')
    .execute();
}

/** The first lane of a board. */
export async function firstLane(db: Db, orgId: number, boardId: number): Promise<number> {
  const lane = await db
    .selectFrom('lane')
    .select('id')
    .where('org_id', '=', orgId)
    .where('board_id', '=', boardId)
    .orderBy('sort_order')
    .orderBy('id')
    .executeTakeFirstOrThrow();
  return lane.id;
}

/** Stores a project, with its revision at 0. `zone` null takes the organization's. */
export async function insertProject(db: Db, project: Omit<Project, 'zone'> & { zone: string | null }): Promise<void> {
  await db
    .insertInto('project')
    .values({
      org_id: project.orgId,
      id: project.id,
      uid: project.uid,
      key: project.key,
      title: project.title,
      zone: project.zone,
      root_iteration_id: project.rootIterationId,
      default_board_id: project.defaultBoardId,
      last_item_number: 0,
      created_at: project.createdAt,
      created_by: project.createdBy,
    })
    .execute();
  await db
    .insertInto('project_revision')
    .values({ org_id: project.orgId, project_id: project.id, revision: 0 })
    .execute();
}

/** Stores a board with its columns, in the order given, and its first lane. */
export async function insertBoard(
  db: Db,
  board: Board,
  parts: {
    readonly columns: readonly {
      id: number;
      uid: string;
      title: string;
      category: 'queued' | 'in_progress' | 'done';
    }[];
    readonly lane: { readonly id: number; readonly uid: string; readonly title: string };
  },
): Promise<void> {
  const ids = { org_id: board.orgId, board_id: board.id };
  await db
    .insertInto('board')
    .values({
      org_id: board.orgId,
      id: board.id,
      uid: board.uid,
      project_id: board.projectId,
      title: board.title,
      takes_iterations: board.takesIterations ? 1 : 0,
      version: board.version,
      created_at: board.createdAt,
      created_by: board.createdBy,
    })
    .execute();
  await db
    .insertInto('board_column')
    .values(parts.columns.map((column, index) => ({ ...ids, ...column, sort_order: index + 1 })))
    .execute();
  await db
    .insertInto('lane')
    .values({ ...ids, ...parts.lane, sort_order: 1 })
    .execute();
}

/** The statuses of a project's workflow, in order. */
export async function listStatuses(db: Db, orgId: number, projectId: number): Promise<readonly Status[]> {
  return db
    .selectFrom('status')
    .select(['id', 'key', 'name', 'category'])
    .where('org_id', '=', orgId)
    .where('project_id', '=', projectId)
    .orderBy('sort_order')
    .orderBy('id')
    .execute();
}

/** Stores a project's statuses, in the order given. */
export async function insertStatuses(
  db: Db,
  orgId: number,
  projectId: number,
  statuses: readonly Status[],
): Promise<void> {
  await db
    .insertInto('status')
    .values(
      statuses.map((status, index) => ({ org_id: orgId, project_id: projectId, ...status, sort_order: index + 1 })),
    )
    .execute();
}
