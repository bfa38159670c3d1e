import { type Board, type BoardRow, boardFromRow, selectBoards } from './boards.ts';
import { type Db, prepared } from './engine.ts';
import { findPeopleByIds, type Person } from './people.ts';

/** A board with what is shown beside it. */
export interface BoardView extends Board {
  readonly projectKey: string;
  readonly projectTitle: string;
  readonly creator: Person;
  /** Null where it was made for nobody in particular. */
  readonly owner: Person | null;
}

interface ViewRow extends BoardRow {
  readonly projectKey: string;
  readonly projectTitle: string;
}

function selectViews(db: Db) {
  return selectBoards(db)
    .innerJoin('project as p', (on) => on.onRef('p.org_id', '=', 'b.org_id').onRef('p.id', '=', 'b.project_id'))
    .select(['p.key as projectKey', 'p.title as projectTitle'])
    .where('p.removed_at', 'is', null);
}

const viewById = prepared<{ orgId: number; id: number }, ViewRow>((db, value) =>
  selectViews(db).where('b.org_id', '=', value('orgId')).where('b.id', '=', value('id')),
);

/** The board that a project was born with counts only once somebody changes it, or something stands on it. */
function selectViewsInUse(db: Db) {
  return selectViews(db)
    .where((eb) =>
      eb.or([
        eb('b.id', '!=', eb.ref('p.default_board_id')),
        eb('b.version', '>', 1),
        eb.exists(
          eb
            .selectFrom('item as t')
            .select('t.id')
            .whereRef('t.org_id', '=', 'b.org_id')
            .whereRef('t.board_id', '=', 'b.id')
            .where('t.condition', '!=', 'deleted'),
        ),
        eb.exists(
          eb
            .selectFrom('iteration as i')
            .select('i.id')
            .whereRef('i.org_id', '=', 'b.org_id')
            .whereRef('i.board_id', '=', 'b.id')
            .where('i.kind', '=', 'iteration')
            .where('i.status', '!=', 'removed'),
        ),
      ]),
    )
    .orderBy('b.id');
}

const viewsInUse = prepared<{ orgId: number; after: number }, ViewRow>((db, value) =>
  selectViewsInUse(db).where('b.org_id', '=', value('orgId')).where('b.id', '>', value('after')),
);

const viewsOfProject = prepared<{ orgId: number; projectId: number }, ViewRow>((db, value) =>
  selectViewsInUse(db).where('b.org_id', '=', value('orgId')).where('b.project_id', '=', value('projectId')),
);

/** The board of that number with what is shown beside it, or undefined. */
export async function findBoardView(db: Db, orgId: number, id: number): Promise<BoardView | undefined> {
  return (await viewsFrom(db, await viewById(db, { orgId, id })))[0];
}

/**
 * The boards of the organization after a number, by rising number. The board that a project was born with is not among
 * them until somebody changes it or its columns, or an item or an iteration stands on it.
 */
export async function listBoardsInUse(db: Db, orgId: number, after: number): Promise<readonly BoardView[]> {
  return viewsFrom(db, await viewsInUse(db, { orgId, after }));
}

/** The boards of a project, by rising number; the one that it was born with only once it is put to use. */
export async function listBoardsOfProject(db: Db, orgId: number, projectId: number): Promise<readonly BoardView[]> {
  return viewsFrom(db, await viewsOfProject(db, { orgId, projectId }));
}

async function viewsFrom(db: Db, rows: readonly ViewRow[]): Promise<readonly BoardView[]> {
  const boards = rows.map(({ projectKey, projectTitle, ...row }) => ({
    ...boardFromRow(row),
    projectKey,
    projectTitle,
  }));
  const ids = boards.flatMap(({ createdBy, settings }) => [createdBy, settings.ownerId ?? createdBy]);
  const people = new Map((await findPeopleByIds(db, [...new Set(ids)])).map((person) => [person.id, person]));
  return boards.map((board) => {
    const creator = people.get(board.createdBy);
    if (creator === undefined) throw new Error(`Nobody made board ${board.id}`);
    const { ownerId } = board.settings;
    return { ...board, creator, owner: ownerId === undefined ? null : (people.get(ownerId) ?? null) };
  });
}
