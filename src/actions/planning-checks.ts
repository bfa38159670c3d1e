import { type Actor, canSee } from '../domain/access.ts';
import { emptyCounters } from '../domain/ledger.ts';
import { loadOf, type PlanFinding, type PlannedIteration } from '../domain/planning-checks.ts';
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

/** What a project's plan holds, and what should be looked at in it. */
export interface PlanningChecks {
  /** Those that are planned or active, in the order of the tree. */
  readonly iterations: readonly PlannedIteration[];
  readonly found: Readonly<Record<PlanFinding, FoundOf>>;
}

/** How many of each are named. */
const named = 100;

/** Looks through the plan of a project. @throws Refusal not_found */
export async function planningChecks(
  db: Db,
  actor: Actor,
  { projectId }: { readonly projectId: number },
): Promise<PlanningChecks> {
  const { orgId } = actor;
  const project = await findProject(db, orgId, { id: projectId });
  if (project === undefined || !canSee(actor, project.id)) throw notFound('project');
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
  const over = iterations.filter(({ load }) => load === 'over');
  return {
    iterations,
    found: {
      item_without_estimate: await itemsWithoutEstimate(db, orgId, project.id, named),
      iteration_over_capacity: {
        total: over.length,
        first: over.slice(0, named).map(({ id, title }) => ({ id, title })),
      },
      release_without_iterations: await releasesWithoutIterations(db, orgId, project.id, named),
      story_without_criteria: await storiesWithoutCriteria(db, orgId, project.id, named),
    },
  };
}
