import type { Iteration } from '../domain/iteration.ts';
import { type DatedFact, type Known, knownAt } from '../domain/iteration-life.ts';
import type { Db } from '../store/engine.ts';
import { readFacts } from '../store/item-facts.ts';
import { readTurns } from '../store/iteration-life.ts';
import { readIterationRules } from '../store/iteration-rules.ts';

/** What was known of an iteration before an instant: all of its facts are gone through. Epoch milliseconds. */
export async function historyOf(
  db: Db,
  { orgId, id }: Pick<Iteration, 'orgId' | 'id'>,
  asOf: number,
): Promise<Known<DatedFact>> {
  const [turns, facts, rules] = await Promise.all([
    readTurns(db, orgId, id),
    readFacts(db, orgId, id),
    readIterationRules(db, orgId, id),
  ]);
  return knownAt({ turns, facts }, rules, asOf);
}
