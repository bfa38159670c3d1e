import type { Fault, FaultRule, Refusal, RefusalCode, Thing } from '../../domain/refusal.ts';
import type { Language, Texts } from './language.ts';
import { translated } from './sentences.ts';
import { statusFromCore } from './sprints.wire.ts';

/** What is said of things that are not there (vendor page "Error codes"). */
const missingTexts = {
  iteration: { en: 'Sprint does not exist.', ru: 'Спринт не существует.' },
  project: { en: 'Queue does not exist.', ru: 'Очередь не существует.' },
  board: { en: 'Board does not exist.', ru: 'Доска не существует.' },
  column: { en: 'Column does not exist.', ru: 'Колонка не существует.' },
  item: { en: 'Issue does not exist.', ru: 'Задача не существует.' },
  transition: { en: 'Transition does not exist.', ru: 'Переход не существует.' },
  comment: { en: 'Comment does not exist.', ru: 'Комментарий не существует.' },
  attachment: { en: 'Attachment does not exist.', ru: 'Файл не существует.' },
  person: { en: 'User does not exist.', ru: 'Пользователь не существует.' },
  'close plan': { en: 'Close plan does not exist.', ru: 'План закрытия не существует.' },
  receipt: { en: 'Receipt does not exist.', ru: 'Квитанция не существует.' },
  'rollover policy': { en: 'Rollover policy does not exist.', ru: 'Правила переноса не существуют.' },
} as const satisfies Record<Thing, Texts>;

/** What a reader of Russian is told where the refusal's own sentence has no translation. */
export const russianByCode = {
  unauthenticated: 'Пользователь не авторизован.',
  wrong_organization: 'Заголовок X-Org-ID или X-Cloud-Org-ID не указывает на организацию этого токена.',
  forbidden: 'Недостаточно прав для этого действия.',
  not_found: 'Запрошенный объект не найден.',
  method_not_allowed: 'Метод не поддерживается.',
  invalid: 'Один или несколько параметров запроса указаны неверно.',
  malformed_body: 'Тело запроса нельзя прочитать как JSON.',
  unsupported_media_type: 'Формат тела запроса не поддерживается.',
  body_too_large: 'Тело запроса слишком велико.',
  address_too_long: 'Адрес запроса слишком длинный.',
  version_malformed: 'Версия указана неверно.',
  version_missing: 'Нужно указать изменяемую версию.',
  version_conflict: 'Объект успели изменить: указана не текущая версия.',
  transition_not_allowed: 'Такой переход невозможен.',
  dates_missing: 'Не хватает дат начала и окончания.',
  dates_reversed: 'Дата окончания раньше даты начала.',
  target_is_itself: 'Задачи нельзя перенести туда же, откуда они берутся.',
  target_unknown: 'Того, куда нужно перенести задачи, не существует.',
  target_not_open: 'Туда, куда нужно перенести задачи, добавлять их уже нельзя.',
  iteration_not_open: 'Спринт не запланирован и не начат.',
  iteration_closed: 'Спринт уже завершён.',
  item_not_live: 'Задача убрана в архив или удалена.',
  item_of_another_project: 'Задача относится к другой очереди.',
  iteration_holds_items: 'В спринте есть задачи.',
  iterations_of_one_board: 'Задача может быть только в одном открытом спринте доски.',
  board_without_iterations: 'У доски этого типа не может быть спринтов',
  board_stays: 'Эту доску нельзя удалить.',
  column_stays: 'На доске должна остаться хотя бы одна колонка.',
  scope_policy: 'В этот спринт больше ничего нельзя добавить: не хватает места в бюджете изменений.',
  decision_needed: 'План оставляет задачи, о которых нужно принять решение.',
  board_settings: 'Такие настройки доски не сочетаются.',
  taken: 'Такое значение уже занято.',
  retry_mismatch: 'Этот Idempotency-Key уже использован для другого запроса.',
  retry_running: 'Первый запрос с этим Idempotency-Key ещё выполняется.',
  rate_limited: 'Слишком много запросов, повторите попытку позже.',
  busy: 'Сервис временно недоступен, повторите попытку позже.',
  storage_full: 'На диске сервера не осталось места.',
  unbalanced: 'Внутренняя ошибка сервера: показатели не сходятся.',
} as const satisfies Record<RefusalCode, string>;

/** The same for the faults of fields. */
export const russianByRule = {
  missing: 'Требуется параметр.',
  unknown: 'Неверный формат данных',
  read_only: 'Поле только для чтения.',
  type: 'Неверный формат данных',
  format: 'Неверный формат данных',
  length: 'Значение слишком короткое или слишком длинное.',
  range: 'Число вне допустимого диапазона.',
  choice: 'Недопустимое значение.',
  reference: 'Указанного значения не существует.',
  rule: 'Недопустимое значение.',
} as const satisfies Record<FaultRule, string>;

/** What a field names, as the core calls the field: a sentence for what is not there is that of the thing. */
const namedThings: Readonly<Record<string, Thing>> = {
  assignee: 'person',
  followers: 'person',
  leadId: 'person',
  parent: 'item',
  iterations: 'iteration',
  project: 'project',
  board: 'board',
  column: 'column',
  columns: 'column',
  defaultQueue: 'project',
  filter: 'project',
  autoFilters: 'project',
  owner: 'person',
};

const wrongFormat: Texts = { en: 'Incorrect data format', ru: russianByRule.type };
const wrongBody: Texts = { en: 'The body must be a JSON object', ru: 'Тело запроса должно быть объектом JSON.' };

/** What is said of a refusal as a whole. `method` is that of the request. */
export function messageOf(refusal: Refusal, method: string, language: Language): string {
  const texts = particularTexts(refusal, method) ?? translated(refusal.message);
  return texts?.[language] ?? told(refusal.message, russianByCode[refusal.code], language);
}

/** What is said of a field; `name` is what the field is called here. An empty name is the body itself. */
export function textOfFault(fault: Fault, name: string, language: Language): string {
  const texts = fixedTexts(fault, name) ?? translated(fault.message);
  return texts?.[language] ?? told(fault.message, russianByRule[fault.rule], language);
}

/** What is said of requests that the server refused before anybody could read them, by status. */
export function textOfStatus(status: number, sentence: string, language: Language): string {
  if (status >= 500) {
    return language === 'en'
      ? 'Internal service error. Try again later.'
      : 'Внутренняя ошибка сервиса. Повторите попытку позже.';
  }
  return told(sentence, status === 413 ? russianByCode.body_too_large : russianByCode.invalid, language);
}

/** Sentences that hold a value, or that have a wording of their own here. */
function particularTexts({ code, message, details }: Refusal, method: string): Texts | undefined {
  const { thing, move, currentVersion, allow = [], field } = details;
  if (thing !== undefined) return missingTexts[thing];
  if (move !== undefined) {
    const [from, to] = [statusFromCore[move.from], statusFromCore[move.to]];
    return {
      en: `Sprint status can't be changed from ${from} to ${to}`,
      ru: `Статус спринта нельзя изменить с ${from} на ${to}.`,
    };
  }
  if (code === 'method_not_allowed') {
    const methods = `([${allow.filter((each) => each !== 'HEAD').join(', ')}])`;
    return { en: `${method} is not allowed ${methods}`, ru: `Метод ${method} не поддерживается ${methods}` };
  }
  if (code === 'version_missing') {
    return {
      en: 'The version being changed must be given: in the If-Match header or in the version parameter of the address',
      ru: 'Нужно указать изменяемую версию: в заголовке If-Match или в параметре version адреса.',
    };
  }
  if (code === 'version_conflict' && currentVersion !== undefined) {
    return {
      en: `The version is ${currentVersion} now`,
      ru: `Объект успели изменить: текущая версия — ${currentVersion}.`,
    };
  }
  if (code === 'malformed_body' && field !== undefined) {
    return { en: message, ru: 'Значение содержит недопустимый текст или число.' };
  }
  if (code === 'taken' && field === 'key') {
    return { en: 'A queue with this key exists already', ru: 'Очередь с таким ключом уже существует.' };
  }
  return undefined;
}

/** Rules that are worded alike whatever the field is. */
function fixedTexts({ field, rule, message, names }: Fault, name: string): Texts | undefined {
  if (names !== undefined) return missingIssues(names);
  if (rule === 'type' && name === '') return wrongBody;
  if (rule === 'missing') return { en: 'Required parameter.', ru: russianByRule.missing };
  if (rule === 'unknown' || rule === 'type') return wrongFormat;
  if (rule === 'read_only') return { en: `Fields [${name}] are read-only.`, ru: `Поля [${name}] только для чтения.` };
  const status = /^There is no status (.*)$/.exec(message)?.[1];
  if (status !== undefined) return { en: `Status ${status} does not exist.`, ru: `Статус ${status} не существует.` };
  // The core's sentence names the field as the core does; a dialect's own says more.
  if (rule !== 'reference' || message !== `There is no such ${field} here`) return undefined;
  const thing = namedThings[field];
  if (thing !== undefined) return missingTexts[thing];
  return { en: `There is no such ${name} here`, ru: `Здесь нет такого значения поля ${name}.` };
}

const toldNames = 20;

/** Issues that are not there or not the caller's to change, the first of them by name. */
function missingIssues(names: readonly string[]): Texts {
  const first = names.slice(0, toldNames).join(', ');
  const list = names.length > toldNames ? `${first}, … (${names.length})` : first;
  return {
    en: `These issues do not exist or may not be changed: ${list}`,
    ru: `Эти задачи не существуют или недоступны для изменения: ${list}`,
  };
}

/** A sentence as it was made. Whoever made it in Russian is taken at their word; English is told to readers of English alone. */
function told(sentence: string, inRussian: string, language: Language): string {
  return language === 'en' || /[а-яё]/i.test(sentence) ? sentence : inRussian;
}
