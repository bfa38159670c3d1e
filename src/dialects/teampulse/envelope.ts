import { type Static, type TSchema, Type } from 'typebox';
import type { ListQuery } from './odata/options.ts';

/** The list of a model: whole objects, or the members of them that were asked for. */
export function envelopeOf<Model extends TSchema>(model: Model) {
  return Type.Object({ ...counts, results: Type.Array(model) });
}

const counts = { totalResults: Type.Integer(), top: Type.Integer(), skip: Type.Optional(Type.Integer()) };

const anything = envelopeOf(Type.Object({}));

/** A page of a list in its envelope: `top` as asked for, else the number of results; `skip` only if it was asked for. */
export function toEnvelope(
  shown: readonly object[],
  total: number | null,
  { top, skip, select }: ListQuery,
): Static<typeof anything> {
  const results = select === undefined ? [...shown] : shown.map((each) => trimmed(each, select));
  return {
    totalResults: total ?? results.length,
    top: top ?? results.length,
    ...(skip === undefined ? {} : { skip }),
    results,
  };
}

function trimmed(object: object, select: readonly string[]): object {
  return Object.fromEntries(Object.entries(object).filter(([member]) => select.includes(member)));
}
