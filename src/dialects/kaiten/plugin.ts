import type { FastifyPluginAsync } from 'fastify';
import type { Actions } from '../../actions/index.ts';
import { Refusal } from '../../domain/refusal.ts';
import { api } from './api.ts';
import { cardHistory } from './card-history.ts';
import { findProof } from './credentials.ts';
import { sendError } from './errors.ts';
import { iterationCards } from './iteration-cards.ts';
import { iterations } from './iterations.ts';

/** The Kaiten dialect: the same resources under `/api/latest` and `/api/v1`, with the vendor's credentials and errors. */
export function kaiten(actions: Actions): FastifyPluginAsync {
  return async (server) => {
    await server.serveOpenApi(api);
    server.setErrorHandler(sendError);
    server.setNotFoundHandler(() => {
      throw new Refusal('not_found', 'Not found');
    });
    server.addHook('onRequest', async (request) => {
      if (request.is404 || request.routeOptions.config.open === true) return;
      await request.signIn(findProof(request));
    });
    // No body says as little as an empty object; `null` is a body, and a wrong one.
    server.addHook('preValidation', (request, _reply, done) => {
      if (request.body === undefined) request.body = {};
      done();
    });
    for (const prefix of ['/api/latest', '/api/v1']) {
      await server.register(
        async (version) => {
          await version.register(iterations(actions));
          await version.register(iterationCards(actions));
          await version.register(cardHistory(actions));
        },
        { prefix },
      );
    }
    server.refuseOtherMethods();
  };
}
