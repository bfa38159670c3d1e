import { type Db, prepared } from './engine.ts';
import { numbersOf } from './numbers-of.ts';

/** The odds of an iteration as they stood on the morning of a day; chances from 0 to 1. */
export interface OddsOfDay {
  readonly iterationId: number;
  readonly day: string;
  readonly goal: number;
  readonly inOrder: number;
  readonly all: number;
  readonly goalLeft: number;
  readonly allLeft: number;
  /** Working days, that one included. */
  readonly daysLeft: number;
}

/** Keeps the odds of a day at an instant; the first that were kept stay. */
export async function keepOdds(db: Db, orgId: number, odds: OddsOfDay, at: number): Promise<void> {
  await db
    .insertInto('goal_odds')
    .values({
      org_id: orgId,
      iteration_id: odds.iterationId,
      day: odds.day,
      goal: odds.goal,
      in_order: odds.inOrder,
      everything: odds.all,
      goal_left: odds.goalLeft,
      all_left: odds.allLeft,
      days_left: odds.daysLeft,
      kept_at: at,
    })
    .onConflict((conflict) => conflict.columns(['org_id', 'iteration_id', 'day']).doNothing())
    .execute();
}

/** Odds, and when they were kept; null where only the day is known. */
export interface KeptOdds extends OddsOfDay {
  readonly keptAt: number | null;
}

const ofIterations = prepared<{ orgId: number; ids: string }, KeptOdds>((db, value) =>
  db
    .selectFrom('goal_odds')
    .select([
      'iteration_id as iterationId',
      'day',
      'goal',
      'in_order as inOrder',
      'everything as all',
      'goal_left as goalLeft',
      'all_left as allLeft',
      'days_left as daysLeft',
      'kept_at as keptAt',
    ])
    .where('org_id', '=', value('orgId'))
    .where('iteration_id', 'in', numbersOf(db, value('ids')))
    .orderBy('iteration_id')
    .orderBy('day'),
);

/** The odds that were kept of some iterations, each one's by rising day. */
export function listOdds(db: Db, orgId: number, iterationIds: readonly number[]): Promise<readonly KeptOdds[]> {
  return ofIterations(db, { orgId, ids: JSON.stringify(iterationIds) });
}
