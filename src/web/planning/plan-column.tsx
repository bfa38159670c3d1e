import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, memo, type RefObject, useEffect, useRef, useState } from 'react';
import type { ItemRow, Project } from '../../client/native.ts';
import { preferences } from '../parts/preferences.ts';
import { useStable } from '../parts/use-stable.ts';
import { useWords } from '../words/use-words.ts';
import { Card } from './card.tsx';
import { ColumnHead, type Fold, FoldedColumn } from './column-head.tsx';
import { EmptyBacklog } from './empty-backlog.tsx';
import { NewItem } from './new-item.tsx';
import { type Column, type ColumnId, idOf } from './plan.ts';
import type { Selection } from './use-selection.ts';

interface PlanColumnProps {
  readonly project: Project;
  readonly column: Column;
  /** Those of its items that the filter lets through. */
  readonly shown: readonly ItemRow[];
  readonly selection: Selection;
  readonly canMove: boolean;
  /** Whether the list is folded away; null where it cannot be. */
  readonly isFolded: boolean | null;
  readonly onFold: () => void;
  /** The item that is to have the focus as soon as it is drawn here. */
  readonly wanted: number | null;
  /** Whether a new item is being written at its end. */
  readonly isWriting: boolean;
  readonly onWrite: (columnId: ColumnId, isWriting: boolean) => void;
  /** What an item that is dragged here would add to the scope of a running iteration, in points. */
  readonly addedBy: (itemId: number, columnId: ColumnId) => number | null;
  readonly onFocused: () => void;
  readonly onKey: (event: KeyboardEvent, at: Wanted) => void;
  readonly onMenu: (itemId: number) => void;
  readonly onOpen: (itemId: number) => void;
}

/** An item of a list. */
export interface Wanted {
  readonly itemId: number;
  readonly columnId: ColumnId;
}

/** As the style sheet has it. */
const rowHeights = { comfortable: 44, default: 36, compact: 30 } as const;

/** One list of the planning board, of which only the rows in sight are drawn. */
export const PlanColumn = memo(function PlanColumn(props: PlanColumnProps) {
  const { project, column, shown, selection, canMove, isFolded, onFold, wanted, isWriting, addedBy } = props;
  const { onWrite, onFocused, onKey, onMenu, onOpen } = props;
  const words = useWords();
  const box = useRef<HTMLDivElement>(null);
  const rowHeight = rowHeights[preferences().density];
  const [current, setCurrent] = useState<number | null>(null);
  const dragged = useDropping(box, idOf(column), canMove);
  // Nothing here is compiled to remember what it drew, which is what this would not bear.
  // oxlint-disable-next-line react/incompatible-library
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    getItemKey: (index) => shown[index]?.id ?? index,
    useFlushSync: false,
  });
  const wantedIndex = wanted === null ? -1 : shown.findIndex(({ id }) => id === wanted);
  useEffect(() => {
    if (wantedIndex < 0) return undefined;
    rows.scrollToIndex(wantedIndex);
    // The row is drawn after the list has scrolled to it, which takes a frame, or some.
    let frame = 0;
    const look = () => {
      const title = box.current?.querySelector<HTMLButtonElement>(`[data-item="${wanted}"] .plan-title`);
      title?.focus();
      if (title !== null && title !== undefined && title === document.activeElement) onFocused();
      else frame = requestAnimationFrame(look);
    };
    frame = requestAnimationFrame(look);
    return () => cancelAnimationFrame(frame);
  }, [wanted, wantedIndex, rows, onFocused]);

  const name = column.iteration?.title ?? words.t('planning.backlog');
  const reached = shown.some(({ id }) => id === current) ? current : shown[0]?.id;
  const itemAt = (target: EventTarget) =>
    Number(target instanceof Element ? (target.closest<HTMLElement>('[data-item]')?.dataset.item ?? 0) : 0);
  const onToggle = useStable((id: number, isRow: boolean) => {
    if (isRow) selection.stretch(shown, id);
    else selection.toggle(id);
  });
  const fold: Fold | null = isFolded === null ? null : { isFolded, turn: onFold };
  const dropping = dragged === null ? '' : ' drop-here';
  if (fold?.isFolded === true) {
    return <FoldedColumn box={box} className={dropping} name={name} count={column.items.length} unfold={fold.turn} />;
  }
  return (
    <section
      className={`plan-column${fold === null ? '' : ' drawer'}`}
      data-column={idOf(column)}
      aria-labelledby={`column-${idOf(column)}`}
    >
      <ColumnHead
        project={project}
        column={column}
        shown={shown.length}
        fold={fold}
        added={dragged === null ? null : addedBy(dragged, idOf(column))}
      />
      <div
        ref={box}
        className={`plan-rows${dropping}`}
        data-scroll-restoration-id={`plan-${idOf(column)}`}
        onFocus={({ target }) => setCurrent(itemAt(target) || current)}
        onKeyDown={(event) => {
          const itemId = itemAt(event.target);
          if (itemId > 0) onKey(event, { itemId, columnId: idOf(column) });
        }}
      >
        {shown.length === 0 && column.items.length === 0 && column.iteration === null ? (
          <EmptyBacklog project={project} canMake={canMove} />
        ) : shown.length === 0 ? (
          <p className="dim plan-empty">
            {words.t(column.items.length === 0 ? 'planning.emptyIteration' : 'planning.nothingFound')}
          </p>
        ) : (
          // biome-ignore lint/a11y/noRedundantRoles: without its bullets a list is no list to one of the readers
          <ul role="list" aria-label={name} style={{ height: rows.getTotalSize() }}>
            {rows.getVirtualItems().map(({ index, start }) => {
              const item = shown[index];
              return item === undefined ? null : (
                <Card
                  key={item.id}
                  item={item}
                  position={index + 1}
                  count={shown.length}
                  top={start}
                  isSelected={selection.ids.has(item.id)}
                  together={selection.ids.has(item.id) ? selection.ids.size : 1}
                  isCurrent={item.id === reached}
                  canMove={canMove}
                  onToggle={onToggle}
                  onMenu={onMenu}
                  onOpen={onOpen}
                />
              );
            })}
          </ul>
        )}
      </div>
      {canMove ? (
        <NewItem
          project={project}
          column={column}
          isOpen={isWriting}
          open={(isOpen) => onWrite(idOf(column), isOpen)}
        />
      ) : null}
    </section>
  );
});

/**
 * Makes a list take what is dropped anywhere on it, and scroll while something is dragged along its edge. Answers the item
 * that is held over it.
 */
function useDropping(box: RefObject<HTMLElement | null>, columnId: ColumnId, canMove: boolean): number | null {
  const [held, setHeld] = useState<number | null>(null);
  useEffect(() => {
    const element = box.current;
    if (element === null || !canMove) return undefined;
    return combine(
      autoScrollForElements({ element }),
      dropTargetForElements({
        element,
        getData: () => ({ columnId }),
        onDragEnter: ({ source: { data } }) => setHeld(typeof data.itemId === 'number' ? data.itemId : null),
        onDragLeave: () => setHeld(null),
        onDrop: () => setHeld(null),
      }),
    );
  }, [box, columnId, canMove]);
  return held;
}
