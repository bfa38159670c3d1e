import { isCredited } from '../domain/statement.ts';
import { type CreditsOf, closedWhereFinished } from '../store/completions.ts';
import type { Db } from '../store/engine.ts';
import { listStatements, readStatedItems } from '../store/statements.ts';

/** That a closed iteration's latest statement has an item in its velocity. */
export interface Credit {
  readonly iterationId: number;
  /** The completion that counts there. Epoch milliseconds; null where nobody knows. */
  readonly doneAt: number | null;
}

/** Which of some items are credited to other closed iterations already, or were before an instant. */
export async function creditsElsewhere(
  db: Db,
  of: CreditsOf,
  itemIds: readonly number[],
): Promise<ReadonlyMap<number, Credit>> {
  const { orgId, asOf = Number.POSITIVE_INFINITY } = of;
  const asked = new Set(itemIds);
  const credits = new Map<number, Credit>();
  for (const iterationId of await closedWhereFinished(db, of, itemIds)) {
    const last = (await listStatements(db, orgId, iterationId)).findLast(({ issuedAt }) => issuedAt < asOf);
    if (last === undefined) continue;
    for (const item of await readStatedItems(db, { orgId, iterationId, number: last.number })) {
      if (asked.has(item.id) && isCredited(item)) credits.set(item.id, { iterationId, doneAt: item.doneAt });
    }
  }
  return credits;
}
