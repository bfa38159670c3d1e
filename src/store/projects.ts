import { type Details, readDetails } from '../domain/details.ts';
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
  /** Epoch milliseconds of the last change of the project itself. */
  readonly updatedAt: number;
  /** What another program calls it. */
  readonly externalId: string | null;
  /** Its place among the projects; its number unless somebody set it. */
  readonly sortOrder: number;
  /** The project under which it is shown. */
  readonly parentId: number | null;
  /** Put away: everything in it goes on as it is. */
  readonly archived: boolean;
  readonly details: Details;
}

interface ProjectRow extends Omit<Project, 'archived' | 'details'> {
  readonly away: number;
  readonly kept: string;
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
      eb.fn.coalesce('p.updated_at', 'p.created_at').as('updatedAt'),
      'p.external_id as externalId',
      eb.fn.coalesce('p.sort_order', 'p.id').as('sortOrder'),
      'p.parent_id as parentId',
      'p.archived as away',
      'p.details as kept',
    ])
    .where('p.removed_at', 'is', null);
}

function projectFromRow({ away, kept, ...row }: ProjectRow): Project {
  return { ...row, archived: away === 1, details: readDetails(kept) };
}

const projectById = prepared<{ orgId: number; id: number }, ProjectRow>((db, value) =>
  selectProjects(db).where('p.org_id', '=', value('orgId')).where('p.id', '=', value('id')),
);
const projectByUid = prepared<{ orgId: number; uid: string }, ProjectRow>((db, value) =>
  selectProjects(db).where('p.org_id', '=', value('orgId')).where('p.uid', '=', value('uid')),
);
const projectByKey = prepared<{ orgId: number; key: string }, ProjectRow>((db, value) =>
  selectProjects(db).where('p.org_id', '=', value('orgId')).where('p.key', '=', value('key')),
);

/** The project of that name in the organization, or undefined; none that was removed. */
export async function findProject(db: Db, orgId: number, ref: ProjectRef): Promise<Project | undefined> {
  const [row] = await rowsOf(db, orgId, ref);
  return row === undefined ? undefined : projectFromRow(row);
}

function rowsOf(db: Db, orgId: number, ref: ProjectRef): Promise<readonly ProjectRow[]> {
  if ('id' in ref) return projectById(db, { orgId, id: ref.id });
  if ('uid' in ref) return projectByUid(db, { orgId, uid: ref.uid });
  return projectByKey(db, { orgId, key: ref.key });
}

/** All projects of the organization, in the order they were made. */
export async function listProjects(db: Db, orgId: number): Promise<readonly Project[]> {
  const rows = await selectProjects(db).where('p.org_id', '=', orgId).orderBy('p.id').execute();
  return rows.map(projectFromRow);
}

/** Keys that are taken in the organization and begin with `prefix`. */
export async function keysLike(db: Db, orgId: number, prefix: string): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('project').select('key').where('org_id', '=', orgId).execute();
  return new Set(rows.map((row) => row.key).filter((key) => key.startsWith(prefix)));
}

/** Stores a project, with its revision at 0. `zone` null takes the organization's. */
export async function insertProject(
  db: Db,
  project: Omit<Project, 'zone' | 'leadName' | 'sortOrder'> & { zone: string | null; sortOrder: number | null },
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
      external_id: project.externalId,
      sort_order: project.sortOrder,
      parent_id: project.parentId,
      archived: project.archived ? 1 : 0,
      details: JSON.stringify(project.details),
      updated_at: project.updatedAt,
      removed_at: null,
    })
    .execute();
  await db
    .insertInto('project_revision')
    .values({ org_id: project.orgId, project_id: project.id, revision: 0 })
    .execute();
}

/** Writes what may change of a project over what it was. */
export async function saveProject(db: Db, project: Project): Promise<void> {
  await db
    .updateTable('project')
    .set({
      title: project.title,
      description: project.description,
      lead_id: project.leadId,
      external_id: project.externalId,
      sort_order: project.sortOrder,
      parent_id: project.parentId,
      archived: project.archived ? 1 : 0,
      details: JSON.stringify(project.details),
      version: project.version,
      updated_at: project.updatedAt,
    })
    .where('org_id', '=', project.orgId)
    .where('id', '=', project.id)
    .execute();
}
