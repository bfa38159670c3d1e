import { type Actor, canSee, requireProjectAdmin } from '../domain/access.ts';
import { checkVersion, type Precondition } from '../domain/precondition.ts';
import type { ProjectRules } from '../domain/project-rules.ts';
import { type Doubts, notFound, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import type { Db } from '../store/engine.ts';
import { readProjectRules, type StoredRules, saveProjectRules } from '../store/project-rules.ts';
import { findProject } from '../store/projects.ts';
import type { Tx } from './transact.ts';

/** A change of a project's rules. Absent: not mentioned. */
export interface ChangeProjectRules {
  readonly projectId: number;
  readonly precondition: Precondition;
  readonly fields: Partial<ProjectRules>;
  readonly doubts?: Doubts;
}

/** By which rules the iterations of a project are counted. @throws Refusal not_found */
export async function getProjectRules(
  db: Db,
  actor: Actor,
  { projectId }: { readonly projectId: number },
): Promise<StoredRules> {
  const project = await findProject(db, actor.orgId, { id: projectId });
  if (project === undefined || !canSee(actor, project.id)) throw notFound('project');
  return readProjectRules(db, actor.orgId, project.id);
}

/**
 * Changes by which rules iterations are counted that are made, started or closed from then on. All of it is one version;
 * what changes nothing raises none.
 * @throws Refusal not_found, forbidden, version_*, invalid
 */
export async function changeProjectRules(tx: Tx, change: ChangeProjectRules): Promise<StoredRules> {
  const { db, actor, now } = tx;
  const { projectId, fields } = change;
  const before = await getProjectRules(db, actor, change);
  requireProjectAdmin(actor, projectId);
  refuseUnreadable(change.doubts);
  checkVersion(change.precondition, before.version, true);
  refuseFaults(change.doubts);
  const next = { ...before, ...fields };
  if (JSON.stringify(next) === JSON.stringify(before)) return before;
  const saved = { ...next, version: before.version + 1 };
  await saveProjectRules(db, { ...saved, orgId: actor.orgId, projectId, at: now, by: actor.userId });
  await tx.emit({ kind: 'project_rules.changed', projectId, data: { before, after: saved } });
  return saved;
}
