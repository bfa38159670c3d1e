import { refused } from './fault.ts';
import { limits } from './syntax-tree.ts';

/** Throws a fault for a text that is too long, or that no database would hold. */
export function refuseUnfit(text: string): void {
  if (text.length > limits.text) {
    throw refused('too large', 0, '', {
      ru: `Запрос длиннее ${limits.text} символов`,
      en: `The query is longer than ${limits.text} characters`,
    });
  }
  if (!text.isWellFormed() || text.includes('\0')) {
    throw refused('syntax', 0, '', {
      ru: 'Запрос содержит недопустимый текст',
      en: 'The query is not well-formed text',
    });
  }
}
