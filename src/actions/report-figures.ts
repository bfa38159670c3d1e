import { type Actor, canSee } from '../domain/access.ts';
import { plus } from '../domain/amount.ts';
import type { IterationRef, IterationStatus, IterationView } from '../domain/iteration.ts';
import { notFound, Refusal } from '../domain/refusal.ts';
import { requireBalance, type ScopeFigures, scopeFigures } from '../domain/scope-figures.ts';
import type { Override } from '../domain/scope-policy.ts';
import { asShown } from '../domain/shown-figures.ts';
import type { ClosingFigures } from '../domain/statement.ts';
import type { Db } from '../store/engine.ts';
import { readIterationRules } from '../store/iteration-rules.ts';
import { getIteration } from '../store/iterations.ts';
import { readBooks } from '../store/ledger.ts';
import { listOverrides } from '../store/scope-policies.ts';
import { listStatements, type Statement } from '../store/statements.ts';
import { asItStood } from './history-of.ts';
import { requireKnown } from './require-iteration.ts';

/** Which figures are wanted: those of now, those known before an instant, or those of one statement. */
export interface ReportFigures {
  readonly iteration: IterationRef;
  /** Epoch milliseconds. */
  readonly asOf?: number;
  readonly statement?: number;
}

/** All figures of an iteration. */
export interface FiguresReport {
  readonly iteration: IterationView;
  readonly zone: string;
  readonly frozenAt: number | null;
  /** As it was then. */
  readonly status: IterationStatus;
  readonly figures: ScopeFigures;
  /** Null until it is closed, and of one that was closed before statements were issued. */
  readonly closing: ClosingFigures | null;
  /** From which the figures are. */
  readonly statement: Statement | null;
  /** What was let in against the scope policy, oldest first. */
  readonly overrides: readonly Override[];
}

/**
 * The figures of an iteration: of an open one by the sums kept of it, of a closed one by its latest statement. Figures that
 * do not balance are refused.
 * @throws Refusal not_found (also a statement that was never issued), unbalanced
 */
export async function reportFigures(db: Db, actor: Actor, find: ReportFigures): Promise<FiguresReport> {
  const iteration = await findReportable(db, actor, find.iteration, find.asOf);
  const { zone, frozenAt } = await readIterationRules(db, actor.orgId, iteration.id);
  const statements = await listStatements(db, actor.orgId, iteration.id);
  const report = { iteration, zone, frozenAt };
  if (find.statement !== undefined) {
    const wanted = statements.find(({ number }) => number === find.statement);
    if (wanted === undefined) throw new Refusal('not_found', 'There is no such statement');
    return { ...report, status: 'closed', ...stated(wanted) };
  }
  if (find.asOf !== undefined) {
    const { asOf } = find;
    const { iteration: was, facts } = await asItStood(db, iteration, asOf);
    const { status, startedAt, finishedAt } = was;
    const then = { iteration: was, zone, frozenAt: startedAt === null ? null : frozenAt, status };
    const inForce = finishedAt === null ? undefined : statements.findLast(({ issuedAt }) => issuedAt < asOf);
    if (inForce !== undefined) return { ...then, ...stated(inForce) };
    const overrides = (await overridesOf(db, iteration)).filter(({ at }) => at < asOf);
    return { ...then, ...folded(scopeFigures(facts)), overrides };
  }
  const { status } = iteration;
  const latest = iteration.finishedAt === null ? undefined : statements.at(-1);
  if (latest !== undefined) return { ...report, status, ...stated(latest) };
  const { counters, days } = await readBooks(db, actor.orgId, iteration.id);
  const figures = scopeFigures(days);
  const { scopePoints, scopeItems, donePoints, doneItems } = asShown(counters, days);
  requireBalance(figures, {
    scope: { points: scopePoints, items: scopeItems },
    done: { points: donePoints, items: doneItems },
  });
  return { ...report, status, figures, ...unstated, overrides: await overridesOf(db, iteration) };
}

/** An iteration that has figures, as of an instant in epoch milliseconds if one is named. @throws Refusal not_found */
export async function findReportable(
  db: Db,
  actor: Actor,
  ref: IterationRef,
  asOf = Number.POSITIVE_INFINITY,
): Promise<IterationView> {
  const iteration = await getIteration(db, actor.orgId, ref);
  requireKnown(iteration, { policy: { findsRemoved: false, findsGroups: false } });
  if (!canSee(actor, iteration.projectId) || iteration.createdAt >= asOf) throw notFound('iteration');
  return iteration;
}

function overridesOf(db: Db, { orgId, id }: IterationView): Promise<readonly Override[]> {
  return listOverrides(db, { orgId, iterationId: id });
}

const unstated = { closing: null, statement: null };

function folded(figures: ScopeFigures) {
  requireBalance(figures, figures);
  return { figures, ...unstated };
}

/** Its items and its ledger must have said the same. */
function stated(statement: Statement) {
  const { figures, definition } = statement;
  const { velocity, doneOnArrival, carriedToIterations, returnedToBacklog, stayed } = figures;
  const done = plus(velocity, doneOnArrival);
  const scope = [carriedToIterations, returnedToBacklog, stayed].reduce(plus, done);
  requireBalance(figures, { scope, done });
  return { figures, closing: figures, statement, overrides: definition.scope?.overrides ?? [] };
}
