import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Actions } from '../../actions/index.ts';
import { registerResource } from './register-resource.ts';
import { toUser, User, userList } from './users.wire.ts';

/** The people of the organization, to be read (vendor page "Users"): lists hold those who can sign in. */
export function users(actions: Actions, settings: { readonly now: () => number }): FastifyPluginAsyncTypebox {
  const registered = registerResource(actions, settings, {
    path: 'users',
    missing: 'Person not found',
    keys: {},
    form: {},
    model: User,
    list: userList,
    lists: ['own'],
    find: (caller, _of, query) => actions.queryPeople(caller, { query }),
    get: (caller, id) => actions.getPerson(caller, { id }),
    show: toUser,
  });
  return async (server) => {
    // Whom a caller knows, and who the caller is, differs from one to the next.
    server.addHook('preHandler', (request, _reply, done) => {
      if (request.signedIn !== null) request.variant = `of ${request.signedIn.actor.userId}`;
      done();
    });
    server.get('/users/me', { schema: { response: { 200: User } } }, async (request, reply) => {
      const { caller } = request;
      return reply.sendAt(await actions.getRevision(caller, { projectId: null }), async () => ({
        body: toUser(await actions.getPerson(caller, { id: caller.actor.userId })),
      }));
    });
    await server.register(registered);
  };
}
