import { createFieldNames, type NamedField } from './fields.ts';
import type { ListResource } from './options.ts';

/** What a list may be asked, by the members of its objects: TeamPulse's name → our field. */
export function listResource(
  members: Readonly<Record<string, NamedField>>,
  /** How many objects come when nobody says `$top`; null for all. */
  defaultTop: number | null = null,
): ListResource {
  const fields = Object.entries(members);
  const catalogue = Object.fromEntries(fields.map(([, named]) => [named.field, named]));
  const names = Object.fromEntries(fields.map(([member, { field }]) => [member, field]));
  return { fields: createFieldNames(catalogue, names), members: Object.keys(members), defaultTop, largestTop: 1000 };
}

export function integer(field: string): NamedField {
  return { field, type: 'integer', nullable: false };
}

export function number(field: string): NamedField {
  return { field, type: 'number', nullable: false };
}

export function text(field: string): NamedField {
  return { field, type: 'text', nullable: false };
}

export function flag(field: string): NamedField {
  return { field, type: 'boolean', nullable: false };
}

export function day(field: string): NamedField {
  return { field, type: 'day', nullable: false };
}

export function instant(field: string): NamedField {
  return { field, type: 'instant', nullable: false };
}

/** A field that a row may lack. */
export function optional(field: NamedField): NamedField {
  return { ...field, nullable: true };
}
