import type { PersonRef } from '../domain/iteration.ts';
import { type Db, prepared } from './engine.ts';
import { numbersOf } from './numbers-of.ts';

const actorsOf = prepared<{ orgId: number; seqs: string }, PersonRef & { seq: number }>((db, value) =>
  db
    .selectFrom('event as e')
    .innerJoin('person as p', 'p.id', 'e.actor_id')
    .select(['e.seq', 'p.id', 'p.uid', 'p.name'])
    .where('e.org_id', '=', value('orgId'))
    .where('e.seq', 'in', numbersOf(db, value('seqs'))),
);

/** Whose deeds some events tell of, by their numbers. */
export async function readActors(
  db: Db,
  orgId: number,
  seqs: readonly number[],
): Promise<ReadonlyMap<number, PersonRef>> {
  const rows = await actorsOf(db, { orgId, seqs: JSON.stringify(seqs) });
  return new Map(rows.map(({ seq, ...person }) => [seq, person]));
}
