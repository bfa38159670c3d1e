import { Type } from 'typebox';
import type { Issue } from './issues.wire.ts';
import type { Language, Texts } from './language.ts';
import { Reference, referTo } from './references.ts';

/** A field of an issue as it goes out (vendor page "Get global issue fields"). */
export const Field = Type.Object({
  self: Type.String(),
  id: Type.String(),
  key: Type.String(),
  name: Type.String(),
  version: Type.Integer(),
  schema: Type.Object({ type: Type.String(), items: Type.Optional(Type.String()), required: Type.Boolean() }),
  readonly: Type.Boolean(),
  options: Type.Boolean(),
  suggest: Type.Boolean(),
  order: Type.Integer(),
  category: Reference,
});
export type Field = Type.Static<typeof Field>;

/** A group of fields. */
export const FieldCategory = Type.Object({ self: Type.String(), id: Type.String(), name: Type.String() });
export type FieldCategory = Type.Static<typeof FieldCategory>;

type CategoryKey = 'system' | 'timeTracking' | 'agile';

/** Groups of fields, in order, and what they are called. */
export const categoryNames = {
  system: { ru: 'Системные', en: 'System' },
  timeTracking: { ru: 'Учёт времени', en: 'Time tracking' },
  agile: { ru: 'Agile', en: 'Agile' },
} as const satisfies Record<CategoryKey, Texts>;

interface Entry {
  readonly name: Texts;
  /** One value of this type, or, with `isList`, any number of them. */
  readonly type: string;
  readonly isList?: true;
  readonly isRequired?: true;
  readonly isReadOnly?: true;
  /** Whether its values are those of a dictionary. */
  readonly hasOptions?: true;
  readonly category?: CategoryKey;
}

/** Every key of an issue: clients know an issue's attributes from this list alone, and lists among them by their type. */
export const fieldEntries = {
  self: { name: { ru: 'Ссылка', en: 'Link' }, type: 'uri', isReadOnly: true },
  id: { name: { ru: 'Идентификатор', en: 'ID' }, type: 'string', isReadOnly: true },
  key: { name: { ru: 'Ключ', en: 'Key' }, type: 'string', isReadOnly: true },
  version: { name: { ru: 'Версия', en: 'Version' }, type: 'integer', isReadOnly: true },
  summary: { name: { ru: 'Название', en: 'Summary' }, type: 'string', isRequired: true },
  description: { name: { ru: 'Описание', en: 'Description' }, type: 'string' },
  type: { name: { ru: 'Тип', en: 'Type' }, type: 'issuetype', hasOptions: true },
  priority: { name: { ru: 'Приоритет', en: 'Priority' }, type: 'priority', hasOptions: true },
  status: { name: { ru: 'Статус', en: 'Status' }, type: 'status', isReadOnly: true, hasOptions: true },
  statusType: { name: { ru: 'Тип статуса', en: 'Status type' }, type: 'statusType', isReadOnly: true },
  statusStartTime: { name: { ru: 'Дата изменения статуса', en: 'Status since' }, type: 'datetime', isReadOnly: true },
  previousStatus: { name: { ru: 'Предыдущий статус', en: 'Previous status' }, type: 'status', isReadOnly: true },
  resolution: { name: { ru: 'Резолюция', en: 'Resolution' }, type: 'resolution', isReadOnly: true, hasOptions: true },
  queue: { name: { ru: 'Очередь', en: 'Queue' }, type: 'queue', isRequired: true, hasOptions: true },
  parent: { name: { ru: 'Родительская задача', en: 'Parent issue' }, type: 'issue' },
  aliases: { name: { ru: 'Прежние ключи', en: 'Former keys' }, type: 'string', isList: true, isReadOnly: true },
  sprint: { name: { ru: 'Спринт', en: 'Sprint' }, type: 'sprint', isList: true, category: 'agile' },
  boards: { name: { ru: 'Доски', en: 'Boards' }, type: 'board', isList: true, isReadOnly: true, category: 'agile' },
  followers: { name: { ru: 'Наблюдатели', en: 'Followers' }, type: 'user', isList: true },
  tags: { name: { ru: 'Теги', en: 'Tags' }, type: 'string', isList: true },
  assignee: { name: { ru: 'Исполнитель', en: 'Assignee' }, type: 'user' },
  createdBy: { name: { ru: 'Автор', en: 'Author' }, type: 'user', isReadOnly: true },
  updatedBy: { name: { ru: 'Изменил', en: 'Modifier' }, type: 'user', isReadOnly: true },
  createdAt: { name: { ru: 'Создана', en: 'Created' }, type: 'datetime', isReadOnly: true },
  updatedAt: { name: { ru: 'Обновлена', en: 'Updated' }, type: 'datetime', isReadOnly: true },
  lastCommentUpdatedAt: {
    name: { ru: 'Последний комментарий', en: 'Last comment' },
    type: 'datetime',
    isReadOnly: true,
  },
  storyPoints: { name: { ru: 'Стори поинты', en: 'Story Points' }, type: 'float', category: 'agile' },
  originalEstimation: {
    name: { ru: 'Первоначальная оценка', en: 'Original estimate' },
    type: 'timetracking',
    category: 'timeTracking',
  },
  estimation: { name: { ru: 'Оценка', en: 'Estimate' }, type: 'timetracking', category: 'timeTracking' },
  spent: { name: { ru: 'Затрачено времени', en: 'Time spent' }, type: 'timetracking', category: 'timeTracking' },
  start: { name: { ru: 'Дата начала', en: 'Start date' }, type: 'date' },
  end: { name: { ru: 'Дата завершения', en: 'End date' }, type: 'date' },
  deadline: { name: { ru: 'Дедлайн', en: 'Deadline' }, type: 'date' },
  unique: { name: { ru: 'Уникальный идентификатор', en: 'Unique ID' }, type: 'string' },
  votes: { name: { ru: 'Голоса', en: 'Votes' }, type: 'integer', isReadOnly: true },
  favorite: { name: { ru: 'В избранном', en: 'Favorite' }, type: 'boolean', isReadOnly: true },
} as const satisfies Record<keyof Issue, Entry>;

/** All fields, for a caller that reached us at `base`. */
export function toFields(base: string, language: Language): readonly Field[] {
  return Object.entries<Entry>(fieldEntries).map(([id, entry], index) => ({
    self: `${base}/fields/${id}`,
    id,
    key: id,
    name: entry.name[language],
    version: 1,
    schema: {
      ...(entry.isList === true ? { type: 'array', items: entry.type } : { type: entry.type }),
      required: entry.isRequired === true,
    },
    readonly: entry.isReadOnly === true,
    options: entry.hasOptions === true,
    suggest: false,
    order: index + 1,
    category: referToCategory(base, entry.category ?? 'system', language),
  }));
}

/** All groups of fields. */
export function toCategories(base: string, language: Language): readonly FieldCategory[] {
  return Object.values(categoryNames).map((name, index) => {
    const id = categoryId(index);
    return { self: `${base}/fields/categories/${id}`, id, name: name[language] };
  });
}

function referToCategory(base: string, key: CategoryKey, language: Language): Reference {
  const id = categoryId(Object.keys(categoryNames).indexOf(key));
  return referTo(base, `fields/categories/${id}`, id, categoryNames[key][language]);
}

/** 24 digits, as the vendor's are. */
function categoryId(index: number): string {
  return String(index + 1).padStart(24, '0');
}
