import type { FastifyPluginAsync } from 'fastify';
import type { Actions } from '../../actions/index.ts';
import { Refusal } from '../../domain/refusal.ts';
import { checkOrganization, findProof } from './credentials.ts';
import { sendError } from './errors.ts';
import { languageOf } from './language.ts';
import { sprints } from './sprints.ts';

/** The Tracker dialect: the same resources under `/v2` and `/v3`, with the vendor's credentials and errors. */
export function tracker(actions: Actions, settings: { readonly requiresVersion: boolean }): FastifyPluginAsync {
  return async (server) => {
    server.setErrorHandler(sendError);
    server.setNotFoundHandler(() => {
      throw new Refusal('not_found', 'The requested object was not found.');
    });
    server.addHook('onRequest', async (request, reply) => {
      request.variant = languageOf(request);
      reply.headers({ 'content-language': request.variant, vary: 'accept-language' });
      if (request.is404 || request.routeOptions.config.open === true) return;
      checkOrganization(request, await request.signIn(findProof(request)));
    });
    // Clients send an empty body, `{}` or `null` where nothing is to be said; all three mean the same.
    server.addHook('preValidation', (request, _reply, done) => {
      request.body ??= {};
      done();
    });
    for (const prefix of ['/v2', '/v3']) {
      await server.register(
        async (version) => {
          await version.register(sprints(actions, settings));
        },
        { prefix },
      );
    }
    server.refuseOtherMethods();
  };
}
