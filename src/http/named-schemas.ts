import type { TSchema } from 'typebox';

/** Schemas by the names under which an OpenAPI document tells them once. */
export type NamedSchemas = Readonly<Record<string, TSchema>>;

/**
 * `components` are the schemas as the document holds them. `refer` gives a schema with a reference in place of every
 * part that says the same as one of them: copies too, as those are that may be left out.
 */
export function nameSchemas(schemas: NamedSchemas): {
  readonly components: Readonly<Record<string, object>>;
  readonly refer: (schema: unknown) => unknown;
} {
  const names = new Map(Object.entries(schemas).map(([name, schema]) => [JSON.stringify(schema), name]));
  const refer = (part: unknown): unknown => {
    if (typeof part !== 'object' || part === null) return part;
    if (Array.isArray(part)) return part.map(refer);
    const name = names.get(JSON.stringify(part));
    return name === undefined ? referWithin(part) : { $ref: `#/components/schemas/${name}` };
  };
  const referWithin = (part: object): object =>
    Object.fromEntries(Object.entries(asTold(part)).map(([key, value]) => [key, refer(value)]));
  return {
    components: Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, referWithin(schema)])),
    refer,
  };
}

/** A tuple is written as JSON Schema 2020-12 has it, which is OpenAPI's; the validator reads an older one. */
function asTold(schema: object): object {
  if (!('items' in schema) || !Array.isArray(schema.items)) return schema;
  const { items, ...rest } = schema;
  const { additionalItems: _, ...told }: { readonly additionalItems?: unknown } = rest;
  return { ...told, prefixItems: items, items: false };
}
