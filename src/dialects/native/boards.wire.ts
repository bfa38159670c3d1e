import { Type } from 'typebox';
import type { BoardColumn, BoardView, Lane as CoreLane, Subcolumn as CoreSubcolumn } from '../../actions/index.ts';
import type { Status as CoreStatus } from '../../domain/workflow.ts';
import { Category } from './items.wire.ts';
import { nullable, TextOrNull } from './nullable.ts';

const Limit = nullable(Type.Number({ description: 'How many items may stand in it' }));
const ColumnCategory = Type.Union([Type.Literal('queued'), Type.Literal('in_progress'), Type.Literal('done')]);

const Subcolumn = Type.Object({ id: Type.Integer(), title: Type.String(), category: ColumnCategory });
const Column = Type.Object({
  id: Type.Integer(),
  title: Type.String(),
  category: ColumnCategory,
  itemLimit: Limit,
  statusIds: Type.Array(Type.Integer(), { description: 'Statuses that stand in it; none means all of its category' }),
  subcolumns: Type.Array(Subcolumn),
});
const Lane = Type.Object({ id: Type.Integer(), title: Type.String(), itemLimit: Limit });

/** A board with its columns and lanes, each in order. */
export const Board = Type.Object({
  id: Type.Integer(),
  uid: Type.String(),
  projectId: Type.Integer(),
  title: Type.String(),
  isDefault: Type.Boolean({ description: 'Whether new items go here' }),
  takesIterations: Type.Boolean(),
  version: Type.Integer(),
  columns: Type.Array(Column),
  lanes: Type.Array(Lane),
});
export type Board = Type.Static<typeof Board>;

export const Boards = Type.Object({ boards: Type.Array(Board), next: TextOrNull });
export type Boards = Type.Static<typeof Boards>;

/** A status of a workflow. */
export const Status = Type.Object({
  id: Type.Integer(),
  key: Type.String(),
  name: Type.String(),
  category: Category,
});
export type Status = Type.Static<typeof Status>;

export const Statuses = Type.Object({ statuses: Type.Array(Status), next: TextOrNull });
export type Statuses = Type.Static<typeof Statuses>;

/** What boards are divided into. */
interface Parts {
  readonly columns: readonly BoardColumn[];
  readonly subcolumns: readonly CoreSubcolumn[];
  readonly lanes: readonly CoreLane[];
}

/** A board with what stands on it of all these parts. */
export function toBoard(board: BoardView, defaultBoardId: number, parts: Parts): Board {
  const { id, uid, projectId, title, takesIterations, version } = board;
  return {
    id,
    uid,
    projectId,
    title,
    isDefault: id === defaultBoardId,
    takesIterations,
    version,
    columns: parts.columns
      .filter((column) => column.boardId === id)
      .map((column) => ({
        id: column.id,
        title: column.title,
        category: column.category,
        itemLimit: column.itemLimit,
        statusIds: [...column.statusIds],
        subcolumns: parts.subcolumns
          .filter(({ columnId }) => columnId === column.id)
          .map((part) => ({ id: part.id, title: part.title, category: part.category })),
      })),
    lanes: parts.lanes
      .filter((lane) => lane.boardId === id && lane.condition === 'live')
      .map((lane) => ({ id: lane.id, title: lane.title, itemLimit: lane.itemLimit })),
  };
}

export function toStatus({ id, key, name, category }: CoreStatus): Status {
  return { id, key, name, category };
}
