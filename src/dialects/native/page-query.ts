import { Type } from 'typebox';
import { Refusal } from '../../domain/refusal.ts';

/** What every list in pages takes. */
export const pageQuery = {
  limit: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,2}$', description: '1 to 200, 50 if absent' })),
  cursor: Type.Optional(Type.String({ maxLength: 200, description: '`next` of the page before' })),
};

/** How many rows a page is to have. @throws Refusal invalid */
export function limitIn(text: string | undefined): number {
  const limit = Number(text ?? 50);
  if (limit > 200) throw refusedParameter('limit', 'A page has at most 200 rows');
  return limit;
}

/** The refusal of a query parameter. */
export function refusedParameter(field: string, message: string): Refusal {
  return new Refusal('invalid', message, { faults: [{ field, rule: 'range', message }] });
}
