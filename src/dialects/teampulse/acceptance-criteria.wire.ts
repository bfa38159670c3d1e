import { type Static, Type } from 'typebox';
import type { Criterion } from '../../domain/work-details.ts';
import { authored, authorshipFields, toAuthorship } from './authorship.ts';
import type { NamedField } from './odata/fields.ts';
import { integer, listResource, optional, text } from './odata/list-resource.ts';
import { integerMember, keysOf, textMember } from './read-members.ts';

/** An acceptance criterion as it goes out (vendor page "Acceptance Criteria"). */
export const AcceptanceCriterion = authored({
  id: Type.Integer(),
  workItemId: Type.Integer(),
  projectId: Type.Integer(),
  title: Type.String(),
  description: textMember,
  status: Type.String(),
});
type AcceptanceCriterion = Static<typeof AcceptanceCriterion>;

/** The members of a body that are looked at. */
export const criterionMembers = {
  workItemId: integerMember,
  projectId: integerMember,
  title: textMember,
  description: textMember,
  status: textMember,
};

export const criterionKeys = keysOf('acceptanceCriterion', criterionMembers, { itemId: 'workItemId' });

/** What lists of acceptance criteria may be asked. */
export const criterionList = listResource({
  id: integer('id'),
  workItemId: integer('itemId'),
  projectId: integer('projectId'),
  title: text('title'),
  description: optional(text('description')),
  status: text('status'),
  ...authorshipFields,
} satisfies Record<keyof AcceptanceCriterion, NamedField>);

/** An acceptance criterion for a caller. */
export function toAcceptanceCriterion(criterion: Criterion): AcceptanceCriterion {
  return {
    id: criterion.id,
    workItemId: criterion.itemId,
    projectId: criterion.projectId,
    title: criterion.title,
    description: criterion.description,
    status: criterion.status,
    ...toAuthorship(criterion),
  };
}
