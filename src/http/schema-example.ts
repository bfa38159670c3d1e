import { examplesOf } from './schema-html.ts';

/** The example that a schema gives, or a value that it lets through, as plain as can be: what must be there, or else one of what may be. */
export function exampleOf(schema: unknown): unknown {
  if (!isRecord(schema)) return 'text';
  const [own] = examplesOf(schema);
  if (own !== undefined) return own;
  const { anyOf, enum: words, type } = schema;
  if ('const' in schema) return schema['const'];
  if (Array.isArray(words)) return words[0];
  if (Array.isArray(anyOf)) {
    return exampleOf(anyOf.find((each: unknown) => !isRecord(each) || each['type'] !== 'null'));
  }
  switch (Array.isArray(type) ? type.find((each) => each !== 'null') : type) {
    case 'object':
      return objectExample(schema);
    case 'array':
      return [exampleOf(schema['items'])];
    case 'integer':
    case 'number':
      return numberExample(schema);
    case 'boolean':
      return true;
    default:
      return formats[String(schema['format'])] ?? 'text';
  }
}

const formats: Readonly<Record<string, string>> = {
  date: '2026-01-12',
  'date-time': '2026-01-12T09:00:00Z',
  email: 'anna@example.org',
  uri: 'https://example.org/',
  uuid: '3f0b7c52-5a55-4c0e-9f0e-2f6f0a1b7c9d',
};

function objectExample({ properties, required }: Readonly<Record<string, unknown>>): object {
  const known = Object.entries(isRecord(properties) ? properties : {});
  const needed: readonly unknown[] = Array.isArray(required) ? required : [];
  const shown = known.filter(([name]) => needed.includes(name));
  const chosen = shown.length === 0 ? known.slice(0, 1) : shown;
  return Object.fromEntries(chosen.map(([name, each]) => [name, exampleOf(each)]));
}

function numberExample({ minimum }: Readonly<Record<string, unknown>>): number {
  return typeof minimum === 'number' ? Math.max(1, minimum) : 1;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
