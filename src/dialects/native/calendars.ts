import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions, CalendarOf } from '../../actions/index.ts';
import { Calendar, NewCalendar, toCalendar, toCalendarSettings } from './calendars.wire.ts';
import { numberIn } from './number-in.ts';
import { orCurrent } from './or-current.ts';

const Nothing = Type.Object({});
const Id = Type.Object({ id: Type.String() });

/** Each level with a calendar: where it is, and whose it is. */
const levels = [
  { path: '/calendar', params: Nothing, whose: 'of the organization', of: (): CalendarOf => 'organization' },
  {
    path: '/projects/:id/calendar',
    params: Id,
    whose: 'of a project',
    of: (id: string): CalendarOf => ({ projectId: numberIn(id, 'project') }),
  },
  {
    path: '/iterations/:id/calendar',
    params: Id,
    whose: 'of an iteration',
    of: (id: string): CalendarOf => ({ iterationId: numberIn(id, 'iteration') }),
  },
] as const;

/** Working calendars of the organization, of projects and of iterations: get, and set whole. */
export function calendars(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    const tags = ['calendars'];
    for (const { path, params, whose, of } of levels) {
      server.get(
        path,
        { schema: { tags, summary: `The working calendar ${whose}`, params, response: { 200: Calendar } } },
        async (request, reply) => {
          const named = of(idIn(request.params));
          return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
            const calendar = await actions.getCalendar(request.caller, { of: named });
            return { body: toCalendar(calendar), version: calendar.version };
          });
        },
      );

      server.put(
        path,
        {
          schema: {
            isVersioned: true,
            tags,
            summary: `Set the working calendar ${whose}`,
            description: 'Charts of open iterations are drawn anew; those of closed ones stay as they are.',
            params,
            body: NewCalendar,
            response: { 200: Calendar },
          },
          attachValidation: true,
        },
        async (request, reply) => {
          const named = of(idIn(request.params));
          const show = async () => toCalendar(await actions.getCalendar(request.caller, { of: named }));
          return orCurrent(reply, show, async () => {
            const calendar = await actions.setCalendar(request.caller, {
              of: named,
              precondition: request.precondition({ bareDigits: false }),
              ...toCalendarSettings(request.body, request.doubts()),
            });
            reply.header('etag', `"${calendar.version}"`);
            return toCalendar(calendar);
          });
        },
      );
    }
    server.refuseOtherMethods();
  };
}

function idIn(params: { readonly id?: string }): string {
  return params.id ?? '';
}
