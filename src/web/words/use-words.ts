import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Language } from './language.ts';

/** The words of the page's language: `t` finds them by their key, with plural forms and numbers as the language has them. */
export interface Words {
  readonly t: TFunction;
  readonly language: Language;
}

/** The words of the page's language; whoever asks is drawn anew when it changes. */
export function useWords(): Words {
  const { t, i18n } = useTranslation();
  return { t, language: i18n.language === 'ru' ? 'ru' : 'en' };
}
