import { type Actor, canSee, requirePlanner } from '../domain/access.ts';
import { type Score, scoreOf } from '../domain/forecast-outcome.ts';
import { canBeScored } from '../domain/forecast-question.ts';
import { notFound, Refusal } from '../domain/refusal.ts';
import type { Db } from '../store/engine.ts';
import { findForecast, insertForecast, listForecasts as listStored, type StoredForecast } from '../store/forecasts.ts';
import { findProject } from '../store/projects.ts';
import type { AnsweredForecast } from './answer-forecast.ts';
import type { Tx } from './transact.ts';

/** A forecast, and how it did where that is known. */
export interface ForecastView extends StoredForecast {
  readonly score: Score | null;
}

/** Keeps a forecast that is about to be shown, so that it can be held against what comes. @throws Refusal not_found, forbidden */
export async function keepForecast(tx: Tx, answered: AnsweredForecast): Promise<ForecastView> {
  const { db, actor, now } = tx;
  requirePlanner(actor, answered.projectId, 'project');
  const forecast = {
    ...answered,
    orgId: actor.orgId,
    isStanding: false,
    isScored: canBeScored(answered.question, answered.answer),
    askedAt: now,
    askedBy: actor.userId,
  };
  const id = await insertForecast(db, forecast);
  const data = { forecastId: id, question: answered.question.kind };
  await tx.emit({ kind: 'forecast.made', projectId: answered.projectId, data });
  return { ...forecast, id, outcome: null, settledAt: null, score: null };
}

/** One forecast, or, `asOf` an instant in epoch milliseconds, what was known of it before. @throws Refusal not_found */
export async function getForecast(
  db: Db,
  actor: Actor,
  { id, asOf = Number.POSITIVE_INFINITY }: { readonly id: number; readonly asOf?: number },
): Promise<ForecastView> {
  const found = await findForecast(db, actor.orgId, id);
  if (found === undefined || !canSee(actor, found.projectId) || found.askedAt >= asOf) {
    throw new Refusal('not_found', 'There is no such forecast');
  }
  return withScore(asKnown(found, asOf));
}

/** Forecasts of a project, the newest first; `asOf` an instant: those given before, as they were known then. @throws Refusal not_found */
export async function listForecasts(
  db: Db,
  actor: Actor,
  list: { readonly projectId: number; readonly before?: number; readonly limit: number; readonly asOf?: number },
): Promise<readonly ForecastView[]> {
  const project = await findProject(db, actor.orgId, { id: list.projectId });
  if (project === undefined || !canSee(actor, project.id)) throw notFound('project');
  const { asOf, ...page } = list;
  const of = { ...page, orgId: actor.orgId, ...(asOf === undefined ? {} : { askedBefore: asOf }) };
  return (await listStored(db, of)).map((stored) => withScore(asKnown(stored, asOf ?? Number.POSITIVE_INFINITY)));
}

/** A forecast without what came of it after an instant. */
function asKnown(stored: StoredForecast, asOf: number): StoredForecast {
  const { settledAt } = stored;
  return settledAt === null || settledAt < asOf ? stored : { ...stored, outcome: null, settledAt: null };
}

/** A forecast with how it did. */
export function withScore(stored: StoredForecast): ForecastView {
  const { question, answer, outcome } = stored;
  const isKnown = outcome !== null && answer.forecast !== null;
  return { ...stored, score: isKnown ? scoreOf(question, answer.forecast, outcome) : null };
}
