import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Actions, CommentView } from '../../actions/index.ts';
import type { ItemRef } from '../../domain/item.ts';
import { notFound } from '../../domain/refusal.ts';
import { cursorIn, cursorLinks } from './cursor-paging.ts';
import { Comment, CommentPatch, NewComment, toComment, toText } from './issue-comments.wire.ts';
import { issueRef } from './issues.wire.ts';
import { languageOf } from './language.ts';
import { readLongId } from './long-ids.ts';
import { baseOf, readId } from './references.ts';
import { preconditionOf } from './version.ts';

const IssueName = Type.Object({ issue: Type.String() });
const CommentId = Type.Object({ issue: Type.String(), id: Type.String() });

/** Comments on an issue: list, get, add, edit, delete (vendor pages under "Comments on an issue"). */
export function issueComments(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get(
      '/issues/:issue/comments',
      { schema: { params: IssueName, response: { 200: Type.Array(Comment) } } },
      async (request, reply) =>
        reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          const item = issueRef(request.params.issue);
          const { key } = await actions.getItem(request.caller, { item });
          const cursor = cursorIn(request, numberOf);
          const found = await actions.listComments(request.caller, { item, ...cursor });
          const last = found.at(-1)?.id;
          return {
            body: found.map((each) => toComment(each, key, baseOf(request))),
            headers: cursorLinks(request, cursor, last === undefined ? undefined : String(last)),
          };
        }),
    );

    server.get(
      '/issues/:issue/comments/:id',
      { schema: { params: CommentId, response: { 200: Comment } } },
      async (request, reply) =>
        reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          const comment = commentIn(request.params);
          const body = await show(request, comment.item, await actions.getComment(request.caller, comment));
          return { body, version: body.version };
        }),
    );

    server.post(
      '/issues/:issue/comments',
      { schema: { params: IssueName, body: NewComment, response: { 201: Comment } }, attachValidation: true },
      async (request, reply) => {
        const item = issueRef(request.params.issue);
        const { text = '', doubts } = toText(request.body, request.doubts(), languageOf(request));
        const added = await actions.addComment(request.caller, { item, text, doubts });
        reply.code(201);
        return answer(request, reply, item, added);
      },
    );

    server.patch(
      '/issues/:issue/comments/:id',
      { schema: { params: CommentId, body: CommentPatch, response: { 200: Comment } }, attachValidation: true },
      async (request, reply) => {
        const comment = commentIn(request.params);
        const change = toText(request.body, request.doubts(), languageOf(request));
        const precondition = preconditionOf(request);
        const changed = await actions.changeComment(request.caller, { ...comment, ...change, precondition });
        return answer(request, reply, comment.item, changed);
      },
    );

    server.delete(
      '/issues/:issue/comments/:id',
      { schema: { params: CommentId, response: { 204: Type.Null() } } },
      async (request, reply) => {
        const comment = commentIn(request.params);
        await actions.removeComment(request.caller, { ...comment, precondition: preconditionOf(request) });
        return reply.code(204).send(null);
      },
    );

    async function show(request: FastifyRequest, item: ItemRef, comment: CommentView): Promise<Comment> {
      const { key } = await actions.getItem(request.caller, { item });
      return toComment(comment, key, baseOf(request));
    }

    function answer(request: FastifyRequest, reply: FastifyReply, item: ItemRef, comment: CommentView) {
      reply.header('etag', `"${comment.version}"`);
      return show(request, item, comment);
    }
  };
}

interface NamedComment {
  readonly item: ItemRef;
  readonly commentId: number;
}

/** @throws Refusal not_found */
function commentIn({ issue, id }: Type.Static<typeof CommentId>): NamedComment {
  const commentId = numberOf(id);
  if (commentId === undefined) throw notFound('comment');
  return { item: issueRef(issue), commentId };
}

/** Comments have two names: a number, and one of 24 digits. */
function numberOf(id: string): number | undefined {
  return readLongId(id) ?? readId(id);
}
