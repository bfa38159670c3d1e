import type { ItemRow, Move } from '../../client/native.ts';
import { type Column, type ColumnId, idOf, step } from './plan.ts';

/** A list as it is shown, in the order of the lists on the page. */
export interface ShownColumn {
  readonly column: Column;
  readonly shown: readonly ItemRow[];
}

/** What a key asks for, on an item of the planning board. */
export type Deed =
  | { readonly kind: 'focus'; readonly itemId: number; readonly columnId: ColumnId; readonly extends: boolean }
  | { readonly kind: 'move'; readonly move: Move }
  | { readonly kind: 'choose' }
  | { readonly kind: 'menu' }
  | { readonly kind: 'open' }
  | { readonly kind: 'clear' };

interface Pressed {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/**
 * What a key means on an item: arrows, j and k go to its neighbours (with Shift up and down they choose on the way), Shift
 * with left and right moves to the list beside, Alt with up and down within the list, m asks where to, x chooses, e opens,
 * Escape lets go what is chosen.
 * `itemIds` are moved together, if the item is one of them. Undefined for any other key.
 */
export function deedOf(
  pressed: Pressed,
  at: { readonly itemId: number; readonly columnId: ColumnId },
  board: readonly ShownColumn[],
  chosen: ReadonlySet<number>,
): Deed | undefined {
  const index = board.findIndex(({ column }) => idOf(column) === at.columnId);
  const here = board[index];
  if (here === undefined) return undefined;
  const { shown, column } = here;
  const row = shown.findIndex(({ id }) => id === at.itemId);
  const moving = chosen.has(at.itemId) ? shown.filter(({ id }) => chosen.has(id)).map(({ id }) => id) : [at.itemId];
  const to = { iterationId: column.iteration?.id ?? null };
  const sideways = (beside: ShownColumn | undefined): Deed | undefined => {
    if (beside === undefined) return undefined;
    if (!pressed.shiftKey) return focusOn(beside, Math.min(row, beside.shown.length - 1), false);
    const before = beside.shown[row]?.id ?? null;
    return {
      kind: 'move',
      move: { itemIds: moving, to: { iterationId: beside.column.iteration?.id ?? null }, before },
    };
  };
  const along = (way: 'up' | 'down'): Deed | undefined => {
    if (!pressed.altKey) return focusOn(here, way === 'up' ? row - 1 : row + 1, pressed.shiftKey);
    const move = step(shown, moving, to, way);
    return move === undefined ? undefined : { kind: 'move', move };
  };
  switch (pressed.key) {
    case 'ArrowUp':
    case 'k':
      return along('up');
    case 'ArrowDown':
    case 'j':
      return along('down');
    case 'ArrowLeft':
      return pressed.altKey ? undefined : sideways(board[index - 1]);
    case 'ArrowRight':
      return pressed.altKey ? undefined : sideways(board[index + 1]);
    case 'm':
      return { kind: 'menu' };
    case 'x':
      return { kind: 'choose' };
    case 'e':
      return { kind: 'open' };
    case 'Escape':
      return chosen.size === 0 ? undefined : { kind: 'clear' };
    default:
      return undefined;
  }
}

function focusOn({ column, shown }: ShownColumn, row: number, extending: boolean): Deed | undefined {
  const item = shown[row];
  return item === undefined
    ? undefined
    : { kind: 'focus', itemId: item.id, columnId: idOf(column), extends: extending };
}
