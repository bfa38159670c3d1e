import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { Refusal } from '../../domain/refusal.ts';
import { Field, FieldCategory, toCategories, toFields } from './fields.wire.ts';
import { languageOf } from './language.ts';
import { baseOf } from './references.ts';

/** The fields that every issue has, and their groups; they are the same in every organization. */
export function fields(): FastifyPluginAsyncTypebox {
  return async (server) => {
    const params = Type.Object({ id: Type.String() });

    server.get('/fields', { schema: { response: { 200: Type.Array(Field) } } }, async (request) => [
      ...toFields(baseOf(request), languageOf(request)),
    ]);

    server.get('/fields/:id', { schema: { params, response: { 200: Field } } }, async (request) =>
      oneOf(toFields(baseOf(request), languageOf(request)), request.params.id),
    );

    server.get('/fields/categories', { schema: { response: { 200: Type.Array(FieldCategory) } } }, async (request) => [
      ...toCategories(baseOf(request), languageOf(request)),
    ]);

    server.get('/fields/categories/:id', { schema: { params, response: { 200: FieldCategory } } }, async (request) =>
      oneOf(toCategories(baseOf(request), languageOf(request)), request.params.id),
    );
  };
}

function oneOf<T extends { readonly id: string }>(list: readonly T[], id: string): T {
  const found = list.find((each) => each.id === id);
  if (found === undefined) throw new Refusal('not_found', 'The requested object was not found.');
  return found;
}
