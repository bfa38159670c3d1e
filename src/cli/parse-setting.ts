import { isIP } from 'node:net';

/** A text read as a value, or what it must be instead. */
export type Parsed<T> = { readonly value: T } | { readonly fault: string };

/** A whole number within bounds. `orElse` tells of other words that the setting takes. */
export function parseWhole(least: number, most: number, orElse = ''): (text: string) => Parsed<number> {
  return (text) => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    return value >= least && value <= most ? { value } : { fault: `a whole number from ${least} to ${most}${orElse}` };
  };
}

/** One of a list of words. */
export function parseChoice<W extends string>(words: readonly W[]): (text: string) => Parsed<W> {
  return (text) => {
    const value = words.find((word) => word === text);
    return value === undefined ? { fault: `one of ${words.join(', ')}` } : { value };
  };
}

/** `true` or `false`. */
export function parseBoolean(text: string): Parsed<boolean> {
  return text === 'true' || text === 'false' ? { value: text === 'true' } : { fault: 'true or false' };
}

/** A text of a certain form. */
export function parseMatch(form: RegExp, fault: string): (text: string) => Parsed<string> {
  return (text) => (form.test(text) ? { value: text } : { fault });
}

/** What somebody signs in as. No colon, because HTTP's Basic scheme ends the login with one. */
export const parseLogin = parseMatch(/^[^\s:\p{C}]{1,64}$/u, '1 to 64 characters without blanks and colons');

/** Where a server is reached: scheme, host and a path of plain words. Its value has no slash at the end. */
export function parseBaseUrl(text: string): Parsed<string> {
  const fault = { fault: 'an address like https://host/tools/timebox/' };
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return fault;
  const { href, origin, pathname } = new URL(text);
  const path = pathname.replace(/\/+$/, '');
  const isPlain = href === origin + pathname && /^(\/[\w.~-]+)*$/.test(path);
  return isPlain ? { value: origin + path } : fault;
}

/** The address of a PostgreSQL database. */
export function parseDatabaseUrl(text: string): Parsed<string> {
  const isPostgres = /^postgres(ql)?:\/\//.test(text) && URL.canParse(text);
  return isPostgres ? { value: text } : { fault: 'an address like postgres://user:password@host/database' };
}

/** Addresses and networks (`10.0.0.0/8`), parted by commas; none for nothing at all. */
export function parseNetworks(text: string): Parsed<readonly string[]> {
  const value = text.split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
  return value.every(isNetwork) ? { value } : { fault: 'addresses or networks like 127.0.0.1,10.0.0.0/8' };
}

function isNetwork(text: string): boolean {
  const [, address = '', bits = '0'] = /^([^/%]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return Number(bits) <= longest;
}

/** Null for nothing at all. */
export function optional<T>(parse: (text: string) => Parsed<T>): (text: string) => Parsed<T | null> {
  return (text) => (text === '' ? { value: null } : parse(text));
}

/** A database's address as it may be shown. */
export function withoutPassword(text: string): string {
  if (!URL.canParse(text)) return '***';
  const url = new URL(text);
  if (url.password !== '') url.password = '***';
  if (url.searchParams.has('password')) url.searchParams.set('password', '***');
  return url.href;
}
