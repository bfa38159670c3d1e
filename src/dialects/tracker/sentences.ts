import type { Texts } from './language.ts';

/**
 * What the core, the edge and the wire files say in English, by the sentence; in Russian, and in English where things
 * have another name here. Sentences that hold a value are not among them: those are made again from what the refusal
 * tells beside its sentence (`error-texts.ts`).
 */
const texts: Readonly<Record<string, string | Texts>> = {
  // Who may
  'A token is needed': 'Нужен токен.',
  'The token is missing, unknown or no longer valid': 'Токен не указан, неизвестен или больше не действует.',
  'Planning rights are needed for this project': {
    en: 'Planning rights are needed for this queue',
    ru: 'Недостаточно прав, чтобы менять что-либо в этой очереди.',
  },
  'Administration rights are needed': 'Нужны права администратора организации.',
  'Only its author may change a comment': 'Комментарий может изменить только его автор.',
  'The organization header does not name an organization of this token':
    'Заголовок X-Org-ID или X-Cloud-Org-ID не указывает на организацию этого токена.',
  'X-Org-ID and X-Cloud-Org-ID name different organizations':
    'Заголовки X-Org-ID и X-Cloud-Org-ID указывают на разные организации.',

  // What is not there
  'There is no such bulk change': { en: 'Bulk change does not exist.', ru: 'Массовое изменение не существует.' },
  'The requested object was not found.': 'Запрошенный объект не найден.',
  'Items cannot move to the iteration they come from': {
    en: 'Issues cannot move to the sprint they come from',
    ru: 'Задачи нельзя перенести в тот же спринт, из которого они берутся.',
  },
  'The target iteration does not exist in this project': {
    en: 'The sprint to move to does not exist in this queue',
    ru: 'Спринта, в который нужно перенести задачи, нет в этой очереди.',
  },
  'The target iteration must be planned or active': {
    en: 'The sprint to move to must be a draft or in progress',
    ru: 'Задачи можно перенести только в запланированный или начатый спринт.',
  },
  'The target iteration is closed': {
    en: 'The sprint to move to is released',
    ru: 'Спринт, в который нужно перенести задачи, уже завершён.',
  },

  // Bodies and queries
  'The body must be application/json': 'Тело запроса должно быть в формате application/json.',
  'The body must not be compressed': 'Тело запроса не должно быть сжатым.',
  'The body must be in UTF-8': 'Тело запроса должно быть в кодировке UTF-8.',
  'The body is not valid UTF-8': 'Тело запроса содержит неверную последовательность UTF-8.',
  'The query takes too long; narrow it': 'Запрос выполняется слишком долго, уточните его.',
  'Idempotency-Key must be 1 to 255 visible ASCII characters':
    'Idempotency-Key должен состоять из 1–255 видимых символов ASCII.',

  // Sprints
  "A removed iteration can't be changed": {
    en: "A deleted sprint can't be changed",
    ru: 'Удалённый спринт нельзя изменить.',
  },
  "A removed iteration can't be removed": {
    en: "A deleted sprint can't be deleted",
    ru: 'Спринт уже удалён.',
  },
  'The end date is before the start date': 'Дата окончания раньше даты начала.',
  'A name has 1 to 256 characters, on one line': 'Название состоит из 1–256 символов в одной строке.',
  'A date is written YYYY-MM-DD': 'Дата записывается в формате YYYY-MM-DD.',
  'A board is named by its number': 'Доска указывается своим номером.',
  'The body names no board': 'Не указана доска.',
  'A sprint is named by its number': 'Спринт указывается своим номером.',
  'moveTo goes with the status released': 'Параметр moveTo используется только вместе со статусом released.',
  'The status must be one of draft, in_progress, released, archived':
    'Статус может быть одним из: draft, in_progress, released, archived.',
  'An iteration needs a start date and a finish date to be started': {
    en: 'A sprint needs a start date and an end date to be started',
    ru: 'Чтобы начать спринт, нужны даты его начала и окончания.',
  },
  'A board of this kind cannot have iterations': {
    en: 'A board of this type cannot have sprints.',
    ru: 'У доски этого типа не может быть спринтов',
  },

  // Issues
  'Items cannot be taken out of a closed iteration': {
    en: 'Issues cannot be taken out of a released sprint',
    ru: 'Задачи нельзя убрать из завершённого спринта.',
  },
  'Items can only be added to a planned or active iteration': {
    en: 'Issues can only be added to a sprint that is a draft or in progress',
    ru: 'Задачи можно добавить только в запланированный или начатый спринт.',
  },
  'An item can be in one open iteration of a board only': {
    en: 'An issue can be in several sprints only if they are on different boards',
    ru: 'Задача может быть в нескольких спринтах, только если они на разных досках.',
  },
  'An archived or deleted item cannot be added': {
    en: 'An archived or deleted issue cannot be added',
    ru: 'Задачу, убранную в архив или удалённую, добавить нельзя.',
  },
  'There is an item of this unique name already': {
    en: 'There is an issue with this unique value already',
    ru: 'Задача с таким значением unique уже существует.',
  },

  // Boards
  'A board has at least one column': 'На доске должна остаться хотя бы одна колонка.',
  'There is a column of this name already': 'Колонка с таким названием уже есть.',
  'The default board of a project cannot be removed': {
    en: 'The board that a queue was made with cannot be deleted',
    ru: 'Доску, с которой была создана очередь, нельзя удалить.',
  },
  'Iterations belong to this board': {
    en: 'There are sprints on this board',
    ru: 'На этой доске есть спринты.',
  },
  'Iterations need a backlog': {
    en: 'Sprints need a backlog',
    ru: 'Спринты возможны только на доске с бэклогом.',
  },
  'There is too much to be kept of this board': 'Настройки доски слишком велики.',
  'An order needs a filter': 'Порядок указывается вместе с фильтром.',

  'Only what is over has a resolution': {
    en: 'Only an issue that is over has a resolution',
    ru: 'Резолюция бывает только у завершённой задачи.',
  },
  'The item belongs to another project': {
    en: 'The issue belongs to another queue',
    ru: 'Задача относится к другой очереди.',
  },
  'There is no such item, or it may not be changed': {
    en: 'There is no such issue, or it may not be changed',
    ru: 'Задача не существует или недоступна для изменения.',
  },

  // The server
  'The database is busy': 'База данных занята.',
  'The server is overloaded': 'Сервер перегружен.',
};

const bySentence: ReadonlyMap<string, string | Texts> = new Map(Object.entries(texts));

/** The sentence in both languages; undefined where only its maker knows. */
export function translated(sentence: string): Texts | undefined {
  const found = bySentence.get(sentence);
  return typeof found === 'string' ? { en: sentence, ru: found } : found;
}
