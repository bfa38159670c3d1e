import { randomUUID } from 'node:crypto';
import { canSee, requireAdmin, requirePlanner } from '../domain/access.ts';
import { changedDetails } from '../domain/details.ts';
import type { PersonName } from '../domain/item.ts';
import { isOpen } from '../domain/iteration.ts';
import { checkVersion, type Precondition } from '../domain/precondition.ts';
import { type Doubts, notFound, Refusal, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import { columnFor } from '../domain/workflow.ts';
import { mergeCrossings } from '../store/board-flow.ts';
import { listStandings, moveIterations, moveStanding } from '../store/board-moves.ts';
import { type BoardView, findBoardView } from '../store/board-views.ts';
import {
  type Board,
  type BoardColumn,
  type BoardSettings,
  deleteBoard,
  findBoard,
  insertBoard,
  listColumns,
  type NewColumn,
} from '../store/boards.ts';
import { takeNumbers } from '../store/events.ts';
import { firstLane, type Lane } from '../store/lanes.ts';
import { findProject, type Project, type ProjectRef } from '../store/projects.ts';
import { listIterationsOfBoard } from '../store/query-iterations.ts';
import { listAllStatuses } from '../store/workflows.ts';
import { arrangeColumns, type ColumnPlan } from './arrange-columns.ts';
import { letGoReplanned } from './carry-items.ts';
import { raiseBoard } from './columns.ts';
import { createProject, firstColumns } from './create-project.ts';
import { personId, unknownPlace } from './item-fields.ts';
import { type LaneFields, newLane } from './lanes.ts';
import { newStages, type StageFields } from './stages.ts';
import type { Tx } from './transact.ts';

/** Settings are shown in every list of boards. In UTF-16 units, as JSON. */
const largestSettings = 32_768;

/** A board with all that is shown of it. */
export interface WholeBoard extends BoardView {
  readonly columns: readonly BoardColumn[];
}

/** A new board. */
export interface CreateBoard {
  /** Where it belongs, and the field that says so; without it the board gets a project of its own name. */
  readonly home?: { readonly project: ProjectRef; readonly field: string };
  readonly title: string;
  readonly takesIterations: boolean;
  readonly hasBacklog: boolean;
  readonly settings: SettingsChange;
  readonly owner?: PersonName;
  /** Without these and without stages it begins with the columns of every new board. */
  readonly columns?: readonly ColumnPlan[];
  /** Columns that each stand for a category. */
  readonly stages?: readonly StageFields[];
  /** Without these it begins with one of its own name. */
  readonly lanes?: readonly LaneFields[];
  readonly doubts?: Doubts;
}

/**
 * Makes a board at version 1. Faults of the request are told after the rights have been checked.
 * @throws Refusal forbidden, invalid (also a project that is not there), board_settings, taken (a column's name)
 */
export async function createBoard(tx: Tx, create: CreateBoard): Promise<WholeBoard> {
  const { db, actor, now } = tx;
  const { orgId } = actor;
  const project = await findHome(tx, create);
  refuseUnreadable(create.doubts);
  refuseFaults(create.doubts);
  const { title, takesIterations, hasBacklog, owner, columns } = create;
  const ownerId = owner === undefined ? {} : { ownerId: await personId(tx, owner, 'owner') };
  const { id: projectId } = project ?? (await createProject(tx, { title, ...leadOf(ownerId) }));
  const board: Board = {
    orgId,
    id: await takeNumbers(db, orgId, 'board'),
    uid: randomUUID(),
    projectId,
    title,
    takesIterations,
    hasBacklog,
    settings: withSettings(ownerId, create.settings),
    version: 1,
    createdAt: now,
    createdBy: actor.userId,
    updatedAt: now,
  };
  checkSettings(board);
  const lanes: Lane[] = [];
  for (const fields of create.lanes ?? [{ title }]) lanes.push(await newLane(tx, board.id, fields, lanes.length + 1));
  await insertBoard(db, board, { columns: columns === undefined ? await stagesOf(tx, create) : [], lanes });
  if (columns !== undefined) await arrangeColumns(tx, board, columns, 'columns');
  await tx.emit({ kind: 'board.created', projectId, data: { boardId: board.id, version: 1, title } });
  return viewOf(tx, board);
}

/** Settings as they are to be; what is null is dropped. */
type SettingsChange = { readonly [K in Exclude<keyof BoardSettings, 'ownerId'>]?: BoardSettings[K] | null };

/** A change of a board. */
export interface ChangeBoard {
  readonly boardId: number;
  readonly precondition: Precondition;
  readonly fields: Partial<Pick<Board, 'title' | 'takesIterations' | 'hasBacklog'>>;
  readonly settings: SettingsChange;
  /** Every column that it is to have. */
  readonly columns?: readonly ColumnPlan[];
  readonly doubts?: Doubts;
}

/**
 * Changes a board, its columns too if these are given. All of it is one version; what changes nothing raises none.
 * @throws Refusal not_found, forbidden, version_*, invalid, board_settings, column_stays, taken (a column's name)
 */
export async function changeBoard(tx: Tx, change: ChangeBoard): Promise<WholeBoard> {
  const before = await requireBoard(tx, change);
  const project = await findProject(tx.db, before.orgId, { id: before.projectId });
  const next: Board = { ...before, ...change.fields, settings: withSettings(before.settings, change.settings) };
  checkSettings(next);
  if (before.takesIterations && !next.takesIterations) {
    const iterations = await listIterationsOfBoard(tx.db, before.orgId, before.id);
    if (iterations.length > 0 || project?.defaultBoardId === before.id) {
      throw new Refusal('board_settings', 'Iterations belong to this board', { field: 'takesIterations' });
    }
  }
  const arranged = change.columns === undefined ? undefined : await arrangeColumns(tx, next, change.columns, 'columns');
  const isChanged = JSON.stringify(next) !== JSON.stringify(before) || arranged?.isChanged === true;
  return viewOf(tx, isChanged ? await raiseBoard(tx, next, before) : before);
}

/**
 * Removes a board. Its items go to the project's default board, where they keep their status, and so do its iterations.
 * @throws Refusal not_found, forbidden, version_*, invalid, board_stays (the default board)
 */
export async function removeBoard(
  tx: Tx,
  remove: { readonly boardId: number; readonly precondition: Precondition; readonly doubts?: Doubts },
): Promise<void> {
  const { db, actor, now } = tx;
  const { orgId, userId } = actor;
  const board = await requireBoard(tx, remove);
  const project = await findProject(db, orgId, { id: board.projectId });
  if (project === undefined || project.defaultBoardId === board.id) {
    throw new Refusal('board_stays', 'The default board of a project cannot be removed');
  }
  const stamp = { orgId, at: now, by: userId };
  await moveItemsTo(tx, board, project.defaultBoardId);
  await mergeCrossings(db, orgId, board.id, project.defaultBoardId);
  const iterations = await listIterationsOfBoard(db, orgId, board.id);
  await moveIterations(db, { ...stamp, fromBoard: board.id, toBoard: project.defaultBoardId });
  for (const iteration of iterations) {
    const moved = { ...iteration, boardId: project.defaultBoardId };
    await tx.emit({
      kind: 'iteration.changed',
      projectId: project.id,
      iterationId: iteration.id,
      data: {
        version: iteration.version + 1,
        steps: [],
        before: { boardId: board.id },
        after: { boardId: moved.boardId },
      },
    });
    // An item is in one open iteration of a board, also of the board on which these are now.
    if (isOpen(moved)) await letGoReplanned(tx, moved);
  }
  await deleteBoard(db, orgId, board.id);
  await tx.emit({
    kind: 'board.removed',
    projectId: project.id,
    data: { boardId: board.id, title: board.title, movedTo: project.defaultBoardId },
  });
}

function stagesOf(tx: Tx, { stages }: CreateBoard): Promise<readonly NewColumn[]> {
  return stages === undefined ? firstColumns(tx) : newStages(tx, stages);
}

async function moveItemsTo(tx: Tx, board: Board, boardId: number): Promise<void> {
  const { db, actor, now } = tx;
  const { orgId, userId } = actor;
  const columns = await listColumns(db, orgId, boardId);
  const statuses = await listAllStatuses(db, orgId);
  const laneId = await firstLane(db, orgId, boardId);
  for (const standing of await listStandings(db, orgId, board.id)) {
    const status = statuses.find(({ id }) => id === standing.statusId);
    const column = status && columnFor(columns, status, undefined);
    if (column === undefined) throw new Error(`Board ${boardId} has no column for status ${standing.statusId}`);
    await moveStanding(db, {
      orgId,
      at: now,
      by: userId,
      from: { ...standing, boardId: board.id },
      to: { boardId, columnId: column.id, laneId },
    });
  }
}

/** The project that was named; undefined where a new one is to be made. @throws Refusal forbidden, invalid */
async function findHome(tx: Tx, { home, doubts }: CreateBoard): Promise<Project | undefined> {
  if (home === undefined) {
    requireAdmin(tx.actor);
    return undefined;
  }
  const project = await findProject(tx.db, tx.actor.orgId, home.project);
  if (project === undefined || !canSee(tx.actor, project.id)) {
    refuseUnreadable(doubts);
    const unknown = unknownPlace(home.field);
    throw new Refusal('invalid', unknown.message, {
      field: home.field,
      faults: [...(doubts?.faults ?? []), ...(unknown.details.faults ?? [])],
    });
  }
  requirePlanner(tx.actor, project.id, 'project');
  return project;
}

/** The board, in order to change it. @throws Refusal not_found, forbidden, version_*, invalid */
async function requireBoard(
  tx: Tx,
  request: { readonly boardId: number; readonly precondition: Precondition; readonly doubts?: Doubts },
): Promise<Board> {
  const board = await findBoard(tx.db, tx.actor.orgId, request.boardId);
  if (board === undefined) throw notFound('board');
  requirePlanner(tx.actor, board.projectId, 'board');
  refuseUnreadable(request.doubts);
  checkVersion(request.precondition, board.version, false);
  refuseFaults(request.doubts);
  return board;
}

/** @throws Refusal board_settings */
function checkSettings({ takesIterations, hasBacklog, settings }: Board): void {
  if (takesIterations && !hasBacklog) {
    throw new Refusal('board_settings', 'Iterations need a backlog', { field: 'takesIterations' });
  }
  if (settings.orderBy !== undefined && settings.filter === undefined) {
    throw new Refusal('board_settings', 'An order needs a filter', { field: 'orderBy' });
  }
  if (JSON.stringify(settings).length > largestSettings) {
    throw new Refusal('board_settings', 'There is too much to be kept of this board');
  }
}

function withSettings(before: BoardSettings, change: ChangeBoard['settings']): BoardSettings {
  const details = changedDetails(before.details ?? {}, change.details ?? undefined);
  const next = { ...before, ...change, ...(Object.keys(details).length === 0 ? {} : { details }) };
  return Object.fromEntries(Object.entries(next).filter(([, value]) => value !== null));
}

function leadOf({ ownerId }: { readonly ownerId?: number }): { readonly leadId?: number } {
  return ownerId === undefined ? {} : { leadId: ownerId };
}

async function viewOf(tx: Tx, { orgId, id }: Board): Promise<WholeBoard> {
  const view = await findBoardView(tx.db, orgId, id);
  if (view === undefined) throw notFound('board');
  return { ...view, columns: await listColumns(tx.db, orgId, id) };
}
