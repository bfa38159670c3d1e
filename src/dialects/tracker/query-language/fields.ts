import type { FieldCatalogue, FieldReference } from '../../../domain/filter.ts';
import { folded } from '../../../domain/text.ts';
import { type Choices, priorities, resolutions, types } from './choices.ts';

/** The columns of the list of items that a query comes down to. */
export const queriedColumns = {
  id: { type: 'integer', nullable: false },
  key: { type: 'text', nullable: false },
  keyLength: { type: 'integer', nullable: false },
  titleFolded: { type: 'text', nullable: false },
  descriptionFolded: { type: 'text', nullable: true },
  projectId: { type: 'integer', nullable: false },
  boardId: { type: 'integer', nullable: false },
  statusId: { type: 'integer', nullable: false },
  type: { type: 'text', nullable: false },
  priority: { type: 'text', nullable: false },
  priorityRank: { type: 'integer', nullable: false },
  resolution: { type: 'text', nullable: true },
  assigneeId: { type: 'integer', nullable: true },
  creatorId: { type: 'integer', nullable: false },
  updaterId: { type: 'integer', nullable: false },
  parentId: { type: 'integer', nullable: true },
  estimate: { type: 'number', nullable: true },
  plannedMinutes: { type: 'number', nullable: true },
  remainingMinutes: { type: 'number', nullable: true },
  spentMinutes: { type: 'number', nullable: true },
  createdAt: { type: 'instant', nullable: false },
  updatedAt: { type: 'instant', nullable: false },
  doneAt: { type: 'instant', nullable: true },
  startDay: { type: 'day', nullable: true },
  endDay: { type: 'day', nullable: true },
  dueDay: { type: 'day', nullable: true },
} as const satisfies FieldCatalogue;

type Column = keyof typeof queriedColumns;

/** The relations to many that a query comes down to: of ids, but `tag` and `alias` are of texts. */
export type QueriedRelation = 'iteration' | 'follower' | 'tag' | 'alias';

/** What stored things are looked up by a written name, and what the ids that are found belong to. */
export type LookupKind =
  | 'queue'
  | 'person'
  | 'status'
  /** All statuses of a type. */
  | 'status type'
  | 'board'
  | 'issue'
  /** Sprints by id or name; several may have the name. */
  | 'sprint'
  /** All sprints of a board, the board by id or name. */
  | 'sprint of board'
  /** The running sprints of a board. */
  | 'running sprint of board';

/** How the values of a filter are read. */
export type Reading =
  | { readonly kind: 'thing'; readonly lookup: LookupKind }
  /** One of a list; when it is open, a name that is not on the list stands for itself. */
  | { readonly kind: 'choice'; readonly choices: Choices; readonly open: boolean }
  | { readonly kind: 'key' | 'tag' | 'words' | 'number' | 'minutes' | 'moment' };

/** A filter: the item fits when one of the columns or relations fits. */
export interface FilterField {
  /** The name by which faults tell of it. */
  readonly name: string;
  readonly reading: Reading;
  readonly columns: readonly FieldReference[];
  readonly relations: readonly QueriedRelation[];
  /** What a sort by it goes by; empty when there is no such sort. */
  readonly order: readonly FieldReference[];
}

interface Entry {
  /** Ids of the field in the API, as structured filters and their orders name it. */
  readonly ids: readonly string[];
  /** Names on the vendor's page "Query language", and those that the service shows in English and Russian. */
  readonly names: readonly string[];
  readonly reading: Reading;
  readonly columns?: readonly Column[];
  readonly relations?: readonly QueriedRelation[];
  /** Where it differs from the columns. */
  readonly order?: readonly Column[];
}

const person: Reading = { kind: 'thing', lookup: 'person' };
const words: Reading = { kind: 'words' };
const moment: Reading = { kind: 'moment' };
const minutes: Reading = { kind: 'minutes' };

const entries: readonly Entry[] = [
  { ids: ['queue'], names: ['Queue', 'Очередь'], reading: thing('queue'), columns: ['projectId'] },
  {
    ids: ['key'],
    names: ['Key', 'Issue key', 'Ключ', 'Ключ задачи'],
    reading: { kind: 'key' },
    columns: ['key'],
    relations: ['alias'],
    // As texts alone, 10 would come before 9.
    order: ['projectId', 'keyLength', 'key'],
  },
  { ids: ['summary'], names: ['Summary', 'Название', 'Задача'], reading: words, columns: ['titleFolded'] },
  {
    ids: ['description'],
    names: ['Description', 'Описание'],
    reading: words,
    columns: ['descriptionFolded'],
    order: [],
  },
  { ids: ['status'], names: ['Status', 'Статус'], reading: thing('status'), columns: ['statusId'] },
  {
    ids: ['statusType'],
    names: ['Status Type', 'Тип статуса'],
    reading: thing('status type'),
    columns: ['statusId'],
    order: [],
  },
  {
    ids: ['type'],
    names: ['Type', 'Issue type', 'Тип', 'Тип задачи'],
    reading: { kind: 'choice', choices: types, open: true },
    columns: ['type'],
  },
  {
    ids: ['priority'],
    names: ['Priority', 'Приоритет'],
    reading: { kind: 'choice', choices: priorities, open: false },
    columns: ['priority'],
    order: ['priorityRank'],
  },
  {
    ids: ['resolution'],
    names: ['Resolution', 'Резолюция'],
    reading: { kind: 'choice', choices: resolutions, open: true },
    columns: ['resolution'],
  },
  { ids: ['assignee'], names: ['Assignee', 'Исполнитель'], reading: person, columns: ['assigneeId'] },
  {
    ids: ['createdBy', 'author'],
    names: ['Author', 'Created by', 'Reporter', 'Автор'],
    reading: person,
    columns: ['creatorId'],
  },
  {
    ids: ['updatedBy', 'modifier'],
    names: ['Modifier', 'Modified by', 'Updated by', 'Изменил', 'Кто изменил', 'Кем обновлена'],
    reading: person,
    columns: ['updaterId'],
  },
  { ids: ['followers'], names: ['Followers', 'Наблюдатели'], reading: person, relations: ['follower'] },
  {
    ids: [],
    names: ['Related', 'Участники'],
    reading: person,
    columns: ['creatorId', 'assigneeId'],
    relations: ['follower'],
    order: [],
  },
  { ids: ['tags'], names: ['Tags', 'Теги'], reading: { kind: 'tag' }, relations: ['tag'] },
  { ids: ['sprint'], names: ['Sprint', 'Спринт'], reading: thing('sprint'), relations: ['iteration'] },
  { ids: [], names: ['Sprints By Board'], reading: thing('sprint of board'), relations: ['iteration'] },
  {
    ids: [],
    names: ['Sprint In Progress By Board'],
    reading: thing('running sprint of board'),
    relations: ['iteration'],
  },
  {
    ids: ['boards', 'board'],
    names: ['Boards', 'Board', 'Доски', 'Доска'],
    reading: thing('board'),
    columns: ['boardId'],
  },
  {
    ids: ['parent'],
    names: ['Parent', 'Parent issue', 'Is Subtask For', 'Родительская задача'],
    reading: thing('issue'),
    columns: ['parentId'],
  },
  { ids: ['created', 'createdAt'], names: ['Created', 'Создана', 'Создано'], reading: moment, columns: ['createdAt'] },
  {
    ids: ['updated', 'updatedAt'],
    names: ['Updated', 'Обновлена', 'Обновлено'],
    reading: moment,
    columns: ['updatedAt'],
  },
  {
    ids: ['resolved', 'resolvedAt'],
    names: ['Resolved', 'Решена', 'Решено', 'Дата решения'],
    reading: moment,
    columns: ['doneAt'],
  },
  { ids: ['start'], names: ['Start Date', 'Дата начала', 'Начало'], reading: moment, columns: ['startDay'] },
  { ids: ['end'], names: ['End Date', 'Дата завершения', 'Завершение'], reading: moment, columns: ['endDay'] },
  { ids: ['dueDate', 'deadline'], names: ['Deadline', 'Due Date', 'Дедлайн'], reading: moment, columns: ['dueDay'] },
  {
    ids: ['storyPoints'],
    names: ['Story Points', 'Стори поинты', 'Стори-поинты'],
    reading: { kind: 'number' },
    columns: ['estimate'],
  },
  {
    ids: ['originalEstimation'],
    names: ['Original Estimate', 'Original Estimation', 'Первоначальная оценка'],
    reading: minutes,
    columns: ['plannedMinutes'],
  },
  { ids: ['estimation'], names: ['Estimate', 'Estimation', 'Оценка'], reading: minutes, columns: ['remainingMinutes'] },
  {
    ids: ['spent'],
    names: ['Time Spent', 'Spent', 'Затрачено', 'Затрачено времени'],
    reading: minutes,
    columns: ['spentMinutes'],
  },
];

/** Where a text without a filter's name is sought. */
export const textField: FilterField = fieldOf({
  ids: [],
  names: ['text'],
  reading: words,
  columns: ['titleFolded', 'descriptionFolded'],
});

const byName = new Map(entries.flatMap((entry) => entry.names.map((name) => [normal(name), fieldOf(entry)] as const)));
const byId = new Map(entries.flatMap((entry) => entry.ids.map((id) => [normal(id), fieldOf(entry)] as const)));

/** The filter of a name, in any letter case; undefined when there is none. */
export function findByName(name: string): FilterField | undefined {
  return byName.get(normal(name));
}

/** The filter of a field id, in any letter case; undefined when there is none. */
export function findById(id: string): FilterField | undefined {
  return byId.get(normal(id));
}

function thing(lookup: LookupKind): Reading {
  return { kind: 'thing', lookup };
}

function fieldOf({ names, reading, columns = [], relations = [], order = columns }: Entry): FilterField {
  return {
    name: names[0] ?? '',
    reading,
    columns: columns.map(columnOf),
    relations,
    order: order.map(columnOf),
  };
}

function columnOf(field: Column): FieldReference {
  return { kind: 'field', field, ...queriedColumns[field] };
}

function normal(name: string): string {
  return folded(name.trim()).replace(/\s+/gu, ' ');
}
