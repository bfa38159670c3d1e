/** What charts say by themselves, without figures. */
export interface Names {
  readonly scope: string;
  readonly done: string;
  readonly remaining: string;
  readonly ideal: string;
  readonly today: string;
  readonly mean: string;
  readonly queued: string;
  readonly inProgress: string;
}

/** The languages that charts can be drawn in. */
export type Language = 'en' | 'ru';

/** The words of charts, once for each language, for the pages and for drawings without a page. */
export const names: Readonly<Record<Language, Names>> = {
  en: {
    scope: 'Scope',
    done: 'Done',
    remaining: 'Remaining',
    ideal: 'Ideal',
    today: 'Today',
    mean: 'Mean',
    queued: 'To do',
    inProgress: 'In progress',
  },
  ru: {
    scope: 'Объём',
    done: 'Готово',
    remaining: 'Осталось',
    ideal: 'Идеал',
    today: 'Сегодня',
    mean: 'Среднее',
    queued: 'Ждёт',
    inProgress: 'В работе',
  },
};
