import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { Close, ClosePlan, toClosePlan, toFingerprint } from './close-plans.wire.ts';
import { nativePolicy } from './iterations.wire.ts';
import { NewClosePlan, toNewClosePlan } from './new-close-plan.wire.ts';
import { numberIn } from './number-in.ts';
import { Receipt, toReceipt } from './receipts.wire.ts';

const tags = ['closes'];
const Id = Type.Object({ id: Type.String() });

/** Closing in two steps: a plan that changes nothing, and carrying out exactly that plan. */
export function closePlans(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.post(
      '/iterations/:id/close-plans',
      {
        schema: {
          tags,
          summary: 'Work out what closing the iteration would do',
          description:
            'Nothing changes. A plan can be carried out for a week, as long as nothing it stands on changes.',
          params: Id,
          body: NewClosePlan,
          response: { 201: ClosePlan },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const id = numberIn(request.params.id, 'iteration');
        const plan = await actions.createClosePlan(request.caller, toNewClosePlan(id, request.body, request.doubts()));
        reply.code(201).header('etag', `"${plan.fingerprint}"`).header('location', `/native/v1/close-plans/${plan.id}`);
        return toClosePlan(plan);
      },
    );

    server.get(
      '/close-plans/:id',
      { schema: { tags, summary: 'One plan', params: Id, response: { 200: ClosePlan } } },
      async (request, reply) => {
        const planId = numberIn(request.params.id, 'close plan');
        const plan = await actions.getClosePlan(request.caller, { planId });
        reply.header('etag', `"${plan.fingerprint}"`);
        return toClosePlan(plan);
      },
    );

    server.post(
      '/iterations/:id/close',
      {
        schema: {
          isVersioned: true,
          tags,
          summary: 'Close the iteration as it was planned; the answer is the receipt',
          description:
            'If-Match holds the fingerprint of the plan. 412 when something it stands on has changed since: `changed` ' +
            'says what. 409 while items at their third carry wait for a decision.',
          params: Id,
          body: Close,
          response: { 201: Receipt },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const id = numberIn(request.params.id, 'iteration');
        const doubts = request.doubts();
        const { receiptId = 0 } = await actions.closeByPlan(request.caller, {
          iteration: { id },
          planId: doubts.body === undefined && doubts.faults === undefined ? request.body.planId : 0,
          fingerprint: toFingerprint(request.headers['if-match']),
          doubts,
          policy: nativePolicy,
        });
        reply.code(201).header('location', `/native/v1/receipts/${receiptId}`);
        return toReceipt(await actions.getReceipt(request.caller, { receiptId }));
      },
    );
    server.refuseOtherMethods();
  };
}
