import { Type } from 'typebox';
import type { ItemLocation } from '../../actions/index.ts';
import type { BoardItem } from '../../domain/board-item.ts';
import { isoInstant } from '../../domain/days.ts';
import type { Doubts } from '../../domain/refusal.ts';
import { conditions } from './cards.wire.ts';
import { IntegerOrNull } from './nullable.ts';
import { ShortUserOrNull, toShortUser } from './people.wire.ts';
import { inWords } from './wording.ts';

const MemberType = Type.Enum([1, 2]);

/** Body of POST: who is to take part, and whether they are responsible. */
export const MemberBody = Type.Object({ user_id: Type.Integer(), type: Type.Optional(MemberType) });
/** Body of PATCH. */
export const MemberPatch = Type.Object({ type: MemberType });

/** What a change of a member's part is answered with. */
export const MemberRole = Type.Object({
  created: Type.String(),
  updated: Type.String(),
  card_id: Type.Integer(),
  user_id: Type.Integer(),
  type: MemberType,
});

/** Where a card stood from a moment on. */
export const Location = Type.Object({
  id: Type.Integer(),
  card_id: Type.Integer(),
  board_id: Type.Integer(),
  column_id: Type.Integer(),
  subcolumn_id: IntegerOrNull,
  lane_id: Type.Integer(),
  sprint_id: Type.Null(),
  author_id: IntegerOrNull,
  author: ShortUserOrNull,
  condition: Type.Enum([1, 2, 3]),
  changed: Type.String(),
});

/** Reads who is to take part; nobody where the body does not say so. */
export function toMemberBody(body: Type.Static<typeof MemberBody>, doubts: Doubts) {
  const isUnfit = doubts.body !== undefined || doubts.faults !== undefined;
  return {
    personId: isUnfit ? 0 : body.user_id,
    type: isUnfit ? undefined : body.type,
    doubts: inWords('CardMember', doubts),
  };
}

/** Reads the part that a member is to have. */
export function toMemberPatch(body: Type.Static<typeof MemberPatch>, doubts: Doubts) {
  const isUnfit = doubts.body !== undefined || doubts.faults !== undefined;
  return { type: isUnfit ? 1 : body.type, doubts: inWords('CardMember', doubts) };
}

/** A member's part on the wire. */
export function toMemberRole(card: BoardItem, personId: number, type: 1 | 2): Type.Static<typeof MemberRole> {
  return {
    created: isoInstant(card.createdAt),
    updated: isoInstant(card.updatedAt),
    card_id: card.id,
    user_id: personId,
    type,
  };
}

/** A stay of a card somewhere, on the wire. */
export function toLocation(location: ItemLocation, cardId: number): Type.Static<typeof Location> {
  const { seq, at, author, boardId, columnId, subcolumnId, laneId, condition } = location;
  return {
    id: seq,
    card_id: cardId,
    board_id: boardId,
    column_id: columnId,
    subcolumn_id: subcolumnId,
    lane_id: laneId,
    sprint_id: null,
    author_id: author?.id ?? null,
    author: author && toShortUser(author),
    condition: conditions[condition],
    changed: isoInstant(at),
  };
}
