import { type Db, prepared } from './engine.ts';

/** A project with what every dialect shows of it. */
export interface Project {
  readonly orgId: number;
  readonly id: number;
  readonly uid: string;
  readonly key: string;
  readonly title: string;
  readonly description: string | null;
  /** Who answers for it. */
  readonly leadId: number;
  readonly leadName: string;
  readonly version: number;
  /** Its own zone, else the organization's. */
  readonly zone: string;
  readonly rootIterationId: number;
  readonly defaultBoardId: number;
  readonly createdAt: number;
  readonly createdBy: number;
}

/** How a caller names a project. */
export type ProjectRef = { readonly id: number } | { readonly uid: string } | { readonly key: string };

function selectProjects(db: Db) {
  return db
    .selectFrom('project as p')
    .innerJoin('organization as o', 'o.id', 'p.org_id')
    .innerJoin('person as l', 'l.id', 'p.lead_id')
    .select((eb) => [
      'p.org_id as orgId',
      'p.id',
      'p.uid',
      'p.key',
      'p.title',
      'p.description',
      'p.lead_id as leadId',
      'l.name as leadName',
      'p.version',
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

/** Stores a project, with its revision at 0. `zone` null takes the organization's. */
export async function insertProject(
  db: Db,
  project: Omit<Project, 'zone' | 'leadName'> & { zone: string | null },
): Promise<void> {
  await db
    .insertInto('project')
    .values({
      org_id: project.orgId,
      id: project.id,
      uid: project.uid,
      key: project.key,
      title: project.title,
      description: project.description,
      lead_id: project.leadId,
      version: project.version,
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
