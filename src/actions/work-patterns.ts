import { type Actor, canSee, requirePlanner } from '../domain/access.ts';
import { patternsInForce, type WorkPattern } from '../domain/capacity.ts';
import { type Iteration, isClosed } from '../domain/iteration.ts';
import { checkVersion, type Precondition } from '../domain/precondition.ts';
import { type Doubts, type Fault, notFound, Refusal, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import type { Db } from '../store/engine.ts';
import { getIteration } from '../store/iterations.ts';
import { isMember } from '../store/people.ts';
import { findProject } from '../store/projects.ts';
import { type PatternsOwner, readPatternLevels, type StoredPatterns, savePatterns } from '../store/work-patterns.ts';
import { requireKnown } from './require-iteration.ts';
import type { Tx } from './transact.ts';

/** Whose work patterns are meant. */
export type PatternsOf = { readonly projectId: number } | { readonly iterationId: number };

/** What a level says of who works when, and what holds there when the project is heard too. */
export interface PatternsView extends StoredPatterns {
  readonly inForce: readonly WorkPattern[];
}

/** Other work patterns for a level, whole. */
export interface SetPatterns {
  readonly of: PatternsOf;
  readonly patterns: readonly WorkPattern[];
  readonly precondition: Precondition;
  readonly doubts?: Doubts;
}

/** The work patterns of a project, or of an iteration. @throws Refusal not_found */
export async function getWorkPatterns(
  db: Db,
  actor: Actor,
  { of }: { readonly of: PatternsOf },
): Promise<PatternsView> {
  return viewOf(db, (await findOwner(db, actor, of)).key);
}

/**
 * Sets the work patterns of a project, or of an iteration, whose team works differently. Capacities of open iterations are
 * reckoned anew from then on; what says the same as before changes nothing.
 * @throws Refusal not_found, forbidden, version_*, invalid (also somebody who is not there), iteration_closed
 */
export async function setWorkPatterns(tx: Tx, set: SetPatterns): Promise<PatternsView> {
  const { db, actor } = tx;
  const { key, iteration } = await findOwner(db, actor, set.of);
  requirePlanner(actor, key.projectId, 'project');
  refuseUnreadable(set.doubts);
  const before = await viewOf(db, key);
  checkVersion(set.precondition, before.version, true);
  refuseFaults(set.doubts);
  if (iteration !== null && isClosed(iteration)) {
    throw new Refusal('iteration_closed', 'The capacity of a closed iteration is part of its record');
  }
  await requirePeople(db, actor.orgId, set.patterns);
  const patterns = set.patterns
    .map(({ personId, weekdays, hoursPerDay, allocation, focus }) => ({
      personId,
      weekdays: weekdays?.toSorted((left, right) => left - right) ?? null,
      hoursPerDay,
      allocation,
      focus,
    }))
    .toSorted((left, right) => left.personId - right.personId);
  if (JSON.stringify(patterns) === JSON.stringify(before.patterns)) return before;
  const version = before.version + 1;
  await savePatterns(db, key, { patterns, version, at: tx.now, by: actor.userId });
  await tx.emit({
    kind: 'work_patterns.changed',
    projectId: key.projectId,
    ...(key.iterationId === null ? {} : { iterationId: key.iterationId }),
    data: { version, before: { patterns: before.patterns }, after: { patterns } },
  });
  return viewOf(db, key);
}

async function findOwner(
  db: Db,
  actor: Actor,
  of: PatternsOf,
): Promise<{ readonly key: PatternsOwner; readonly iteration: Iteration | null }> {
  const { orgId } = actor;
  if ('projectId' in of) {
    const project = await findProject(db, orgId, { id: of.projectId });
    if (project === undefined || !canSee(actor, project.id)) throw notFound('project');
    return { key: { orgId, projectId: project.id, iterationId: null }, iteration: null };
  }
  const iteration = await getIteration(db, orgId, { id: of.iterationId });
  requireKnown(iteration, { policy: { findsRemoved: false, findsGroups: false } });
  if (!canSee(actor, iteration.projectId)) throw notFound('iteration');
  return { key: { orgId, projectId: iteration.projectId, iterationId: iteration.id }, iteration };
}

async function viewOf(db: Db, key: PatternsOwner): Promise<PatternsView> {
  const levels = await readPatternLevels(db, key);
  const own = levels.find(({ iterationId }) => iterationId === key.iterationId);
  const { patterns, version } = own ?? { patterns: [], version: 1 };
  return { patterns, version, inForce: patternsInForce(levels.map((level) => level.patterns)) };
}

async function requirePeople(db: Db, orgId: number, patterns: readonly WorkPattern[]): Promise<void> {
  const faults: Fault[] = [];
  for (const [index, { personId }] of patterns.entries()) {
    if (await isMember(db, orgId, personId)) continue;
    faults.push({
      field: `patterns.${index}.personId`,
      rule: 'reference',
      message: `There is nobody with number ${personId}`,
    });
  }
  refuseFaults({ faults });
}
