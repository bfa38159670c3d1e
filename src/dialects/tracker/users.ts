import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { notFound } from '../../domain/refusal.ts';
import { pageHeaders, pageIn, partOn } from './paging.ts';
import { baseOf } from './references.ts';
import { findUser, toUser, User } from './users.wire.ts';

/**
 * The caller and those with whom the caller works. Whom a guest of single queues knows depends on who the guest is, so
 * that these answers are not kept.
 */
export function users(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get('/myself', { schema: { response: { 200: User } } }, async (request) => {
      const { actor } = request.caller;
      const me = (await actions.listColleagues(request.caller)).find(({ id }) => id === actor.userId);
      if (me === undefined) throw notFound('person');
      return toUser(me, baseOf(request));
    });

    server.get('/users', { schema: { response: { 200: Type.Array(User) } } }, async (request, reply) => {
      const page = pageIn(request);
      const everybody = await actions.listColleagues(request.caller);
      reply.headers(pageHeaders(request, page, everybody.length));
      return partOn(everybody, page).map((each) => toUser(each, baseOf(request)));
    });

    server.get(
      '/users/:id',
      { schema: { params: Type.Object({ id: Type.String() }), response: { 200: User } } },
      async (request) => {
        const found = findUser(await actions.listColleagues(request.caller), request.params.id);
        if (found === undefined) throw notFound('person');
        return toUser(found, baseOf(request));
      },
    );
  };
}
