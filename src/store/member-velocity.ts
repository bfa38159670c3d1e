import { sql } from 'kysely';
import { type Db, prepared } from './engine.ts';
import { numbersOf } from './numbers-of.ts';

/** What a person had finished in an iteration when it was closed. */
export interface MemberVelocity {
  readonly iterationId: number;
  readonly personId: number;
  readonly points: number;
  readonly items: number;
}

const keep = prepared<{ orgId: number; iterationId: number }, never>((db, value) => ({
  compile: () =>
    sql<never>`
      INSERT INTO member_velocity (org_id, iteration_id, person_id, points, items)
      SELECT m.org_id, m.iteration_id, t.assignee_id, sum(coalesce(t.done_estimate, i.default_estimate, 0)),
        count(*)
      FROM membership AS m JOIN item AS t ON t.org_id = m.org_id AND t.id = m.item_id
      JOIN iteration AS i ON i.org_id = m.org_id AND i.id = m.iteration_id
      WHERE m.org_id = ${value('orgId')} AND m.iteration_id = ${value('iterationId')} AND m.ended_at IS NULL
        AND t.category = 'done' AND t.assignee_id IS NOT NULL
      GROUP BY m.org_id, m.iteration_id, t.assignee_id`.compile(db),
}));

const forget = prepared<{ orgId: number; iterationId: number }, never>((db, value) =>
  db
    .deleteFrom('member_velocity')
    .where('org_id', '=', value('orgId'))
    .where('iteration_id', '=', value('iterationId')),
);

const ofIterations = prepared<{ orgId: number; ids: string }, MemberVelocity>((db, value) =>
  db
    .selectFrom('member_velocity')
    .select(['iteration_id as iterationId', 'person_id as personId', 'points', 'items'])
    .where('org_id', '=', value('orgId'))
    .where('iteration_id', 'in', numbersOf(db, value('ids')))
    .orderBy('iteration_id')
    .orderBy('person_id'),
);

/** Measures once, at the close, who had finished how much: by whoever answered for an item at that time. */
export async function keepMemberVelocity(db: Db, { orgId, id }: { orgId: number; id: number }): Promise<void> {
  await keep(db, { orgId, iterationId: id });
}

/** Lets go of it, as the iteration is open again. */
export async function forgetMemberVelocity(db: Db, { orgId, id }: { orgId: number; id: number }): Promise<void> {
  await forget(db, { orgId, iterationId: id });
}

/** Who had finished how much in closed iterations, each iteration's by rising number of the person. */
export async function readMemberVelocity(
  db: Db,
  orgId: number,
  iterationIds: readonly number[],
): Promise<readonly MemberVelocity[]> {
  return ofIterations(db, { orgId, ids: JSON.stringify(iterationIds) });
}
