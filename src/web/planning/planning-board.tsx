import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { extractClosestEdge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type KeyboardEvent, lazy, Suspense, useCallback, useDeferredValue, useEffect, useState } from 'react';
import type { Move, Project } from '../../client/native.ts';
import { mayPlan } from '../parts/may-plan.ts';
import { useMe } from '../parts/place.ts';
import { useWords } from '../words/use-words.ts';
import { columnWith, idOf, isFound, type Plan } from './plan.ts';
import { PlanColumn, type Wanted } from './plan-column.tsx';
import { deedOf } from './plan-keys.ts';
import type { PlanningSearch } from './planning-search.ts';
import { useMoves } from './use-moves.ts';
import { useSelection } from './use-selection.ts';

const MoveDialog = lazy(() =>
  import('./move-dialog.tsx').then(({ MoveDialog: component }) => ({ default: component })),
);
const ItemDialog = lazy(() =>
  import('./item-dialog.tsx').then(({ ItemDialog: component }) => ({ default: component })),
);

interface PlanningBoardProps {
  readonly project: Project;
  readonly plan: Plan;
}

/** The lists side by side, with one way of moving behind four doors: dragging, a menu, keys, and Undo for all of them. */
export function PlanningBoard({ project, plan }: PlanningBoardProps) {
  const words = useWords();
  const canMove = mayPlan(useMe(), project.id);
  const search = useSearch({ from: '/p/$project/planning' });
  const navigate = useNavigate();
  const isNarrow = useMediaQuery('(max-width: 767px)') ?? false;
  const selection = useSelection();
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const [asking, setAsking] = useState<readonly number[] | null>(null);
  const [opened, setOpened] = useState<number | null>(null);
  const sought = useDeferredValue(search.q ?? '');
  const board = plan.map((column) => ({
    column,
    shown: sought === '' ? column.items : column.items.filter((item) => isFound(item, sought)),
  }));
  const chosenList = plan.some((column) => idOf(column) === search.list) ? (search.list ?? 'backlog') : 'backlog';
  const drawn = isNarrow ? board.filter(({ column }) => idOf(column) === chosenList) : board;
  const show = (change: PlanningSearch) =>
    void navigate({ to: '.', search: (now: PlanningSearch) => ({ ...now, ...change }), replace: true });

  const { move } = useMoves(project.id);
  const chosen = (itemId: number) => (selection.ids.has(itemId) ? inOrder(plan, selection.ids) : [itemId]);
  const moveAndFollow = (made: Move, itemId: number) => {
    move(made);
    selection.clear();
    setWanted({ itemId, columnId: made.to.iterationId ?? 'backlog' });
  };
  const dropped = useDropped(plan, selection.ids, (made) => {
    move(made);
    selection.clear();
  });
  useEffect(() => monitorForElements({ onDrop: dropped }), [dropped]);
  const onFocused = useCallback(() => setWanted(null), []);

  const onKey = (event: KeyboardEvent, at: Wanted) => {
    if (event.ctrlKey || event.metaKey) return;
    const deed = deedOf(event, at, drawn, selection.ids);
    if (deed === undefined || (!canMove && deed.kind !== 'focus')) return;
    event.preventDefault();
    if (deed.kind === 'move') moveAndFollow(deed.move, at.itemId);
    if (deed.kind === 'choose') selection.toggle(at.itemId);
    if (deed.kind === 'menu') setAsking(chosen(at.itemId));
    if (deed.kind !== 'focus') return;
    const column = drawn.find((each) => idOf(each.column) === at.columnId);
    if (deed.extends && column !== undefined) {
      if (selection.ids.size === 0) selection.toggle(at.itemId);
      selection.extend(column.shown, deed.itemId);
    }
    setWanted({ itemId: deed.itemId, columnId: deed.columnId });
  };

  return (
    <div className="planning">
      <div className="planning-head">
        <h1>{words.t('frame.planning')}</h1>
        <TextInput
          type="search"
          aria-label={words.t('planning.filter')}
          placeholder={words.t('planning.filter')}
          data-filter
          maxLength={256}
          value={search.q ?? ''}
          onChange={(event) => show({ q: event.currentTarget.value })}
        />
        {isNarrow ? (
          <NativeSelect
            aria-label={words.t('planning.list')}
            value={String(chosenList)}
            onChange={({ currentTarget: { value } }) => show({ list: value === 'backlog' ? value : Number(value) })}
            data={plan.map((column) => ({
              value: String(idOf(column)),
              label: column.iteration?.title ?? words.t('planning.backlog'),
            }))}
          />
        ) : null}
        {selection.ids.size === 0 ? null : (
          <div className="buttons" role="group" aria-label={words.t('planning.chosen', { count: selection.ids.size })}>
            <span className="numbers">{words.t('planning.chosen', { count: selection.ids.size })}</span>
            <Button size="compact-sm" onClick={() => setAsking(inOrder(plan, selection.ids))}>
              {words.t('planning.moveChosen')}
            </Button>
            <Button size="compact-sm" variant="default" onClick={selection.clear}>
              {words.t('planning.clear')}
            </Button>
          </div>
        )}
      </div>
      <div className="plan">
        {drawn.map(({ column, shown }) => (
          <PlanColumn
            key={idOf(column)}
            project={project}
            column={column}
            shown={shown}
            selection={selection}
            canMove={canMove}
            wanted={wanted}
            onFocused={onFocused}
            onKey={onKey}
            onMenu={(itemId) => setAsking(chosen(itemId))}
            onOpen={setOpened}
          />
        ))}
      </div>
      {asking === null ? null : (
        <Suspense fallback={null}>
          <MoveDialog
            plan={plan}
            itemIds={asking}
            onClose={() => {
              setAsking(null);
              setWanted(placeOf(plan, asking[0]));
            }}
            onMove={(made) => {
              setAsking(null);
              moveAndFollow(made, made.itemIds[0] ?? 0);
            }}
          />
        </Suspense>
      )}
      {opened === null ? null : (
        <Suspense fallback={null}>
          <ItemDialog
            project={project}
            itemId={opened}
            canChange={canMove}
            onClose={() => {
              setOpened(null);
              setWanted(placeOf(plan, opened));
            }}
          />
        </Suspense>
      )}
    </div>
  );
}

/** An item where it stands. */
function placeOf(plan: Plan, itemId: number | undefined): Wanted | null {
  const column = itemId === undefined ? undefined : columnWith(plan, itemId);
  return itemId === undefined || column === undefined ? null : { itemId, columnId: idOf(column) };
}

/** Chosen items as they stand on the board, from the first list to the last. */
function inOrder(plan: Plan, ids: ReadonlySet<number>): readonly number[] {
  return plan.flatMap(({ items }) => items.filter(({ id }) => ids.has(id)).map(({ id }) => id));
}

type Drop = Parameters<NonNullable<Parameters<typeof monitorForElements>[0]['onDrop']>>[0];

/** What is to happen when something is dropped: beside the card under it, or at the end of the list. */
function useDropped(plan: Plan, chosen: ReadonlySet<number>, move: (move: Move) => void) {
  return ({ source, location }: Drop) => {
    const { itemId } = source.data;
    if (typeof itemId !== 'number') return;
    const itemIds = chosen.has(itemId) ? [...inOrder(plan, chosen)] : [itemId];
    const over = location.current.dropTargets.find(({ data }) => typeof data.overItemId === 'number');
    const list = location.current.dropTargets.find(({ data }) => data.columnId !== undefined);
    if (over === undefined) {
      if (list === undefined) return;
      const { columnId } = list.data;
      move({ itemIds, to: { iterationId: typeof columnId === 'number' ? columnId : null }, before: null });
      return;
    }
    const beside = Number(over.data.overItemId);
    const to = { iterationId: columnWith(plan, beside)?.iteration?.id ?? null };
    if (itemIds.includes(beside)) return;
    move({ itemIds, to, ...(extractClosestEdge(over.data) === 'top' ? { before: beside } : { after: beside }) });
  };
}
