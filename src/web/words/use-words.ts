import i18next, { type TFunction } from 'i18next';
import { useSyncExternalStore } from 'react';
import type { Language } from './language.ts';

/** The words of the page's language: `t` finds them by their key, with plural forms and numbers as the language has them. */
export interface Words {
  readonly t: TFunction;
  readonly language: Language;
}

/** The words of the page's language; whoever asks is drawn anew when it changes. */
export function useWords(): Words {
  return useSyncExternalStore(subscribe, read);
}

let words: Words | undefined;

/** The same words as long as the language is the same: every row of a long list asks for them. */
function read(): Words {
  const language = i18next.language === 'ru' ? 'ru' : 'en';
  if (words?.language !== language) words = { t: i18next.t, language };
  return words;
}

function subscribe(listener: () => void): () => void {
  i18next.on('languageChanged', listener);
  return () => i18next.off('languageChanged', listener);
}
