import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { refuseFaults } from '../../domain/refusal.ts';
import { asOfIn, asOfQuery } from './as-of.ts';
import { nativePolicy } from './iterations.wire.ts';
import { numberIn } from './number-in.ts';
import { pageOf } from './page-of.ts';
import { pageQuery } from './page-query.ts';
import { Receipt, Receipts, toReceipt } from './receipts.wire.ts';
import { requireIterationOf } from './require-iteration-of.ts';

const tags = ['closes'];
const Id = Type.Object({ id: Type.String() });

/** What closes have done, and taking one back. */
export function receipts(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get(
      '/iterations/:id/receipts',
      {
        schema: {
          tags,
          summary: 'The receipts of all closes of an iteration, oldest first',
          description: 'Every close leaves one, in whichever dialect it was asked for.',
          params: Id,
          querystring: Type.Object({ ...asOfQuery, ...pageQuery }),
          response: { 200: Receipts },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const id = numberIn(request.params.id, 'iteration');
        return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          await requireIterationOf(actions, request.caller, id);
          refuseFaults(request.doubts());
          const all = await actions.listReceipts(request.caller, { iteration: { id }, ...asOfIn(request.query) });
          const { page, next, headers } = await pageOf(request, { list: id, numberOf: (receipt) => receipt.id }, all);
          return { body: { receipts: page.map(toReceipt), next }, headers };
        });
      },
    );

    server.get(
      '/receipts/:id',
      {
        schema: {
          tags,
          summary: 'One receipt',
          params: Id,
          querystring: Type.Object(asOfQuery),
          response: { 200: Receipt },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const receiptId = numberIn(request.params.id, 'receipt');
        return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          await actions.getReceipt(request.caller, { receiptId });
          refuseFaults(request.doubts());
          const find = { receiptId, ...asOfIn(request.query) };
          return { body: toReceipt(await actions.getReceipt(request.caller, find)) };
        });
      },
    );

    server.post(
      '/receipts/:id/reversal',
      {
        schema: {
          tags,
          summary: 'Take a close back: open the iteration again and undo what was done with each item',
          description: 'Items that have changed since stay as they are, and are listed in the answer.',
          params: Id,
          response: { 200: Receipt },
        },
      },
      async (request) => {
        const receiptId = numberIn(request.params.id, 'receipt');
        const { receipt } = await actions.reverseReceipt(request.caller, {
          receiptId,
          doubts: request.doubts(),
          policy: nativePolicy,
        });
        return toReceipt(receipt);
      },
    );
    server.refuseOtherMethods();
  };
}
