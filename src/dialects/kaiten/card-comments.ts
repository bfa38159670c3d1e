import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import {
  CardComment,
  CommentPatch,
  NewComment,
  toCardComment,
  toCommentPatch,
  toNewComment,
} from './card-comments.wire.ts';
import { numberIn } from './names.ts';

const CardPath = Type.Object({ id: Type.String() });
const CommentPath = Type.Object({ id: Type.String(), comment_id: Type.String() });

/** A card with more comments than this tells the oldest of them. */
const mostComments = 10_000;

/** Comments on a card (vendor pages under "Card comments"). */
export function cardComments(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    const one = '/cards/:id/comments/:comment_id';

    server.get(
      '/cards/:id/comments',
      { schema: { params: CardPath, response: { 200: Type.Array(CardComment) } } },
      async (request) => {
        const item = { id: numberIn(request.params.id) };
        const found = await actions.listComments(request.caller, { item, after: 0, limit: mostComments });
        return found.map(toCardComment);
      },
    );

    server.post(
      '/cards/:id/comments',
      { schema: { params: CardPath, body: NewComment, response: { 200: CardComment } }, attachValidation: true },
      async (request) => {
        const item = { id: numberIn(request.params.id) };
        const { id: commentId } = await actions.addComment(request.caller, {
          item,
          ...toNewComment(request.body, request.doubts()),
        });
        return toCardComment(await actions.getComment(request.caller, { item, commentId }));
      },
    );

    server.patch(
      one,
      { schema: { params: CommentPath, body: CommentPatch, response: { 200: CardComment } }, attachValidation: true },
      async (request) => {
        const name = { item: { id: numberIn(request.params.id) }, commentId: numberIn(request.params.comment_id) };
        await actions.changeComment(request.caller, { ...name, ...toCommentPatch(request.body, request.doubts()) });
        return toCardComment(await actions.getComment(request.caller, name));
      },
    );

    server.delete(
      one,
      { schema: { params: CommentPath, response: { 200: Type.Object({ id: Type.Integer() }) } } },
      async (request) => {
        const commentId = numberIn(request.params.comment_id);
        await actions.removeComment(request.caller, { item: { id: numberIn(request.params.id) }, commentId });
        return { id: commentId };
      },
    );
  };
}
