import { Type } from 'typebox';
import type { BoardView, ChangeBoard, CreateBoard } from '../../actions/index.ts';
import { isoInstant } from '../../domain/days.ts';
import type { Doubts, Fault } from '../../domain/refusal.ts';
import { keptOf, requireAny, soundMembers, textOf } from './body.ts';
import { BoardColumn, NewColumn, toColumn, toStage } from './columns.wire.ts';
import { Lane, NewLane, toLane, toLaneFields } from './lanes.wire.ts';
import { TextOrNull, TextOrNumberOrNull } from './nullable.ts';

const entity = 'Board';
const ListOrNull = Type.Unsafe<unknown[] | null>({ type: ['array', 'null'] });
const Title = Type.Unsafe<string | number>({ type: ['string', 'number'], minLength: 1, maxLength: 128 });
const Coordinate = Type.Integer({ minimum: -2_147_483_648, maximum: 2_147_483_647 });

/** What a board is shown and worked with by, kept as it is said; with what it is where nothing was said. */
const Kept = Type.Object({
  top: Coordinate,
  left: Coordinate,
  type: Type.Enum([1, 5]),
  cell_wip_limits: ListOrNull,
  default_card_type_id: Type.Integer(),
  default_tags: TextOrNull,
  first_image_is_cover: Type.Boolean(),
  reset_lane_spent_time: Type.Boolean(),
  automove_cards: Type.Boolean(),
  backward_moves_enabled: Type.Boolean(),
  move_parents_to_done: Type.Boolean(),
  hide_done_policies: Type.Boolean(),
  hide_done_policies_in_done_column: Type.Boolean(),
  auto_assign_enabled: Type.Boolean(),
  card_properties: ListOrNull,
});
type Kept = Type.Static<typeof Kept>;

const unsaid: Kept = {
  top: 0,
  left: 0,
  type: 1,
  cell_wip_limits: null,
  default_card_type_id: 1,
  default_tags: null,
  first_image_is_cover: true,
  reset_lane_spent_time: false,
  automove_cards: false,
  backward_moves_enabled: false,
  move_parents_to_done: false,
  hide_done_policies: false,
  hide_done_policies_in_done_column: false,
  auto_assign_enabled: false,
  card_properties: null,
};
const keptKeys = Object.keys(unsaid);

const said = {
  description: Type.Optional(TextOrNull),
  external_id: Type.Optional(TextOrNumberOrNull),
  sort_order: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
  ...Type.Partial(Kept).properties,
};

/** Body of POST (vendor page "Create new board"). A board without columns or lanes is an error; without the keys it gets one of each. */
export const NewBoard = Type.Object({
  title: Title,
  columns: Type.Optional(Type.Array(NewColumn, { minItems: 1, maxItems: 100 })),
  lanes: Type.Optional(Type.Array(NewLane, { minItems: 1, maxItems: 100 })),
  ...said,
});
export type NewBoard = Type.Static<typeof NewBoard>;

/** Body of PATCH (vendor page "Update board"); its columns and lanes are changed by requests of their own. */
export const BoardPatch = Type.Object({ title: Type.Optional(Title), ...said });
export type BoardPatch = Type.Static<typeof BoardPatch>;

export const newBoardKeys = Object.keys(NewBoard.properties);
export const boardKeys = Object.keys(BoardPatch.properties);

/** A board as it goes out, with its columns and those of its lanes that were not deleted. */
export const Board = Type.Interface([Kept], {
  created: Type.String(),
  updated: Type.String(),
  id: Type.Integer(),
  uid: Type.String(),
  title: Type.String(),
  description: TextOrNull,
  external_id: TextOrNull,
  email_key: Type.String(),
  import_uid: TextOrNull,
  space_id: Type.Integer(),
  board_id: Type.Integer(),
  sort_order: Type.Number(),
  columns: Type.Array(BoardColumn),
  lanes: Type.Array(Lane),
});
export type Board = Type.Static<typeof Board>;

/** What boards are divided into, as the core lists it. */
export interface Parts {
  readonly columns: readonly Parameters<typeof toColumn>[0][];
  readonly subcolumns: Parameters<typeof toColumn>[1];
  readonly lanes: readonly Parameters<typeof toLane>[0][];
}

/** A board on the wire. */
export function toBoard(board: BoardView, parts: Parts): Board {
  const { settings } = board;
  return {
    ...unsaid,
    ...settings.details,
    created: isoInstant(board.createdAt),
    updated: isoInstant(board.updatedAt),
    id: board.id,
    uid: board.uid,
    title: board.title,
    description: settings.description ?? null,
    external_id: settings.externalId ?? null,
    email_key: '',
    import_uid: null,
    space_id: board.projectId,
    board_id: board.id,
    sort_order: placeOf(board),
    columns: parts.columns
      .filter(({ boardId }) => boardId === board.id)
      .map((column) => toColumn(column, parts.subcolumns, board.createdAt)),
    lanes: parts.lanes
      .filter(({ boardId, condition }) => boardId === board.id && condition !== 'deleted')
      .map((lane) => toLane(lane, board.createdAt)),
  };
}

/** Boards of a space in their order. */
export function inOrder(boards: readonly BoardView[]): readonly BoardView[] {
  return [...boards].sort((a, b) => placeOf(a) - placeOf(b) || a.id - b.id);
}

function placeOf({ id, settings }: BoardView): number {
  return settings.place ?? id;
}

/** Reads the body of a POST, for the space of that number. */
export function toNewBoard(body: NewBoard, doubts: Doubts, spaceId: number): CreateBoard {
  const { sent, faults } = soundMembers(entity, body, doubts);
  const title = titleIn(sent, faults) ?? '';
  const columns = sent.columns ?? [{ title: 'Queue', type: 1 } as const];
  return {
    home: { project: { id: spaceId }, field: 'space_id' },
    title,
    takesIterations: true,
    hasBacklog: true,
    settings: settingsIn(sent, faults),
    stages: columns.map((column, index) => toStage(column, `columns.${index}.`, faults)),
    ...(sent.lanes === undefined
      ? {}
      : { lanes: sent.lanes.map((lane, index) => toLaneFields(lane, `lanes.${index}.`, faults)) }),
    doubts: { ...doubts, faults },
  };
}

/** Reads the body of a PATCH. */
export function toBoardChange(body: BoardPatch, doubts: Doubts): Omit<ChangeBoard, 'boardId' | 'precondition'> {
  const { sent, faults } = soundMembers(entity, body, doubts);
  requireAny(entity, body, boardKeys, faults);
  const title = titleIn(sent, faults);
  return {
    fields: title === undefined ? {} : { title },
    settings: settingsIn(sent, faults),
    doubts: { ...doubts, faults },
  };
}

function titleIn({ title }: Partial<BoardPatch>, faults: Fault[]): string | undefined {
  return title === undefined ? undefined : textOf(entity, 'title', String(title), { max: 128 }, faults);
}

function settingsIn(sent: Partial<BoardPatch>, faults: Fault[]): ChangeBoard['settings'] {
  const { external_id, sort_order, auto_assign_enabled: assignsMovers } = sent;
  const long = { max: 16_384, lines: 'several' } as const;
  const description = textOf(entity, 'description', sent.description, long, faults);
  const known = typeof external_id === 'number' ? String(external_id) : external_id;
  const externalId = textOf(entity, 'external_id', known, { max: 1024 }, faults);
  const details = keptOf(sent, keptKeys);
  return {
    ...(description === undefined ? {} : { description }),
    ...(externalId === undefined ? {} : { externalId }),
    ...(sort_order === undefined ? {} : { place: sort_order }),
    ...(assignsMovers === undefined ? {} : { assignsMovers }),
    ...(Object.keys(details).length === 0 ? {} : { details }),
  };
}
