import { requireProjectAdmin } from '../domain/access.ts';
import { changedDetails, type Details } from '../domain/details.ts';
import { differences } from '../domain/differences.ts';
import { checkVersion, type Precondition } from '../domain/precondition.ts';
import { type Doubts, notFound, Refusal, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import { isMember } from '../store/people.ts';
import { findProject, listProjects, type Project, saveProject } from '../store/projects.ts';
import { countHeld, markRemoved } from '../store/remove-project.ts';
import { unknownPlace } from './item-fields.ts';
import type { Tx } from './transact.ts';

/** A project to be changed or removed. */
interface OfProject {
  readonly projectId: number;
  readonly precondition: Precondition;
  /** Whether the version that is changed must be named. */
  readonly requireVersion?: boolean;
  readonly doubts?: Doubts;
}

/** A change of a project. Absent: not mentioned. */
export interface ChangeProject extends OfProject {
  readonly fields: Partial<
    Pick<Project, 'title' | 'description' | 'leadId' | 'externalId' | 'sortOrder' | 'parentId' | 'archived'>
  >;
  /** What is null is let go. */
  readonly details?: Details;
}

/**
 * Changes a project. All of it is one version; what changes nothing raises none.
 * @throws Refusal not_found, forbidden, version_*, invalid (also a lead who is not there, a project above it that is not
 * there or is below it)
 */
export async function changeProject(tx: Tx, change: ChangeProject): Promise<Project> {
  const before = await requireProject(tx, change);
  const next = { ...before, ...change.fields, details: changedDetails(before.details, change.details) };
  if (next.parentId !== before.parentId) await requireParent(tx, next.parentId, before.id);
  if (next.leadId !== before.leadId && !(await isMember(tx.db, tx.actor.orgId, next.leadId)))
    throw unknownPlace('leadId');
  if (JSON.stringify(next) === JSON.stringify(before)) return before;
  const saved = { ...next, version: before.version + 1, updatedAt: Math.max(tx.now, before.updatedAt) };
  await saveProject(tx.db, saved);
  const { id: projectId, version, title } = saved;
  await tx.emit({ kind: 'project.changed', projectId, data: { version, title, ...differences(before, saved, told) } });
  return saved;
}

const told = ['title', 'description', 'leadId', 'externalId', 'sortOrder', 'parentId', 'archived', 'details'] as const;

/**
 * Removes a project in which nothing is planned any more. Its events stay.
 * @throws Refusal not_found, forbidden, version_*, invalid (it holds items or iterations)
 */
export async function removeProject(tx: Tx, remove: OfProject): Promise<void> {
  const project = await requireProject(tx, remove);
  const { orgId, id: projectId, title } = project;
  const { items, iterations } = await countHeld(tx.db, orgId, projectId);
  if (items > 0 || iterations > 0) {
    const message = `The project holds ${items} items and ${iterations} iterations`;
    throw new Refusal('invalid', message, { faults: [{ field: '', rule: 'rule', message }] });
  }
  await markRemoved(tx.db, project, tx.now);
  await tx.emit({ kind: 'project.removed', projectId, data: { title } });
}

/** @throws Refusal invalid at `parentId` */
export async function requireParent(tx: Tx, parentId: number | null, childId: number | null): Promise<void> {
  const all = new Map((await listProjects(tx.db, tx.actor.orgId)).map((project) => [project.id, project]));
  for (let id = parentId; id !== null; ) {
    const project = all.get(id);
    if (project === undefined || id === childId) throw unknownPlace('parentId');
    id = project.parentId;
  }
}

/** @throws Refusal not_found, forbidden, version_*, invalid */
async function requireProject(
  tx: Tx,
  { projectId, precondition, requireVersion = false, doubts }: OfProject,
): Promise<Project> {
  const project = await findProject(tx.db, tx.actor.orgId, { id: projectId });
  if (project === undefined) throw notFound('project');
  requireProjectAdmin(tx.actor, projectId);
  refuseUnreadable(doubts);
  checkVersion(precondition, project.version, requireVersion);
  refuseFaults(doubts);
  return project;
}
