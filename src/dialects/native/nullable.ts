import { type Static, type TSchema, Type } from 'typebox';

/** The schema of a value that may be null; as one type list, since of a union every branch would tell its own fault. */
export function nullable<T extends TSchema & { readonly type: string }>(schema: T) {
  return Type.Unsafe<Static<T> | null>({ ...schema, type: [schema.type, 'null'] });
}

/** Schemas of what is often null. */
export const DayOrNull = nullable(Type.String({ format: 'date' }));
export const InstantOrNull = nullable(Type.String({ format: 'date-time' }));
export const NumberOrNull = nullable(Type.Number());
export const TextOrNull = nullable(Type.String());
export const IdOrNull = nullable(Type.Integer({ minimum: 1 }));
