import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { requireAdmin } from '../../domain/access.ts';
import { type Examined, Health, toHealth } from './health.wire.ts';

/** Looks whether the server is well, without holding anybody up. */
export type Examine = () => Promise<Examined>;

/** Whether the server is well, for administrators. */
export function health(examine: Examine): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get(
      '/health',
      {
        schema: {
          tags: ['server'],
          summary: 'Whether the server is well, and its version; for administrators of an organization',
          description: 'What of `timebox doctor` takes no time. It tells nothing of what anybody keeps here.',
          response: { 200: Health },
        },
      },
      async (request) => {
        // There is no action behind it: what is looked at belongs to no organization.
        requireAdmin(request.caller.actor);
        return toHealth(await examine());
      },
    );
    server.refuseOtherMethods();
  };
}
