import type { TimeOff } from '../domain/capacity.ts';
import { type Db, prepared } from './engine.ts';
import { numbersOf } from './numbers-of.ts';

/** When a person is away, with its version: 1 for as long as nothing was said. */
export interface StoredTimeOff {
  readonly personId: number;
  readonly timeOff: readonly TimeOff[];
  readonly version: number;
}

const ofPeople = prepared<{ orgId: number; ids: string }, { person_id: number; spans: string; version: number }>(
  (db, value) =>
    db
      .selectFrom('time_off')
      .select(['person_id', 'spans', 'version'])
      .where('org_id', '=', value('orgId'))
      .where('person_id', 'in', numbersOf(db, value('ids'))),
);

/** When these people are away, in no order; of whom nothing was said is left out. */
export async function readTimeOff(
  db: Db,
  orgId: number,
  personIds: readonly number[],
): Promise<readonly StoredTimeOff[]> {
  const rows = await ofPeople(db, { orgId, ids: JSON.stringify(personIds) });
  return rows.map((row) => ({ personId: row.person_id, timeOff: JSON.parse(row.spans), version: row.version }));
}

/** Writes when a person is away over what was said before. */
export async function saveTimeOff(
  db: Db,
  orgId: number,
  saved: StoredTimeOff & { readonly at: number; readonly by: number },
): Promise<void> {
  const row = {
    spans: JSON.stringify(saved.timeOff),
    version: saved.version,
    updated_at: saved.at,
    updated_by: saved.by,
  };
  await db
    .insertInto('time_off')
    .values({ org_id: orgId, person_id: saved.personId, ...row })
    .onConflict((conflict) => conflict.columns(['org_id', 'person_id']).doUpdateSet(row))
    .execute();
}
