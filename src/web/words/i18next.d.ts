import type { en } from './en.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    /** A key that is not in the English words, or a value that they do not ask for, is a type error. */
    resources: { translation: typeof en };
  }
}
