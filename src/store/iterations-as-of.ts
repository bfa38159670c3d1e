import { before } from '../domain/item-facts.ts';
import type { PlannedDate } from '../domain/iteration.ts';
import { asItWas, knownAt, type Turn } from '../domain/iteration-life.ts';
import type { StatementFigures } from '../domain/statement.ts';
import type { ClosedIteration, OpenIteration } from './closed-iterations.ts';
import { type Db, prepared } from './engine.ts';
import { changeIn, turnIn } from './iteration-life.ts';

/** How the iterations of a project stood before an instant. */
export interface IterationsThen {
  /** Those that were closed and had run, in the order of their closing. */
  readonly closed: readonly ClosedIteration[];
  /** Those that were planned or ran, those that ran first, then by the plan of now. */
  readonly open: readonly OpenIteration[];
}

type OfProject = { readonly orgId: number; readonly projectId: number };

interface EventRow {
  readonly seq: number;
  readonly at: number;
  readonly iterationId: number;
  readonly kind: string;
  readonly data: string;
}

const eventsOf = prepared<OfProject, EventRow>((db, value) =>
  db
    .selectFrom('event')
    .select((eb) => ['seq', 'at', eb.fn.coalesce('iteration_id', eb.lit(0)).as('iterationId'), 'kind', 'data'])
    .where('org_id', '=', value('orgId'))
    .where('project_id', '=', value('projectId'))
    .where('kind', 'in', ['iteration.created', 'iteration.changed', 'iteration.removed', 'iteration.sampled'])
    .orderBy('seq'),
);

const rowsOf = prepared<
  OfProject & { asOf: number },
  Omit<ClosedIteration, 'figures' | 'isExcluded' | 'reason'> & { treeKey: string; stated: string | null }
>((db, value) =>
  db
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
      'i.tree_key as treeKey',
      eb
        .selectFrom('statement as t')
        .select('t.figures')
        .whereRef('t.org_id', '=', 'i.org_id')
        .whereRef('t.iteration_id', '=', 'i.id')
        .where('t.issued_at', '<', value('asOf'))
        .orderBy('t.number', 'desc')
        .limit(1)
        .as('stated'),
    ])
    .where('i.org_id', '=', value('orgId'))
    .where('i.project_id', '=', value('projectId'))
    .where('i.kind', '=', 'iteration')
    .orderBy('i.id'),
);

/**
 * How the iterations of a project stood before an instant, in epoch milliseconds, by their events: title, dates, status,
 * statement and whether they were in the sample are those of then, the order of the plan is that of now.
 */
export async function readIterationsAsOf(db: Db, of: OfProject & { readonly asOf: number }): Promise<IterationsThen> {
  const events = new Map<number, EventRow[]>();
  for (const event of await eventsOf(db, of)) {
    const own = events.get(event.iterationId);
    if (own === undefined) events.set(event.iterationId, [event]);
    else own.push(event);
  }
  const lives = (await rowsOf(db, of)).map((now) => {
    const own = events.get(now.id) ?? [];
    return { row: planOf(now, own, of.asOf), life: lifeOf(own, of.asOf) };
  });
  const closed = lives.flatMap(({ row: { stated, treeKey: _, ...row }, life }) => {
    if (life === null || life.closedAt === null || life.startedAt === life.closedAt) return [];
    const figures: StatementFigures | null = stated === null ? null : JSON.parse(stated);
    // One that is closed to this day may have been said to have ended at another hour.
    return [{ ...row, ...life.mark, figures, finishedAt: life.wasReopened ? life.closedAt : row.finishedAt }];
  });
  const open = lives.flatMap(({ row: { id, title, startDay, treeKey }, life }) =>
    life === null || life.closedAt !== null
      ? []
      : [{ id, title, startDay, order: [life.status, startDay ?? '9999', treeKey] }],
  );
  return {
    closed: closed.toSorted((a, b) => a.finishedAt - b.finishedAt || a.id - b.id),
    open: open.toSorted((a, b) => inTurn(a.order, b.order)).map(({ order: _, ...each }) => each),
  };
}

/** Null for one that was not made yet, or was removed. */
function lifeOf(events: readonly EventRow[], asOf: number) {
  const then = before(events, asOf);
  if (then.length === 0 || then.some(({ kind }) => kind === 'iteration.removed')) return null;
  const turns: readonly Turn[] = events.flatMap(turnIn);
  const { status, closedAt, wasReopened } = knownAt({ turns, facts: [] }, { zone: 'UTC', frozenAt: null }, asOf);
  const mark = then.findLast(({ kind }) => kind === 'iteration.sampled');
  const { excluded = false, reason = null }: { excluded?: boolean; reason?: string | null } = JSON.parse(
    mark?.data ?? '{}',
  );
  return {
    status,
    closedAt,
    startedAt: turns.find(({ steps }) => steps.includes('start'))?.at ?? null,
    mark: { isExcluded: excluded, reason },
    wasReopened,
  };
}

/** A row with the title and the dates that it had then. */
function planOf<R extends Pick<ClosedIteration, 'title' | 'startDay' | 'endDay'>>(
  row: R,
  events: readonly EventRow[],
  asOf: number,
): R {
  const plan = { title: row.title, start: dateOf(row.startDay), end: dateOf(row.endDay) };
  const { title, start, end } = asItWas(plan, events.map(changeIn), asOf);
  return { ...row, title, startDay: start?.day ?? null, endDay: end?.day ?? null };
}

function dateOf(day: string | null): PlannedDate | null {
  return day === null ? null : { day, at: null };
}

function inTurn(left: readonly string[], right: readonly string[]): number {
  const place = left.findIndex((part, index) => part !== right[index]);
  return place < 0 ? 0 : (left[place] ?? '') < (right[place] ?? '') ? -1 : 1;
}
