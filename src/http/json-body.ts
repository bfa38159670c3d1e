import { Refusal } from '../domain/refusal.ts';

const maxDepth = 32;
const maxKeys = 2000;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

/**
 * Reads a JSON body more strictly than `JSON.parse`: valid UTF-8, at most 32 levels and 2,000 keys, only numbers that a
 * double holds exactly or as a fraction, only well-formed text without U+0000, and no key that means something to
 * JavaScript itself. An empty body is `undefined`.
 * @throws Refusal `malformed_body`
 */
export function readJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  const text = decode(bytes);
  if (text.trim() === '') return undefined;
  checkDepth(text);
  const value = parse(text);
  check(value, { keys: 0 });
  return value;
}

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw malformed('The body is not valid UTF-8');
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw malformed(`The body is not valid JSON: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
}

/** Counts brackets outside strings before anything is built: a hundred thousand of them cost nothing. */
function checkDepth(text: string): void {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === 0x5c) index += 1;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > maxDepth) throw malformed(`The body is nested deeper than ${maxDepth} levels`);
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
}

function check(value: unknown, seen: { keys: number }): void {
  if (typeof value === 'string') checkText(value);
  else if (typeof value === 'number') checkNumber(value);
  else if (Array.isArray(value)) for (const each of value) check(each, seen);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(value)) {
      seen.keys += 1;
      if (seen.keys > maxKeys) throw malformed(`The body has more than ${maxKeys} keys`);
      if (key === '__proto__' || key === 'constructor' || key === 'prototype') {
        throw malformed(`The key ${key} is not allowed`);
      }
      checkText(key);
      check(each, seen);
    }
  }
}

function checkText(text: string): void {
  if (!text.isWellFormed()) throw malformed('The body holds text that is not well-formed Unicode');
  if (text.includes('\0')) throw malformed('The body holds the character U+0000');
}

function checkNumber(number: number): void {
  if (!Number.isFinite(number)) throw malformed('The body holds a number that is out of range');
  if (Number.isInteger(number) && !Number.isSafeInteger(number)) {
    throw malformed('The body holds an integer that is too large to be exact');
  }
}

function malformed(message: string): Refusal {
  return new Refusal('malformed_body', message);
}
