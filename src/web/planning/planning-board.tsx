import { useMediaQuery } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type KeyboardEvent, lazy, Suspense, useCallback, useDeferredValue, useMemo, useRef, useState } from 'react';
import type { Iteration, Move, Project } from '../../client/native.ts';
import { latinKey } from '../parts/latin-key.ts';
import { mayPlan } from '../parts/may-plan.ts';
import { useMe } from '../parts/place.ts';
import { preferences } from '../parts/preferences.ts';
import { useKeys } from '../parts/use-keys.ts';
import { useStable } from '../parts/use-stable.ts';
import { NoIterations, Unseen } from './beyond-lists.tsx';
import { type ColumnId, columnWith, idOf, inOrder, itemsFound, type Plan, scopeAdded } from './plan.ts';
import { PlanColumn, type Wanted } from './plan-column.tsx';
import { deedOf } from './plan-keys.ts';
import type { planOf } from './plan-query.ts';
import { PlanningHead } from './planning-head.tsx';
import type { PlanningSearch } from './planning-search.ts';
import { useDropped } from './use-dropped.ts';
import { useMoves } from './use-moves.ts';
import { useOpened } from './use-opened.ts';
import { useSelection } from './use-selection.ts';

const MoveDialog = lazy(() =>
  import('./move-dialog.tsx').then(({ MoveDialog: component }) => ({ default: component })),
);
const ItemDialog = lazy(() =>
  import('./item-dialog.tsx').then(({ ItemDialog: component }) => ({ default: component })),
);
const NewIterationDialog = lazy(() =>
  import('../timeline/new-iteration-dialog.tsx').then((made) => ({ default: made.NewIterationDialog })),
);

interface PlanningBoardProps {
  readonly project: Project;
  readonly plan: Plan;
  readonly queryKey: ReturnType<typeof planOf>['queryKey'];
  /** Every iteration and release of the project; undefined while they are on their way. */
  readonly found: readonly Iteration[] | undefined;
}

/** The lists side by side, with one way of moving behind four doors: dragging, a menu, keys, and Undo for all of them. */
export function PlanningBoard({ project, plan, queryKey, found }: PlanningBoardProps) {
  const canMove = mayPlan(useMe(), project.id);
  const search = useSearch({ from: '/p/$project/planning' });
  const navigate = useNavigate();
  const isNarrow = useMediaQuery('(max-width: 767px)', undefined, { getInitialValueInEffect: false });
  const isMiddling = useMediaQuery('(max-width: 1199px)', undefined, { getInitialValueInEffect: false });
  const selection = useSelection();
  const field = useRef<HTMLInputElement>(null);
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const [asking, setAsking] = useState<readonly number[] | null>(null);
  const [writing, setWriting] = useState<ColumnId | null>(null);
  const [isMaking, setMaking] = useState(false);
  const { open, close } = useOpened();
  const { who, tag } = search;
  const q = useDeferredValue(search.q ?? '');
  const board = useMemo(
    () =>
      plan.map((column) => ({
        column,
        shown: itemsFound(column.items, { q, who, tag }),
      })),
    [plan, q, who, tag],
  );
  const chosenList = plan.some((column) => idOf(column) === search.list) ? (search.list ?? 'backlog') : 'backlog';
  const drawn = isNarrow ? board.filter(({ column }) => idOf(column) === chosenList) : board;
  const isFolded = !isNarrow && isMiddling && search.folded === true;
  const show = (change: PlanningSearch) =>
    void navigate({
      to: '.',
      search: (now: PlanningSearch) => ({ ...now, ...change }),
      replace: true,
      resetScroll: false,
    });

  const { move } = useMoves(project.id, { queryKey });
  const chosen = (itemId: number) => (selection.ids.has(itemId) ? inOrder(plan, selection.ids) : [itemId]);
  const moveAndFollow = (made: Move, itemId: number) => {
    move(made);
    selection.clear();
    setWanted({ itemId, columnId: made.to.iterationId ?? 'backlog' });
  };
  useDropped(plan, selection.ids, (made) => {
    move(made);
    selection.clear();
  });
  const onFocused = useCallback(() => setWanted(null), []);

  const onKey = useStable((event: KeyboardEvent, at: Wanted) => {
    if (event.ctrlKey || event.metaKey) return;
    if (event.key.length === 1 && !preferences().singleKeys) return;
    const { shiftKey, altKey } = event;
    const deed = deedOf({ key: latinKey(event), shiftKey, altKey }, at, drawn, selection.ids);
    const isLooking = deed?.kind === 'focus' || deed?.kind === 'open';
    if (deed === undefined || (!canMove && !isLooking)) return;
    event.preventDefault();
    if (deed.kind === 'move') moveAndFollow(deed.move, at.itemId);
    if (deed.kind === 'choose') selection.toggle(at.itemId);
    if (deed.kind === 'clear') selection.clear();
    if (deed.kind === 'open') open(at.itemId);
    if (deed.kind === 'menu') setAsking(chosen(at.itemId));
    if (deed.kind !== 'focus') return;
    const column = drawn.find((each) => idOf(each.column) === at.columnId);
    if (deed.extends && canMove && column !== undefined) {
      selection.stretch(column.shown, deed.itemId, selection.ids.has(at.itemId) ? null : at.itemId);
    }
    setWanted({ itemId: deed.itemId, columnId: deed.columnId });
  });
  const onWrite = useCallback((columnId: ColumnId, isWriting: boolean) => setWriting(isWriting ? columnId : null), []);
  const addedBy = useStable((itemId: number, columnId: ColumnId) => scopeAdded(plan, chosen(itemId), columnId));
  const onMenu = useStable((itemId: number) => setAsking(chosen(itemId)));
  const onOpen = useStable(open);
  const onFold = useStable(() => show({ folded: isFolded ? undefined : true }));
  const enterLists = () => {
    const first = drawn.find(({ shown }) => shown.length > 0);
    if (first === undefined || focused('[data-item]') !== null) return;
    setWanted({ itemId: first.shown[0]?.id ?? 0, columnId: idOf(first.column) });
  };
  const write = () => {
    const named = focused('[data-column]')?.dataset.column;
    const here = drawn.find(({ column }) => String(idOf(column)) === named) ?? drawn[0];
    if (here !== undefined) setWriting(idOf(here.column));
  };
  useKeys({
    '/': () => field.current?.focus(),
    j: enterLists,
    ...(canMove ? { n: write, 'Shift+N': () => setMaking(true) } : {}),
  });

  const hidden = (found ?? []).filter(isOpen).length - (plan.length - 1);
  return (
    <div className="planning">
      <PlanningHead
        plan={plan}
        search={search}
        show={show}
        field={field}
        only={isNarrow ? chosenList : null}
        chosen={selection.ids.size}
        onMove={() => setAsking(inOrder(plan, selection.ids))}
        onClear={selection.clear}
        onNewIteration={canMove ? () => setMaking(true) : null}
      />
      <div className="plan">
        {drawn.map(({ column, shown }) => (
          <PlanColumn
            // Folded, it is another place to drop things.
            key={`${idOf(column)}${isFolded && column.iteration === null}`}
            project={project}
            column={column}
            shown={shown}
            selection={selection}
            canMove={canMove}
            isFolded={column.iteration === null && isMiddling && !isNarrow ? isFolded : null}
            onFold={onFold}
            wanted={wanted?.columnId === idOf(column) ? wanted.itemId : null}
            isWriting={writing === idOf(column)}
            onWrite={onWrite}
            addedBy={addedBy}
            onFocused={onFocused}
            onKey={onKey}
            onMenu={onMenu}
            onOpen={onOpen}
          />
        ))}
        {plan.length === 1 && !isNarrow ? <NoIterations canMake={canMove} onMake={() => setMaking(true)} /> : null}
        {hidden > 0 && search.all !== true ? <Unseen count={hidden} onShow={() => show({ all: true })} /> : null}
      </div>
      <Suspense fallback={null}>
        {asking === null ? null : (
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
        )}
        {search.item === undefined ? null : (
          <ItemDialog
            project={project}
            itemId={search.item}
            canChange={canMove}
            onClose={() => {
              close();
              setWanted(placeOf(plan, search.item));
            }}
          />
        )}
        {isMaking && found !== undefined ? (
          <NewIterationDialog project={project} kind="iteration" found={found} onClose={() => setMaking(false)} />
        ) : null}
      </Suspense>
    </div>
  );
}

/** What has the focus, or that around it which is so. */
function focused(selector: string): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>(selector) ?? null;
}

/** Whether something stands on the board. */
function isOpen({ kind, status }: Iteration): boolean {
  return kind === 'iteration' && (status === 'planned' || status === 'active');
}

/** An item where it stands. */
function placeOf(plan: Plan, itemId: number | undefined): Wanted | null {
  const column = itemId === undefined ? undefined : columnWith(plan, itemId);
  return itemId === undefined || column === undefined ? null : { itemId, columnId: idOf(column) };
}
