import { sql } from 'kysely';
import type { StatementFigures } from '../domain/statement.ts';
import { type Db, prepared } from './engine.ts';

/** A closed iteration with what it came to. Instants are epoch milliseconds. */
export interface ClosedIteration {
  readonly id: number;
  readonly title: string;
  readonly startDay: string | null;
  readonly endDay: string | null;
  readonly startedAt: number | null;
  readonly finishedAt: number;
  readonly committedPoints: number | null;
  readonly committedItems: number | null;
  readonly velocityPoints: number | null;
  readonly doneItems: number | null;
  /** Of the latest statement; null where it was closed before there were any. */
  readonly figures: StatementFigures | null;
  /** Whether it says nothing about those to come, and why. */
  readonly isExcluded: boolean;
  readonly reason: string | null;
}

interface Row extends Omit<ClosedIteration, 'figures' | 'isExcluded'> {
  readonly stated: string | null;
  readonly excluded: number;
}

/** An iteration that is planned or runs. */
export interface OpenIteration {
  readonly id: number;
  readonly title: string;
  readonly startDay: string | null;
}

/** Iterations `i` with what is told of closed ones, `stated` by their last statement that was issued before an instant. */
export function selectStated(db: Db, issuedBefore: number) {
  return db
    .selectFrom('iteration as i')
    .select((eb) => [
      'i.id',
      'i.title',
      'i.start_day as startDay',
      'i.end_day as endDay',
      'i.started_at as startedAt',
      eb.fn.coalesce('i.finished_at', eb.lit(0)).as('finishedAt'),
      'i.committed_points as committedPoints',
      'i.committed_items as committedItems',
      'i.velocity_points as velocityPoints',
      'i.done_items as doneItems',
      eb
        .selectFrom('statement as t')
        .select('t.figures')
        .whereRef('t.org_id', '=', 'i.org_id')
        .whereRef('t.iteration_id', '=', 'i.id')
        .where('t.issued_at', '<', issuedBefore)
        .orderBy('t.number', 'desc')
        .limit(1)
        .as('stated'),
    ])
    .where('i.kind', '=', 'iteration');
}

const closed = prepared<{ orgId: number; projectId: number; after: number; by: number; limit: number }, Row>(
  (db, value) =>
    selectStated(db, Number.MAX_SAFE_INTEGER)
      .leftJoin('iteration_sample as s', (on) =>
        on.onRef('s.org_id', '=', 'i.org_id').onRef('s.iteration_id', '=', 'i.id'),
      )
      .select((eb) => [eb.fn.coalesce('s.excluded', sql.lit(0)).as('excluded'), 's.reason'])
      .where('i.org_id', '=', value('orgId'))
      .where('i.project_id', '=', value('projectId'))
      .where('i.status', 'in', ['closed', 'archived'])
      // One that was closed by the step that started it was called off, or is a record: it never ran.
      .whereRef('i.started_at', '<>', 'i.finished_at')
      .where('i.finished_at', '>', value('after'))
      .where('i.finished_at', '<=', value('by'))
      .orderBy('i.finished_at', 'desc')
      .orderBy('i.id', 'desc')
      .limit(value('limit')),
);

/**
 * The last iterations of a project that were closed after an instant and by another one, or by now, in the order of their
 * closing; those that never ran are none (metrics rule: cancelled iterations are in no velocity).
 */
export async function listClosedIterations(
  db: Db,
  of: {
    readonly orgId: number;
    readonly projectId: number;
    readonly after: number;
    readonly by?: number;
    readonly limit: number;
  },
): Promise<readonly ClosedIteration[]> {
  const rows = await closed(db, { by: Number.MAX_SAFE_INTEGER, ...of });
  return rows.toReversed().map(({ stated, excluded, ...row }) => {
    const figures: StatementFigures | null = stated === null ? null : JSON.parse(stated);
    return { ...row, figures, isExcluded: excluded === 1, reason: excluded === 1 ? row.reason : null };
  });
}

const open = prepared<{ orgId: number; projectId: number; limit: number }, OpenIteration>((db, value) =>
  db
    .selectFrom('iteration')
    .select(['id', 'title', 'start_day as startDay'])
    .where('org_id', '=', value('orgId'))
    .where('project_id', '=', value('projectId'))
    .where('kind', '=', 'iteration')
    .where('status', 'in', ['planned', 'active'])
    // What runs comes first, then by the plan; what has no dates yet comes last.
    .orderBy('status')
    .orderBy(sql`coalesce(start_day, '9999')`)
    .orderBy('tree_key')
    .limit(value('limit')),
);

/** The next iterations of a project, those that run first. */
export function listNextIterations(
  db: Db,
  of: { readonly orgId: number; readonly projectId: number; readonly limit: number },
): Promise<readonly OpenIteration[]> {
  return open(db, of);
}

/** Whether an iteration counts as a sample, as somebody decided. */
export interface SampleMark {
  readonly excluded: boolean;
  readonly reason: string | null;
  /** 1 for as long as nobody has decided. */
  readonly version: number;
}

/** Whether an iteration counts as a sample. */
export async function readSampleMark(db: Db, orgId: number, iterationId: number): Promise<SampleMark> {
  const row = await db
    .selectFrom('iteration_sample')
    .select(['excluded', 'reason', 'version'])
    .where('org_id', '=', orgId)
    .where('iteration_id', '=', iterationId)
    .executeTakeFirst();
  return row === undefined ? { excluded: false, reason: null, version: 1 } : { ...row, excluded: row.excluded === 1 };
}

/** Stores whether an iteration counts as a sample. */
export async function saveSampleMark(
  db: Db,
  of: { readonly orgId: number; readonly iterationId: number; readonly at: number; readonly by: number },
  { excluded, reason, version }: SampleMark,
): Promise<void> {
  const row = { excluded: excluded ? 1 : 0, reason, version, updated_at: of.at, updated_by: of.by };
  await db
    .insertInto('iteration_sample')
    .values({ org_id: of.orgId, iteration_id: of.iterationId, ...row })
    .onConflict((conflict) => conflict.columns(['org_id', 'iteration_id']).doUpdateSet(row))
    .execute();
}
