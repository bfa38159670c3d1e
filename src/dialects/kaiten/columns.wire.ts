import { Type } from 'typebox';
import type { BoardColumn as CoreColumn, StageFields, Subcolumn } from '../../actions/index.ts';
import { isoInstant } from '../../domain/days.ts';
import type { Beside } from '../../domain/place-between.ts';
import type { Doubts, Fault } from '../../domain/refusal.ts';
import {
  Count,
  FreeInteger,
  keptOfParts,
  Limit,
  partFields,
  saidOfParts,
  Title,
  unsaidOfParts,
} from './board-parts.wire.ts';
import { requireAny, soundMembers } from './body.ts';
import { columnTypes } from './cards.wire.ts';

const entity = 'Column';

/** What a column is shown and worked with by, kept as it is said. */
const Kept = Type.Object({
  col_count: Type.Integer({ minimum: 0, maximum: 1000 }),
  ...keptOfParts,
  rules: Type.Integer({ minimum: 0, maximum: 2_147_483_647 }),
  archive_after_days: Count,
  card_hide_after_days: FreeInteger,
  months_to_hide_cards: FreeInteger,
  pause_sla: Type.Boolean(),
});
type Kept = Type.Static<typeof Kept>;

const unsaid: Kept = {
  col_count: 1,
  ...unsaidOfParts,
  rules: 0,
  archive_after_days: -1,
  card_hide_after_days: null,
  months_to_hide_cards: null,
  pause_sla: false,
};
const keptKeys = Object.keys(unsaid);

const said = {
  ...saidOfParts,
  type: Type.Optional(Type.Enum([1, 2, 3])),
  ...Type.Partial(Kept).properties,
};

/** Body of POST (vendor pages "Create new column", "Create new subcolumn"). */
export const NewColumn = Type.Object({ title: Title, ...said });
export type NewColumn = Type.Static<typeof NewColumn>;

/** Body of PATCH (vendor pages "Update column", "Update subcolumn"). */
export const ColumnPatch = Type.Object({
  title: Type.Optional(Title),
  ...said,
  prev_column_id: Type.Optional(FreeInteger),
  next_column_id: Type.Optional(FreeInteger),
});
export type ColumnPatch = Type.Static<typeof ColumnPatch>;

/** Body of DELETE: force has what stands in the way moved. */
export const Removal = Type.Object({ force: Type.Optional(Type.Boolean()) });
export type Removal = Type.Static<typeof Removal>;

export const newColumnKeys = Object.keys(NewColumn.properties);
export const columnKeys = Object.keys(ColumnPatch.properties);
/** How much may stand in a part of a column is not to be said. */
const notOfParts = ['wip_limit', 'wip_limit_type'];
export const newSubcolumnKeys = newColumnKeys.filter((key) => !notOfParts.includes(key));
export const subcolumnKeys = columnKeys.filter((key) => !notOfParts.includes(key));

const shown = {
  created: Type.String(),
  updated: Type.String(),
  id: Type.Integer(),
  uid: Type.String(),
  title: Type.String(),
  sort_order: Type.Number(),
  type: Type.Enum([1, 2, 3]),
  wip_limit: Limit,
  board_id: Type.Integer(),
  column_id: FreeInteger,
};

/** A part of a column as it goes out: a column that names the one it is in. */
export const BoardSubcolumn = Type.Interface([Kept], shown);
export type BoardSubcolumn = Type.Static<typeof BoardSubcolumn>;

/** A column as it goes out. */
export const BoardColumn = Type.Interface([Kept], { ...shown, subcolumns: Type.Array(BoardSubcolumn) });
export type BoardColumn = Type.Static<typeof BoardColumn>;

/** A column on the wire; those of another board's or column's parts are passed over. */
export function toColumn(column: CoreColumn, parts: readonly Subcolumn[], boardMadeAt: number): BoardColumn {
  const madeAt = column.createdAt ?? boardMadeAt;
  return {
    ...unsaid,
    ...column.details,
    created: isoInstant(madeAt),
    updated: isoInstant(column.updatedAt ?? madeAt),
    id: column.id,
    uid: column.uid,
    title: column.title,
    sort_order: column.sortOrder,
    type: columnTypes[column.category],
    wip_limit: column.itemLimit,
    board_id: column.boardId,
    column_id: null,
    subcolumns: parts.filter((each) => each.columnId === column.id).map(toSubcolumn),
  };
}

/** A part of a column on the wire. */
export function toSubcolumn(part: Subcolumn): BoardSubcolumn {
  return {
    ...unsaid,
    ...part.details,
    created: isoInstant(part.createdAt),
    updated: isoInstant(part.updatedAt),
    id: part.id,
    uid: part.uid,
    title: part.title,
    sort_order: part.sortOrder,
    type: columnTypes[part.category],
    wip_limit: null,
    board_id: part.boardId,
    column_id: part.columnId,
  };
}

const categories = { 1: 'queued', 2: 'in_progress', 3: 'done' } as const;

/** What a new column is told of itself; its type is 1 unless it is said. `prefix` is where its members are. */
export function toStage(sent: Partial<NewColumn>, prefix: string, faults: Fault[]): StageFields {
  const { title = '', category = 'queued', ...fields } = fieldsIn(sent, prefix, faults);
  return { title, category, ...fields };
}

/** Reads the body of a POST. */
export function toNewColumn(
  body: NewColumn,
  doubts: Doubts,
): { readonly fields: StageFields; readonly doubts: Doubts } {
  const { sent, faults } = soundMembers(entity, body, doubts);
  return { fields: toStage(sent, '', faults), doubts: { ...doubts, faults } };
}

/** Reads the body of a PATCH, of which `keys` are known. */
export function toColumnChange(
  body: ColumnPatch,
  doubts: Doubts,
  keys: readonly string[] = columnKeys,
): { readonly fields: Partial<StageFields>; readonly beside?: Beside; readonly doubts: Doubts } {
  const { sent, faults } = soundMembers(entity, body, doubts);
  requireAny(entity, body, keys, faults);
  const { prev_column_id: behind, next_column_id: before } = sent;
  const beside = behind === undefined ? (before === undefined ? undefined : { before }) : { behind };
  return {
    fields: fieldsIn(sent, '', faults),
    ...(beside === undefined ? {} : { beside }),
    doubts: { ...doubts, faults },
  };
}

/** The same of a part of a column. */
export function forSubcolumn<T extends { readonly fields: Partial<StageFields> }>(asked: T): T {
  const { itemLimit, details, ...fields } = asked.fields;
  const { wip_limit_type, ...kept } = details ?? {};
  return { ...asked, fields: { ...fields, details: kept } };
}

function fieldsIn(sent: Partial<NewColumn>, prefix: string, faults: Fault[]): Partial<StageFields> {
  const { type } = sent;
  const fields = partFields(entity, sent, keptKeys, prefix, faults);
  return type === undefined ? fields : { ...fields, category: categories[type] };
}
