import { Refusal } from '../../domain/refusal.ts';

/** The members of a form that are not text, by name. */
export type FormTypes = Readonly<Record<string, 'number' | 'boolean' | 'date'>>;

const mostFields = 2000;

/**
 * Reads a body of the type `application/x-www-form-urlencoded`: UTF-8, each name once.
 * @throws Refusal `malformed_body`
 */
export function readForm(bytes: Buffer): URLSearchParams {
  const form = new URLSearchParams();
  const pairs = bytes
    .toString('latin1')
    .split('&')
    .filter((pair) => pair !== '');
  if (pairs.length > mostFields) throw malformed(`The form has more than ${mostFields} fields`);
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    const name = decoded(equals < 0 ? pair : pair.slice(0, equals));
    addField(form, name, equals < 0 ? '' : decoded(pair.slice(equals + 1)));
  }
  return form;
}

/**
 * Adds a field to a form, under a name that is new to it.
 * @throws Refusal `malformed_body`
 */
export function addField(form: URLSearchParams, name: string, text: string): void {
  if (form.has(name)) throw malformed(`The form names a field twice: ${name}`);
  if (name.includes('\0') || text.includes('\0')) throw malformed('The body holds the character U+0000');
  form.set(name, text);
}

/** A form as the object that JSON would have carried: a text that is no value of its type stays text, an empty one is null. */
export function objectOfForm(form: URLSearchParams, types: FormTypes): Readonly<Record<string, unknown>> {
  return Object.fromEntries([...form].map(([name, text]) => [name, valueOf(text, types[name])]));
}

function valueOf(text: string, type: FormTypes[string] | undefined): unknown {
  if (type === undefined) return text;
  if (text.trim() === '') return null;
  const lower = text.trim().toLowerCase();
  if (type === 'boolean' && (lower === 'true' || lower === 'false')) return lower === 'true';
  if (type === 'number' && /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/.test(lower)) return Number(lower);
  return text;
}

function decoded(text: string): string {
  try {
    // Bytes that were sent as they are become percent-encoded first, so that one decoder sees them all.
    return decodeURIComponent(text.replaceAll('+', ' ').replace(/[\u0080-\u00ff]/g, (byte) => `%${hexOf(byte)}`));
  } catch {
    throw malformed('The form is not percent-encoded UTF-8');
  }
}

function hexOf(byte: string): string {
  return byte.charCodeAt(0).toString(16);
}

function malformed(message: string): Refusal {
  return new Refusal('malformed_body', message);
}
