import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { Refusal } from '../../domain/refusal.ts';
import { builtInType, CardType, CardTypeBody, NewCardType, toCardType, toTypeFields } from './card-types.wire.ts';
import { longestPage, numberIn, pageIn } from './names.ts';

const TypePath = Type.Object({ id: Type.String() });

/** Types of cards (vendor pages under "Card types"). The built-in one can neither be changed nor removed. */
export function cardTypes(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    const params = TypePath;
    const list = async (request: FastifyRequest) => [
      builtInType,
      ...(await actions.listItemTypes(request.caller)).map((each) => toCardType(each, request.caller.actor.orgId)),
    ];

    server.get('/card-types', { schema: { response: { 200: Type.Array(CardType) } } }, async (request) => {
      const { skip, limit } = pageIn(request.query, longestPage);
      return (await list(request)).slice(skip, skip + limit);
    });

    server.get('/card-types/:id', { schema: { params, response: { 200: CardType } } }, async (request) => {
      const id = numberIn(request.params.id);
      const found = (await list(request)).find((each) => each.id === id);
      if (found === undefined) throw new Refusal('not_found', 'There is no such type');
      return found;
    });

    server.post(
      '/card-types',
      { schema: { body: NewCardType, response: { 200: CardType } }, attachValidation: true },
      async (request) => {
        const { fields, doubts } = toTypeFields(request.body, request.doubts());
        const made = await actions.createItemType(request.caller, { fields: { name: '', ...fields }, doubts });
        return toCardType(made, request.caller.actor.orgId);
      },
    );

    server.patch(
      '/card-types/:id',
      { schema: { params, body: CardTypeBody, response: { 200: CardType } }, attachValidation: true },
      async (request) => {
        const id = ownId(request.params.id);
        const change = toTypeFields(request.body, request.doubts(), 'at least one');
        return toCardType(await actions.changeItemType(request.caller, { id, ...change }), request.caller.actor.orgId);
      },
    );

    server.delete(
      '/card-types/:id',
      { schema: { params, response: { 200: Type.Object({ id: Type.Integer() }) } } },
      async (request) => {
        const id = ownId(request.params.id);
        await actions.removeItemType(request.caller, { id });
        return { id };
      },
    );
  };
}

function ownId(text: string): number {
  const id = numberIn(text);
  if (id === builtInType.id) throw new Refusal('forbidden', 'The built-in type stays as it is');
  return id;
}
