import type { GoalOutcome } from '../domain/goal.ts';
import { type Db, prepared } from './engine.ts';
import type { JudgedGoal } from './iteration-goals.ts';
import { readLives } from './iteration-life.ts';
import { planOf } from './iterations-as-of.ts';

/** What an iteration's goal took from some event on, and what was said to have become of it. */
export interface GoalThen {
  readonly itemIds: readonly number[];
  readonly outcome: GoalOutcome | null;
}

type Of = { readonly orgId: number; readonly iterationId: number; readonly asOf: number };

const lastOf = prepared<Of, { data: string }>((db, value) =>
  db
    .selectFrom('event')
    .select('data')
    .where('org_id', '=', value('orgId'))
    .where('iteration_id', '=', value('iterationId'))
    .where('kind', '=', 'goal.changed')
    .where('at', '<', value('asOf'))
    .orderBy('seq', 'desc')
    .limit(1),
);

/** What an iteration's goal was before an instant in epoch milliseconds. */
export async function readGoalThen(db: Db, of: Of): Promise<GoalThen> {
  const [last] = await lastOf(db, of);
  return last === undefined ? { itemIds: [], outcome: null } : goalIn(last.data);
}

type OfProject = { readonly orgId: number; readonly projectId: number; readonly asOf: number };

const ofProject = prepared<OfProject, Omit<JudgedGoal, 'outcome'> & { data: string }>((db, value) =>
  db
    .selectFrom('event as e')
    .innerJoin('iteration as i', (on) => on.onRef('i.org_id', '=', 'e.org_id').onRef('i.id', '=', 'e.iteration_id'))
    .select(['i.id as iterationId', 'i.title', 'i.start_day as startDay', 'i.end_day as endDay', 'e.data'])
    .where('e.org_id', '=', value('orgId'))
    .where('e.project_id', '=', value('projectId'))
    .where('e.kind', '=', 'goal.changed')
    .where('e.at', '<', value('asOf'))
    .orderBy('e.seq'),
);

/** The iterations whose goals had been judged before an instant, in the order of their plan, as they were called and planned then. */
export async function listJudgedThen(db: Db, of: OfProject): Promise<readonly JudgedGoal[]> {
  const last = new Map((await ofProject(db, of)).map((row) => [row.iterationId, row]));
  const lives = await readLives(db, of.orgId, [...last.keys()], of.asOf);
  const judged = [...last.values()].flatMap(({ data, iterationId, ...plan }): readonly JudgedGoal[] => {
    const [{ outcome }, life] = [goalIn(data), lives.get(iterationId)];
    return outcome === null || life === undefined ? [] : [{ iterationId, ...planOf(plan, life), outcome }];
  });
  const planned = ({ startDay }: JudgedGoal) => startDay ?? '';
  return judged.toSorted((left, right) => {
    if (planned(left) === planned(right)) return left.iterationId - right.iterationId;
    return planned(left) < planned(right) ? -1 : 1;
  });
}

function goalIn(text: string): GoalThen {
  const { after }: { after: GoalThen } = JSON.parse(text);
  return after;
}
