import type { Evidence } from '../dialects/native/evidence.wire.ts';
import type { Flow } from '../dialects/native/flow.wire.ts';
import type { Forecast, ForecastPage, NewForecast, PastForecast } from '../dialects/native/forecasts.wire.ts';
import type { Goal, GoalOdds, NewGoal } from '../dialects/native/goals.wire.ts';
import type { Outlook } from '../dialects/native/outlook.wire.ts';
import type { Scorecard } from '../dialects/native/scorecard.wire.ts';
import { asSearch, type Connection, connect } from './connect.ts';

export type { Evidence } from '../dialects/native/evidence.wire.ts';
export type { Flow } from '../dialects/native/flow.wire.ts';
export type { Forecast, NewForecast, PastForecast } from '../dialects/native/forecasts.wire.ts';
export type { Goal, GoalOdds, NewGoal } from '../dialects/native/goals.wire.ts';
export type { Outlook } from '../dialects/native/outlook.wire.ts';
export type { Scorecard } from '../dialects/native/scorecard.wire.ts';

/** What can be asked of a server about what is to be expected, and about how well that was told before. */
export interface ForecastsClient {
  /** Asks a question about a project; question and answer are kept, to be held against what comes. */
  readonly ask: (projectId: number, question: Omit<NewForecast, 'asOf'>) => Promise<Forecast>;
  /** What would have been answered at an instant, by what was known before it; nothing of it is kept. */
  readonly askAsOf: (projectId: number, question: NewForecast & { asOf: string }) => Promise<PastForecast>;
  /** A page of forecasts that were given, newest first. */
  readonly list: (
    projectId: number,
    page?: { limit?: string; cursor?: string; asOf?: string },
  ) => Promise<ForecastPage>;
  readonly get: (id: number, query?: { asOf?: string }) => Promise<Forecast>;
  /** When the iterations of a project that run or are planned are likely through; nothing is kept of it. */
  readonly getOutlook: (projectId: number, query?: { asOf?: string }) => Promise<Outlook>;
  /** How well forecasts and odds of a project did. */
  readonly getScorecard: (projectId: number, query?: { asOf?: string }) => Promise<Scorecard>;
  readonly getGoal: (iterationId: number) => Promise<Goal>;
  /** Sets which items a goal takes and what became of it, whole. */
  readonly setGoal: (iterationId: number, version: number, goal: NewGoal) => Promise<Goal>;
  /** How likely an iteration reaches its goal, and what could be cut; the threshold is in per cent, 70 if absent. */
  readonly getGoalOdds: (iterationId: number, threshold?: number, asOf?: string) => Promise<GoalOdds>;
  /** How an iteration's own items flowed while it ran. */
  readonly getIterationFlow: (iterationId: number, query?: { asOf?: string }) => Promise<Flow>;
  /** How work flows over a board of a project, the default one if none is named, over the last 90 days unless told otherwise. */
  readonly getProjectFlow: (
    projectId: number,
    query?: { boardId?: string; days?: string; asOf?: string },
  ) => Promise<Flow>;
  /** What the last closed iterations say about how value comes about; the last twelve unless told otherwise. */
  readonly getEvidence: (projectId: number, query?: { last?: string; asOf?: string }) => Promise<Evidence>;
}

/** A client for the forecasts of one server. */
export function forecastsClient(connection: Connection): ForecastsClient {
  const { ask } = connect(connection);
  return {
    ask: (projectId, body) => ask('POST', `/projects/${projectId}/forecasts`, { body }),
    askAsOf: (projectId, body) => ask('POST', `/projects/${projectId}/forecasts`, { body }),
    list: (projectId, page) => ask('GET', `/projects/${projectId}/forecasts${asSearch(page)}`),
    get: (id, query) => ask('GET', `/forecasts/${id}${asSearch(query)}`),
    getOutlook: (projectId, query) => ask('GET', `/projects/${projectId}/outlook${asSearch(query)}`),
    getScorecard: (projectId, query) => ask('GET', `/projects/${projectId}/scorecard${asSearch(query)}`),
    getGoal: (id) => ask('GET', `/iterations/${id}/goal`),
    setGoal: (id, version, body) => ask('PUT', `/iterations/${id}/goal`, { version, body }),
    getGoalOdds: (id, threshold, asOf) =>
      ask('GET', `/iterations/${id}/goal-odds${asSearch({ threshold: threshold?.toString(), asOf })}`),
    getIterationFlow: (id, query) => ask('GET', `/iterations/${id}/flow${asSearch(query)}`),
    getEvidence: (projectId, query) => ask('GET', `/projects/${projectId}/evidence${asSearch(query)}`),
    getProjectFlow: (projectId, query) => ask('GET', `/projects/${projectId}/flow${asSearch(query)}`),
  };
}
