import type { PlannedDate } from '../domain/iteration.ts';
import { asItWas } from '../domain/iteration-life.ts';
import type { StatementFigures } from '../domain/statement.ts';
import { type ClosedIteration, type OpenIteration, selectStated } from './closed-iterations.ts';
import { type Db, prepared } from './engine.ts';
import { type Life, readLives } from './iteration-life.ts';

/** How the iterations of a project stood before an instant. */
export interface IterationsThen {
  /** Those that were closed and had run, in the order of their closing. */
  readonly closed: readonly ClosedIteration[];
  /** Those that were planned or ran, those that ran first, then by the plan of now. */
  readonly open: readonly OpenIteration[];
}

type OfProject = { readonly orgId: number; readonly projectId: number };

const rowsOf = prepared<
  OfProject & { asOf: number },
  Omit<ClosedIteration, 'figures' | 'isExcluded' | 'reason'> & { treeKey: string; stated: string | null }
>((db, value) =>
  selectStated(db, value('asOf'))
    .select('i.tree_key as treeKey')
    .where('i.org_id', '=', value('orgId'))
    .where('i.project_id', '=', value('projectId'))
    .orderBy('i.id'),
);

/**
 * How the iterations of a project stood before an instant, in epoch milliseconds, by their events: title, dates, status,
 * statement and whether they were in the sample are those of then, the order of the plan is that of now.
 */
export async function readIterationsAsOf(db: Db, of: OfProject & { readonly asOf: number }): Promise<IterationsThen> {
  const rows = await rowsOf(db, of);
  const ids = rows.map(({ id }) => id);
  const lives = await readLives(db, of.orgId, ids, of.asOf);
  const closed = rows.flatMap(({ stated, treeKey: _, ...row }): readonly ClosedIteration[] => {
    const life = lives.get(row.id);
    if (life === undefined || life.closedAt === null || life.startedAt === life.closedAt) return [];
    const figures: StatementFigures | null = stated === null ? null : JSON.parse(stated);
    const { isExcluded, reason } = life;
    // One that is closed to this day may have been said to have ended at another hour.
    const finishedAt = life.isStill ? row.finishedAt : life.closedAt;
    return [{ ...row, ...planOf(row, life), isExcluded, reason, figures, finishedAt }];
  });
  const open = rows.flatMap(({ treeKey, ...row }) => {
    const { id } = row;
    const life = lives.get(id);
    if (life === undefined || life.status === 'closed') return [];
    const { title, startDay } = planOf(row, life);
    return [{ id, title, startDay, order: [life.status, startDay ?? '9999', treeKey] }];
  });
  return {
    closed: closed.toSorted((a, b) => a.finishedAt - b.finishedAt || a.id - b.id),
    open: open.toSorted((a, b) => inTurn(a.order, b.order)).map(({ order: _, ...each }) => each),
  };
}

/** The title and the dates that a row had then. */
/** What an iteration was called and between which days it was planned, before it was changed. */
export function planOf(
  { title, startDay, endDay }: Pick<ClosedIteration, 'title' | 'startDay' | 'endDay'>,
  { since }: Life,
): Pick<ClosedIteration, 'title' | 'startDay' | 'endDay'> {
  const was = asItWas({ title, start: dateOf(startDay), end: dateOf(endDay) }, since);
  return { title: was.title, startDay: was.start?.day ?? null, endDay: was.end?.day ?? null };
}

function dateOf(day: string | null): PlannedDate | null {
  return day === null ? null : { day, at: null };
}

function inTurn(left: readonly string[], right: readonly string[]): number {
  const place = left.findIndex((part, index) => part !== right[index]);
  return place < 0 ? 0 : (left[place] ?? '') < (right[place] ?? '') ? -1 : 1;
}
