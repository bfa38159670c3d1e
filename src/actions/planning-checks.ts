import { type Actor, canSee } from '../domain/access.ts';
import { emptyCounters } from '../domain/ledger.ts';
import { type Found, loadOf, type PlanFinding, type PlannedIteration } from '../domain/planning-checks.ts';
import { notFound } from '../domain/refusal.ts';
import { readManyCounters } from '../store/counters.ts';
import type { Db } from '../store/engine.ts';
import {
  type FoundOf,
  itemsWithoutEstimate,
  releasesWithoutIterations,
  storiesWithoutCriteria,
} from '../store/planning-checks.ts';
import { findProject } from '../store/projects.ts';
import { queryIterations } from '../store/query-iterations.ts';
import { planThen } from './planning-checks-then.ts';

/** What a project's plan holds, and what should be looked at in it. */
export interface PlanningChecks {
  /** Those that are planned or active, in the order of the tree. */
  readonly iterations: readonly PlannedIteration[];
  readonly found: Readonly<Record<PlanFinding, FoundOf>>;
}

/** How many of each are named. */
const named = 100;

/**
 * Looks through the plan of a project; `asOf` an instant in epoch milliseconds, as it was known before.
 * @throws Refusal not_found, also for a project that was not made yet
 */
export async function planningChecks(
  db: Db,
  actor: Actor,
  { projectId, asOf }: { readonly projectId: number; readonly asOf?: number },
): Promise<PlanningChecks> {
  const { orgId } = actor;
  const project = await findProject(db, orgId, { id: projectId });
  if (project === undefined || !canSee(actor, project.id)) throw notFound('project');
  if (asOf !== undefined) {
    if (project.createdAt >= asOf) throw notFound('project');
    const then = await planThen(db, actor, { orgId, projectId: project.id, asOf });
    return {
      iterations: then.iterations,
      found: {
        item_without_estimate: firstOf(then.withoutEstimate),
        iteration_over_capacity: overCapacity(then.iterations),
        release_without_iterations: firstOf(then.withoutIterations),
        story_without_criteria: firstOf(then.withoutCriteria),
      },
    };
  }
  const scope = { orgId, projects: [project.id], kinds: ['iteration'], statuses: ['planned', 'active'] } as const;
  const all = { order: [], skip: 0, limit: null };
  const page = await queryIterations(db, scope, all, { defaultOrder: 'tree', count: false });
  const known = await readManyCounters(
    db,
    orgId,
    page.iterations.map(({ id }) => id),
  );
  const countersOf = new Map(known.map((each) => [each.iterationId, each.counters]));
  const iterations = page.iterations.map(({ id, title, status, minCapacity, maxCapacity }): PlannedIteration => {
    const counters = countersOf.get(id) ?? emptyCounters;
    const load = loadOf(counters.scopePoints, { minCapacity, maxCapacity });
    return { id, title, status, minCapacity, maxCapacity, counters, load };
  });
  return {
    iterations,
    found: {
      item_without_estimate: await itemsWithoutEstimate(db, orgId, project.id, named),
      iteration_over_capacity: overCapacity(iterations),
      release_without_iterations: await releasesWithoutIterations(db, orgId, project.id, named),
      story_without_criteria: await storiesWithoutCriteria(db, orgId, project.id, named),
    },
  };
}

function overCapacity(iterations: readonly PlannedIteration[]): FoundOf {
  return firstOf(iterations.filter(({ load }) => load === 'over').map(({ id, title }) => ({ id, title })));
}

function firstOf(found: readonly Found[]): FoundOf {
  return { total: found.length, first: found.slice(0, named) };
}
