import type { Categories } from '../domain/undo-changes.ts';
import type { Status } from '../domain/workflow.ts';
import { type Db, prepared } from './engine.ts';

const ofProject = prepared<{ orgId: number; projectId: number }, Status>((db, value) =>
  db
    .selectFrom('workflow_status as w')
    .innerJoin('status as s', (on) => on.onRef('s.org_id', '=', 'w.org_id').onRef('s.id', '=', 'w.status_id'))
    .select(['s.id', 's.key', 's.name', 's.category'])
    .where('w.org_id', '=', value('orgId'))
    .where('w.project_id', '=', value('projectId'))
    .orderBy('w.sort_order')
    .orderBy('s.id'),
);

/** The statuses of a project's workflow, in order. */
export function listStatuses(db: Db, orgId: number, projectId: number): Promise<readonly Status[]> {
  return ofProject(db, { orgId, projectId });
}

const ofOrganization = prepared<{ orgId: number }, Status>((db, value) =>
  db.selectFrom('status').select(['id', 'key', 'name', 'category']).where('org_id', '=', value('orgId')).orderBy('id'),
);

/** Every status of the organization, oldest first. */
export function listAllStatuses(db: Db, orgId: number): Promise<readonly Status[]> {
  return ofOrganization(db, { orgId });
}

/** The category of every status of the organization, by its number. */
export async function readCategories(db: Db, orgId: number): Promise<Categories> {
  return new Map((await listAllStatuses(db, orgId)).map(({ id, category }) => [id, category]));
}

/** Stores new statuses of the organization. */
export async function insertStatuses(db: Db, orgId: number, statuses: readonly Status[]): Promise<void> {
  if (statuses.length === 0) return;
  await db
    .insertInto('status')
    .values(statuses.map((status) => ({ org_id: orgId, ...status })))
    .execute();
}

/** Adds statuses of the organization to a project's workflow, at its end. */
export async function addToWorkflow(
  db: Db,
  orgId: number,
  projectId: number,
  statusIds: readonly number[],
): Promise<void> {
  if (statusIds.length === 0) return;
  const { last } = await db
    .selectFrom('workflow_status')
    .select((eb) => eb.fn.coalesce(eb.fn.max('sort_order'), eb.lit(0)).as('last'))
    .where('org_id', '=', orgId)
    .where('project_id', '=', projectId)
    .executeTakeFirstOrThrow();
  await db
    .insertInto('workflow_status')
    .values(
      statusIds.map((id, index) => ({
        org_id: orgId,
        project_id: projectId,
        status_id: id,
        sort_order: last + index + 1,
      })),
    )
    .execute();
}

/** Gives a project its workflow: statuses of the organization, in the order given. */
export async function insertWorkflow(
  db: Db,
  orgId: number,
  projectId: number,
  statusIds: readonly number[],
): Promise<void> {
  await db
    .insertInto('workflow_status')
    .values(
      statusIds.map((id, index) => ({ org_id: orgId, project_id: projectId, status_id: id, sort_order: index + 1 })),
    )
    .execute();
}
