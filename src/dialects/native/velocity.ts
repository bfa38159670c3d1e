import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { Refusal, refuseFaults } from '../../domain/refusal.ts';
import { asOfIn, asOfQuery } from './as-of.ts';
import { sendRefusal } from './errors.ts';
import { numberIn } from './number-in.ts';
import { NewSample, Sample, toMark, toVelocity, Velocity } from './velocity.wire.ts';

const Id = Type.Object({ id: Type.String() });
const VelocityQuery = Type.Object({
  ...asOfQuery,
  last: Type.Optional(Type.String({ pattern: '^([1-9]|[1-4][0-9]|50)$', description: '1 to 50, 12 if absent' })),
  next: Type.Optional(
    Type.String({ pattern: '^([1-9]|1[0-9]|2[0-4])$', description: 'How many to look ahead: 1 to 24, 3 if absent' }),
  ),
});

/** How much a project finishes in an iteration, and which iterations count for that. */
export function velocity(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    const tags = ['flow'];

    server.get(
      '/projects/:id/velocity',
      {
        schema: {
          tags,
          summary: 'What the last iterations of a project came to, and what may be expected of the next',
          params: Id,
          querystring: VelocityQuery,
          response: { 200: Velocity },
        },
        attachValidation: true,
      },
      async (request, reply) =>
        reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          const projectId = numberIn(request.params.id, 'project');
          await actions.getProject(request.caller, { id: projectId });
          refuseFaults(request.doubts());
          const { last = 12, next = 3 } = request.query;
          const find = { projectId, last: Number(last), next: Number(next), ...asOfIn(request.query) };
          return { body: toVelocity(await actions.getVelocity(request.caller, find)) };
        }),
    );

    server.get(
      '/iterations/:id/sample',
      {
        schema: {
          tags,
          summary: 'Whether an iteration counts for those to come',
          params: Id,
          response: { 200: Sample },
        },
      },
      async (request, reply) => {
        const iteration = { id: numberIn(request.params.id, 'iteration') };
        return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          const sample = await actions.getSample(request.caller, { iteration });
          return { body: sample, version: sample.version };
        });
      },
    );

    server.put(
      '/iterations/:id/sample',
      {
        schema: {
          isVersioned: true,
          tags,
          summary: 'Take an iteration out of the sample for velocity and forecasts, or put it back',
          params: Id,
          body: NewSample,
          response: { 200: Sample },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const iteration = { id: numberIn(request.params.id, 'iteration') };
        try {
          const precondition = request.precondition({ bareDigits: false });
          const mark = { iteration, precondition, ...toMark(request.body, request.doubts()) };
          const sample = await actions.markSample(request.caller, mark);
          reply.header('etag', `"${sample.version}"`);
          return sample;
        } catch (error) {
          if (!(error instanceof Refusal) || error.code !== 'version_conflict') throw error;
          return sendRefusal(error, reply, await actions.getSample(request.caller, { iteration }));
        }
      },
    );
    server.refuseOtherMethods();
  };
}
