import type { Texts } from '../language.ts';
import { limits } from './syntax-tree.ts';

/**
 * Why a query is refused. `syntax` and `too large` are the caller's spelling (400); the rest is a query that reads well
 * but asks for what is not there (422). A query language fault crosses no room: the dialect words the answer.
 */
export interface QueryFault {
  readonly kind: 'syntax' | 'too large' | 'unknown name' | 'unknown value' | 'misfit';
  /** Index in the text, in UTF-16 units from 0; always 0 in a structured filter. */
  readonly at: number;
  /** What is at fault, as written: a filter's name for `unknown name`, else the filter or the value; may be empty. */
  readonly subject: string;
  readonly message: Texts;
}

/** The answer of each phase when a query is refused; never empty. */
export interface Faults {
  readonly faults: readonly QueryFault[];
}

/** Thrown within the query language only. */
interface Refused extends Error {
  readonly fault: QueryFault;
}

export function refused(kind: QueryFault['kind'], at: number, subject: string, message: Texts): Refused {
  return Object.assign(new Error(message.en), { fault: { kind, at, subject: clipped(subject), message } });
}

/** "Syntax error at position 9: expected a value, found …", with what stands there. */
export function syntaxFault(text: string, at: number, expected: Texts): Refused {
  const rest = Array.from(text.slice(at, at + 2 * longestShown + 2));
  const found = rest.length === 0 ? { ru: 'конец запроса', en: 'the end' } : quoted(clipped(rest.join('')));
  return refused('syntax', at, '', {
    ru: `Синтаксическая ошибка в позиции ${at}: ${expected.ru}, а найдено: ${found.ru}`,
    en: `Syntax error at position ${at}: ${expected.en}, found ${found.en}`,
  });
}

/** A name that no filter has; the wording is the service's own. */
export function unknownName(at: number, name: string): Refused {
  return refused('unknown name', at, name, {
    ru: `Фильтр ${clipped(name)} не существует`,
    en: `Filter ${clipped(name)} does not exist`,
  });
}

export function tooManyValues(at: number, name: string): Refused {
  return refused('too large', at, name, {
    ru: `Фильтр принимает не больше ${limits.values} значений`,
    en: `A filter takes at most ${limits.values} values`,
  });
}

export function tooManyKeys(at: number, subject: string): Refused {
  return refused('too large', at, subject, {
    ru: `Сортировать можно не больше чем по ${limits.keys} полям`,
    en: `A query is sorted by at most ${limits.keys} fields`,
  });
}

/** Runs a part of the language: its result, or the one fault that it threw. What is no fault is thrown on. */
export function attempt<T extends object>(work: () => T): T | Faults {
  try {
    return work();
  } catch (error) {
    if (!isRefused(error)) throw error;
    return { faults: [error.fault] };
  }
}

function quoted(text: string): Texts {
  return { ru: `«${text}»`, en: `"${text}"` };
}

const longestShown = 64;

/** A text short enough to be shown back. */
export function clipped(text: string): string {
  const points = Array.from(text.slice(0, 2 * longestShown + 2));
  return points.length > longestShown ? `${points.slice(0, longestShown).join('')}…` : text;
}

function isRefused(error: unknown): error is Refused {
  return error instanceof Error && 'fault' in error;
}
