import type { Iteration } from '../domain/iteration.ts';
import { asItWas, type DatedFact, type Known, knownAt } from '../domain/iteration-life.ts';
import { pathRenamed } from '../domain/release-tree.ts';
import type { Db } from '../store/engine.ts';
import { readFacts } from '../store/item-facts.ts';
import { readLives, readTurns } from '../store/iteration-life.ts';
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

/**
 * An iteration as it stood before an instant, and the facts known then: its words, plan, status and instants are those of
 * then; its place among others, the releases above it, its version and people are those of now. One that had been removed
 * already is as it is now. Epoch milliseconds.
 */
export async function asItStood<I extends Iteration>(
  db: Db,
  iteration: I,
  asOf: number,
): Promise<{ readonly iteration: I; readonly facts: readonly DatedFact[] }> {
  const { orgId, id } = iteration;
  const [lives, facts, rules] = await Promise.all([
    readLives(db, orgId, [id], asOf),
    readFacts(db, orgId, id),
    readIterationRules(db, orgId, id),
  ]);
  const { turns = [], since = [], isStill = true } = lives.get(id) ?? {};
  const known = knownAt({ turns, facts }, rules, asOf);
  const was = asItWas(iteration, since);
  return {
    iteration: {
      ...was,
      path: pathRenamed(iteration, was.title),
      startedAt: known.status === 'planned' ? null : iteration.startedAt,
      // One that is closed to this day may have been said to have ended at another hour.
      finishedAt: known.closedAt !== null && isStill ? iteration.finishedAt : known.closedAt,
    },
    facts: known.facts,
  };
}
