import { neverCarried } from '../domain/carries.ts';
import type { BookFault } from './book-fault.ts';
import { sumCarries } from './carries.ts';
import type { Db } from './engine.ts';

/** Sums of floating-point estimates may differ by their rounding. */
const tolerance = 0.0001;

/** Counts the carries of an organization's items anew by the receipts of all closes, and answers where the items say otherwise. */
export async function findCarryFaults(db: Db, orgId: number): Promise<readonly BookFault[]> {
  const told = await sumCarries(db, { orgId });
  const rows = await db
    .selectFrom('item')
    .select(['id', 'carry_count as carryCount', 'points_dragged as pointsDragged'])
    .where('org_id', '=', orgId)
    .where((eb) => eb.or([eb('carry_count', '<>', 0), eb('points_dragged', '<>', 0)]))
    .execute();
  const kept = new Map(rows.map((row) => [row.id, row]));
  const ids = [...new Set([...told.keys(), ...kept.keys()])].sort((left, right) => left - right);
  return ids.flatMap((id) => {
    const [is, should] = [kept.get(id) ?? neverCarried, told.get(id) ?? neverCarried];
    const faultIn = (figure: string, has: number, counted: number): readonly BookFault[] =>
      Math.abs(has - counted) > tolerance ? [{ of: 'item', id, figure, kept: has, counted, source: 'receipts' }] : [];
    return [
      ...faultIn('carry_count', is.carryCount, should.carryCount),
      ...faultIn('points_dragged', is.pointsDragged, should.pointsDragged),
    ];
  });
}
