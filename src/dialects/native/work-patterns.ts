import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions, PatternsOf } from '../../actions/index.ts';
import { numberIn } from './number-in.ts';
import { orCurrent } from './or-current.ts';
import { NewWorkPatterns, toPatterns, toWorkPatterns, WorkPatterns } from './work-patterns.wire.ts';

const Id = Type.Object({ id: Type.String() });
const levels = [
  {
    path: '/projects/:id/work-patterns',
    whose: 'a project',
    of: (id: string): PatternsOf => ({ projectId: numberIn(id, 'project') }),
  },
  {
    path: '/iterations/:id/work-patterns',
    whose: 'an iteration whose team works differently',
    of: (id: string): PatternsOf => ({ iterationId: numberIn(id, 'iteration') }),
  },
];

/** Who works when in projects and in their iterations: get, and set whole. */
export function workPatterns(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    const tags = ['calendars'];
    for (const { path, whose, of: ofId } of levels) {
      server.get(
        path,
        { schema: { tags, summary: `The work patterns of ${whose}`, params: Id, response: { 200: WorkPatterns } } },
        async (request, reply) => {
          const of = ofId(request.params.id);
          return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
            const found = await actions.getWorkPatterns(request.caller, { of });
            return { body: toWorkPatterns(found), version: found.version };
          });
        },
      );

      server.put(
        path,
        {
          schema: {
            isVersioned: true,
            tags,
            summary: `Set the work patterns of ${whose}`,
            params: Id,
            body: NewWorkPatterns,
            response: { 200: WorkPatterns },
          },
          attachValidation: true,
        },
        async (request, reply) => {
          const of = ofId(request.params.id);
          const show = async () => toWorkPatterns(await actions.getWorkPatterns(request.caller, { of }));
          return orCurrent(reply, show, async () => {
            const set = await actions.setWorkPatterns(request.caller, {
              of,
              precondition: request.precondition({ bareDigits: false }),
              ...toPatterns(request.body, request.doubts()),
            });
            reply.header('etag', `"${set.version}"`);
            return toWorkPatterns(set);
          });
        },
      );
    }
    server.refuseOtherMethods();
  };
}
