import type { Selectable } from 'kysely';
import type { Answer, Question, Sample } from '../domain/forecast-question.ts';
import { type Db, prepared } from './engine.ts';
import { takeNumbers } from './events.ts';
import type { ForecastTable } from './flow-schema.ts';

/** An answer with the days it speaks of; null where it speaks of iterations. */
export interface DatedAnswer extends Answer {
  /** The first working day that counts. */
  readonly firstDay: string | null;
  /** For amounts the last day that counts; for dates the days on which each promise falls. */
  readonly until: string | null;
  readonly dates: Readonly<Record<'p50' | 'p70' | 'p85' | 'p95', string | null>> | null;
}

/** A forecast as it was given, and what came of it. Instants are epoch milliseconds. */
export interface StoredForecast {
  readonly orgId: number;
  readonly id: number;
  readonly projectId: number;
  readonly question: Question;
  readonly sample: Sample;
  /** SHA-256 over question and sample. */
  readonly inputsHash: string;
  readonly answer: DatedAnswer;
  /** Whether the server asked, of itself. */
  readonly isStanding: boolean;
  readonly isScored: boolean;
  readonly outcome: number | null;
  readonly settledAt: number | null;
  readonly askedAt: number;
  readonly askedDay: string;
  /** 0 when the server asked. */
  readonly askedBy: number;
}

/** Stores a forecast, and answers its number. */
export async function insertForecast(
  db: Db,
  forecast: Omit<StoredForecast, 'id' | 'outcome' | 'settledAt'>,
): Promise<number> {
  const id = await takeNumbers(db, forecast.orgId, 'forecast');
  await db
    .insertInto('forecast')
    .values({
      org_id: forecast.orgId,
      id,
      project_id: forecast.projectId,
      question: JSON.stringify(forecast.question),
      sample: JSON.stringify(forecast.sample),
      inputs_hash: forecast.inputsHash,
      answer: JSON.stringify(forecast.answer),
      is_standing: forecast.isStanding ? 1 : 0,
      is_scored: forecast.isScored ? 1 : 0,
      outcome: null,
      settled_at: null,
      asked_at: forecast.askedAt,
      asked_day: forecast.askedDay,
      asked_by: forecast.askedBy,
    })
    .execute();
  return id;
}

const byId = prepared<{ orgId: number; id: number }, Selectable<ForecastTable>>((db, value) =>
  db.selectFrom('forecast').selectAll().where('org_id', '=', value('orgId')).where('id', '=', value('id')),
);

/** The forecast of that number, or undefined. */
export async function findForecast(db: Db, orgId: number, id: number): Promise<StoredForecast | undefined> {
  return (await byId(db, { orgId, id })).map(fromRow)[0];
}

/** Which forecasts of a project are meant; the newest first. */
export interface ForecastsOf {
  readonly orgId: number;
  readonly projectId: number;
  /** Those that are older than this one. */
  readonly before?: number;
  /** Those that were asked, or that were settled, before an instant in epoch milliseconds. */
  readonly askedBefore?: number;
  readonly settledBefore?: number;
  /** Those that are still to be settled. */
  readonly isOpen?: true;
  readonly limit: number;
}

/** Forecasts of a project, the newest first. */
export async function listForecasts(db: Db, of: ForecastsOf): Promise<readonly StoredForecast[]> {
  let query = db
    .selectFrom('forecast')
    .selectAll()
    .where('org_id', '=', of.orgId)
    .where('project_id', '=', of.projectId)
    .orderBy('id', 'desc')
    .limit(of.limit);
  if (of.before !== undefined) query = query.where('id', '<', of.before);
  if (of.askedBefore !== undefined) query = query.where('asked_at', '<', of.askedBefore);
  if (of.settledBefore !== undefined) query = query.where('settled_at', '<', of.settledBefore);
  if (of.isOpen === true) query = query.where('settled_at', 'is', null).where('is_scored', '=', 1);
  return (await query.execute()).map(fromRow);
}

/** Notes what came of a forecast; once. */
export async function settleForecast(
  db: Db,
  settled: { readonly orgId: number; readonly id: number; readonly outcome: number; readonly at: number },
): Promise<void> {
  await db
    .updateTable('forecast')
    .set({ outcome: settled.outcome, settled_at: settled.at })
    .where('org_id', '=', settled.orgId)
    .where('id', '=', settled.id)
    .where('settled_at', 'is', null)
    .execute();
}

/** A project for which forecasts are kept, and the zone in which its days are counted. */
export interface ForecastProject {
  readonly orgId: number;
  readonly projectId: number;
  readonly zone: string;
}

/** The projects of all organizations that are neither removed nor put away. */
export function listForecastProjects(db: Db): Promise<readonly ForecastProject[]> {
  return db
    .selectFrom('project as p')
    .innerJoin('organization as o', 'o.id', 'p.org_id')
    .select((eb) => ['p.org_id as orgId', 'p.id as projectId', eb.fn.coalesce('p.zone', 'o.zone').as('zone')])
    .where('p.removed_at', 'is', null)
    .where('p.archived', '=', 0)
    .orderBy('p.org_id')
    .orderBy('p.id')
    .execute();
}

function fromRow(row: Selectable<ForecastTable>): StoredForecast {
  const question: Question = JSON.parse(row.question);
  const sample: Sample = JSON.parse(row.sample);
  const answer: DatedAnswer = JSON.parse(row.answer);
  return {
    orgId: row.org_id,
    id: row.id,
    projectId: row.project_id,
    question,
    sample,
    inputsHash: row.inputs_hash,
    answer,
    isStanding: row.is_standing === 1,
    isScored: row.is_scored === 1,
    outcome: row.outcome,
    settledAt: row.settled_at,
    askedAt: row.asked_at,
    askedDay: row.asked_day,
    askedBy: row.asked_by,
  };
}
