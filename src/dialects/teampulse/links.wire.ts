import { type Static, Type } from 'typebox';
import type { ItemLink } from '../../domain/work-details.ts';
import { authored, authorshipFields, toAuthorship } from './authorship.ts';
import type { NamedField } from './odata/fields.ts';
import { integer, listResource, text } from './odata/list-resource.ts';
import { integerMember, keysOf, textMember } from './read-members.ts';

/** A link of a work item as it goes out (vendor page "Work Item Links"). */
export const Link = authored({
  id: Type.Integer(),
  workItemId: Type.Integer(),
  projectId: Type.Integer(),
  displayText: Type.String(),
  url: Type.String(),
});
type Link = Static<typeof Link>;

/** The members of a body that are looked at. */
export const linkMembers = {
  workItemId: integerMember,
  projectId: integerMember,
  displayText: textMember,
  url: textMember,
};

export const linkKeys = keysOf('link', linkMembers, { itemId: 'workItemId', title: 'displayText' });

/** What lists of links may be asked. */
export const linkList = listResource({
  id: integer('id'),
  workItemId: integer('itemId'),
  projectId: integer('projectId'),
  displayText: text('title'),
  url: text('url'),
  ...authorshipFields,
} satisfies Record<keyof Link, NamedField>);

/** A link for a caller. */
export function toLink(link: ItemLink): Link {
  return {
    id: link.id,
    workItemId: link.itemId,
    projectId: link.projectId,
    displayText: link.title,
    url: link.url,
    ...toAuthorship(link),
  };
}
