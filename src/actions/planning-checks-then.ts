import type { Actor } from '../domain/access.ts';
import { before, standingsOf } from '../domain/item-facts.ts';
import { itemAsItWas } from '../domain/item-life.ts';
import type { IterationView } from '../domain/iteration.ts';
import { asItWas } from '../domain/iteration-life.ts';
import { isUnfinished } from '../domain/ledger.ts';
import { type Found, loadOf, type PlannedIteration, releasesWithoutIterations } from '../domain/planning-checks.ts';
import { readItemsWithCriteriaThen } from '../store/criteria.ts';
import type { Db } from '../store/engine.ts';
import { readItemFacts } from '../store/item-facts.ts';
import { readLivesOfIteration, readLivesOfProject } from '../store/item-lives.ts';
import { readLives } from '../store/iteration-life.ts';
import { queryIterations } from '../store/query-iterations.ts';
import { listStandings } from './figures.ts';

/** What the plan of a project held and lacked once; each list by rising number. */
export interface PlanThen {
  readonly iterations: readonly PlannedIteration[];
  readonly withoutEstimate: readonly Found[];
  readonly withoutIterations: readonly Found[];
  readonly withoutCriteria: readonly Found[];
}

type OfProject = { readonly orgId: number; readonly projectId: number; readonly asOf: number };

/**
 * The plan of a project as it was known before an instant, in epoch milliseconds: all facts of what was open then, and the
 * lives of all items that were ever there, are gone through. Items have the titles and types of now.
 */
export async function planThen(db: Db, actor: Actor, of: OfProject): Promise<PlanThen> {
  const { orgId, projectId, asOf } = of;
  const scope = { orgId, projects: [projectId], kinds: ['iteration', 'release'], statuses: anyStatus } as const;
  const all = { order: [], skip: 0, limit: null };
  const found = (await queryIterations(db, scope, all, { defaultOrder: 'tree', count: false })).iterations;
  const lives = await readLives(
    db,
    orgId,
    found.map(({ id }) => id),
    asOf,
  );
  const present = found.flatMap((now) => {
    const life = lives.get(now.id);
    return life === undefined ? [] : [{ now, was: { ...asItWas(now, life.since), status: life.status } }];
  });
  const open = present.filter(({ was: { kind, status } }) => kind === 'iteration' && status !== 'closed');
  const iterations: PlannedIteration[] = [];
  const withoutEstimate = new Map<number, Found>();
  for (const { now, was } of open) {
    const [standing] = await listStandings(db, actor, { iterations: [now], asOf });
    if (standing === undefined) continue;
    const { id, title, status, minCapacity, maxCapacity } = was;
    const load = loadOf(standing.figures.scopePoints, was);
    iterations.push({ id, title, status, minCapacity, maxCapacity, counters: standing.figures, load });
    for (const item of await unestimatedIn(db, now, asOf)) withoutEstimate.set(item.id, item);
  }
  return {
    iterations,
    withoutEstimate: byNumber([...withoutEstimate.values()]),
    withoutIterations: byNumber(releasesWithoutIterations(present.map(({ was }) => was))),
    withoutCriteria: await storiesWithoutCriteria(db, of),
  };
}

const anyStatus = ['planned', 'active', 'closed', 'archived', 'removed'] as const;

/** What an iteration held that was to be done and had no estimate. */
async function unestimatedIn(db: Db, { orgId, id }: IterationView, asOf: number): Promise<readonly Found[]> {
  const standings = standingsOf(before(await readItemFacts(db, orgId, id), asOf));
  const lives = await readLivesOfIteration(db, { orgId, iterationId: id, asOf });
  return lives.flatMap(({ item, life }) => {
    const standing = standings.get(item.id);
    if (standing?.isMember !== true || !standing.isUnestimated || !isUnfinished(standing.category)) return [];
    return itemAsItWas(item, life, asOf)?.condition === 'live' ? [named(item)] : [];
  });
}

async function storiesWithoutCriteria(db: Db, of: OfProject): Promise<readonly Found[]> {
  const withCriteria = await readItemsWithCriteriaThen(db, of);
  const lives = await readLivesOfProject(db, of);
  return lives.flatMap(({ item, life }) => {
    if (item.type !== 'story' || withCriteria.has(item.id)) return [];
    const was = itemAsItWas(item, life, of.asOf);
    const isWanted = was?.projectId === of.projectId && was.condition === 'live' && isUnfinished(was.category);
    return isWanted ? [named(item)] : [];
  });
}

function named({ id, title }: Found): Found {
  return { id, title };
}

function byNumber(found: readonly Found[]): readonly Found[] {
  return found.toSorted((left, right) => left.id - right.id);
}
