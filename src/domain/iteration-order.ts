import type { FieldReference } from './filter.ts';

/** An item's place among those of an iteration, in a query; null for what is not in it. */
export function orderIn(iterationId: number): FieldReference {
  return { kind: 'field', field: `order in ${iterationId}`, type: 'number', nullable: true };
}

/** The iteration whose order a field of a query is, if it is one. */
export function iterationOfOrder(field: string): number | undefined {
  const id = /^order in (\d{1,15})$/.exec(field)?.[1];
  return id === undefined ? undefined : Number(id);
}
