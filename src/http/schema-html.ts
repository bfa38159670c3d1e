/** A text as HTML shows it. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** A sentence as HTML shows it, what is between backticks as code. */
export function marked(text: string): string {
  return escaped(text).replace(/`([^`]+)`/g, '<code>$1</code>');
}

/** What a schema says, in the manner of a type of TypeScript; names of schemas lead to where they are told. */
export function schemaHtml(schema: unknown, indent = ''): string {
  if (!isRecord(schema)) return 'anything';
  const { $ref: ref, anyOf, enum: words, type } = schema;
  if (typeof ref === 'string') return linkTo(ref);
  if (Array.isArray(anyOf)) return unique(anyOf.map((each: unknown) => schemaHtml(each, indent))).join(' | ');
  if ('const' in schema) return escaped(JSON.stringify(schema['const']));
  if (Array.isArray(words)) return words.map((word: unknown) => escaped(JSON.stringify(word))).join(' | ');
  if (Array.isArray(type))
    return unique(type.map((each: unknown) => schemaHtml({ ...schema, type: each }, indent))).join(' | ');
  switch (type) {
    case 'object':
      return objectHtml(schema, indent);
    case 'array':
      return arrayHtml(schema, indent);
    case 'string':
    case 'number':
    case 'integer':
    case 'boolean':
    case 'null':
      return type;
    default:
      return 'anything';
  }
}

/** What a schema says beside its type: its description and its limits. Empty when that is nothing. */
export function schemaNotes(schema: unknown): string {
  if (!isRecord(schema)) return '';
  const { description } = schema;
  const limits = told.flatMap(([key, name]) => {
    const value = schema[key];
    return typeof value === 'string' || typeof value === 'number' ? [`${name} ${value}`] : [];
  });
  const notes = [...(typeof description === 'string' ? [description] : []), ...limits];
  return marked(notes.join('; '));
}

/** The examples that a schema gives. */
export function examplesOf(schema: unknown): readonly unknown[] {
  return isRecord(schema) && Array.isArray(schema['examples']) ? schema['examples'] : [];
}

const told = [
  ['format', 'format'],
  ['pattern', 'pattern'],
  ['minimum', 'from'],
  ['maximum', 'to'],
  ['minLength', 'length from'],
  ['maxLength', 'length to'],
  ['minItems', 'items from'],
  ['maxItems', 'items to'],
] as const;

function objectHtml(schema: Readonly<Record<string, unknown>>, indent: string): string {
  const { properties, required, additionalProperties, patternProperties } = schema;
  const needed: readonly unknown[] = Array.isArray(required) ? required : [];
  const inner = `${indent}  `;
  const lines = Object.entries(isRecord(properties) ? properties : {}).map(([name, each]) => {
    const notes = schemaNotes(each);
    const comment = notes === '' ? '' : ` <i>// ${notes}</i>`;
    return `${inner}<b>${escaped(name)}</b>${needed.includes(name) ? '' : '?'}: ${schemaHtml(each, inner)}${comment}`;
  });
  const [others] = isRecord(patternProperties) ? Object.values(patternProperties) : [additionalProperties];
  if (isRecord(others)) lines.push(`${inner}[name]: ${schemaHtml(others, inner)}`);
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${indent}}`;
}

function arrayHtml({ items, prefixItems }: Readonly<Record<string, unknown>>, indent: string): string {
  if (Array.isArray(prefixItems)) return `[${prefixItems.map((each: unknown) => schemaHtml(each, indent)).join(', ')}]`;
  const each = schemaHtml(items, indent);
  return each.includes(' | ') && !each.startsWith('{') ? `(${each})[]` : `${each}[]`;
}

function linkTo(ref: string): string {
  const name = ref.split('/').at(-1) ?? ref;
  return `<a href="#schema-${escaped(name)}">${escaped(name)}</a>`;
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
