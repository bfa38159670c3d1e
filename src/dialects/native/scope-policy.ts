import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { refuseFaults } from '../../domain/refusal.ts';
import { asOfIn, asOfQuery } from './as-of.ts';
import { numberIn } from './number-in.ts';
import { orCurrent } from './or-current.ts';
import { requireIterationOf } from './require-iteration-of.ts';
import { NewScopePolicy, ScopePolicy, Swap, toPolicy, toScopePolicy, toSwap } from './scope-policy.wire.ts';

const path = '/iterations/:id/scope-policy';
const Id = Type.Object({ id: Type.String() });

/** How much may come into an iteration that runs: get, and set whole; and swaps, which fit where additions do not. */
export function scopePolicy(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    const tags = ['iterations'];
    server.get(
      path,
      {
        schema: {
          tags,
          summary: 'How much may come into an iteration, and what has come',
          params: Id,
          querystring: Type.Object(asOfQuery),
          response: { 200: ScopePolicy },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const iteration = { id: numberIn(request.params.id, 'iteration') };
        return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          await requireIterationOf(actions, request.caller, iteration.id);
          refuseFaults(request.doubts());
          const found = await actions.getScopePolicy(request.caller, { iteration, ...asOfIn(request.query) });
          return { body: toScopePolicy(found), version: found.version };
        });
      },
    );

    server.put(
      path,
      {
        schema: {
          isVersioned: true,
          tags,
          summary: 'Set how much may come into an iteration',
          description:
            'For administrators of the project. It holds in every dialect, from the moment the commitment is measured: ' +
            'what goes beyond it is refused with 409 and the cheapest swaps that would make room.',
          params: Id,
          body: NewScopePolicy,
          response: { 200: ScopePolicy },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const iteration = { id: numberIn(request.params.id, 'iteration') };
        const show = async () => toScopePolicy(await actions.getScopePolicy(request.caller, { iteration }));
        return orCurrent(reply, show, async () => {
          const set = await actions.setScopePolicy(request.caller, {
            iteration,
            precondition: request.precondition({ bareDigits: false }),
            ...toPolicy(request.body, request.doubts()),
          });
          reply.header('etag', `"${set.version}"`);
          return toScopePolicy(set);
        });
      },
    );

    server.post(
      '/iterations/:id/swaps',
      {
        schema: {
          tags,
          summary: 'Take items into an iteration for others that go out, in one step',
          params: Id,
          body: Swap,
          response: { 200: ScopePolicy },
        },
        attachValidation: true,
      },
      async (request) => {
        const iteration = { id: numberIn(request.params.id, 'iteration') };
        await actions.swapScope(request.caller, { iteration, ...toSwap(request.body, request.doubts()) });
        return toScopePolicy(await actions.getScopePolicy(request.caller, { iteration }));
      },
    );
    server.refuseOtherMethods();
  };
}
