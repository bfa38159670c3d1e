import { Type } from 'typebox';
import type { CommentView } from '../../actions/index.ts';
import { isoInstant } from '../../domain/days.ts';
import type { Doubts, Fault } from '../../domain/refusal.ts';
import { textFault } from '../../domain/text.ts';
import { ShortUserOrNull, toShortUser } from './people.wire.ts';
import { inWords, oneOfRequired } from './wording.ts';

const Text = Type.String({ minLength: 1 });

/** Body of POST. */
export const NewComment = Type.Object({ text: Text });
/** Body of PATCH. */
export const CommentPatch = Type.Partial(NewComment);

/** A comment as it goes out. */
export const CardComment = Type.Object({
  id: Type.Integer(),
  uid: Type.String(),
  text: Type.String(),
  type: Type.Integer(),
  edited: Type.Boolean(),
  card_id: Type.Integer(),
  author_id: Type.Integer(),
  internal: Type.Boolean(),
  deleted: Type.Boolean(),
  created: Type.String(),
  updated: Type.String(),
  author: ShortUserOrNull,
});

const longest = 4096;

/** Reads the body of a POST. */
export function toNewComment(body: Type.Static<typeof NewComment>, doubts: Doubts) {
  const { text = '', doubts: found } = read(body, doubts);
  return { text, doubts: found };
}

/** Reads the body of a PATCH. */
export function toCommentPatch(body: Type.Static<typeof CommentPatch>, doubts: Doubts) {
  const asked = read(body, doubts);
  if (asked.text !== undefined || asked.doubts.body !== undefined || asked.doubts.faults !== undefined) return asked;
  return { doubts: { ...doubts, faults: oneOfRequired('Comment', ['text']) } };
}

function read(
  body: Type.Static<typeof CommentPatch>,
  doubts: Doubts,
): { readonly text?: string; readonly doubts: Doubts } {
  if (doubts.body !== undefined || doubts.faults !== undefined) return { doubts: inWords('Comment', doubts) };
  const { text } = body;
  if (text === undefined) return { doubts };
  const rule = textFault(text, { min: 1, max: longest, lines: 'several' });
  if (rule === null) return { text, doubts };
  const message =
    rule === 'length'
      ? `Comment text must not exceed ${longest} characters`
      : 'Comment.text should NOT contain control characters';
  const fault: Fault = { field: 'text', rule, message };
  return { doubts: { ...doubts, faults: [fault] } };
}

/** A comment on the wire. */
export function toCardComment(comment: CommentView): Type.Static<typeof CardComment> {
  return { ...toCommentModel(comment), author: comment.author && toShortUser(comment.author) };
}

/** A comment without its author. */
export function toCommentModel(comment: Omit<CommentView, 'author' | 'updater'>) {
  return {
    id: comment.id,
    uid: comment.uid,
    text: comment.text,
    type: 1,
    edited: comment.version > 1,
    card_id: comment.itemId,
    author_id: comment.createdBy,
    internal: false,
    deleted: false,
    created: isoInstant(comment.createdAt),
    updated: isoInstant(comment.updatedAt),
  };
}
