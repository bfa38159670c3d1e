import type { FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import type { Attachment as AttachmentRow } from '../../domain/attachment.ts';
import { addressOf } from './addresses.ts';
import { authored, authorshipFields, toAuthorship } from './authorship.ts';
import { integer, listResource, optional, text } from './odata/list-resource.ts';
import { integerMember, keysOf, textMember } from './read-members.ts';

/** An attachment as it goes out (vendor page "Attachments"). */
export const Attachment = authored({
  id: Type.Integer(),
  projectId: Type.Integer(),
  workItemId: Type.Integer(),
  commentId: integerMember,
  name: Type.String(),
  size: Type.Integer(),
  friendlySize: Type.String(),
  url: Type.String({ description: 'To be shown, where it is a picture' }),
  downloadUrl: Type.String({ description: 'To be saved' }),
  type: Type.String(),
  description: textMember,
});
type Attachment = Static<typeof Attachment>;

/** The members of a body that are looked at. */
export const attachmentMembers = { description: textMember };

export const attachmentKeys = keysOf(
  'attachment',
  { ...attachmentMembers, files: null, name: null, commentId: null },
  { itemId: 'workItemId' },
);

const queried = listResource({
  id: integer('id'),
  projectId: integer('projectId'),
  workItemId: integer('itemId'),
  commentId: optional(integer('commentId')),
  name: text('name'),
  size: integer('size'),
  description: optional(text('description')),
  ...authorshipFields,
});

/** What lists of attachments may be asked: what is reckoned out of other members may be selected only. */
export const attachmentList = { ...queried, members: Object.keys(Attachment.properties) };

/** An attachment for a caller, whose own way to this server its addresses go. */
export function toAttachment(attachment: AttachmentRow, request: FastifyRequest): Attachment {
  const address = addressOf(request, `attachments/${attachment.id}`);
  return {
    id: attachment.id,
    projectId: attachment.projectId,
    workItemId: attachment.itemId,
    commentId: attachment.commentId,
    name: attachment.name,
    size: attachment.size,
    friendlySize: friendlySize(attachment.size),
    url: `${address}/content`,
    downloadUrl: `${address}/download`,
    type: 'TeamPulse',
    description: attachment.description,
    ...toAuthorship(attachment),
  };
}

function friendlySize(bytes: number): string {
  if (bytes < 1024) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
  const isLarge = bytes >= 1024 * 1024;
  const size = bytes / (isLarge ? 1024 * 1024 : 1024);
  return `${Math.round(size * 10) / 10} ${isLarge ? 'MB' : 'KB'}`;
}
