import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element';
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { ItemRow, Project } from '../../client/native.ts';
import { StatusBadge } from '../parts/status-badge.tsx';
import { dayFormat } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';
import { CapacityBar } from './capacity-bar.tsx';
import { Card } from './card.tsx';
import { NewItem } from './new-item.tsx';
import { type Column, type ColumnId, idOf, loadOf } from './plan.ts';
import type { Selection } from './use-selection.ts';

interface PlanColumnProps {
  readonly project: Project;
  readonly column: Column;
  /** Those of its items that the filter lets through. */
  readonly shown: readonly ItemRow[];
  readonly selection: Selection;
  readonly canMove: boolean;
  /** The item that is to have the focus as soon as it is drawn in its list. */
  readonly wanted: Wanted | null;
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

const rowHeight = 36;

/** One list of the planning board, of which only the rows in sight are drawn. */
export function PlanColumn(props: PlanColumnProps) {
  const { project, column, shown, selection, canMove, wanted, onFocused, onKey, onMenu, onOpen } = props;
  const words = useWords();
  const box = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState<number | null>(null);
  const isOver = useDropping(box, idOf(column), canMove);
  // Nothing here is compiled to remember what it drew, which is what this would not bear.
  // oxlint-disable-next-line react/incompatible-library
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    getItemKey: (index) => shown[index]?.id ?? index,
  });
  const wantedId = wanted?.columnId === idOf(column) ? wanted.itemId : null;
  const wantedIndex = shown.findIndex(({ id }) => id === wantedId);
  useEffect(() => {
    if (wantedIndex < 0) return undefined;
    rows.scrollToIndex(wantedIndex);
    // The row is drawn after the list has scrolled to it.
    const frame = requestAnimationFrame(() => {
      const title = box.current?.querySelector<HTMLButtonElement>(`[data-item="${wantedId}"] .plan-title`);
      if (title === null || title === undefined) return;
      title.focus();
      onFocused();
    });
    return () => cancelAnimationFrame(frame);
  }, [wantedId, wantedIndex, rows, onFocused]);

  const name = column.iteration?.title ?? words.t('planning.backlog');
  const reached = shown.some(({ id }) => id === current) ? current : shown[0]?.id;
  const itemAt = (target: EventTarget) =>
    Number(target instanceof Element ? (target.closest<HTMLElement>('[data-item]')?.dataset.item ?? 0) : 0);
  return (
    <section className="plan-column" aria-labelledby={`column-${idOf(column)}`}>
      <ColumnHead project={project} column={column} shown={shown.length} />
      <div
        ref={box}
        className={`plan-rows${isOver ? ' drop-here' : ''}`}
        onFocus={({ target }) => setCurrent(itemAt(target) || current)}
        onKeyDown={(event) => {
          const itemId = itemAt(event.target);
          if (itemId > 0) onKey(event, { itemId, columnId: idOf(column) });
        }}
      >
        {shown.length === 0 ? (
          <p className="dim plan-empty">
            {words.t(column.items.length === 0 ? emptyWord(column) : 'planning.nothingFound')}
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
                  isCurrent={item.id === reached}
                  canMove={canMove}
                  onToggle={selection.toggle}
                  onMenu={onMenu}
                  onOpen={onOpen}
                />
              );
            })}
          </ul>
        )}
      </div>
      {canMove ? <NewItem project={project} column={column} /> : null}
    </section>
  );
}

function emptyWord({ iteration }: Column) {
  return iteration === null ? 'planning.emptyBacklog' : 'planning.emptyIteration';
}

function ColumnHead({ project, column, shown }: Pick<PlanColumnProps, 'project' | 'column'> & { shown: number }) {
  const words = useWords();
  const { iteration, items } = column;
  const count =
    shown === items.length
      ? words.t('amounts.items', { count: items.length })
      : words.t('amounts.doneOf', { done: shown, scope: words.t('amounts.items', { count: items.length }) });
  const days = dayFormat(words.language);
  return (
    <div className="plan-head">
      <h2 id={`column-${idOf(column)}`}>
        {iteration === null ? (
          words.t('planning.backlog')
        ) : (
          <Link
            to="/p/$project/iterations/$iteration"
            params={{ project: project.key, iteration: iteration.id }}
            search={{}}
          >
            {iteration.title}
          </Link>
        )}
      </h2>
      <span className="dim numbers">{count}</span>
      {iteration === null ? null : (
        <>
          <div className="facts numbers">
            <StatusBadge status={iteration.status} />
            <span>
              {iteration.start === null || iteration.end === null
                ? words.t('iteration.noDates')
                : days.range(iteration.start, iteration.end)}
            </span>
          </div>
          <CapacityBar iteration={iteration} {...loadOf(column)} />
        </>
      )}
    </div>
  );
}

/** Makes a list take what is dropped anywhere on it, and scroll while something is dragged along its edge. */
function useDropping(box: RefObject<HTMLDivElement | null>, columnId: ColumnId, canMove: boolean): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (element === null || !canMove) return undefined;
    return combine(
      autoScrollForElements({ element }),
      dropTargetForElements({
        element,
        getData: () => ({ columnId }),
        onDragEnter: () => setOver(true),
        onDragLeave: () => setOver(false),
        onDrop: () => setOver(false),
      }),
    );
  }, [box, columnId, canMove]);
  return isOver;
}
