import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions, Caller } from '../../actions/index.ts';
import type { Attachment as Kept } from '../../domain/attachment.ts';
import { notFound } from '../../domain/refusal.ts';
import { Attachment, toAttachment } from './issue-attachments.wire.ts';
import { issueRef } from './issues.wire.ts';
import { baseOf, readId } from './references.ts';

const IssueName = Type.Object({ issue: Type.String() });
const FileName = Type.Object({ issue: Type.String(), id: Type.String() });

/** Files of an issue: list and get (vendor page "Get list of attached files"). They are attached in another dialect. */
export function issueAttachments(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get(
      '/issues/:issue/attachments',
      { schema: { params: IssueName, response: { 200: Type.Array(Attachment) } } },
      async (request, reply) =>
        reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          const { id, key } = await actions.getItem(request.caller, { item: issueRef(request.params.issue) });
          const files = await filesOf(actions, request.caller, id);
          return { body: files.map((each) => toAttachment(each, baseOf(request), key)) };
        }),
    );

    server.get(
      '/issues/:issue/attachments/:id',
      { schema: { params: FileName, response: { 200: Attachment } } },
      async (request, reply) =>
        reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          const { id, key } = await actions.getItem(request.caller, { item: issueRef(request.params.issue) });
          const files = await filesOf(actions, request.caller, id);
          const file = files.find((each) => each.id === readId(request.params.id));
          if (file === undefined) throw notFound('attachment');
          return { body: toAttachment(file, baseOf(request), key) };
        }),
    );
  };
}

/** The files of an issue, the oldest first. */
export async function filesOf(actions: Actions, caller: Caller, itemId: number): Promise<readonly Kept[]> {
  const query = { order: [], skip: 0, limit: null };
  const { rows } = await actions.listAttachments(caller, { of: { itemId }, query });
  return rows.toSorted((a, b) => a.id - b.id);
}
