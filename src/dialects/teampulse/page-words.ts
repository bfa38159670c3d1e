import type { FastifyRequest } from 'fastify';

/** The languages of the sign-in pages. */
export type Language = 'en' | 'ru';

/** What the sign-in pages say. */
export interface PageWords {
  readonly signIn: string;
  readonly lead: string;
  readonly login: string;
  readonly password: string;
  readonly wrongLogin: string;
  readonly tooManyAttempts: string;
  readonly staleForm: string;
  readonly signedIn: string;
  readonly signedInAs: (name: string) => string;
  readonly signOut: string;
  readonly mayItAct: string;
  readonly whatItMay: (name: string) => string;
  readonly allow: string;
  readonly refuse: string;
  readonly allowed: string;
  readonly refused: string;
  readonly goBack: string;
}

const en: PageWords = {
  signIn: 'Sign in',
  lead: 'To work with TeamPulse applications on this server.',
  login: 'Login',
  password: 'Password',
  wrongLogin: 'Wrong login or password.',
  tooManyAttempts: 'Too many attempts. Wait a minute and try again.',
  staleForm: 'This page was out of date. Please try again.',
  signedIn: 'You are signed in',
  signedInAs: (name) => `You are signed in as ${name}.`,
  signOut: 'Sign out',
  mayItAct: 'May the application act for you?',
  whatItMay: (name) => `An application asks to read and change plans in the name of ${name}, for 30 days.`,
  allow: 'Allow',
  refuse: 'Refuse',
  allowed: 'Allowed',
  refused: 'Refused',
  goBack: 'You can close this page and return to the application.',
};

const ru: PageWords = {
  signIn: 'Войти',
  lead: 'Чтобы работать с приложениями TeamPulse на этом сервере.',
  login: 'Логин',
  password: 'Пароль',
  wrongLogin: 'Неверный логин или пароль.',
  tooManyAttempts: 'Слишком много попыток. Подождите минуту и попробуйте снова.',
  staleForm: 'Страница устарела. Попробуйте ещё раз.',
  signedIn: 'Вы вошли',
  signedInAs: (name) => `Вы вошли как ${name}.`,
  signOut: 'Выйти',
  mayItAct: 'Разрешить приложению действовать за вас?',
  whatItMay: (name) => `Приложение просит разрешения 30 дней читать и менять планы от имени ${name}.`,
  allow: 'Разрешить',
  refuse: 'Отказать',
  allowed: 'Разрешено',
  refused: 'Отказано',
  goBack: 'Можно закрыть эту страницу и вернуться в приложение.',
};

/** The words in each language. */
export const pageWords: Readonly<Record<Language, PageWords>> = { en, ru };

/** What the caller would rather read (RFC 9110, 12.5.4); English, as the vendor's pages, unless it says otherwise. */
export function languageOf(request: FastifyRequest): Language {
  const wishes = String(request.headers['accept-language'] ?? '')
    .split(',')
    .map((wish) => {
      const [range = '', ...parameters] = wish.trim().toLowerCase().split(';');
      const weight = parameters.map((each) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(each)?.[1]).find(Boolean);
      return { language: range.trim().split('-')[0], weight: Number(weight ?? 1) };
    })
    .filter(({ language, weight }) => (language === 'ru' || language === 'en') && weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return wishes[0]?.language === 'ru' ? 'ru' : 'en';
}
