import { Type } from 'typebox';

/** Members that may be null. */
export const TextOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'] });
export const TextOrNumberOrNull = Type.Unsafe<string | number | null>({ type: ['string', 'number', 'null'] });
export const NumberOrNull = Type.Unsafe<number | null>({ type: ['number', 'null'] });
export const IntegerOrNull = Type.Unsafe<number | null>({ type: ['integer', 'null'] });
