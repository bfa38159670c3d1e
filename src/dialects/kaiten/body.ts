import type { FastifyReply } from 'fastify';
import type { Doubts, Fault } from '../../domain/refusal.ts';
import { textFault } from '../../domain/text.ts';
import { inWords, oneOfRequired } from './wording.ts';

/** The members of a body that fit its schema, and the faults of the others, to which the reader adds its own. */
export function soundMembers<B extends object>(
  entity: string,
  body: B,
  doubts: Doubts,
): { readonly sent: Partial<B>; readonly faults: Fault[] } {
  const faults = [...(inWords(entity, doubts).faults ?? [])];
  const unfit = new Set(faults.map(({ field }) => field.split('.', 1)[0] ?? ''));
  if (doubts.body !== undefined || unfit.has('')) return { sent: {}, faults };
  const sent: Partial<B> = { ...body };
  for (const field of unfit) Reflect.deleteProperty(sent, field);
  return { sent, faults };
}

/** A PATCH has to hold at least one of these keys; else every one of them is told. */
export function requireAny(entity: string, body: object, keys: readonly string[], faults: Fault[]): void {
  const isChange = faults.length > 0 || keys.some((key) => Reflect.get(body, key) !== undefined);
  if (!isChange) faults.push(...oneOfRequired(entity, keys));
}

/** A text to be kept, as many clients send numbers for texts. What is wrong with it is noted; null stays null. */
export function textOf<T extends string | number | null | undefined>(
  entity: string,
  field: string,
  value: T,
  limits: { readonly max: number; readonly lines?: 'several' },
  faults: Fault[],
): T extends number ? string : T;
export function textOf(
  entity: string,
  field: string,
  value: string | number | null | undefined,
  limits: { readonly max: number; readonly lines?: 'several' },
  faults: Fault[],
): string | null | undefined {
  if (value === undefined || value === null) return value;
  const text = String(value);
  const rule = textFault(text, { min: 0, ...limits });
  if (rule === null) return text;
  const says = rule === 'length' ? `NOT be longer than ${limits.max} characters` : 'NOT contain control characters';
  faults.push({ field, rule, message: `${entity}.${field} should ${says}` });
  return text;
}

/** Those members of a body that are kept as they were sent. */
export function keptOf(sent: object, keys: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(sent).filter(([key]) => keys.includes(key)));
}

/** Whether a removal may move what stands in the way: said in the body or in the query. */
export function isForced(body: { readonly force?: boolean | undefined }, query: unknown): boolean {
  return body.force === true || (typeof query === 'object' && query !== null && Reflect.get(query, 'force') === 'true');
}

/** Warns of keys that mean nothing here, as callers of this vendor are never told otherwise. */
export function warnOfIgnored(reply: FastifyReply, body: unknown, known: readonly string[]): void {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return;
  const ignored = Object.keys(body).filter((key) => !known.includes(key));
  if (ignored.length === 0) return;
  const told = ignored.slice(0, 20).map((key) => key.slice(0, 64).replace(/[^\w.-]/g, '?'));
  reply.header('x-timebox-ignored', told.join(', '));
}
