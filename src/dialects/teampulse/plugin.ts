import type { FastifyPluginAsync } from 'fastify';
import type { Actions } from '../../actions/index.ts';
import { Refusal } from '../../domain/refusal.ts';
import { acceptanceCriteria } from './acceptance-criteria.ts';
import { activities } from './activities.ts';
import { api } from './api.ts';
import { areas } from './areas.ts';
import { attachments } from './attachments.ts';
import { comments } from './comments.ts';
import { findProof } from './credentials.ts';
import { delegation } from './delegation.ts';
import { errorSender } from './errors.ts';
import { iterations } from './iterations.ts';
import { links } from './links.ts';
import { projects } from './projects.ts';
import { readForm } from './read-form.ts';
import { readMultipart } from './read-multipart.ts';
import { signIn } from './sign-in.ts';
import { teams } from './teams.ts';
import { timeEntries, timeEntryTypes } from './time-entries.ts';
import { users } from './users.ts';
import { tasks, workItems } from './work-items.ts';

/** The TeamPulse dialect: resources under `/api/v1`, which is `/api` too, with the vendor's credentials and errors. */
export function teampulse(actions: Actions, settings: { readonly now: () => number }): FastifyPluginAsync {
  return async (server) => {
    server.serveOpenApi(api);
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

    await server.register(signIn(actions));
    await server.register(delegation(actions));
    for (const resource of resources) await server.register(resource(actions, settings), { prefix: '/api/v1' });
    server.refuseOtherMethods();
  };
}

const resources = [
  iterations,
  projects,
  users,
  areas,
  teams,
  workItems,
  tasks,
  comments,
  acceptanceCriteria,
  links,
  timeEntries,
  timeEntryTypes,
  attachments,
  activities,
] as const;

/** No body says nothing, whatever its type. */
function refuseOther(bytes: Buffer): undefined {
  if (bytes.length > 0) throw new Refusal('unsupported_media_type', 'The body must be JSON or a form');
}
