import { type Static, Type } from 'typebox';
import type { Expression } from '../../domain/filter.ts';
import type { ItemComment } from '../../domain/work-details.ts';
import { authored, authorshipFields, toAuthorship } from './authorship.ts';
import type { NamedField } from './odata/fields.ts';
import { integer, listResource, text } from './odata/list-resource.ts';
import { integerMember, keysOf, textMember } from './read-members.ts';

/** Who speaks: the people who do the work, or those it is done for, foremost the first. */
export const commentTypes = ['TeamPulse', 'Feedback'] as const;

/** A comment as it goes out (vendor page "Comments"). */
export const Comment = authored({
  id: Type.Integer(),
  projectId: Type.Integer(),
  workItemId: Type.Integer(),
  description: Type.String(),
  type: Type.String(),
});
type Comment = Static<typeof Comment>;

/** The members of a body that are looked at. */
export const commentMembers = {
  projectId: integerMember,
  workItemId: integerMember,
  description: textMember,
  type: textMember,
};

export const commentKeys = keysOf('comment', commentMembers, { itemId: 'workItemId' });

const typeExpression: Expression = {
  kind: 'choice',
  type: 'text',
  nullable: false,
  of: { kind: 'field', field: 'isFeedback', type: 'integer', nullable: false },
  cases: [
    {
      when: { kind: 'literal', type: 'integer', nullable: false, value: 1 },
      answer: { kind: 'literal', type: 'text', nullable: false, value: commentTypes[1] },
    },
  ],
  otherwise: { kind: 'literal', type: 'text', nullable: false, value: commentTypes[0] },
};

/** What lists of comments may be asked. */
export const commentList = listResource({
  id: integer('id'),
  projectId: integer('projectId'),
  workItemId: integer('itemId'),
  description: text('text'),
  type: { ...text('type as shown'), expression: typeExpression },
  ...authorshipFields,
} satisfies Record<keyof Comment, NamedField>);

/** A comment for a caller. */
export function toComment(comment: ItemComment): Comment {
  return {
    id: comment.id,
    projectId: comment.projectId,
    workItemId: comment.itemId,
    description: comment.text,
    type: commentTypes[comment.isFeedback],
    ...toAuthorship(comment),
  };
}
