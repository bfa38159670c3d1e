import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import type { IterationView } from '../../domain/iteration.ts';
import { noPrecondition } from '../../domain/precondition.ts';
import { warnOfIgnored } from './body.ts';
import { iterationPolicy } from './iterations.wire.ts';
import { longestPage, numberIn, pageIn, queryText } from './names.ts';
import {
  NewSprint,
  newSprintKeys,
  Sprint,
  SprintPatch,
  SprintSummary,
  sprintKeys,
  statusesOf,
  toNewSprint,
  toSprint,
  toSprintChange,
  toSummary,
} from './sprints.wire.ts';

/** Finishing what is finished changes nothing; what was removed is not found by a number. */
const sprintPolicy = { ...iterationPolicy, refuseRepeatedClose: false, findsRemoved: false } as const;

/** A summary is one answer however much there is to tell, so it has an end. */
const limits = { items: 2000, versions: 10_000 } as const;

/** Sprints (vendor pages under "Sprints"): the same iterations, by their numbers, whatever their space. */
export function sprints(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    const SprintPath = Type.Object({ id: Type.String() });
    const find = (request: FastifyRequest, { id }: Type.Static<typeof SprintPath>) => ({
      iteration: { id: numberIn(id) },
      precondition: request.precondition({ bareDigits: true }),
    });
    const shown = async ({ caller }: FastifyRequest, iterations: readonly IterationView[]) => {
      const velocities = await actions.listMemberVelocity(caller, { iterations });
      return iterations.map((each) => toSprint(each, velocities));
    };
    const showOne = async (request: FastifyRequest, iteration: IterationView) =>
      toSprint(iteration, await actions.listMemberVelocity(request.caller, { iterations: [iteration] }));
    const written = (request: FastifyRequest, reply: FastifyReply, iteration: IterationView) => {
      reply.header('etag', `"${iteration.version}"`);
      return showOne(request, iteration);
    };

    server.get('/sprints', { schema: { response: { 200: Type.Array(Sprint) } } }, async (request, reply) =>
      reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
        const { iterations } = await actions.listIterations(request.caller, {
          projectId: null,
          kinds: ['iteration'],
          statuses: statusesOf(queryText(request.query, 'active')),
          query: { order: [], ...pageIn(request.query, longestPage) },
          defaultOrder: 'newest first',
          count: false,
        });
        return { body: await shown(request, iterations) };
      }),
    );

    server.get(
      '/sprints/:id',
      { schema: { params: SprintPath, response: { 200: SprintSummary } } },
      async (request, reply) => {
        const found = { ...find(request, request.params), policy: sprintPolicy };
        const withDeleted = queryText(request.query, 'exclude_deleted_cards')?.toLowerCase() !== 'true';
        const iteration = await actions.getIteration(request.caller, found);
        // Cards of other spaces may be in it, so the whole organization's revision counts.
        return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          const held = await actions.getIterationItems(request.caller, { iteration: found.iteration, limits });
          const cut = [held.isCut.items ? 'cards' : '', held.isCut.versions ? 'cardUpdates' : ''].filter(Boolean);
          return {
            body: toSummary(await showOne(request, iteration), held, { withDeleted }),
            version: iteration.version,
            ...(cut.length === 0 ? {} : { headers: { 'x-timebox-truncated': cut.join(', ') } }),
          };
        });
      },
    );

    server.post(
      '/sprints',
      { schema: { body: NewSprint, response: { 200: Sprint } }, attachValidation: true },
      async (request, reply) => {
        const create = toNewSprint(request.body, request.doubts());
        const made = await actions.createIteration(request.caller, { ...create, policy: sprintPolicy });
        warnOfIgnored(reply, request.body, newSprintKeys);
        return written(request, reply, made);
      },
    );

    server.patch(
      '/sprints/:id',
      {
        schema: { params: SprintPath, body: SprintPatch, response: { 200: Sprint } },
        attachValidation: true,
      },
      async (request, reply) => {
        const found = { ...find(request, request.params), policy: sprintPolicy };
        const { active, ...change } = toSprintChange(request.body, request.doubts());
        const before = await actions.getIteration(request.caller, { ...found, precondition: noPrecondition });
        const { iteration } = await actions.changeIteration(request.caller, {
          ...found,
          ...change,
          ...(active === undefined ? {} : statusFor(active, before)),
        });
        warnOfIgnored(reply, request.body, sprintKeys);
        return written(request, reply, iteration);
      },
    );
  };
}

/** To finish is to close what runs. What does not run is inactive already. */
function statusFor(active: boolean, { status }: IterationView) {
  if (active) return { status: 'active' } as const;
  return status === 'active' ? ({ status: 'closed' } as const) : {};
}
