import { Type } from 'typebox';
import type { TagOfItem } from '../../domain/board-item.ts';
import { isoInstant } from '../../domain/days.ts';
import type { Doubts } from '../../domain/refusal.ts';
import { textFault } from '../../domain/text.ts';
import { inWords } from './wording.ts';

/** A tag as it goes out (vendor page "Retrieve list of tags"). */
export const Tag = Type.Object({
  id: Type.Integer(),
  uid: Type.String(),
  name: Type.String(),
  color: Type.Integer(),
  company_id: Type.Integer(),
  archived: Type.Boolean(),
  created: Type.String(),
  updated: Type.String(),
});
export type Tag = Type.Static<typeof Tag>;

/** A tag of a card. */
export const CardTag = Type.Interface([Tag], { card_id: Type.Integer(), tag_id: Type.Integer() });
export type CardTag = Type.Static<typeof CardTag>;

/** Body of POST, of a tag by itself and of one for a card. */
export const NewTag = Type.Object({ name: Type.String({ minLength: 1, maxLength: 128 }) });
export type NewTag = Type.Static<typeof NewTag>;

/** Reads the name of a tag. */
export function toNewTag(body: NewTag, doubts: Doubts): { readonly name: string; readonly doubts: Doubts } {
  if (doubts.body !== undefined || doubts.faults !== undefined) return { name: '', doubts: inWords('Tag', doubts) };
  if (textFault(body.name, { min: 1, max: 128 }) === null) return { name: body.name, doubts };
  const message = 'Tag.name should NOT contain control characters';
  return { name: '', doubts: { faults: [{ field: 'name', rule: 'format', message }] } };
}

/** The vendor paints tags in so many colours. */
const colors = 17;

/** A tag on the wire. Nobody chooses colours here: each tag has one of its own, and keeps it. */
export function toTag(tag: TagOfItem, orgId: number): Tag {
  const made = isoInstant(tag.createdAt);
  return {
    id: tag.id,
    uid: tag.uid,
    name: tag.name,
    color: 1 + (tag.id % colors),
    company_id: orgId,
    archived: false,
    created: made,
    updated: made,
  };
}

/** A tag of a card on the wire. */
export function toCardTag(tag: TagOfItem, card: { readonly id: number; readonly orgId: number }): CardTag {
  return { ...toTag(tag, card.orgId), card_id: card.id, tag_id: tag.id };
}
