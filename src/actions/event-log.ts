import { type Actor, administeredProjects, canSee, visibleProjects } from '../domain/access.ts';
import { notFound } from '../domain/refusal.ts';
import type { Db } from '../store/engine.ts';
import { type LoggedEvent, type LogQuery, type LogSubject, readEventLog } from '../store/event-log.ts';
import { findIteration } from '../store/iterations.ts';
import { findProject } from '../store/projects.ts';
import { findVisibleItem } from './find-visible-item.ts';

interface ListEventLog extends Omit<LogQuery, 'orgId' | 'projects' | 'administered'> {
  readonly of: LogSubject;
}

/** What has happened to a project, an iteration or an item, as far as the actor can see it. @throws Refusal not_found */
export async function listEventLog(db: Db, actor: Actor, list: ListEventLog): Promise<readonly LoggedEvent[]> {
  await requireSubject(db, actor, list.of);
  const [projects, administered] = [visibleProjects(actor), administeredProjects(actor)];
  return readEventLog(db, { ...list, orgId: actor.orgId, projects, administered });
}

async function requireSubject(db: Db, actor: Actor, of: LogSubject): Promise<void> {
  if (of === 'everything') return;
  if ('itemId' in of) {
    await findVisibleItem(db, actor, { id: of.itemId });
    return;
  }
  if ('iterationId' in of) {
    const found = await findIteration(db, actor.orgId, { id: of.iterationId });
    if (found === undefined || found.status === 'removed' || !canSee(actor, found.projectId))
      throw notFound('iteration');
    return;
  }
  const project = await findProject(db, actor.orgId, { id: of.projectId });
  if (project === undefined || !canSee(actor, project.id)) throw notFound('project');
}
