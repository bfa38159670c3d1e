import { Type } from 'typebox';
import type { Attachment } from '../../domain/attachment.ts';
import { isoInstant } from '../../domain/days.ts';
import { TextOrNull } from './nullable.ts';

/** A file of a card. Its bytes are not sent here, so it has no address. */
export const CardFile = Type.Object({
  id: Type.Integer(),
  uid: Type.String(),
  card_id: Type.Integer(),
  comment_id: Type.Union([Type.Integer(), Type.Null()]),
  name: Type.String(),
  description: TextOrNull,
  url: Type.Null(),
  size: Type.Integer({ description: 'Bytes' }),
  mime_type: Type.String(),
  type: Type.Integer(),
  external: Type.Boolean(),
  card_cover: Type.Boolean(),
  deleted: Type.Boolean(),
  created: Type.String(),
  updated: Type.String(),
});
export type CardFile = Type.Static<typeof CardFile>;

/** What the vendor calls a file that was put there, as against one of another service. */
const uploaded = 1;

/** A file as it goes out. */
export function toCardFile(file: Attachment): CardFile {
  const { id, uid, itemId, commentId, name, description, size, mediaType } = file;
  return {
    id,
    uid,
    card_id: itemId,
    comment_id: commentId,
    name,
    description,
    url: null,
    size,
    mime_type: mediaType,
    type: uploaded,
    external: false,
    card_cover: false,
    deleted: false,
    created: isoInstant(file.createdAt),
    updated: isoInstant(file.updatedAt),
  };
}
