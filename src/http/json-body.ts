import { Refusal } from '../domain/refusal.ts';

const maxDepth = 32;
const maxKeys = 2000;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

/**
 * Reads a JSON body more strictly than `JSON.parse`: valid UTF-8, at most 32 levels and 2,000 keys, only numbers that a
 * double holds exactly or as a fraction, only well-formed text without U+0000, and no key that means something to
 * JavaScript itself. An empty body is `undefined`.
 * @throws Refusal `malformed_body`, with the dotted name of the member as `field` where one is to blame
 */
export function readJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  const text = decode(bytes);
  if (text.trim() === '') return undefined;
  checkDepth(text);
  const value = parse(text);
  check(value, { keys: 0, trail: [] });
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

/** How much has been looked at, and the names that lead to where we are. */
interface Walk {
  keys: number;
  readonly trail: string[];
}

function check(value: unknown, walk: Walk): void {
  if (typeof value === 'string') checkText(value, walk);
  else if (typeof value === 'number') checkNumber(value, walk);
  else if (typeof value === 'object' && value !== null) {
    const isList = Array.isArray(value);
    for (const [key, each] of Object.entries(value)) {
      if (!isList) checkKey(key, walk);
      walk.trail.push(key);
      check(each, walk);
      walk.trail.pop();
    }
  }
}

function checkKey(key: string, walk: Walk): void {
  walk.keys += 1;
  if (walk.keys > maxKeys) throw malformed(`The body has more than ${maxKeys} keys`);
  if (key === '__proto__' || key === 'constructor' || key === 'prototype') {
    throw malformed(`The key ${key} is not allowed`);
  }
  checkText(key, walk);
}

function checkText(text: string, { trail }: Walk): void {
  if (!text.isWellFormed()) throw malformed('The body holds text that is not well-formed Unicode', trail);
  if (text.includes('\0')) throw malformed('The body holds the character U+0000', trail);
}

function checkNumber(number: number, { trail }: Walk): void {
  if (!Number.isFinite(number)) throw malformed('The body holds a number that is out of range', trail);
  if (Number.isInteger(number) && !Number.isSafeInteger(number)) {
    throw malformed('The body holds an integer that is too large to be exact', trail);
  }
}

function malformed(message: string, trail: readonly string[] = []): Refusal {
  if (trail.length === 0) return new Refusal('malformed_body', message);
  const field = trail.join('.');
  return new Refusal('malformed_body', `${message} in ${field}`, { field });
}
