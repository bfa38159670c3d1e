import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';

/** A thing named beside another: its address is one that the server answers, as clients follow it. */
export const Reference = Type.Object({
  self: Type.String(),
  id: Type.String(),
  key: Type.Optional(Type.String()),
  display: Type.String(),
});
export type Reference = Type.Static<typeof Reference>;

/** Where the caller reached us, version included (`scheme://host/v3`): what every `self` begins with. */
export function baseOf(request: FastifyRequest): string {
  const [, prefix = '', version = 'v3'] = /^\/+(?:(tracker)\/+)?(v[23])/i.exec(request.originalUrl) ?? [];
  return `${request.baseUrl}${prefix === '' ? '' : '/tracker'}/${version.toLowerCase()}`;
}

/** A reference to what `${base}/${path}` answers; ids of references are always texts. */
export function referTo(base: string, path: string, id: number | string, display: string, key?: string): Reference {
  return { self: `${base}/${path}`, id: String(id), ...(key === undefined ? {} : { key }), display };
}

/** A reference to a person. */
export function referToPerson(base: string, { id, name }: { readonly id: number; readonly name: string }): Reference {
  return referTo(base, `users/${id}`, id, name);
}

/** A reference to a sprint. */
export function referToSprint(base: string, { id, title }: { readonly id: number; readonly title: string }): Reference {
  return referTo(base, `sprints/${id}`, id, title);
}

/** A reference to a board. */
export function referToBoard(base: string, id: number, title: string): Reference {
  return referTo(base, `boards/${id}`, id, title);
}

/** Ids are digits without sign or leading zero; undefined for anything else, which names nothing. */
export function readId(text: string): number | undefined {
  return /^[1-9]\d{0,15}$/.test(text) ? Number(text) : undefined;
}
