import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { en } from './en.ts';
import { ru } from './ru.ts';
import type { Words } from './words.ts';

interface Language {
  readonly words: Words;
  /** Goes over to the other language, here and at the next visit. */
  readonly change: () => void;
}

const key = 'timebox-language';
const LanguageContext = createContext<Language>({ words: en, change: () => {} });

/** Gives everything inside its language: the one chosen last, else the browser's. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [words, setWords] = useState(preferred);
  useEffect(() => {
    document.documentElement.lang = words.language;
  }, [words]);
  const change = () => {
    const next = words === en ? ru : en;
    localStorage.setItem(key, next.language);
    setWords(next);
  };
  return <LanguageContext value={{ words, change }}>{children}</LanguageContext>;
}

/** The language of the page. */
export function useLanguage(): Language {
  return useContext(LanguageContext);
}

/** The words of the page's language. */
export function useWords(): Words {
  return useContext(LanguageContext).words;
}

function preferred(): Words {
  const chosen = localStorage.getItem(key) ?? navigator.languages.find((tag) => /^(en|ru)\b/.test(tag)) ?? 'en';
  return chosen.startsWith('ru') ? ru : en;
}
