import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { parseMoment } from '../../domain/parse-moment.ts';
import { refusedParameter } from './page-query.ts';

/** What every read of figures takes. */
export const asOfQuery = {
  asOf: Type.Optional(
    Type.String({ maxLength: 40, description: 'An instant: the figures as they were known before it' }),
  ),
};

/**
 * Whoever asks for another instant is not to be told of now: refuses it where nothing of the past is reckoned.
 * @throws Refusal invalid
 */
export function refuseOtherInstants({ query, routeOptions: { schema } }: FastifyRequest): void {
  if (!has(query, 'asOf')) return;
  const { querystring } = schema ?? {};
  if (has(querystring, 'properties') && has(querystring.properties, 'asOf')) return;
  throw refusedParameter('asOf', 'This is told of now alone');
}

function has<N extends string>(value: unknown, name: N): value is Record<N, unknown> {
  return typeof value === 'object' && value !== null && name in value;
}

/** How an instant is written, for whoever wrote it otherwise. */
export const instantRule = 'An instant is written YYYY-MM-DDTHH:MM:SSZ, from 1900 to 2200';

/** The instant of a query, in epoch milliseconds, as the actions take it. @throws Refusal invalid */
export function asOfIn({ asOf }: { readonly asOf?: string }): { readonly asOf?: number } {
  if (asOf === undefined) return {};
  const at = parseMoment(asOf)?.at ?? null;
  if (at === null) throw refusedParameter('asOf', instantRule);
  return { asOf: at };
}
