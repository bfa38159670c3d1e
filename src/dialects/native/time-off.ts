import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions, Caller } from '../../actions/index.ts';
import { numberIn } from './number-in.ts';
import { orCurrent } from './or-current.ts';
import { NewTimeOff, TimeOff, toTimeOffs } from './time-off.wire.ts';

const path = '/people/:id/time-off';
const Id = Type.Object({ id: Type.String() });

/** When people are away: get, and set whole. */
export function timeOff(actions: Actions): FastifyPluginAsyncTypebox {
  const show = async (caller: Caller, personId: number) => {
    const found = await actions.getTimeOff(caller, { personId });
    return { ...found, timeOff: [...found.timeOff] };
  };

  return async (server) => {
    const tags = ['calendars'];
    server.get(
      path,
      { schema: { tags, summary: 'When a person is away', params: Id, response: { 200: TimeOff } } },
      async (request, reply) => {
        // Not kept between requests: what one person may see of another, and a third may not, is no list of projects.
        const found = await show(request.caller, numberIn(request.params.id, 'person'));
        reply.header('etag', `"${found.version}"`);
        return found;
      },
    );

    server.put(
      path,
      {
        schema: {
          isVersioned: true,
          tags,
          summary: 'Set when a person is away',
          description: "One's own, or, for administrators of the organization, anybody's.",
          params: Id,
          body: NewTimeOff,
          response: { 200: TimeOff },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const personId = numberIn(request.params.id, 'person');
        return orCurrent(
          reply,
          () => show(request.caller, personId),
          async () => {
            const set = await actions.setTimeOff(request.caller, {
              personId,
              precondition: request.precondition({ bareDigits: false }),
              ...toTimeOffs(request.body, request.doubts()),
            });
            reply.header('etag', `"${set.version}"`);
            return { ...set, timeOff: [...set.timeOff] };
          },
        );
      },
    );
    server.refuseOtherMethods();
  };
}
