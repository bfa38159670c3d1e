import { syntaxFault } from './fault.ts';

/** `at` and `end` are indices of UTF-16 units: of the first, and of the first behind. */
export type Token =
  | { readonly kind: 'word' | 'quoted'; readonly at: number; readonly end: number; readonly text: string }
  | { readonly kind: 'call'; readonly at: number; readonly end: number; readonly name: string }
  | { readonly kind: 'sign'; readonly at: number; readonly end: number; readonly sign: Sign }
  | { readonly kind: 'end'; readonly at: number; readonly end: number };

const signs = ['..', '>=', '<=', '>', '<', '!', '#', '~', '(', ')', ',', ':', '+', '-'] as const;

export type Sign = (typeof signs)[number];

const blanks = /\s*/uy;
// A date with a time would need quotes in the service; nothing else can be meant by a day, a blank and an hour.
const dateTime = /\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?(?![\p{L}\p{N}_:])/uy;
const call = /([\p{L}_][\p{L}\p{N}_]*)\(\s*\)/uy;
// Dots belong to a word (30.04.2017) unless two stand together, which is a range.
const word = /[\p{L}\p{M}\p{N}_@](?:[\p{L}\p{M}\p{N}_@/-]|\.(?!\.))*/uy;
// Behind a sign a span ends before the next sign (1w-2d), where another word would go on.
const span = /(?:\d{1,6}[smhdwMy])+(?![\p{L}\p{M}\p{N}_@/])/uy;

/** Whether a text may stand without quotes and is then one word. */
export function isWord(text: string): boolean {
  return matchAt(word, text, 0)?.length === text.length;
}

/** Splits a text into tokens, the last of which is `end`. Throws a fault at the first thing that is none. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let index = 0;
  for (;;) {
    index += matchAt(blanks, text, index)?.length ?? 0;
    if (index >= text.length) {
      tokens.push({ kind: 'end', at: index, end: index });
      return tokens;
    }
    const token =
      readQuoted(text, index) ?? readSign(text, index) ?? readSpan(text, index, tokens) ?? readWord(text, index);
    tokens.push(token);
    index = token.end;
  }
}

/** A backslash takes whatever follows it literally. */
function readQuoted(text: string, at: number): Token | undefined {
  if (text[at] !== '"') return undefined;
  let value = '';
  for (let index = at + 1; index < text.length; index += 1) {
    if (text[index] === '"') return { kind: 'quoted', at, end: index + 1, text: value };
    if (text[index] === '\\') index += 1;
    value += text[index] ?? '';
  }
  throw syntaxFault(text, at, { ru: 'кавычка не закрыта', en: 'a quote is not closed' });
}

function readSign(text: string, at: number): Token | undefined {
  const sign = signs.find((candidate) => text.startsWith(candidate, at));
  if (sign === undefined) return undefined;
  // Ranges are written with two dots, and on the vendor's page with three as well.
  const length = text.startsWith('...', at) ? 3 : sign.length;
  return { kind: 'sign', at, end: at + length, sign };
}

function readSpan(text: string, at: number, before: readonly Token[]): Token | undefined {
  const sign = before.at(-1);
  if (sign?.kind !== 'sign' || (sign.sign !== '+' && sign.sign !== '-')) return undefined;
  const found = matchAt(span, text, at);
  return found === undefined ? undefined : { kind: 'word', at, end: at + found.length, text: found };
}

function readWord(text: string, at: number): Token {
  const called = matchAt(call, text, at);
  if (called !== undefined) {
    return { kind: 'call', at, end: at + called.length, name: called.slice(0, called.indexOf('(')) };
  }
  const found = matchAt(dateTime, text, at) ?? matchAt(word, text, at);
  if (found === undefined) throw syntaxFault(text, at, { ru: 'недопустимый символ', en: 'unexpected character' });
  return { kind: 'word', at, end: at + found.length, text: found };
}

function matchAt(pattern: RegExp, text: string, index: number): string | undefined {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0];
}
