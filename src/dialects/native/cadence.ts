import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { Cadence, NewCadence, toCadence, toCadenceView } from './cadence.wire.ts';
import { numberIn } from './number-in.ts';
import { orCurrent } from './or-current.ts';

const path = '/projects/:id/cadence';
const Id = Type.Object({ id: Type.String() });

/** The rhythm in which a project's iterations are made, started and closed: get, and set whole. */
export function cadence(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    const tags = ['calendars'];
    server.get(
      path,
      { schema: { tags, summary: 'The cadence of a project', params: Id, response: { 200: Cadence } } },
      async (request, reply) => {
        // Not kept between requests: another attempt at what could not be done is noted, but is no event.
        const projectId = numberIn(request.params.id, 'project');
        const found = await actions.getCadence(request.caller, { projectId });
        reply.header('etag', `"${found.version}"`);
        return toCadenceView(found);
      },
    );

    server.put(
      path,
      {
        schema: {
          isVersioned: true,
          tags,
          summary: 'Set the cadence of a project',
          description:
            'What is missing is made at once. From then on it acts in the name of the caller; what it does, and what it ' +
            'cannot do, are events. Iterations that it has made are like any others: they can be changed and removed.',
          params: Id,
          body: NewCadence,
          response: { 200: Cadence },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const projectId = numberIn(request.params.id, 'project');
        const show = async () => toCadenceView(await actions.getCadence(request.caller, { projectId }));
        return orCurrent(reply, show, async () => {
          const set = await actions.setCadence(request.caller, {
            projectId,
            precondition: request.precondition({ bareDigits: false }),
            ...toCadence(request.body, request.doubts()),
          });
          reply.header('etag', `"${set.version}"`);
          return toCadenceView(set);
        });
      },
    );
    server.refuseOtherMethods();
  };
}
