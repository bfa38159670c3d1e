import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { setCustomNativeDragPreview } from '@atlaskit/pragmatic-drag-and-drop/element/set-custom-native-drag-preview';
import {
  attachClosestEdge,
  type Edge,
  extractClosestEdge,
} from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge';
import { IconDots } from '@tabler/icons-react';
import { memo, useEffect, useRef, useState } from 'react';
import type { ItemRow } from '../../client/native.ts';
import { numberIn } from '../parts/amounts.ts';
import { CategoryMark } from '../parts/category-mark.tsx';
import { useWords } from '../words/use-words.ts';

interface CardProps {
  readonly item: ItemRow;
  /** Its place among those that are shown, from 1, and how many are. */
  readonly position: number;
  readonly count: number;
  readonly top: number;
  readonly isSelected: boolean;
  /** How many are moved when this one is dragged. */
  readonly together: number;
  /** The one card of its column that Tab reaches. */
  readonly isCurrent: boolean;
  readonly canMove: boolean;
  /** With Shift, all from the one chosen last. */
  readonly onToggle: (id: number, isRow: boolean) => void;
  readonly onMenu: (id: number) => void;
  readonly onOpen: (id: number) => void;
}

/** One item in one row: chosen by its box, opened by its title, moved by dragging, by its menu or by keys. */
export const Card = memo(function Card(props: CardProps) {
  const { item, position, count, top, isSelected, together, isCurrent, canMove, onToggle, onMenu, onOpen } = props;
  const words = useWords();
  const row = useRef<HTMLLIElement>(null);
  const pile = together > 1 ? words.t('amounts.items', { count: together }) : null;
  const { edge, isHeld } = useDragging(row, item.id, canMove, pile);
  const tabIndex = isCurrent ? 0 : -1;
  return (
    <li
      ref={row}
      className={`plan-card${edge === null ? '' : ` drop-${edge}`}${isSelected ? ' selected' : ''}`}
      data-held={isHeld}
      style={{ transform: `translateY(${top}px)` }}
      aria-setsize={count}
      aria-posinset={position}
      data-item={item.id}
    >
      {canMove ? (
        <input
          type="checkbox"
          checked={isSelected}
          tabIndex={tabIndex}
          aria-label={words.t('planning.choose', { key: item.key })}
          onChange={({ nativeEvent }) => onToggle(item.id, 'shiftKey' in nativeEvent && nativeEvent.shiftKey === true)}
        />
      ) : null}
      <CategoryMark category={item.category} />
      <button
        type="button"
        className="plan-title"
        tabIndex={tabIndex}
        title={`${item.key} ${item.title}`}
        aria-label={`${item.key} ${item.title}`}
        onClick={() => onOpen(item.id)}
      >
        <span className="key">{item.key.slice(item.key.lastIndexOf('-') + 1)}</span> {item.title}
      </button>
      <span className="plan-estimate numbers">{item.estimate === null ? '–' : numberIn(words, item.estimate)}</span>
      {canMove ? (
        <button
          type="button"
          className="plan-more"
          tabIndex={tabIndex}
          aria-label={words.t('planning.moveItem', { key: item.key })}
          aria-haspopup="dialog"
          onClick={() => onMenu(item.id)}
        >
          <IconDots size={16} aria-hidden="true" />
        </button>
      ) : null}
    </li>
  );
});

/**
 * Makes a card draggable, and tells the edge at which another one would be dropped. While several are dragged, `pile` is
 * seen under the pointer instead of the one.
 */
function useDragging(
  row: React.RefObject<HTMLLIElement | null>,
  itemId: number,
  canMove: boolean,
  pile: string | null,
): { readonly edge: Edge | null; readonly isHeld: boolean } {
  const [edge, setEdge] = useState<Edge | null>(null);
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    const element = row.current;
    if (element === null || !canMove) return undefined;
    return combine(
      draggable({
        element,
        getInitialData: () => ({ itemId }),
        onGenerateDragPreview: ({ nativeSetDragImage }) => {
          if (pile !== null) setCustomNativeDragPreview({ nativeSetDragImage, render: (box) => drawPile(box, pile) });
        },
        onDragStart: () => setHeld(true),
        onDrop: () => setHeld(false),
      }),
      dropTargetForElements({
        element,
        getData: ({ input }) =>
          attachClosestEdge({ overItemId: itemId }, { element, input, allowedEdges: ['top', 'bottom'] }),
        canDrop: ({ source }) => source.data.itemId !== itemId,
        onDrag: ({ self }) => setEdge(extractClosestEdge(self.data)),
        onDragLeave: () => setEdge(null),
        onDrop: () => setEdge(null),
      }),
    );
  }, [row, itemId, canMove, pile]);
  return { edge, isHeld };
}

function drawPile({ container }: { readonly container: HTMLElement }, pile: string): void {
  container.className = 'plan-pile';
  container.textContent = pile;
}
