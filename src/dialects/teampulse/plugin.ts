import type { FastifyPluginAsync } from 'fastify';
import type { Actions } from '../../actions/index.ts';
import { Refusal } from '../../domain/refusal.ts';
import { api } from './api.ts';
import { findProof } from './credentials.ts';
import { errorSender } from './errors.ts';
import { iterations } from './iterations.ts';
import { readForm } from './read-form.ts';
import { readMultipart } from './read-multipart.ts';

/** The TeamPulse dialect: the same resources under `/api/v1` and `/api`, with the vendor's credentials and errors. */
export function teampulse(actions: Actions, settings: { readonly now: () => number }): FastifyPluginAsync {
  return async (server) => {
    await server.serveOpenApi(api);
    server.setErrorHandler(errorSender({}));
    server.setNotFoundHandler(() => {
      throw new Refusal('not_found', 'There is nothing at this address');
    });
    server.takeBodies('text/plain', 'as JSON');
    server.takeBodies('application/x-www-form-urlencoded', readForm);
    server.takeBodies('multipart/form-data', readMultipart);
    server.takeBodies('*', refuseOther);
    server.addHook('onRequest', async (request) => {
      if (request.is404 || request.routeOptions.config.open === true) return;
      await request.signIn(findProof(request));
    });

    // How clients find out where to sign in: by being refused, which is no failed attempt.
    server.get('/authentication/restrict', { config: { open: true } }, () => {
      throw new Refusal('unauthenticated', 'This address only tells where to sign in');
    });
    for (const prefix of ['/api/v1', '/api']) {
      await server.register(iterations(actions, settings), { prefix });
    }
    server.refuseOtherMethods();
  };
}

/** No body says nothing, whatever its type. */
function refuseOther(bytes: Buffer): undefined {
  if (bytes.length > 0) throw new Refusal('unsupported_media_type', 'The body must be JSON or a form');
}
