import type { ItemFact } from '../domain/item-facts.ts';
import type { Turn } from '../domain/iteration-life.ts';
import type { CreditsOf } from '../store/completions.ts';
import type { Db } from '../store/engine.ts';
import { readStatedItems, type Statement } from '../store/statements.ts';
import { creditsElsewhere } from './credits-elsewhere.ts';
import { finishedElsewhere } from './finished-in.ts';

/**
 * Which of the items that were finished in an iteration count for another one (metrics rule: an item is credited once): of
 * a closed one as its close has stated, of one that is open by what is credited to others so far. Before an instant: by
 * what was known of it then.
 */
export async function creditedAway(
  db: Db,
  of: CreditsOf & {
    readonly isClosed: boolean;
    readonly turns: readonly Turn[];
    /** In order. */
    readonly facts: readonly ItemFact[];
    readonly statements: readonly Statement[];
  },
): Promise<ReadonlySet<number>> {
  const { orgId, iterationId } = of;
  const stated = !of.isClosed ? undefined : of.statements.findLast(({ reason }) => reason === null);
  if (stated !== undefined) {
    if (stated.figures.doneOnArrival.items === 0) return new Set();
    const items = await readStatedItems(db, { orgId, iterationId, number: stated.number });
    return new Set(items.flatMap(({ id, outcome }) => (outcome === 'on_arrival' ? [id] : [])));
  }
  const finishes = new Map(
    of.facts.flatMap((fact) => (fact.kind === 'completed' ? [[fact.itemId, fact] as const] : [])),
  );
  const credits = await creditsElsewhere(db, of, [...finishes.keys()]);
  const away = await finishedElsewhere(db, of, new Map([...finishes].map(([id, { seq }]) => [id, seq])));
  const isSame = (id: number) => credits.get(id)?.doneAt === finishes.get(id)?.at;
  return new Set([...away, ...[...credits.keys()].filter(isSame)]);
}
