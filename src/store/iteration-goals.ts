import { sql } from 'kysely';
import type { GoalOutcome } from '../domain/goal.ts';
import type { OpenItem } from '../domain/goal-odds.ts';
import type { Category } from '../domain/ledger.ts';
import { type Db, idList, prepared } from './engine.ts';

/** What became of an iteration's goal, as somebody recorded it. */
export interface Goal {
  readonly outcome: GoalOutcome | null;
  /** What shows it. */
  readonly evidence: string | null;
  /** 1 for as long as nobody has said anything. */
  readonly version: number;
}

/** An item without which the goal is not reached. */
export interface GoalItem {
  readonly id: number;
  readonly key: string;
  readonly title: string;
  readonly category: Category;
}

interface Of {
  readonly orgId: number;
  readonly iterationId: number;
}

const goalById = prepared<{ orgId: number; iterationId: number }, Goal>((db, value) =>
  db
    .selectFrom('iteration_goal')
    .select(['outcome', 'evidence', 'version'])
    .where('org_id', '=', value('orgId'))
    .where('iteration_id', '=', value('iterationId')),
);

/** What was recorded of an iteration's goal. */
export async function readGoal(db: Db, { orgId, iterationId }: Of): Promise<Goal> {
  return (await goalById(db, { orgId, iterationId }))[0] ?? { outcome: null, evidence: null, version: 1 };
}

/** The items of an iteration's goal that are not deleted, by their numbers. */
export function listGoalItems(db: Db, { orgId, iterationId }: Of): Promise<readonly GoalItem[]> {
  return db
    .selectFrom('goal_item as g')
    .innerJoin('item as t', (on) => on.onRef('t.org_id', '=', 'g.org_id').onRef('t.id', '=', 'g.item_id'))
    .select(['t.id', 't.key', 't.title', 't.category'])
    .where('g.org_id', '=', orgId)
    .where('g.iteration_id', '=', iterationId)
    .where('t.condition', '!=', 'deleted')
    .orderBy('t.id')
    .execute();
}

/** Records a goal with its items over what was recorded before. */
export async function saveGoal(
  db: Db,
  of: Of & { readonly at: number; readonly by: number },
  goal: Goal,
  itemIds: readonly number[],
): Promise<void> {
  const { orgId, iterationId } = of;
  const row = { ...goal, updated_at: of.at, updated_by: of.by };
  await db
    .insertInto('iteration_goal')
    .values({ org_id: orgId, iteration_id: iterationId, ...row })
    .onConflict((conflict) => conflict.columns(['org_id', 'iteration_id']).doUpdateSet(row))
    .execute();
  await db.deleteFrom('goal_item').where('org_id', '=', orgId).where('iteration_id', '=', iterationId).execute();
  await sql`INSERT INTO goal_item (org_id, iteration_id, item_id)
    SELECT ${orgId}, ${iterationId}, listed.id FROM (${idList(db, itemIds)}) AS listed`.execute(db);
}

/** Which of some items are members of an iteration. */
export async function membersAmong(db: Db, of: Of, itemIds: readonly number[]): Promise<ReadonlySet<number>> {
  const rows = await db
    .selectFrom('membership')
    .select('item_id as id')
    .where('org_id', '=', of.orgId)
    .where('iteration_id', '=', of.iterationId)
    .where('ended_at', 'is', null)
    .where('item_id', 'in', sql<number>`(SELECT id FROM (${idList(db, itemIds)}) AS listed)`)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** What is unfinished in an iteration, in the order in which it stands there. */
export async function listOpenWork(db: Db, { orgId, iterationId }: Of): Promise<readonly OpenItem[]> {
  const rows = await db
    .selectFrom('membership as m')
    .innerJoin('item as t', (on) => on.onRef('t.org_id', '=', 'm.org_id').onRef('t.id', '=', 'm.item_id'))
    .leftJoin('goal_item as g', (on) =>
      on
        .onRef('g.org_id', '=', 'm.org_id')
        .onRef('g.iteration_id', '=', 'm.iteration_id')
        .onRef('g.item_id', '=', 'm.item_id'),
    )
    .select(['t.id', 't.category', 'g.item_id as goalId'])
    .where('m.org_id', '=', orgId)
    .where('m.iteration_id', '=', iterationId)
    .where('m.ended_at', 'is', null)
    .where('t.condition', '=', 'live')
    .where('t.category', 'in', ['queued', 'in_progress'])
    .orderBy('m.sort_order')
    .orderBy('m.id')
    .execute();
  return rows.map(({ id, category, goalId }) => ({
    id,
    isGoal: goalId !== null,
    isStarted: category === 'in_progress',
  }));
}

/** The iterations of a project that run and have a goal with items. */
export async function listPursuedGoals(db: Db, orgId: number, projectId: number): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('iteration as i')
    .select('i.id')
    .where('i.org_id', '=', orgId)
    .where('i.project_id', '=', projectId)
    .where('i.status', '=', 'active')
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('goal_item as g')
          .select('g.item_id')
          .whereRef('g.org_id', '=', 'i.org_id')
          .whereRef('g.iteration_id', '=', 'i.id'),
      ),
    )
    .orderBy('i.id')
    .execute();
  return rows.map(({ id }) => id);
}

/** An iteration whose goal has been judged. */
export interface JudgedGoal {
  readonly iterationId: number;
  readonly title: string;
  readonly startDay: string | null;
  readonly endDay: string | null;
  readonly outcome: GoalOutcome;
}

/** The last iterations of a project whose goals have been judged, in the order of their plan. */
export async function listJudgedGoals(
  db: Db,
  of: { readonly orgId: number; readonly projectId: number; readonly limit: number },
): Promise<readonly JudgedGoal[]> {
  const rows = await db
    .selectFrom('iteration_goal as g')
    .innerJoin('iteration as i', (on) => on.onRef('i.org_id', '=', 'g.org_id').onRef('i.id', '=', 'g.iteration_id'))
    .select([
      'i.id as iterationId',
      'i.title',
      'i.start_day as startDay',
      'i.end_day as endDay',
      sql<GoalOutcome>`g.outcome`.as('outcome'),
    ])
    .where('i.org_id', '=', of.orgId)
    .where('i.project_id', '=', of.projectId)
    .where('i.status', '!=', 'removed')
    .where('g.outcome', 'is not', null)
    .orderBy('i.start_day', 'desc')
    .orderBy('i.id', 'desc')
    .limit(of.limit)
    .execute();
  return rows.toReversed();
}
