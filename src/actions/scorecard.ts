import { type Actor, canSee } from '../domain/access.ts';
import { brierScore, type Coverage, coverage } from '../domain/calibration.ts';
import { daysBetween } from '../domain/days.ts';
import type { Question } from '../domain/forecast-question.ts';
import { type MetRate, metRate } from '../domain/goal.ts';
import { mean } from '../domain/percentile.ts';
import { notFound } from '../domain/refusal.ts';
import type { Db } from '../store/engine.ts';
import { listForecasts } from '../store/forecasts.ts';
import { listJudgedThen } from '../store/goal-changes.ts';
import { listOdds, type OddsOfDay } from '../store/goal-odds.ts';
import { type JudgedGoal, listJudgedGoals } from '../store/iteration-goals.ts';
import { findProject } from '../store/projects.ts';
import type { Asked } from './asked.ts';
import { withScore } from './forecasts.ts';
import { keptBefore } from './goal-odds.ts';
import { type Pace, paceOfDays, paceOfIterations } from './samples.ts';

/** How forecasts of one kind did. */
export interface KindScore {
  readonly kind: Question['kind'];
  readonly p50: Coverage;
  readonly p85: Coverage;
  readonly p95: Coverage;
  /** Mean pinball loss, in what the question asks for. */
  readonly loss: number | null;
}

/** A goal that was judged, and the odds it was given after a quarter, a half and three quarters of its time. */
export interface GoalScore extends JudgedGoal {
  readonly odds: readonly [quarter: number | null, half: number | null, threeQuarters: number | null];
}

/** How well is foretold. */
export interface Scorecard {
  readonly kinds: readonly KindScore[];
  /** How the windows, and ways without theory, would have done on the past of the project. */
  readonly iterations: Pick<Pace, 'window' | 'tests' | 'baselines'>;
  readonly days: Pick<Pace, 'window' | 'tests' | 'baselines'>;
  readonly goals: readonly GoalScore[];
  readonly goalsMet: MetRate;
  /** Of goals that were met or not: the Brier scores of their odds at a quarter, a half and three quarters. */
  readonly brier: readonly [quarter: number | null, half: number | null, threeQuarters: number | null];
}

const kinds = ['how_many', 'when', 'in_turn', 'points', 'when_points'] as const satisfies readonly Question['kind'][];
/** The newest settled forecasts and judged goals that are looked at. */
const mostForecasts = 1000;
const mostGoals = 50;

/**
 * How well a project's future was foretold; `asOf` an instant in epoch milliseconds, by what had come before it of what was told
 * before it. @throws Refusal not_found
 */
export async function getScorecard(
  db: Db,
  actor: Actor,
  find: Asked & { readonly projectId: number },
): Promise<Scorecard> {
  const { orgId } = actor;
  const project = await findProject(db, orgId, { id: find.projectId });
  if (project === undefined || !canSee(actor, project.id)) throw notFound('project');
  const of = { orgId, projectId: project.id };
  const [settled, iterations, days, judged] = await Promise.all([
    listForecasts(db, { ...of, settledBefore: find.asOf ?? Number.MAX_SAFE_INTEGER, limit: mostForecasts }),
    paceOfIterations(db, project, find.asOf),
    paceOfDays(db, project, find),
    find.asOf === undefined
      ? listJudgedGoals(db, { ...of, limit: mostGoals })
      : listJudgedThen(db, { ...of, asOf: find.asOf }).then((all) => all.slice(-mostGoals)),
  ]);
  const ids = judged.map(({ iterationId }) => iterationId);
  const odds = keptBefore(await listOdds(db, orgId, ids), project.zone, find.asOf);
  const goals = judged.map((goal) => withOdds(goal, odds));
  const views = settled.map(withScore);
  return {
    kinds: kinds.map((kind) => kindScore(kind, views)),
    iterations,
    days,
    goals,
    goalsMet: metRate(goals.map(({ outcome }) => outcome)),
    brier: [brierAt(goals, 0), brierAt(goals, 1), brierAt(goals, 2)],
  };
}

function kindScore(kind: Question['kind'], views: readonly ReturnType<typeof withScore>[]): KindScore {
  const scores = views.flatMap(({ question, score }) => (question.kind === kind && score !== null ? [score] : []));
  const covered = (name: 'p50' | 'p85' | 'p95', perCent: number) =>
    coverage(
      scores.map(({ held }) => held[name]),
      perCent,
    );
  return {
    kind,
    p50: covered('p50', 50),
    p85: covered('p85', 85),
    p95: covered('p95', 95),
    loss: mean(scores.map(({ loss }) => loss)),
  };
}

function withOdds(goal: JudgedGoal, all: readonly OddsOfDay[]): GoalScore {
  const own = all.filter(({ iterationId }) => iterationId === goal.iterationId);
  const { startDay, endDay } = goal;
  const at = (share: number) => {
    if (startDay === null || endDay === null) return null;
    const elapsed = share * (daysBetween(startDay, endDay) + 1);
    return own.findLast(({ day }) => daysBetween(startDay, day) <= elapsed)?.goal ?? null;
  };
  return { ...goal, odds: [at(0.25), at(0.5), at(0.75)] };
}

/** A goal that was changed or abandoned says nothing of its odds; one that was met in part was not met. */
function brierAt(goals: readonly GoalScore[], quarter: 0 | 1 | 2): number | null {
  const told = goals.flatMap(({ outcome, odds }) => {
    const chance = odds[quarter];
    if (chance === null || outcome === 'changed' || outcome === 'abandoned') return [];
    return [{ chance, cameTrue: outcome === 'met' }];
  });
  return brierScore(told);
}
