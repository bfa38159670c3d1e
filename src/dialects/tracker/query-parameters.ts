import type { FastifyRequest } from 'fastify';
import { Refusal } from '../../domain/refusal.ts';
import { languageOf, type Texts } from './language.ts';

/** A parameter of the address as it was written; undefined when it is not there. @throws Refusal invalid (it is there twice) */
export function textParameter(request: FastifyRequest, name: string): string | undefined {
  const value = new URLSearchParams(searchOf(request)).getAll(name);
  if (value.length > 1) {
    throw badParameter(request, name, {
      ru: 'Параметр указан несколько раз',
      en: 'The parameter is there several times',
    });
  }
  return value[0];
}

/**
 * A whole number among the parameters, or `otherwise` where it is not there; larger ones are taken for the largest.
 * @throws Refusal invalid (no whole number, or a smaller one)
 */
export function numberParameter(
  request: FastifyRequest,
  name: string,
  { smallest, largest, otherwise }: { readonly smallest: number; readonly largest: number; readonly otherwise: number },
): number {
  const text = textParameter(request, name);
  if (text === undefined || text === '') return otherwise;
  const number = /^\d{1,400}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= smallest) return Math.min(number, largest);
  throw badParameter(request, name, {
    ru: `Ожидается целое число не меньше ${smallest}`,
    en: `A whole number of ${smallest} or more is expected`,
  });
}

/** The refusal of a parameter whose value is of no use. */
export function badParameter(request: FastifyRequest, name: string, texts: Texts): Refusal {
  const message = texts[languageOf(request)];
  return new Refusal('invalid', message, { field: name, faults: [{ field: name, rule: 'format', message }] });
}

/** The caller's own address with other parameters: those that are null are taken out, the rest come last. */
export function addressWith(request: FastifyRequest, changed: Readonly<Record<string, string | null>>): string {
  const parameters = new URLSearchParams(searchOf(request));
  for (const [name, value] of Object.entries(changed)) {
    parameters.delete(name);
    if (value !== null) parameters.append(name, value);
  }
  const [path = ''] = request.originalUrl.split('?');
  return `${request.baseUrl}${path}?${parameters.toString()}`;
}

function searchOf({ originalUrl }: FastifyRequest): string {
  const start = originalUrl.indexOf('?');
  return start === -1 ? '' : originalUrl.slice(start + 1);
}
