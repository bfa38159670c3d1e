import type { ListChange } from '../../domain/item.ts';
import { textFault } from '../../domain/text.ts';

/** A thing as a body names it: by an id, a key or a login, or else by what it is called. */
export type Named = { readonly word: string } | { readonly name: string };

/** More in one list than any honest request has; each of them is looked up. */
const maxEntries = 200;

/** Keys by which a whole object is known, those that tell it for certain first (vendor page "General request format"). */
const words = ['id', 'key', 'uid', 'login'] as const;
const names = ['name', 'display'] as const;

/** Reads a text, a number or an object that names a thing; undefined when it names none. */
export function readNamed(value: unknown): Named | undefined {
  const word = readWord(value);
  if (word !== undefined) return { word };
  if (!isObject(value)) return undefined;
  for (const key of words) {
    const found = readWord(value[key]);
    if (found !== undefined) return { word: found };
  }
  for (const key of names) {
    const found = value[key];
    if (typeof found === 'string' && isName(found)) return { name: found };
  }
  return undefined;
}

/** Reads a text. */
export function readText(value: unknown): string | undefined {
  return typeof value === 'string' && isName(value) ? value : undefined;
}

/**
 * Reads what is to become of a list: null or a list sets it, a single value sets it to that, and an object says what
 * comes and goes: `{add, remove}`, `{set}`, `{replace: [{target, replacement}]}`. Undefined when it is none of these.
 */
export function readList<T>(
  value: unknown,
  read: (value: unknown) => T | undefined,
): ListChange<NonNullable<T>> | undefined {
  if (value === null) return { set: [] };
  if (!isObject(value) || readAll([value], read) !== undefined) return asSet(readAll(entriesOf(value), read));
  const { set, add = [], remove = [], replace = [], ...others } = value;
  if (Object.keys(others).length > 0 || Object.keys(value).length === 0) return undefined;
  if (set !== undefined) {
    return Object.keys(value).length > 1 ? undefined : asSet(readAll(entriesOf(set), read));
  }
  const pairs = entriesOf(replace).filter(isObject);
  const coming = readAll([...entriesOf(add), ...pairs.map((each) => each.replacement)], read);
  const going = readAll([...entriesOf(remove), ...pairs.map((each) => each.target)], read);
  if (coming === undefined || going === undefined || pairs.length < entriesOf(replace).length) return undefined;
  return { add: coming, remove: going };
}

function asSet<T>(values: readonly T[] | undefined): ListChange<T> | undefined {
  return values === undefined ? undefined : { set: values };
}

function entriesOf(value: unknown): readonly unknown[] {
  if (value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function readAll<T>(
  values: readonly unknown[],
  read: (value: unknown) => T | undefined,
): readonly NonNullable<T>[] | undefined {
  if (values.length > maxEntries) return undefined;
  const found: NonNullable<T>[] = [];
  for (const value of values) {
    const one = read(value);
    if (one === undefined || one === null) return undefined;
    found.push(one);
  }
  return found;
}

function readWord(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined;
  return readText(value);
}

/** What is not even a name cannot be that of anything. */
function isName(text: string): boolean {
  return textFault(text, { min: 1, max: 256 }) === null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
