import { type RawBuilder, sql } from 'kysely';
import { asItWas } from '../domain/iteration-life.ts';
import type { FactsBetween, ReleasePart } from '../domain/release-history.ts';
import { idsBelow } from '../domain/release-tree.ts';
import { type Db, prepared } from './engine.ts';
import { readLives } from './iteration-life.ts';
import { numbersOf } from './numbers-of.ts';

const partsById = prepared<{ orgId: number; ids: string }, ReleasePart>((db, value) =>
  db
    .selectFrom('iteration as i')
    .select((eb) => [
      'i.id',
      'i.started_at as startedAt',
      eb
        .case()
        .when('i.status', 'in', ['closed', 'archived'])
        .then(
          eb.fn.coalesce(
            eb
              .selectFrom('statement as s')
              .select((max) => max.fn.max('s.issued_at').as('at'))
              .whereRef('s.org_id', '=', 'i.org_id')
              .whereRef('s.iteration_id', '=', 'i.id')
              .where('s.reason', 'is', null),
            'i.finished_at',
          ),
        )
        .else(null)
        .end()
        .as('closedAt'),
    ])
    .where('i.org_id', '=', value('orgId'))
    .where('i.id', 'in', numbersOf(db, value('ids')))
    .where('i.kind', '=', 'iteration')
    .orderBy('i.id'),
);

/** When iterations of those numbers were started and closed; groups are left out. */
export function readReleaseParts(db: Db, orgId: number, ids: readonly number[]): Promise<readonly ReleasePart[]> {
  return partsById(db, { orgId, ids: JSON.stringify(ids) });
}

const nodesOf = prepared<{ orgId: number; projectId: number }, { id: number; parentId: number | null }>((db, value) =>
  db
    .selectFrom('iteration')
    .select(['id', 'parent_id as parentId'])
    .where('org_id', '=', value('orgId'))
    .where('project_id', '=', value('projectId')),
);

/**
 * When the iterations below a release before an instant, in epoch milliseconds, had been started and closed by then; those
 * that were below it then, whatever has become of them since.
 */
export async function readReleasePartsAsOf(
  db: Db,
  of: { readonly orgId: number; readonly projectId: number; readonly releaseId: number; readonly asOf: number },
): Promise<readonly ReleasePart[]> {
  const { orgId, releaseId, asOf } = of;
  const nodes = await nodesOf(db, of);
  const ids = nodes.map(({ id }) => id);
  const lives = await readLives(db, orgId, ids, asOf);
  const placed = nodes.flatMap(({ id, parentId }) => {
    const life = lives.get(id);
    return life === undefined ? [] : [{ id, parentId: asItWas({ parentId }, life.since).parentId }];
  });
  return (await readReleaseParts(db, orgId, idsBelow(placed, releaseId))).flatMap(({ id, startedAt }) => {
    const life = lives.get(id);
    return life === undefined
      ? []
      : [{ id, startedAt: life.status === 'planned' ? null : startedAt, closedAt: life.closedAt }];
  });
}

/** The facts of iterations up to the last of some rising instants, summed up by kind and by the instant before which they happened. */
export async function sumFactsBetween(
  db: Db,
  of: { readonly orgId: number; readonly ids: readonly number[]; readonly instants: readonly number[] },
): Promise<readonly FactsBetween[]> {
  const { orgId, ids, instants } = of;
  const last = instants.at(-1);
  if (last === undefined || ids.length === 0) return [];
  const steps = sql.join(
    instants.map((at, by) => sql`WHEN at <= ${sql.lit(at)} THEN ${sql.lit(by)}`),
    sql` `,
  );
  const by: RawBuilder<number> = sql`CASE ${steps} END`;
  const { rows } = await sql<FactsBetween>`
    SELECT iteration_id AS ${sql.ref('iterationId')}, ${by} AS ${sql.ref('by')}, kind,
      sum(points) AS points, sum(items) AS items
    FROM ledger
    WHERE org_id = ${orgId} AND iteration_id IN (${sql.join(ids)}) AND at <= ${last}
    GROUP BY 1, 2, 3`.execute(db);
  return rows.map((row) => ({ ...row, points: Number(row.points), items: Number(row.items) }));
}
