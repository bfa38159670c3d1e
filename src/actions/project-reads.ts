import { type Actor, canSee } from '../domain/access.ts';
import { notFound } from '../domain/refusal.ts';
import type { Status } from '../domain/workflow.ts';
import type { Db } from '../store/engine.ts';
import { readRevision } from '../store/events.ts';
import { listProjects as allProjects, findProject, type Project, type ProjectRef } from '../store/projects.ts';
import { listAllStatuses, listStatuses as statusesOf } from '../store/workflows.ts';

/** One project. @throws Refusal not_found */
export async function getProject(db: Db, actor: Actor, ref: ProjectRef): Promise<Project> {
  const project = await findProject(db, actor.orgId, ref);
  if (project === undefined || !canSee(actor, project.id)) throw notFound('project');
  return project;
}

/** The projects that the actor can see, oldest first. */
export async function listProjects(db: Db, actor: Actor): Promise<readonly Project[]> {
  return (await allProjects(db, actor.orgId)).filter((project) => canSee(actor, project.id));
}

/** The statuses of a project's workflow in order, or every status of the organization. @throws Refusal not_found */
export async function listStatuses(
  db: Db,
  actor: Actor,
  of: { readonly projectId: number | null },
): Promise<readonly Status[]> {
  if (of.projectId === null) return listAllStatuses(db, actor.orgId);
  const project = await getProject(db, actor, { id: of.projectId });
  return statusesOf(db, actor.orgId, project.id);
}

/** A number that rises with every write in a project, or in the whole organization: what lists are cached by. */
export async function getRevision(db: Db, actor: Actor, of: { readonly projectId: number | null }): Promise<number> {
  return readRevision(db, actor.orgId, of.projectId);
}
