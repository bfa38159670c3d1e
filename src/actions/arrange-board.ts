import { canSee, requirePlanner } from '../domain/access.ts';
import { type Doubts, notFound, Refusal, refuseFaults, refuseUnreadable, type Thing } from '../domain/refusal.ts';
import { type Board, findBoard } from '../store/boards.ts';
import type { Tx } from './transact.ts';

/**
 * A board to be arranged, with the part of it that a request is about. All that there has to be is looked for before the
 * rights, and the request is judged after them.
 * @throws Refusal not_found (the board, the part), forbidden, invalid
 */
export async function requireArranged<T>(
  tx: Tx,
  { boardId, doubts }: { readonly boardId: number; readonly doubts?: Doubts },
  find: (board: Board) => Promise<T | undefined>,
): Promise<{ readonly board: Board; readonly part: T }> {
  const board = await findBoard(tx.db, tx.actor.orgId, boardId);
  if (board === undefined || !canSee(tx.actor, board.projectId)) throw notFound('board');
  const part = await find(board);
  if (part === undefined) throw notFound('column');
  requirePlanner(tx.actor, board.projectId, 'board');
  refuseUnreadable(doubts);
  refuseFaults(doubts);
  return { board, part };
}

/** @throws Refusal invalid: something stands in what is to be removed, and nobody said that it may be moved */
export function requireForce(force: boolean, standing: number, thing: Thing | 'lane'): void {
  if (force || standing === 0) return;
  const message = `${thing.slice(0, 1).toUpperCase()}${thing.slice(1)} should be deleted with force`;
  throw new Refusal('invalid', message, { field: 'force', faults: [{ field: 'force', rule: 'rule', message }] });
}
