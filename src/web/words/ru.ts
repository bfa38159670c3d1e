import type { Words } from './words.ts';

const rules = new Intl.PluralRules('ru');
const numbers = new Intl.NumberFormat('ru', { maximumFractionDigits: 2 });

function counted(count: number, one: string, few: string, many: string): string {
  return `${numbers.format(count)} ${wordFor(count, one, few, many)}`;
}

/** A fraction takes the form of few: «1,5 балла». */
function wordFor(count: number, one: string, few: string, many: string): string {
  const rule = rules.select(count);
  if (rule === 'one') return one;
  return rule === 'many' ? many : few;
}

/** Russian. */
export const ru: Words = {
  language: 'ru',
  otherLanguage: 'English',
  skipToContent: 'К содержанию',
  loading: 'Загрузка…',
  notFound: 'Здесь ничего нет',
  notFoundHint: 'Такого адреса нет, или у вас нет доступа к тому, куда он ведёт.',
  toHome: 'Ко всем проектам',
  noAnswer: 'Сервер не ответил.',
  again: 'Повторить',
  signOut: 'Выйти',
  darkTheme: 'Тёмное оформление',
  lightTheme: 'Светлое оформление',
  signIn: 'Войти',
  signInLead: 'Итерации вашей команды, в каком бы инструменте вы их ни планировали.',
  login: 'Логин',
  password: 'Пароль',
  showPassword: 'Показать пароль',
  wrongLogin: 'Неверный логин или пароль.',
  projects: 'Проекты',
  noProjects: 'Пока нет ни одного проекта, который вам доступен.',
  noIterations: 'Итераций пока нет.',
  noRelease: 'Вне релизов',
  statuses: { planned: 'Запланирована', active: 'Идёт', closed: 'Закрыта', archived: 'В архиве' },
  noDates: 'Без дат',
  nothingInside: 'Пусто',
  points: (count) => counted(count, 'балл', 'балла', 'баллов'),
  items: (count) => counted(count, 'задача', 'задачи', 'задач'),
  doneOf: (done, scope) => `${done} из ${scope}`,
  progressOf: (title) => `Готовность: ${title}`,
  dayOf: (day, days) => `День ${day} из ${days}`,
  startsIn: (days) => (days === 0 ? 'Начало сегодня' : `Начало через ${counted(days, 'день', 'дня', 'дней')}`),
  lateBy: (days) => `Сверх срока: ${counted(days, 'день', 'дня', 'дней')}`,
  finishedOn: (day) => `Закрыта ${day}`,
  version: (version) => `Версия ${version}`,
  remaining: 'Осталось',
  scope: 'Объём',
  done: 'Готово',
  capacity: 'Вместимость',
  committed: (amount) => `${amount} на старте`,
  scopeSince: (added) => `${added} после старта`,
  unestimated: (items) => `${items} без оценки`,
  capacityRange: (least, most) => `${least}–${most}`,
  capacityUpTo: (most) => `до ${most}`,
  capacityFrom: (least) => `от ${least}`,
  overBy: (amount) => `Перебор: ${amount}`,
  underBy: (amount) => `Свободно: ${amount}`,
  fits: 'Помещается',
  burndown: 'Диаграмма сгорания',
  unit: 'Единица',
  unitPoints: 'Баллы',
  unitItems: 'Задачи',
  beforeStart: (amount) => `Запланировано: ${amount}. Диаграмма начнётся, когда итерация стартует.`,
  frozen: 'Это показатели на момент закрытия; они больше не меняются.',
  ideal: 'Идеал',
  today: 'Сегодня',
  chartSummary: ({ from, to, committed, left, scope, on }) =>
    `Диаграмма сгорания с ${from} по ${to}: на старте ${committed}, на ${on} осталось ${left}, весь объём ${scope}.`,
  scopeChange: (day, amount) => `${day}: объём изменился на ${amount}`,
  asTable: 'Показать таблицей',
  day: 'День',
  change: 'Изменение',
  scopeChanges: 'Изменения объёма',
  noScopeChanges: 'После старта объём не менялся.',
  start: 'Начать итерацию',
  startNeedsDates: 'Чтобы начать, нужны даты начала и окончания.',
  started: (title) => `${title}: итерация начата.`,
  close: 'Закрыть итерацию…',
  closeNamed: (title) => `Закрыть: ${title}`,
  closeQuestion: (items) => `Не закончено: ${items}. Куда их перенести?`,
  closeAllDone: 'Всё закончено.',
  moveTo: 'Незаконченные задачи перейдут',
  leaveHere: 'Никуда, оставить здесь',
  cancel: 'Отмена',
  closed: (title) => `${title}: итерация закрыта.`,
  closedAndMoved: (title, items, target) => `${title}: итерация закрыта. В «${target}» перенесено: ${items}.`,
  changedMeanwhile: 'Тем временем итерацию кто-то изменил. Теперь показано, как есть; решите ещё раз.',
};
