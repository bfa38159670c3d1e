import { codePoints } from '../../../domain/text.ts';
import { type DateLiteral, readDate } from './date-literal.ts';
import { syntaxFault, textFault } from './fault.ts';

/** A value as written. `unsupported` is a literal of the language that no field could be compared with. */
export type LiteralValue =
  | { readonly type: 'null' }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'number'; readonly value: number; readonly integer: boolean }
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'date'; readonly value: DateLiteral }
  | { readonly type: 'unsupported'; readonly name: string };

/** `at` is the index of the token's first UTF-16 unit in the text. */
export type Token =
  | { readonly kind: 'literal'; readonly at: number; readonly literal: LiteralValue }
  | { readonly kind: 'word'; readonly at: number; readonly text: string }
  | { readonly kind: 'sign'; readonly at: number; readonly sign: (typeof signs)[number] }
  | { readonly kind: 'end'; readonly at: number };

const signs = ['(', ')', ',', '/', '.', '-'] as const;

interface Lexed {
  readonly token: Token;
  readonly next: number;
}

const longestName = 128;

const blanks = /[ \t]*/y;
const word = /[\p{L}_][\p{L}\p{Nd}_]*/uy;
const guid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![\p{L}\p{Nd}_-])/iuy;
// Anything that begins like a date is one: what is wrong with it is said by the reader of dates.
const date = /\d{4}-\d\d-\d\d(?:T[\d:.]*(?:Z|[+\- ]\d\d:\d\d)?)?(?![\p{L}\p{Nd}_])/iuy;
const timeOfDay = /\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?![\p{L}\p{Nd}_:.])/uy;
const number = /[+-]?\d+(\.\d+)?(e[+-]?\d+)?([lmdf])?(?![\p{L}\p{Nd}_.])/iuy;

/** Splits a text into tokens, the last of which is `end`. Throws a `TextFault` at the first thing that is none. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let index = 0;
  for (;;) {
    index += matchAt(blanks, text, index)?.[0].length ?? 0;
    if (index >= text.length) {
      tokens.push({ kind: 'end', at: index });
      return tokens;
    }
    const { token, next } = readSign(text, index) ?? readValue(text, index) ?? readWord(text, index);
    tokens.push(token);
    index = next;
  }
}

function readSign(text: string, at: number): Lexed | undefined {
  const sign = signs.find((candidate) => candidate === text[at]);
  if (sign === undefined || (sign === '-' && isDigit(text[at + 1]))) return undefined;
  return { token: { kind: 'sign', at, sign }, next: at + 1 };
}

function readValue(text: string, at: number): Lexed | undefined {
  if (text[at] === "'") return readQuoted(text, at, at);
  const isGuid = matchAt(guid, text, at);
  if (isGuid !== null) return literal(at, at + isGuid[0].length, { type: 'unsupported', name: 'guid' });
  const first = text[at];
  if (!isDigit(first) && first !== '+' && first !== '-') return undefined;

  const asDate = matchAt(date, text, at);
  if (asDate !== null) return literal(at, at + asDate[0].length, dateOf(text, at, asDate[0]));
  const asTime = matchAt(timeOfDay, text, at);
  if (asTime !== null) return literal(at, at + asTime[0].length, { type: 'unsupported', name: 'time' });
  const asNumber = matchAt(number, text, at);
  if (asNumber === null) throw syntaxFault(text, at, 'this is not a number or a date');
  const [written, fraction, exponent, suffix] = asNumber;
  const digits = suffix === undefined ? written : written.slice(0, -1);
  const integer = fraction === undefined && exponent === undefined && (suffix === undefined || /l/i.test(suffix));
  return literal(at, at + written.length, { type: 'number', value: finite(text, at, Number(digits)), integer });
}

function finite(text: string, at: number, value: number): number {
  if (!Number.isFinite(value)) throw textFault(text, at, 'Number out of range', 'it does not fit a double');
  return value;
}

function readWord(text: string, at: number): Lexed {
  const name = matchAt(word, text, at)?.[0];
  if (name === undefined) throw syntaxFault(text, at, 'unexpected character');
  if (codePoints(name) > longestName) {
    throw textFault(text, at, 'Name too long', `a name has at most ${longestName} characters`);
  }
  const next = at + name.length;
  if (text[next] === "'") return readQuoted(text, at, next, name.toLowerCase());
  return { token: { kind: 'word', at, text: name }, next };
}

/** A quoted text, and what a word directly before the quote makes of it. */
function readQuoted(text: string, at: number, quote: number, prefix?: string): Lexed {
  let value = '';
  let from = quote + 1;
  for (;;) {
    const end = text.indexOf("'", from);
    if (end === -1) throw syntaxFault(text, quote, 'a quote is not closed');
    value += text.slice(from, end);
    from = end + 1;
    if (text[from] !== "'") break;
    value += "'";
    from += 1;
  }
  switch (prefix) {
    case undefined:
      return literal(at, from, { type: 'text', value });
    case 'datetime':
    case 'datetimeoffset':
      return literal(at, from, dateOf(text, at, value));
    case 'guid':
    case 'time':
    case 'duration':
    case 'binary':
    case 'x':
      return literal(at, from, { type: 'unsupported', name: prefix });
    default:
      throw syntaxFault(text, at, `no literal begins with ${prefix}'`);
  }
}

function dateOf(text: string, at: number, written: string): LiteralValue {
  const value = readDate(written);
  if (value === null)
    throw textFault(text, at, 'Invalid date', `"${written.slice(0, 40)}" is not a date of the calendar`);
  return { type: 'date', value };
}

function literal(at: number, next: number, value: LiteralValue): Lexed {
  return { token: { kind: 'literal', at, literal: value }, next };
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9';
}

function matchAt(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index;
  return pattern.exec(text);
}
