import type { FieldReference, ValueType } from './filter.ts';

/** What a field that somebody added to items may hold. */
export type CustomValue = string | number | boolean;

/** A custom field of one item: as its maker spelled it, and what it holds. */
interface CustomField {
  readonly name: string;
  readonly value: CustomValue;
}

/** The custom fields of an item, in the order in which they came to be. */
export function customFields(custom: string): readonly CustomField[] {
  return Object.values(readCustom(custom));
}

/** What is kept of custom fields after a change of some; null takes a field away. Names are alike in any letter case. */
export function withCustom(custom: string, change: Readonly<Record<string, CustomValue | null>>): string {
  const fields = new Map(Object.entries(readCustom(custom)));
  for (const [name, value] of Object.entries(change)) {
    const key = name.toLowerCase();
    if (value === null) fields.delete(key);
    else fields.set(key, { name: fields.get(key)?.name ?? name, value });
  }
  return JSON.stringify(Object.fromEntries(fields));
}

function readCustom(custom: string): Readonly<Record<string, CustomField>> {
  const fields: Readonly<Record<string, CustomField>> = JSON.parse(custom);
  return fields;
}

/** How a query may take a custom field. As a text it is whatever it holds; as anything else it is null unless it holds that. */
const types = ['text', 'number', 'boolean', 'day'] as const satisfies readonly ValueType[];
type CustomType = (typeof types)[number];

const taken = {
  text: 'text',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  day: 'day',
  instant: 'day',
} as const satisfies Record<ValueType, CustomType>;

/** A custom field in a query, where a value of the type is needed. */
export function customReference(name: string, type: ValueType): FieldReference {
  return { kind: 'field', field: `custom ${taken[type]} ${name.toLowerCase()}`, type: taken[type], nullable: true };
}

/** What a field of a query says when it is a custom one: its name in lower case, and how it is taken. */
export function customOf(field: string): { readonly name: string; readonly type: CustomType } | undefined {
  const [prefix, wanted, name] = field.split(' ');
  const type = types.find((each) => each === wanted);
  return prefix !== 'custom' || type === undefined || name === undefined ? undefined : { name, type };
}
