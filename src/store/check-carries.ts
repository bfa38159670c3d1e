import type { ReceiptContent, Reversal } from '../domain/receipt.ts';
import type { BookFault } from './book-fault.ts';
import type { Db } from './engine.ts';

/** Receipts can be long, so only a few are held at a time. */
const atOnce = 20;

/** Sums of floating-point estimates may differ by their rounding. */
const tolerance = 0.0001;

/** Counts the carries of an organization's items anew by the receipts of all closes, and answers where the items say otherwise. */
export async function findCarryFaults(db: Db, orgId: number): Promise<readonly BookFault[]> {
  const told = await carriesByReceipts(db, orgId);
  const rows = await db
    .selectFrom('item')
    .select(['id', 'carry_count as count', 'points_dragged as points'])
    .where('org_id', '=', orgId)
    .where((eb) => eb.or([eb('carry_count', '<>', 0), eb('points_dragged', '<>', 0)]))
    .execute();
  const kept = new Map(rows.map(({ id, count, points }) => [id, { count, points }]));
  const none = { count: 0, points: 0 };
  const ids = [...new Set([...told.keys(), ...kept.keys()])].sort((left, right) => left - right);
  return ids.flatMap((id) => {
    const [is, should] = [kept.get(id) ?? none, told.get(id) ?? none];
    const faultIn = (figure: string, has: number, counted: number): readonly BookFault[] =>
      Math.abs(has - counted) > tolerance ? [{ of: 'item', id, figure, kept: has, counted, source: 'receipts' }] : [];
    return [...faultIn('carry_count', is.count, should.count), ...faultIn('points_dragged', is.points, should.points)];
  });
}

/** By item: how often it was carried and not taken back, and its estimates at that. The rest of a split is born carried. */
async function carriesByReceipts(db: Db, orgId: number) {
  const told = new Map<number, { readonly count: number; readonly points: number }>();
  const add = (itemId: number, points: number | null) => {
    const known = told.get(itemId) ?? { count: 0, points: 0 };
    told.set(itemId, { count: known.count + 1, points: known.points + (points ?? 0) });
  };
  let after = 0;
  for (let more = true; more; ) {
    const page = await db
      .selectFrom('receipt')
      .select(['id', 'content', 'reversal'])
      .where('org_id', '=', orgId)
      .where('id', '>', after)
      .orderBy('id')
      .limit(atOnce)
      .execute();
    for (const { id, content, reversal } of page) {
      const { groups, splits }: ReceiptContent = JSON.parse(content);
      const outcome: Reversal | null = reversal === null ? null : JSON.parse(reversal);
      const stands = outcome === null ? null : new Set(outcome.refused.map(({ itemId }) => itemId));
      for (const { choice, itemIds, points } of groups) {
        if (choice.action !== 'carry') continue;
        for (const [place, itemId] of itemIds.entries()) {
          if (stands === null || stands.has(itemId)) add(itemId, points[place] ?? null);
        }
      }
      for (const { childId, childPoints } of splits) add(childId, childPoints);
      after = id;
    }
    more = page.length === atOnce;
  }
  return told;
}
