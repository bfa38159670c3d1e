import type { FastifyPluginAsync } from 'fastify';
import type { Actions } from '../../actions/index.ts';
import { Refusal } from '../../domain/refusal.ts';
import { api } from './api.ts';
import { boards } from './boards.ts';
import { cardComments } from './card-comments.ts';
import { cardDetails } from './card-details.ts';
import { cardHistory } from './card-history.ts';
import { cardTimeLogs } from './card-time-logs.ts';
import { cardTypes } from './card-types.ts';
import { cards } from './cards.ts';
import { columns } from './columns.ts';
import { findProof } from './credentials.ts';
import { sendError } from './errors.ts';
import { incomingWebhook } from './incoming-webhook.ts';
import { iterationCards } from './iteration-cards.ts';
import { iterations } from './iterations.ts';
import { lanes } from './lanes.ts';
import { spaceUsers } from './space-users.ts';
import { spaces } from './spaces.ts';
import { sprints } from './sprints.ts';
import { subcolumns } from './subcolumns.ts';
import { tags } from './tags.ts';
import { users } from './users.ts';

/** The Kaiten dialect: resources under `/api/latest`, which is `/api/v1` too, with the vendor's credentials and errors. */
export function kaiten(actions: Actions, settings: { readonly now: () => number }): FastifyPluginAsync {
  return async (server) => {
    server.serveOpenApi(api);
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
    await server.register(
      async (version) => {
        await version.register(spaces(actions));
        await version.register(spaceUsers(actions));
        await version.register(boards(actions));
        await version.register(columns(actions));
        await version.register(subcolumns(actions));
        await version.register(lanes(actions));
        await version.register(users(actions));
        await version.register(iterations(actions));
        await version.register(iterationCards(actions));
        await version.register(cardHistory(actions));
        await version.register(cards(actions, settings));
        await version.register(cardDetails(actions));
        await version.register(cardComments(actions));
        await version.register(cardTimeLogs(actions));
        await version.register(cardTypes(actions));
        await version.register(tags(actions));
        await version.register(sprints(actions));
        await version.register(incomingWebhook(actions));
      },
      { prefix: '/api/latest' },
    );
    server.refuseOtherMethods();
  };
}
