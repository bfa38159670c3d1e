import { type Actor, canSee } from '../domain/access.ts';
import { notFound } from '../domain/refusal.ts';
import { type BoardView, findBoardView, listBoardsInUse, listBoardsOfProject } from '../store/board-views.ts';
import { type Board, type BoardColumn, listColumnsOf as columnsOf } from '../store/boards.ts';
import type { Db } from '../store/engine.ts';
import { type Lane, listLanesOf } from '../store/lanes.ts';
import { listSubcolumnsOf, type Subcolumn } from '../store/subcolumns.ts';
import { getProject } from './project-reads.ts';

/** One board. @throws Refusal not_found */
export async function getBoard(db: Db, actor: Actor, ref: { readonly id: number }): Promise<BoardView> {
  const board = await findBoardView(db, actor.orgId, ref.id);
  if (board === undefined || !canSee(actor, board.projectId)) throw notFound('board');
  return board;
}

/**
 * The boards that the actor can see, after a number, by rising number; the one that a project was born with only once
 * it is put to use.
 */
export async function listBoards(
  db: Db,
  actor: Actor,
  list: { readonly after: number },
): Promise<readonly BoardView[]> {
  return (await listBoardsInUse(db, actor.orgId, list.after)).filter((board) => canSee(actor, board.projectId));
}

/** The boards of a project; the one that it was born with only once it is put to use. @throws Refusal not_found */
export async function listProjectBoards(
  db: Db,
  actor: Actor,
  list: { readonly projectId: number },
): Promise<readonly BoardView[]> {
  const project = await getProject(db, actor, { id: list.projectId });
  return listBoardsOfProject(db, actor.orgId, project.id);
}

/** What boards are divided into, each kind in the order of its board; none of boards that the actor cannot see. */
export async function listBoardParts(
  db: Db,
  actor: Actor,
  list: { readonly boards: readonly Board[] },
): Promise<{
  readonly columns: readonly BoardColumn[];
  readonly subcolumns: readonly Subcolumn[];
  readonly lanes: readonly Lane[];
}> {
  const ids = list.boards.filter((board) => canSee(actor, board.projectId)).map(({ id }) => id);
  return {
    columns: await columnsOf(db, actor.orgId, ids),
    subcolumns: await listSubcolumnsOf(db, actor.orgId, ids),
    lanes: await listLanesOf(db, actor.orgId, ids),
  };
}

/** The columns of boards, each board's in order; none of boards that the actor cannot see. */
export async function listColumns(
  db: Db,
  actor: Actor,
  list: { readonly boards: readonly Board[] },
): Promise<readonly BoardColumn[]> {
  const visible = list.boards.filter((board) => canSee(actor, board.projectId));
  return columnsOf(
    db,
    actor.orgId,
    visible.map((board) => board.id),
  );
}
