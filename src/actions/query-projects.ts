import { type Actor, canSee, visibleProjects } from '../domain/access.ts';
import type { Query } from '../domain/filter.ts';
import { notFound } from '../domain/refusal.ts';
import type { Db } from '../store/engine.ts';
import { type ProjectRow, projectRows } from '../store/project-rows.ts';
import type { RowPage } from '../store/query-rows.ts';

/** One project with the days of its root iteration. @throws Refusal not_found */
export async function getPlannedProject(db: Db, actor: Actor, { id }: { readonly id: number }): Promise<ProjectRow> {
  const project = canSee(actor, id) ? await projectRows.find(db, actor.orgId, id) : undefined;
  if (project === undefined) throw notFound('project');
  return project;
}

/** A page of the projects that the actor can see, with the days of their root iterations. */
export async function queryProjects(
  db: Db,
  actor: Actor,
  { query }: { readonly query: Query },
): Promise<RowPage<ProjectRow>> {
  return projectRows.list(db, { orgId: actor.orgId, projects: visibleProjects(actor) }, query);
}
