import { randomUUID } from 'node:crypto';
import { type FaultRule, Refusal } from '../domain/refusal.ts';
import { columnFor, type Status } from '../domain/workflow.ts';
import { listStandings, moveStanding } from '../store/board-moves.ts';
import { type Board, type BoardColumn, deleteColumn, insertColumn, listColumns, saveColumn } from '../store/boards.ts';
import { takeNumbers } from '../store/events.ts';
import { addToWorkflow, listAllStatuses, listStatuses } from '../store/workflows.ts';
import { unknownPlace } from './item-fields.ts';
import type { Tx } from './transact.ts';

/** How a caller names a status of the organization. */
export type StatusName = { readonly id: number } | { readonly key: string } | { readonly name: string };

/** What a caller may say of a column. */
export interface ColumnFields {
  readonly title: string;
  /** What stands in it, in order; at least one. */
  readonly statuses: readonly StatusName[];
  /** How many items may stand in it; null is any number. */
  readonly itemLimit: number | null;
}

/** A column as it is to be: one that is there, with what changes of it, or a new one. */
export type ColumnPlan = (Partial<ColumnFields> & { readonly id: number }) | ColumnFields;

/**
 * Makes a board's columns exactly those planned, in that order, and moves items to where they then stand: an item goes
 * along with its status. `field` is what the caller calls the list, where it sent a whole one. Answers the columns, and whether anything changed.
 * @throws Refusal column_stays (none is planned), invalid (an unknown status or column), taken (a name)
 */
export async function arrangeColumns(
  tx: Tx,
  board: Board,
  plans: readonly ColumnPlan[],
  field?: string,
): Promise<{ readonly columns: readonly BoardColumn[]; readonly isChanged: boolean }> {
  const { db, actor } = tx;
  const { orgId } = actor;
  if (plans.length === 0) throw new Refusal('column_stays', 'A board has at least one column', { field: 'columns' });
  const before = await listColumns(db, orgId, board.id);
  const known = await listAllStatuses(db, orgId);
  const columns: BoardColumn[] = [];
  for (const [index, plan] of plans.entries()) {
    const present = 'id' in plan ? before.find(({ id }) => id === plan.id) : await newColumn(tx, board);
    if (present === undefined || columns.some(({ id }) => id === present.id)) throw unknownPlace('columns');
    columns.push({ ...planned(present, plan, known, field ?? 'statuses'), sortOrder: index + 1 });
  }
  // Two that are called alike already, as boards arranged otherwise may have, are not this caller's doing.
  const isRenamed = (column: BoardColumn) => before.find(({ id }) => id === column.id)?.title !== column.title;
  const isTaken = (column: BoardColumn) => columns.some(({ id, title }) => id !== column.id && title === column.title);
  if (columns.some((column) => isRenamed(column) && isTaken(column))) {
    throw new Refusal('taken', 'There is a column of this name already', { field: field ?? 'title' });
  }

  const removed = before.filter((column) => !columns.some(({ id }) => id === column.id));
  const changed = columns.filter((column) => !before.some((each) => JSON.stringify(each) === JSON.stringify(column)));
  if (removed.length === 0 && changed.length === 0) return { columns: before, isChanged: false };
  const workflow = await listStatuses(db, orgId, board.projectId);
  const wanted = new Set(changed.flatMap(({ statusIds }) => statusIds));
  for (const { id } of workflow) wanted.delete(id);
  await addToWorkflow(db, orgId, board.projectId, [...wanted]);
  for (const column of changed) {
    const save = before.some(({ id }) => id === column.id) ? saveColumn : insertColumn;
    await save(db, orgId, column);
  }
  await settleItems(tx, board, columns, known);
  for (const { id } of removed) await deleteColumn(db, orgId, id);
  return { columns, isChanged: true };
}

/** Moves what stands in a column that no longer is, or no longer has its status, to the one that has. */
async function settleItems(
  tx: Tx,
  board: Board,
  columns: readonly BoardColumn[],
  statuses: readonly Status[],
): Promise<void> {
  const { db, actor, now } = tx;
  const { orgId, userId } = actor;
  for (const standing of await listStandings(db, orgId, board.id)) {
    const status = statuses.find(({ id }) => id === standing.statusId);
    const column = status && columnFor(columns, status, standing.columnId);
    if (column === undefined || column.id === standing.columnId) continue;
    await moveStanding(db, {
      orgId,
      at: now,
      by: userId,
      from: { ...standing, boardId: board.id },
      to: { boardId: board.id, columnId: column.id },
    });
  }
}

async function newColumn(tx: Tx, board: Board): Promise<BoardColumn> {
  return {
    id: await takeNumbers(tx.db, tx.actor.orgId, 'board_column'),
    uid: randomUUID(),
    boardId: board.id,
    title: '',
    category: 'queued',
    itemLimit: null,
    sortOrder: 0,
    statusIds: [],
    details: {},
    createdAt: tx.now,
    updatedAt: tx.now,
  };
}

function planned(present: BoardColumn, plan: ColumnPlan, known: readonly Status[], field: string): BoardColumn {
  const statuses = plan.statuses === undefined ? undefined : statusesOf(plan.statuses, known, field);
  return {
    ...present,
    title: plan.title ?? present.title,
    itemLimit: plan.itemLimit === undefined ? present.itemLimit : plan.itemLimit,
    ...(statuses === undefined ? {} : { statusIds: statuses.map(({ id }) => id), category: categoryOf(statuses) }),
  };
}

/** The statuses of those names, each once. @throws Refusal `invalid`, naming each that is unknown */
function statusesOf(names: readonly StatusName[], known: readonly Status[], field: string): readonly Status[] {
  const found = names.map((name) => known.find((each) => isNamed(each, name)));
  const missing = names.filter((_, index) => found[index] === undefined);
  if (names.length === 0) throw fault(field, 'missing', 'A column has at least one status');
  if (missing.length > 0) {
    const list = missing.map((name) => Object.values(name).join()).join(', ');
    throw fault(field, 'reference', `There is no status ${list}`);
  }
  return [...new Set(found)].flatMap((status) => status ?? []);
}

function fault(field: string, rule: FaultRule, message: string): Refusal {
  return new Refusal('invalid', message, { field, faults: [{ field, rule, message }] });
}

function isNamed(status: Status, name: StatusName): boolean {
  if ('id' in name) return status.id === name.id;
  return 'key' in name ? status.key === name.key : status.name === name.name;
}

/** The first status decides. What is cancelled is as over as what is done. */
function categoryOf([first]: readonly Status[]): BoardColumn['category'] {
  if (first === undefined) return 'queued';
  return first.category === 'cancelled' ? 'done' : first.category;
}
