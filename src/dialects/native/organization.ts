import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Actions } from '../../actions/index.ts';
import { orCurrent } from './or-current.ts';
import { Organization, OrganizationPatch, toOrganization, toOrganizationChange } from './organization.wire.ts';

const path = '/organization';
const tags = ['people'];

/** The organization of whoever asks: get, and change. */
export function organization(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get(
      path,
      { schema: { tags, summary: 'The organization of whoever asks', response: { 200: Organization } } },
      async (request, reply) =>
        reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          const found = await actions.getOrganization(request.caller);
          return { body: toOrganization(found), version: found.version };
        }),
    );

    server.patch(
      path,
      {
        schema: {
          isVersioned: true,
          tags,
          summary: 'Change the name or the time zone of the organization; for its administrators',
          body: OrganizationPatch,
          response: { 200: Organization },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const show = async () => toOrganization(await actions.getOrganization(request.caller));
        return orCurrent(reply, show, async () => {
          const saved = await actions.changeOrganization(request.caller, {
            precondition: request.precondition({ bareDigits: false }),
            ...toOrganizationChange(request.body, request.doubts()),
          });
          reply.header('etag', `"${saved.version}"`);
          return toOrganization(saved);
        });
      },
    );
    server.refuseOtherMethods();
  };
}
