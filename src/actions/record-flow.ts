import { crossingsBetween, stageOn } from '../domain/cumulative-flow.ts';
import { dayIn } from '../domain/days.ts';
import type { Item } from '../domain/item.ts';
import { addCrossings, zoneOfBoard } from '../store/board-flow.ts';
import type { Tx } from './transact.ts';

/** Adds to the days of the boards concerned what a change of an item means for them; null is before it was made. */
export async function recordFlow(tx: Tx, before: Item | null, after: Item): Promise<void> {
  const { orgId } = tx.actor;
  const boards =
    before === null || before.boardId === after.boardId ? [after.boardId] : [before.boardId, after.boardId];
  for (const boardId of boards) {
    const crossings = crossingsBetween(stageOn(boardId, before), stageOn(boardId, after));
    if (crossings === null) continue;
    const day = dayIn(await zoneOfBoard(tx.db, orgId, boardId), tx.now);
    await addCrossings(tx.db, { ...crossings, orgId, boardId, day });
  }
}
