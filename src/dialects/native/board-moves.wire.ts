import { Type } from 'typebox';
import type { CardMove, MovedCards } from '../../actions/index.ts';
import type { Doubts } from '../../domain/refusal.ts';
import { ItemRow, toItemRow } from './items.wire.ts';
import { besideIn, MoveRow, neighbourOf, neighbours } from './moves.wire.ts';

/** Body of a move on a board. */
export const BoardMove = Type.Object(
  {
    itemIds: MoveRow,
    to: Type.Object(
      {
        columnId: Type.Integer({ minimum: 1, description: 'A column of the board, or a subcolumn' }),
        laneId: Type.Integer({ minimum: 1 }),
      },
      { additionalProperties: false },
    ),
    ...neighbours,
  },
  { additionalProperties: false, examples: [{ itemIds: [7], to: { columnId: 2, laneId: 1 }, before: null }] },
);
export type BoardMove = Type.Static<typeof BoardMove>;

/** What a move on a board came to. */
export const MovedOnBoard = Type.Object({
  items: Type.Array(ItemRow, { description: 'What was moved, in its new order' }),
  undo: Type.Array(BoardMove, { description: 'The moves that, made one after the other, put everything back' }),
});
export type MovedOnBoard = Type.Static<typeof MovedOnBoard>;

/** What faults in the core's words are called in the body of a move on a board. */
export const boardMoveMembers: ReadonlyMap<string, string> = new Map([
  ['column', 'to.columnId'],
  ['lane', 'to.laneId'],
]);

/** What a body asks for, and what is wrong with it. */
export function toBoardMove(body: BoardMove, doubts: Doubts): CardMove & { readonly doubts: Doubts } {
  if (doubts.body !== undefined || doubts.faults !== undefined) return { itemIds: [], columnId: 0, laneId: 0, doubts };
  return { itemIds: body.itemIds, ...body.to, ...besideIn(body) };
}

/** A finished move on a board. */
export function toMovedOnBoard({ items, undo }: MovedCards): MovedOnBoard {
  return { items: items.map(toItemRow), undo: undo.map(fromBoardMove) };
}

function fromBoardMove({ itemIds, columnId, laneId, beside }: CardMove): BoardMove {
  return { itemIds: [...itemIds], to: { columnId, laneId }, ...neighbourOf(beside) };
}
