import { folded } from '../../../domain/text.ts';

/** What a value of a fixed list may be called, folded → what the core calls it; nothing, where the core has none. */
export type Choices = ReadonlyMap<string, readonly string[]>;

/** The vendor's five priorities, by key, by name and by rank. */
export const priorities: Choices = choices({
  trivial: ['1', 'Trivial', 'Незначительный'],
  minor: ['2', 'Minor', 'Low', 'Низкий'],
  normal: ['3', 'Normal', 'Medium', 'Средний'],
  critical: ['4', 'Critical', 'Критичный'],
  blocker: ['5', 'Blocker', 'Блокер'],
});

/** Status types. No status here is ever of the type "paused", so nothing is in it. */
export const statusTypes: Choices = new Map([
  ...choices({
    queued: ['new', 'queued', 'Новый', 'Начальный'],
    in_progress: ['inProgress', 'In progress', 'in_progress', 'В процессе', 'В работе'],
    done: ['done', 'Завершён', 'Завершен', 'Завершенный'],
    cancelled: ['cancelled', 'canceled', 'Отменён', 'Отменен', 'Отмененный'],
  }),
  ...['paused', 'on pause', 'На паузе', 'Приостановлен'].map((name) => [folded(name), []] as const),
]);

/** Types under other names than their keys; a type that is not listed goes by its key. */
export const types: Choices = choices({
  task: ['Задача'],
  bug: ['Ошибка', 'Баг'],
  story: ['История'],
  epic: ['Эпик'],
  newfeature: ['New feature', 'Новая возможность'],
  improvement: ['Улучшение'],
  subtask: ['Sub-task', 'Подзадача'],
});

/** Resolutions under other names than their keys; the same holds for those that are not listed. */
export const resolutions: Choices = choices({
  fixed: ['Решён', 'Решен', 'Решена'],
  wontfix: ["Won't fix", 'Не будет исправлено'],
  duplicate: ['Дубликат'],
  cantreproduce: ["Can't reproduce", 'Не воспроизводится'],
  later: ['Позже'],
});

function choices(names: Readonly<Record<string, readonly string[]>>): Choices {
  return new Map(
    Object.entries(names).flatMap(([key, others]) => [key, ...others].map((name) => [folded(name), [key]] as const)),
  );
}
