import { Type } from 'typebox';
import type { BoardColumn, BoardView, ChangeBoard } from '../../actions/index.ts';
import type { Doubts } from '../../domain/refusal.ts';
import { checkName, soundMembers } from './board-body.ts';
import { ColumnList, columnAddress, toColumnPlans } from './board-columns.wire.ts';
import { settingsIn, settingsMembers } from './board-settings.wire.ts';
import { trackerInstant } from './instants.ts';
import type { Language, Texts } from './language.ts';
import { Reference, referTo, referToPerson } from './references.ts';

/** Body of PATCH: any of these keys, and no others (vendor page "Edit board parameters"). */
export const BoardPatch = Type.Object(
  {
    name: Type.Optional(Type.String()),
    columns: Type.Optional(ColumnList),
    backlogAvailable: Type.Optional(Type.Boolean()),
    sprintsAvailable: Type.Optional(Type.Boolean()),
    ...settingsMembers,
  },
  { additionalProperties: false },
);
export type BoardPatch = Type.Static<typeof BoardPatch>;

const Words = Type.Record(Type.String(), Type.Unknown());

/** A board as it goes out: the present keys, those kept for older clients, and what the board was made with. */
export const Board = Type.Object({
  self: Type.String(),
  id: Type.Integer(),
  version: Type.Integer(),
  name: Type.String(),
  columns: Type.Array(Reference),
  createdAt: Type.String(),
  updatedAt: Type.String(),
  createdBy: Reference,
  owner: Type.Optional(Reference),
  useRanking: Type.Boolean(),
  estimateBy: Reference,
  country: Reference,
  calendar: Type.Object({ id: Type.Integer() }),
  backlogAvailable: Type.Boolean(),
  sprintsAvailable: Type.Boolean(),
  autoFilterSettings: Words,
  backlogColumns: Type.Optional(Type.Array(Words)),
  nonParametrizedColumns: Type.Optional(Type.Array(Words)),
  filter: Words,
  orderBy: Type.String(),
  orderAsc: Type.Boolean(),
  query: Type.String(),
  defaultQueue: Reference,
});
export type Board = Type.Static<typeof Board>;

/** The one country whose holidays there are, and its calendar. */
export const country = { id: '1', name: { ru: 'Россия', en: 'Russia' } } as const;

const storyPoints: Texts = { ru: 'Стори поинты', en: 'Story Points' };

/** A board for a caller that reached us at `base` (`scheme://host/v3`). */
export function toBoard(board: BoardView, columns: readonly BoardColumn[], base: string, language: Language): Board {
  const { settings, owner } = board;
  const { backlogColumns, plainColumns } = settings;
  return {
    self: `${base}/boards/${board.id}`,
    id: board.id,
    version: board.version,
    name: board.title,
    columns: columns.map((column) => ({
      self: columnAddress(base, column),
      id: String(column.id),
      display: column.title,
    })),
    createdAt: trackerInstant(board.createdAt),
    updatedAt: trackerInstant(board.updatedAt),
    createdBy: referToPerson(base, board.creator),
    ...(owner === null ? {} : { owner: referToPerson(base, owner) }),
    useRanking: settings.useRanking ?? false,
    estimateBy: referTo(base, 'fields/storyPoints', 'storyPoints', storyPoints[language]),
    country: referTo(base, `countries/${country.id}`, country.id, country.name[language]),
    calendar: { id: Number(country.id) },
    backlogAvailable: board.hasBacklog,
    sprintsAvailable: board.takesIterations,
    autoFilterSettings: autoFilterSettings(settings.autoFilters),
    ...(backlogColumns === undefined ? {} : { backlogColumns: [...backlogColumns] }),
    ...(plainColumns === undefined ? {} : { nonParametrizedColumns: [...plainColumns] }),
    filter: settings.filter ?? {},
    orderBy: settings.orderBy ?? 'updated',
    orderAsc: settings.orderAsc ?? false,
    query: settings.query ?? '',
    defaultQueue: referTo(base, `queues/${board.projectKey}`, board.projectId, board.projectTitle, board.projectKey),
  };
}

/** What a PATCH asks for, and everything that is wrong with it. */
export function toBoardChange(
  body: BoardPatch,
  doubts: Doubts,
  language: Language,
): Omit<ChangeBoard, 'boardId' | 'precondition'> {
  const { members, faults } = soundMembers(body, doubts);
  const { name, columns, backlogAvailable, sprintsAvailable } = members;
  if (name !== undefined) checkName(name, 'name', faults, language);
  return {
    fields: {
      ...(name === undefined ? {} : { title: name }),
      ...(backlogAvailable === undefined ? {} : { hasBacklog: backlogAvailable }),
      ...(sprintsAvailable === undefined ? {} : { takesIterations: sprintsAvailable }),
    },
    settings: settingsIn(members, faults, language),
    ...(columns === undefined ? {} : { columns: toColumnPlans(columns, faults, language) }),
    doubts: { ...doubts, faults },
  };
}

/** What was said under `addFilter` is shown under `addFilterSettings`, and likewise for `removeFilter`. */
function autoFilterSettings(said: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return Object.fromEntries(Object.entries(said).map(([name, value]) => [`${name}Settings`, value]));
}
