import type { Counters } from '../domain/ledger.ts';
import { afterClose } from '../domain/ledger-day.ts';
import type { Db } from './engine.ts';
import type { DayFact } from './ledger.ts';

/** Live figures of one of several iterations, and what happened to them after it was closed. */
export interface KnownFigures {
  readonly iterationId: number;
  readonly counters: Counters;
  readonly afterClose: readonly DayFact[];
}

/** The live figures of many iterations in two queries, in no order. Numbers that name none are left out. */
export async function readManyCounters(
  db: Db,
  orgId: number,
  iterationIds: readonly number[],
): Promise<readonly KnownFigures[]> {
  if (iterationIds.length === 0) return [];
  const rows = await db
    .selectFrom('iteration_counter')
    .select([
      'iteration_id as iterationId',
      'member_items as memberItems',
      'scope_points as scopePoints',
      'scope_items as scopeItems',
      'done_points as donePoints',
      'done_items as doneItems',
      'unestimated_items as unestimatedItems',
    ])
    .where('org_id', '=', orgId)
    .where('iteration_id', 'in', [...iterationIds])
    .execute();
  const late = await db
    .selectFrom('iteration_day')
    .select(['iteration_id as iterationId', 'day', 'kind', 'points', 'items'])
    .where('org_id', '=', orgId)
    .where('iteration_id', 'in', [...iterationIds])
    .where('day', '=', afterClose)
    .execute();
  return rows.map(({ iterationId, ...counters }) => ({
    iterationId,
    counters,
    afterClose: late.filter((fact) => fact.iterationId === iterationId),
  }));
}
