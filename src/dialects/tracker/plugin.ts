import type { FastifyPluginAsync } from 'fastify';
import type { Actions } from '../../actions/index.ts';
import { Refusal } from '../../domain/refusal.ts';
import { api } from './api.ts';
import { boardColumns } from './board-columns.ts';
import { boards } from './boards.ts';
import { bulkChange } from './bulk-change.ts';
import { checkOrganization, findProof } from './credentials.ts';
import { dictionaries } from './dictionaries.ts';
import { sendError } from './errors.ts';
import { fields } from './fields.ts';
import { issueAttachments } from './issue-attachments.ts';
import { issueChangelog } from './issue-changelog.ts';
import { issueComments } from './issue-comments.ts';
import { issueSearch } from './issue-search.ts';
import { issueTransitions } from './issue-transitions.ts';
import { issues } from './issues.ts';
import { languageOf } from './language.ts';
import { queues } from './queues.ts';
import { sprints } from './sprints.ts';
import { users } from './users.ts';

/** What the dialect is told from outside; `now` in epoch milliseconds. */
interface TrackerSettings {
  readonly requiresVersion: boolean;
  readonly now: () => number;
}

/** The Tracker dialect: resources under `/v3`, which is `/v2` too, with the vendor's credentials and errors. */
export function tracker(actions: Actions, settings: TrackerSettings): FastifyPluginAsync {
  return async (server) => {
    server.serveOpenApi(api);
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
    await server.register(
      async (version) => {
        await version.register(sprints(actions, settings));
        await version.register(issueSearch(actions, settings));
        await version.register(issueChangelog(actions));
        await version.register(issueComments(actions));
        await version.register(issueAttachments(actions));
        await version.register(issues(actions));
        await version.register(issueTransitions(actions));
        await version.register(bulkChange(actions, settings));
        await version.register(boards(actions));
        await version.register(boardColumns(actions));
        await version.register(queues(actions));
        await version.register(users(actions));
        await version.register(fields());
        await version.register(dictionaries(actions));
      },
      { prefix: '/v3' },
    );
    server.refuseOtherMethods();
  };
}
