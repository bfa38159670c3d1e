import { Type } from 'typebox';
import type { CommentView } from '../../actions/index.ts';
import { longestText } from '../../domain/item.ts';
import type { Doubts } from '../../domain/refusal.ts';
import { textFault } from '../../domain/text.ts';
import { trackerInstant } from './instants.ts';
import type { Language, Texts } from './language.ts';
import { longId } from './long-ids.ts';
import { Reference, referToPerson } from './references.ts';

/** Body of POST and PATCH (vendor pages "Add a comment", "Edit a comment"). */
export const NewComment = Type.Object({ text: Type.String() }, { additionalProperties: false });
export type NewComment = Type.Static<typeof NewComment>;
export const CommentPatch = Type.Partial(NewComment, { additionalProperties: false });

/** A comment as it goes out (vendor page "Get issue comments"). */
export const Comment = Type.Object({
  self: Type.String(),
  id: Type.Integer(),
  longId: Type.String(),
  text: Type.String(),
  createdBy: Type.Optional(Reference),
  updatedBy: Type.Optional(Reference),
  createdAt: Type.String(),
  updatedAt: Type.String(),
  version: Type.Integer(),
  type: Type.Literal('standard'),
  transport: Type.Literal('internal'),
});
export type Comment = Type.Static<typeof Comment>;

const wrongText: Texts = {
  ru: 'Комментарий состоит из 1–65 536 символов',
  en: 'A comment has 1 to 65,536 characters',
};

/** What a body asks for, and everything that is wrong with it. */
export function toText(
  body: Partial<NewComment>,
  doubts: Doubts,
  language: Language,
): { readonly text?: string; readonly doubts: Doubts } {
  const faults = [...(doubts.faults ?? [])];
  if (doubts.body !== undefined || faults.some(({ field }) => field === '' || field === 'text')) return { doubts };
  const { text } = body;
  if (text === undefined) return { doubts };
  const rule = textFault(text, { min: 1, max: longestText, lines: 'several' });
  if (rule !== null) faults.push({ field: 'text', rule, message: wrongText[language] });
  return { text, doubts: { ...doubts, faults } };
}

/** A comment for a caller that reached us at `base` (`scheme://host/v3`); `issue` is the key of its issue. */
export function toComment(comment: CommentView, issue: string, base: string): Comment {
  const { author, updater } = comment;
  return {
    self: `${base}/issues/${issue}/comments/${comment.id}`,
    id: comment.id,
    longId: longId(comment.id),
    text: comment.text,
    ...(author === null ? {} : { createdBy: referToPerson(base, author) }),
    ...(updater === null ? {} : { updatedBy: referToPerson(base, updater) }),
    createdAt: trackerInstant(comment.createdAt),
    updatedAt: trackerInstant(comment.updatedAt),
    version: comment.version,
    type: 'standard',
    transport: 'internal',
  };
}
