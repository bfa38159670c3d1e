import type { OpenItem } from '../domain/goal-odds.ts';
import { itemAsItWas } from '../domain/item-life.ts';
import { isUnfinished } from '../domain/ledger.ts';
import type { Db } from '../store/engine.ts';
import { readGoalThen } from '../store/goal-changes.ts';
import { readLivesOfIteration } from '../store/item-lives.ts';
import { listOpenWork } from '../store/iteration-goals.ts';
import { listMembersThen } from '../store/memberships.ts';

type OfIteration = { readonly orgId: number; readonly iterationId: number };

/**
 * What is unfinished in an iteration, or was before an instant in epoch milliseconds, in its order of work; what was put into
 * another order since is told in the order of now.
 */
export async function openWork(db: Db, of: OfIteration, asOf?: number): Promise<readonly OpenItem[]> {
  if (asOf === undefined) return listOpenWork(db, of);
  const [members, lives, { itemIds }] = await Promise.all([
    listMembersThen(db, { ...of, asOf }),
    readLivesOfIteration(db, { ...of, asOf }),
    readGoalThen(db, { ...of, asOf }),
  ]);
  const items = new Map(lives.map(({ item, life }) => [item.id, itemAsItWas(item, life, asOf)]));
  const goal = new Set(itemIds);
  return members.flatMap((id) => {
    const item = items.get(id);
    if (item === undefined || item === null || item.condition !== 'live' || !isUnfinished(item.category)) return [];
    return [{ id, isGoal: goal.has(id), isStarted: item.category === 'in_progress' }];
  });
}
