import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Actions, ChangedIteration } from '../../actions/index.ts';
import type { IterationView } from '../../domain/iteration.ts';
import { warnOfIgnored } from './body.ts';
import { toIterationCard, toMovedCards } from './iteration-cards.wire.ts';
import {
  Iteration,
  IterationPatch,
  IterationRemoval,
  iterationKeys,
  iterationPolicy,
  NewIteration,
  newIterationKeys,
  removalKeys,
  statusesIn,
  toChange,
  toIteration,
  toNewIteration,
  toRemoval,
} from './iterations.wire.ts';
import { longestPage, pageIn, queryText, uuidIn } from './names.ts';

const removalPolicy = { ...iterationPolicy, target: 'open' } as const;

/** Iterations of a space: list, get, create, update, delete (vendor pages under "Iterations"). */
export function iterations(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    const SpacePath = Type.Object({ space_uid: Type.String() });
    const IterationPath = Type.Object({ space_uid: Type.String(), id: Type.String() });

    const findSpace = (request: FastifyRequest, uid: string) =>
      actions.getProject(request.caller, { uid: uuidIn(uid) });
    const find = async (request: FastifyRequest, params: Type.Static<typeof IterationPath>) => ({
      projectId: (await findSpace(request, params.space_uid)).id,
      iteration: { uid: uuidIn(params.id) },
      precondition: request.precondition({ bareDigits: true }),
    });

    server.get(
      '/spaces/:space_uid/iterations',
      { schema: { params: SpacePath, response: { 200: Type.Array(Iteration) } } },
      async (request, reply) => {
        const { id: projectId } = await findSpace(request, request.params.space_uid);
        const list = listIn(request.query);
        return reply.sendAt(await actions.getRevision(request.caller, { projectId }), async () => {
          if (list.statuses.length === 0) return { body: [] };
          const { iterations: found } = await actions.listIterations(request.caller, {
            projectId,
            kinds: ['iteration'],
            count: false,
            ...list,
          });
          if (!list.withCards) return { body: found.map(toIteration) };
          const iterationIds = found.map(({ id }) => id);
          const stays = await actions.listMembersOfMany(request.caller, { projectId, iterationIds });
          return {
            body: found.map((each) => ({
              ...toIteration(each),
              cards: stays.filter((stay) => stay.iterationId === each.id).map(toIterationCard),
            })),
          };
        });
      },
    );

    server.get(
      '/spaces/:space_uid/iterations/:id',
      { schema: { params: IterationPath, response: { 200: Iteration } } },
      async (request, reply) => {
        const found = await find(request, request.params);
        const show = async () => {
          const iteration = await actions.getIteration(request.caller, { ...found, policy: iterationPolicy });
          return { body: toIteration(iteration), version: iteration.version };
        };
        // A condition is judged by what is stored now, not by an answer kept from before.
        if (found.precondition.kind !== 'none') await show();
        return reply.sendAt(await actions.getRevision(request.caller, { projectId: found.projectId }), show);
      },
    );

    server.post(
      '/spaces/:space_uid/iterations',
      {
        schema: { params: SpacePath, body: NewIteration, response: { 200: Iteration } },
        attachValidation: true,
      },
      async (request, reply) => {
        const { id: projectId } = await findSpace(request, request.params.space_uid);
        const made = await actions.createIteration(request.caller, {
          home: { projectId },
          ...toNewIteration(request.body, request.doubts()),
          policy: iterationPolicy,
        });
        warnOfIgnored(reply, request.body, newIterationKeys);
        return tagged(reply, made);
      },
    );

    server.patch(
      '/spaces/:space_uid/iterations/:id',
      {
        schema: { params: IterationPath, body: IterationPatch, response: { 200: Iteration } },
        attachValidation: true,
      },
      async (request, reply) => {
        const found = await find(request, request.params);
        const { status, target, doubts, ...edit } = toChange(request.body, request.doubts());
        if (status === 'removed') {
          const removed = await actions.removeIteration(request.caller, {
            ...found,
            moveItemsTo: target,
            lastEdit: { ...edit, policy: iterationPolicy },
            doubts,
            policy: removalPolicy,
          });
          warnOfIgnored(reply, request.body, iterationKeys);
          return { ...tagged(reply, removed.iteration), ...movedBy(removed) };
        }
        const changed = await actions.changeIteration(request.caller, {
          ...found,
          ...edit,
          ...(status === undefined ? {} : { status }),
          moveUnfinishedTo: target,
          doubts,
          policy: iterationPolicy,
        });
        warnOfIgnored(reply, request.body, iterationKeys);
        return { ...tagged(reply, changed.iteration), ...movedBy(changed) };
      },
    );

    server.delete(
      '/spaces/:space_uid/iterations/:id',
      {
        schema: { params: IterationPath, body: IterationRemoval, response: { 200: Iteration } },
        attachValidation: true,
      },
      async (request, reply) => {
        const { target, doubts } = toRemoval(request.body, request.doubts());
        const removed = await actions.removeIteration(request.caller, {
          ...(await find(request, request.params)),
          moveItemsTo: target,
          doubts,
          policy: removalPolicy,
        });
        warnOfIgnored(reply, request.body, removalKeys);
        return { ...tagged(reply, removed.iteration), moved_cards: null, ...movedBy(removed) };
      },
    );
  };
}

/** The iteration as an answer to a write, under the tag that its next write may name. */
function tagged(reply: FastifyReply, iteration: IterationView): Iteration {
  reply.header('etag', `"${iteration.version}"`);
  return toIteration(iteration);
}

function movedBy({ moved, arrival }: ChangedIteration): Pick<Iteration, 'moved_cards'> {
  if (moved === undefined || arrival === undefined) return {};
  return { moved_cards: toMovedCards({ moved, arrival }) };
}

/** What a list is to show. A query that cannot be read says nothing, as with this vendor's other lists. */
function listIn(query: unknown) {
  return {
    statuses: statusesIn(queryText(query, 'status')),
    withCards: queryText(query, 'with_data')?.split(',').includes('cards') === true,
    query: { order: [], ...pageIn(query, longestPage) },
    defaultOrder: queryText(query, 'order') === 'desc' ? 'newest first' : 'oldest first',
  } as const;
}
