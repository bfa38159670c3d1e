import { Type } from 'typebox';
import type { Attachment as Kept } from '../../domain/attachment.ts';
import { trackerInstant } from './instants.ts';
import { type Reference, referTo } from './references.ts';

/** A file of an issue. Its bytes are had where it was attached: in the TeamPulse dialect. */
export const Attachment = Type.Object({
  self: Type.String(),
  id: Type.String(),
  name: Type.String(),
  createdAt: Type.String(),
  mimetype: Type.String(),
  size: Type.Integer(),
});
export type Attachment = Type.Static<typeof Attachment>;

/** A file as its own address tells it. */
export function toAttachment(file: Kept, base: string, issueKey: string): Attachment {
  return {
    self: referToAttachment(file, base, issueKey).self,
    id: String(file.id),
    name: file.name,
    createdAt: trackerInstant(file.createdAt),
    mimetype: file.mediaType,
    size: file.size,
  };
}

/** A file named beside its issue. */
export function referToAttachment(file: Kept, base: string, issueKey: string): Reference {
  return referTo(base, `issues/${issueKey}/attachments/${file.id}`, file.id, file.name);
}
