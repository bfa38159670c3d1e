import fc from 'fast-check';

/** A JSON schema, as far as the documents of the dialects use it. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
}

/** Text that a request may hold as it stands: JSON has more to say than what `stringify` makes of a value. */
export const raw = (text: string) => ({ [rawText]: text });
const rawText = 'raw text of a hostile body';

const days = ['2026-03-23', '2026-03-29', '1900-01-01', '2200-12-31', '2026-02-30', '2026-3-1', '0000-00-00'];
const instants = [
  '2026-03-23T09:00:00Z',
  '1900-01-01T00:00:00Z',
  '2200-12-31T23:59:59.999+14:00',
  '2026-03-23T24:00:00Z',
];
const texts = [
  'Plain',
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x\udfff',
  '\u202eright',
  'two\nlines',
  '\u0007',
  '𝒳'.repeat(257),
  'x'.repeat(20_000),
  "'; DROP TABLE item; --",
  '%',
  '__proto__',
  '=1+1',
  '<script>',
  '../../etc/passwd',
  '9'.repeat(400),
  'https://127.0.0.1/',
];
const numbers = [0, 1, -1, 0.5, 1e-300, 2 ** 31, 2 ** 53, 2 ** 53 + 2, 2 ** 63, 1e19, 1e308, -1e308, 999_999_999];

/** What is never right, whatever is wanted. */
export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, {}, [], [[]], [null], { a: 1 }),
  fc.constantFrom(...texts),
  fc.constantFrom(...numbers),
  fc.constantFrom(
    raw('-0'),
    raw('1e400'),
    raw('9007199254740993'),
    raw('1.0'),
    raw(`${'['.repeat(3000)}${']'.repeat(3000)}`),
    raw('{"a":1,"a":2}'),
    raw('{"__proto__":{"admin":true}}'),
    raw('"\\ud800"'),
    raw('"\\u0000"'),
    raw('01'),
    raw('NaN'),
  ),
);

/** A body for a schema, half of them with something hostile in one place. `idOf` knows numbers of things that are there. */
export function bodyOf(schema: Schema, idOf: IdOf): fc.Arbitrary<unknown> {
  return fc
    .tuple(valueOf(schema, idOf, ''), fc.option(fc.tuple(fc.nat(30), hostile), { freq: 1 }))
    .map(([body, odd]) => (odd === null ? body : withOdd(body, odd[0], odd[1])));
}

type IdOf = (name: string) => fc.Arbitrary<number>;

/** The body with its n-th part replaced, counted round and round. */
function withOdd(body: unknown, place: number, odd: unknown): unknown {
  let count = 0;
  const walk = (part: unknown, at: number): unknown => {
    const isIt = count === at;
    count += 1;
    if (isIt) return odd;
    if (Array.isArray(part)) return part.map((each) => walk(each, at));
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, each]) => [key, walk(each, at)]));
  };
  walk(body, -1);
  const parts = count;
  count = 0;
  return walk(body, place % parts);
}

function valueOf(schema: Schema, idOf: IdOf, name: string): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map((each) => valueOf(each, idOf, name)));
  const types = schema.type === undefined ? ['object'] : [schema.type].flat();
  return fc.oneof(...types.map((type) => ofType(type, schema, idOf, name)));
}

/** Mostly one of the first, now and then one of the others. */
function mostly(...[usual, rare]: readonly (readonly unknown[])[]): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...(usual ?? [])) },
    { weight: 1, arbitrary: fc.constantFrom(...(rare ?? [])) },
  );
}

function ofType(type: string, schema: Schema, idOf: IdOf, name: string): fc.Arbitrary<unknown> {
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number': {
      const { minimum = 0, maximum = 1e9 } = schema;
      if (/Ids?$/.test(name)) return idOf(name);
      return mostly([minimum, maximum, minimum + 1, Math.min(5, maximum)], [maximum + 1, minimum - 1]);
    }
    case 'string': {
      const { maxLength = 10, format } = schema;
      if (format === 'date') return mostly(days.slice(0, 2), days.slice(2));
      if (format === 'date-time') return mostly(instants.slice(0, 1), instants.slice(1));
      const long = (length: number) => 'x'.repeat(Math.min(length, 30_000));
      if (/zone/i.test(name)) return mostly(['UTC', 'Europe/Berlin'], ['Nowhere/Else']);
      if (/url/i.test(name)) return mostly(['https://1.1.1.1/hook'], ['https://127.0.0.1/', 'file:///etc/passwd']);
      return mostly(['Plain', 'plain'], [long(maxLength), long(maxLength + 1)]);
    }
    case 'array': {
      const many = (more: number) =>
        Array.from({ length: Math.min(schema.maxItems ?? 3, 300) + more }, (_, n) => n + 1);
      return fc.oneof(
        { weight: 12, arbitrary: fc.array(valueOf(schema.items ?? {}, idOf, name), { maxLength: 3 }) },
        // As long as it may be, and one longer.
        { weight: 1, arbitrary: fc.constantFrom(many(0), many(1)) },
      );
    }
    default: {
      const members = Object.entries(schema.properties ?? {}).map(
        ([key, each]) => [key, valueOf(each, idOf, key)] as const,
      );
      const absent = { weight: 3, arbitrary: fc.constant(undefined) };
      const isNeeded = (key: string) => schema.required?.includes(key) === true;
      // What is undefined is left out of the text; few members at a time are more likely to go together.
      return fc.record(
        Object.fromEntries(
          members.map(([key, arbitrary]) => [
            key,
            isNeeded(key) ? arbitrary : fc.oneof(absent, { weight: 1, arbitrary }),
          ]),
        ),
      );
    }
  }
}

/** The text of a body. */
export function textOf(value: unknown): string {
  const held: string[] = [];
  const text = JSON.stringify(value, (_key, each: unknown) => {
    if (typeof each !== 'object' || each === null || !(rawText in each)) return each;
    held.push(String(each[rawText]));
    return `\u0001${held.length - 1}\u0001`;
  });
  return text.replace(/"\\u0001(\d+)\\u0001"/g, (_all, index: string) => held[Number(index)] ?? 'null');
}
