import { type Priority, priorities } from '../../domain/item.ts';
import type { Category } from '../../domain/ledger.ts';
import { firstStatuses } from '../../domain/workflow.ts';
import type { Language, Texts } from './language.ts';

/** An entry of a dictionary that is the same in every organization (vendor pages "Priorities", "Issue types", "Resolutions"). */
export interface Entry {
  readonly id: string;
  readonly key: string;
  readonly name: Texts;
}

/** How urgent an issue is, the least first, under the vendor's numbers. */
export const priorityEntries: readonly (Entry & { readonly key: Priority })[] = [
  { id: '1', key: 'trivial', name: { ru: 'Незначительный', en: 'Trivial' } },
  { id: '2', key: 'minor', name: { ru: 'Низкий', en: 'Low' } },
  { id: '3', key: 'normal', name: { ru: 'Средний', en: 'Medium' } },
  { id: '4', key: 'critical', name: { ru: 'Критичный', en: 'Critical' } },
  { id: '5', key: 'blocker', name: { ru: 'Блокер', en: 'Blocker' } },
];

/** What an issue may be. */
export const typeEntries: readonly Entry[] = [
  { id: '1', key: 'bug', name: { ru: 'Ошибка', en: 'Bug' } },
  { id: '2', key: 'task', name: { ru: 'Задача', en: 'Task' } },
  { id: '3', key: 'newFeature', name: { ru: 'Новая возможность', en: 'New feature' } },
  { id: '4', key: 'improvement', name: { ru: 'Улучшение', en: 'Improvement' } },
  { id: '5', key: 'refactoring', name: { ru: 'Рефакторинг', en: 'Refactoring' } },
  { id: '6', key: 'epic', name: { ru: 'Эпик', en: 'Epic' } },
  { id: '7', key: 'story', name: { ru: 'История', en: 'Story' } },
  { id: '8', key: 'release', name: { ru: 'Релиз', en: 'Release' } },
  { id: '9', key: 'project', name: { ru: 'Проект', en: 'Project' } },
  { id: '10', key: 'goal', name: { ru: 'Цель', en: 'Goal' } },
  { id: '11', key: 'milestone', name: { ru: 'Веха', en: 'Milestone' } },
  { id: '12', key: 'request', name: { ru: 'Запрос', en: 'Request' } },
  { id: '13', key: 'incident', name: { ru: 'Инцидент', en: 'Incident' } },
];

/** Why an issue is over. */
export const resolutionEntries: readonly Entry[] = [
  { id: '1', key: 'fixed', name: { ru: 'Решен', en: 'Fixed' } },
  { id: '2', key: 'wontFix', name: { ru: 'Не будет исправлено', en: "Won't fix" } },
  { id: '3', key: 'cantReproduce', name: { ru: 'Не воспроизводится', en: "Can't reproduce" } },
  { id: '4', key: 'duplicate', name: { ru: 'Дубликат', en: 'Duplicate' } },
  { id: '5', key: 'later', name: { ru: 'Позже', en: 'Later' } },
  { id: '6', key: 'overfulfilled', name: { ru: 'Перевыполнено', en: 'Overfulfilled' } },
  { id: '7', key: 'successful', name: { ru: 'Успешно', en: 'Successful' } },
  { id: '8', key: 'dontDo', name: { ru: 'Не делать', en: "Don't do" } },
];

/** The kinds of statuses (vendor page "Statuses"). */
export type StatusType = 'new' | 'inProgress' | 'paused' | 'done' | 'cancelled';

const typeOfCategory = {
  queued: 'new',
  in_progress: 'inProgress',
  done: 'done',
  cancelled: 'cancelled',
} as const satisfies Record<Category, StatusType>;

const statusNames: Readonly<Record<string, Texts>> = {
  open: { ru: 'Открыт', en: 'Open' },
  inProgress: { ru: 'В работе', en: 'In progress' },
  needInfo: { ru: 'Требуется информация', en: 'Need info' },
  readyForTest: { ru: 'Можно тестировать', en: 'Ready for test' },
  done: { ru: 'Готово', en: 'Done' },
  cancelled: { ru: 'Отменено', en: 'Cancelled' },
  deferred: { ru: 'Отложено', en: 'Deferred' },
};

/** Of which kind a status is. One that waits for information is in progress everywhere else; here it is paused. */
export function statusTypeOf({ key, category }: { readonly key: string; readonly category: Category }): StatusType {
  return key === 'needInfo' && category === 'in_progress' ? 'paused' : typeOfCategory[category];
}

/** A status's name. One that an organization named itself is shown as it is. */
export function statusNameOf(status: { readonly key: string; readonly name: string }, language: Language): string {
  const isOurs = firstStatuses.some(({ key, name }) => key === status.key && name === status.name);
  return (isOurs ? statusNames[status.key]?.[language] : undefined) ?? status.name;
}

/** The entry of a key. One that other programs brought in has its key for a name and a number. */
export function entryOf(entries: readonly Entry[], key: string): Entry {
  return entries.find((each) => each.key === key) ?? { id: key, key, name: { ru: key, en: key } };
}

/** A priority by its number or key. */
export function priorityOf(text: string): Priority | undefined {
  return priorities.find((key) => key === keyOf(priorityEntries, text));
}

/** The key of the entry that has this number or key; undefined when there is none. */
export function keyOf(entries: readonly Entry[], text: string): string | undefined {
  return entries.find((each) => each.id === text || each.key === text)?.key;
}
