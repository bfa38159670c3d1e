import { Type } from 'typebox';
import type { BoardColumn, BoardView, ColumnFields, ColumnPlan, StatusName } from '../../actions/index.ts';
import type { Doubts, Fault } from '../../domain/refusal.ts';
import { holds, type Status } from '../../domain/workflow.ts';
import { checkName, soundMembers } from './board-body.ts';
import { referToStatus } from './issues.wire.ts';
import type { Language, Texts } from './language.ts';
import { Reference, readId } from './references.ts';

const Id = Type.Union([Type.String(), Type.Integer()]);

/** A status, named by its key or its number, or as an object that has one of them, or its name. */
export const StatusReference = Type.Union([
  Id,
  Type.Object(
    { id: Type.Optional(Id), key: Type.Optional(Type.String()), name: Type.Optional(Type.String()) },
    { minProperties: 1 },
  ),
]);
type StatusReference = Type.Static<typeof StatusReference>;

const Limit = Type.Union([Type.Integer({ minimum: 0, maximum: 1_000_000 }), Type.Null()]);
const Statuses = Type.Array(StatusReference, { maxItems: 100 });

/** Body of POST (vendor page "Create a column"); `limit` as in a board's own list. */
export const NewColumn = Type.Object(
  { name: Type.String(), statuses: Statuses, limit: Type.Optional(Limit) },
  { additionalProperties: false },
);
export type NewColumn = Type.Static<typeof NewColumn>;

/** Body of PATCH: any of the same (vendor page "Edit a column"). */
export const ColumnPatch = Type.Object(
  { name: Type.Optional(Type.String()), statuses: Type.Optional(Statuses), limit: Type.Optional(Limit) },
  { additionalProperties: false },
);
export type ColumnPatch = Type.Static<typeof ColumnPatch>;

/** Every column that a board is to have: one with an id is there already, and may be sent as a board shows it. */
export const ColumnList = Type.Array(
  Type.Object(
    {
      self: Type.Optional(Type.String()),
      id: Type.Optional(Id),
      display: Type.Optional(Type.String()),
      name: Type.Optional(Type.String()),
      statuses: Type.Optional(Statuses),
      limit: Type.Optional(Limit),
    },
    { additionalProperties: false },
  ),
  { maxItems: 100 },
);
export type ColumnList = Type.Static<typeof ColumnList>;

/** A column as it goes out; `limit` where it has one. */
export const Column = Type.Object({
  self: Type.String(),
  id: Type.Integer(),
  name: Type.String(),
  statuses: Type.Array(Reference),
  limit: Type.Optional(Type.Number()),
});
export type Column = Type.Static<typeof Column>;

/** A column for a caller that reached us at `base`. Of one without statuses of its own, those of its category are shown. */
export function toColumn(
  column: BoardColumn,
  statuses: { readonly ofProject: readonly Status[]; readonly ofAll: readonly Status[] },
  base: string,
  language: Language,
): Column {
  const shown =
    column.statusIds.length === 0
      ? statuses.ofProject.filter((status) => holds(column, status))
      : column.statusIds.flatMap((id) => statuses.ofAll.find((status) => status.id === id) ?? []);
  return {
    self: columnAddress(base, column),
    id: column.id,
    name: column.title,
    statuses: shown.map((status) => referToStatus(base, status, language)),
    ...(column.itemLimit === null ? {} : { limit: column.itemLimit }),
  };
}

/** Where a column is found. */
export function columnAddress(
  base: string,
  column: { readonly id: number; readonly boardId: BoardView['id'] },
): string {
  return `${base}/boards/${column.boardId}/columns/${column.id}`;
}

/** What a POST asks for, and everything that is wrong with it. */
export function toNewColumn(
  body: NewColumn,
  doubts: Doubts,
  language: Language,
): { readonly fields: ColumnFields; readonly doubts: Doubts } {
  const { fields, doubts: all } = toColumnChange(body, doubts, language);
  return { fields: { title: '', statuses: [], itemLimit: null, ...fields }, doubts: all };
}

/** What a PATCH asks for, and everything that is wrong with it. */
export function toColumnChange(
  body: ColumnPatch,
  doubts: Doubts,
  language: Language,
): { readonly fields: Partial<ColumnFields>; readonly doubts: Doubts } {
  const { members, faults } = soundMembers(body, doubts);
  if (members.name !== undefined) checkName(members.name, 'name', faults, language);
  return { fields: columnFields(members), doubts: { ...doubts, faults } };
}

const incomplete: Texts = {
  ru: 'Новой колонке нужны name и statuses, прежней — её id.',
  en: 'A new column needs name and statuses, one that is there its id',
};

/** The columns that a board is to have, and what is wrong with them, told of `columns`. */
export function toColumnPlans(list: ColumnList, faults: Fault[], language: Language): readonly ColumnPlan[] {
  return list.flatMap(({ id: written, ...column }): ColumnPlan[] => {
    const fields = columnFields(column);
    if (column.name !== undefined) checkName(column.name, 'columns', faults, language);
    if (written !== undefined) return [{ id: readId(String(written)) ?? 0, ...fields }];
    const { title, statuses, itemLimit = null } = fields;
    if (title !== undefined && statuses !== undefined) return [{ title, statuses, itemLimit }];
    faults.push({ field: 'columns', rule: 'reference', message: incomplete[language] });
    return [];
  });
}

function columnFields({ name, statuses, limit }: Partial<NewColumn>): Partial<ColumnFields> {
  return {
    ...(name === undefined ? {} : { title: name }),
    ...(statuses === undefined ? {} : { statuses: statuses.map(statusName) }),
    ...(limit === undefined ? {} : { itemLimit: limit }),
  };
}

function statusName(reference: StatusReference): StatusName {
  if (typeof reference !== 'object') return byIdOrKey(reference);
  const { id, key, name } = reference;
  if (key !== undefined) return { key };
  return id === undefined && name !== undefined ? { name } : byIdOrKey(id ?? '');
}

function byIdOrKey(written: string | number): StatusName {
  const id = readId(String(written));
  return id === undefined ? { key: String(written) } : { id };
}
