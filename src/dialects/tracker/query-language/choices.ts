import { folded } from '../../../domain/text.ts';
import { type Entry, priorityEntries, resolutionEntries, type StatusType, typeEntries } from '../names.ts';

/** What a value of a fixed list may be called, folded → what the core calls it in lower case. */
export type Choices = ReadonlyMap<string, string>;

/** The vendor's five priorities, by number, by key and by the names that the service has had for them. */
export const priorities: Choices = choicesOf(priorityEntries, { minor: ['Minor'], normal: ['Normal'] });

/** Types under other names than their keys; a type that is not listed goes by its key. */
export const types: Choices = choicesOf(typeEntries, { bug: ['Баг'] });

/** Resolutions under other names than their keys; the same holds for those that are not listed. */
export const resolutions: Choices = choicesOf(resolutionEntries, { fixed: ['Решён', 'Решена'] });

const statusTypeNames = {
  new: ['new', 'queued', 'Новый', 'Начальный'],
  inProgress: ['inProgress', 'In progress', 'in_progress', 'В процессе', 'В работе'],
  paused: ['paused', 'on pause', 'На паузе', 'Приостановлен'],
  done: ['done', 'Завершён', 'Завершен', 'Завершенный'],
  cancelled: ['cancelled', 'canceled', 'Отменён', 'Отменен', 'Отмененный'],
} as const satisfies Record<StatusType, readonly string[]>;

/** The type of statuses that is called so; undefined when there is none. */
export function statusTypeNamed(name: string): StatusType | undefined {
  const sought = folded(name.trim());
  const types: readonly StatusType[] = ['new', 'inProgress', 'paused', 'done', 'cancelled'];
  return types.find((type) => statusTypeNames[type].some((each) => folded(each) === sought));
}

function choicesOf(entries: readonly Entry[], more: Readonly<Record<string, readonly string[]>>): Choices {
  return new Map(
    entries.flatMap(({ id, key, name }) =>
      [id, key, name.en, name.ru, ...(more[key] ?? [])].map((each) => [folded(each), key.toLowerCase()] as const),
    ),
  );
}
