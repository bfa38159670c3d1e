import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { Refusal, refuseFaults, refuseUnreadable } from '../../domain/refusal.ts';
import { sendRefusal } from './errors.ts';
import { numberIn } from './number-in.ts';
import { pageOf } from './page-of.ts';
import { pageQuery } from './page-query.ts';
import {
  Backtest,
  NewPolicy,
  Policies,
  Policy,
  PolicyPatch,
  toBacktest,
  toPolicy,
  toPolicyFields,
} from './rollover-policies.wire.ts';

const tags = ['closes'];
const Id = Type.Object({ id: Type.String() });
const BacktestQuery = Type.Object({
  iterations: Type.Optional(Type.String({ pattern: '^([1-9]|[1-4][0-9]|50)$', description: '1 to 50, 8 if absent' })),
});

/** Rollover policies: list, make, get, change, remove, and replaying past closes under one. */
export function rolloverPolicies(actions: Actions): FastifyPluginAsyncTypebox {
  /** Runs a change; if it was made from a stale version, answers the policy as it is now. */
  const orCurrent = async <T>(reply: FastifyReply, policyId: number, run: () => Promise<T>) => {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'version_conflict') throw error;
      return sendRefusal(error, reply, toPolicy(await actions.getPolicy(reply.request.caller, { policyId })));
    }
  };

  return async (server) => {
    server.get(
      '/projects/:id/rollover-policies',
      {
        schema: {
          tags,
          summary: 'Policies of a project, oldest first',
          params: Id,
          querystring: Type.Object(pageQuery),
          response: { 200: Policies },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const projectId = numberIn(request.params.id, 'project');
        return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          const all = await actions.listPolicies(request.caller, { projectId });
          refuseFaults(request.doubts());
          const { page, next, headers } = await pageOf(request, { list: projectId, numberOf: ({ id }) => id }, all);
          return { body: { policies: page.map(toPolicy), next }, headers };
        });
      },
    );

    server.post(
      '/projects/:id/rollover-policies',
      {
        schema: { tags, summary: 'Make a policy', params: Id, body: NewPolicy, response: { 201: Policy } },
        attachValidation: true,
      },
      async (request, reply) => {
        const projectId = numberIn(request.params.id, 'project');
        const { fields, doubts } = toPolicyFields(request.body, request.doubts());
        const made = await actions.createPolicy(request.caller, { projectId, name: '', rules: [], ...fields, doubts });
        reply
          .code(201)
          .header('etag', `"${made.version}"`)
          .header('location', `/native/v1/rollover-policies/${made.id}`);
        return toPolicy(made);
      },
    );

    server.get(
      '/rollover-policies/:id',
      { schema: { tags, summary: 'One policy', params: Id, response: { 200: Policy } } },
      async (request, reply) => {
        const policyId = numberIn(request.params.id, 'rollover policy');
        return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          const policy = await actions.getPolicy(request.caller, { policyId });
          return { body: toPolicy(policy), version: policy.version };
        });
      },
    );

    server.patch(
      '/rollover-policies/:id',
      {
        schema: {
          isVersioned: true,
          tags,
          summary: 'Change a policy',
          params: Id,
          body: PolicyPatch,
          response: { 200: Policy },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const policyId = numberIn(request.params.id, 'rollover policy');
        return orCurrent(reply, policyId, async () => {
          const policy = await actions.changePolicy(request.caller, {
            policyId,
            precondition: request.precondition({ bareDigits: false }),
            ...toPolicyFields(request.body, request.doubts()),
          });
          reply.header('etag', `"${policy.version}"`);
          return toPolicy(policy);
        });
      },
    );

    server.delete(
      '/rollover-policies/:id',
      {
        schema: {
          isVersioned: true,
          tags,
          summary: 'Remove a policy; receipts go on naming it',
          params: Id,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        const policyId = numberIn(request.params.id, 'rollover policy');
        return orCurrent(reply, policyId, async () => {
          const precondition = request.precondition({ bareDigits: false });
          await actions.removePolicy(request.caller, { policyId, precondition, doubts: request.doubts() });
          return reply.code(204).send(null);
        });
      },
    );

    server.post(
      '/rollover-policies/:id/backtest',
      {
        schema: {
          tags,
          summary: 'What the policy would have done at the newest closes of its project',
          description:
            'Its rules are asked about the items as they were at each close. What nobody was free to decide stays as it ' +
            'was. Nothing changes.',
          params: Id,
          querystring: BacktestQuery,
          response: { 200: Backtest },
        },
        attachValidation: true,
      },
      async (request) => {
        const policyId = numberIn(request.params.id, 'rollover policy');
        await actions.getPolicy(request.caller, { policyId });
        const doubts = request.doubts();
        refuseUnreadable(doubts);
        refuseFaults(doubts);
        const iterations = Number(request.query.iterations ?? 8);
        return toBacktest(await actions.backtestPolicy(request.caller, { policyId, iterations }));
      },
    );
    server.refuseOtherMethods();
  };
}
