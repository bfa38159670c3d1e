import i18next from 'i18next';

/** A language of the pages. */
export type Language = 'en' | 'ru';

/** Every language, by its own name. */
export const languages = { en: 'English', ru: 'Русский' } as const satisfies Readonly<Record<Language, string>>;

const key = 'timebox-language';
const sources = {
  en: () => import('./en.ts').then(({ en }) => en),
  ru: () => import('./ru.ts').then(({ ru }) => ru),
} as const;

/** Makes the pages speak the language chosen last, else the browser's. Only that one is downloaded. */
export async function beginToSpeak(): Promise<void> {
  await i18next.init({ resources: {}, interpolation: { escapeValue: false } });
  await speak(preferred());
}

/** Goes over to a language, here and at the next visit. */
export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(key, language);
  await speak(language);
}

async function speak(language: Language): Promise<void> {
  i18next.addResourceBundle(language, 'translation', await sources[language]());
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

function preferred(): Language {
  const chosen = localStorage.getItem(key) ?? navigator.languages.find((tag) => /^(en|ru)\b/.test(tag)) ?? 'en';
  return chosen.startsWith('ru') ? 'ru' : 'en';
}
