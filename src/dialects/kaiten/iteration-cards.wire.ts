import { Type } from 'typebox';
import { isoInstant } from '../../domain/days.ts';
import type { Carried, ItemRef, Membership } from '../../domain/item.ts';
import type { Doubts } from '../../domain/refusal.ts';
import { TextOrNull } from './nullable.ts';
import { inWords } from './wording.ts';

/** Body of POST (vendor page "Add card to iteration"). */
export const NewCard = Type.Object({ card_uid: Type.String({ minLength: 1 }) });
export type NewCard = Type.Static<typeof NewCard>;

/** A card's stay in an iteration; it is kept when the card has left. */
export const IterationCard = Type.Object({
  iteration_id: Type.String(),
  card_uid: Type.String(),
  added_by_uid: Type.String(),
  removed_at: TextOrNull,
  removed_by_uid: TextOrNull,
  sort_order: Type.Number(),
  created: Type.String(),
  updated: Type.String(),
});
export type IterationCard = Type.Static<typeof IterationCard>;

/** The same in the listing of an iteration's cards, where the card's number is told as well. */
export const ListedCard = Type.Interface([IterationCard], { card_id: Type.Integer() });
export type ListedCard = Type.Static<typeof ListedCard>;

/** The stay that a move began, in the iteration the card was moved to. */
export const MovedCard = Type.Omit(IterationCard, ['removed_at', 'removed_by_uid']);
export type MovedCard = Type.Static<typeof MovedCard>;

/** The card that a POST names, and what is wrong with it. A text that is no UUID names no card. */
export function toNewCard(body: NewCard, doubts: Doubts): { readonly item: ItemRef; readonly doubts: Doubts } {
  const isUnfit = doubts.body !== undefined || doubts.faults !== undefined;
  return { item: { uid: isUnfit ? '' : body.card_uid.toLowerCase() }, doubts: inWords('IterationCard', doubts) };
}

/** A stay on the wire. */
export function toIterationCard(stay: Membership): IterationCard {
  return {
    iteration_id: stay.iterationUid,
    card_uid: stay.itemUid,
    added_by_uid: stay.addedByUid,
    removed_at: stay.removedAt === null ? null : isoInstant(stay.removedAt),
    removed_by_uid: stay.removedByUid,
    sort_order: stay.sortOrder,
    created: isoInstant(stay.createdAt),
    updated: isoInstant(stay.updatedAt),
  };
}

/** The stays that a move began. */
export function toMovedCards({ moved, arrival }: Carried): MovedCard[] {
  const begun = isoInstant(arrival.at);
  return moved.map(({ itemUid }, place) => ({
    iteration_id: arrival.iterationUid,
    card_uid: itemUid,
    added_by_uid: arrival.addedByUid,
    sort_order: arrival.firstSortOrder + place,
    created: begun,
    updated: begun,
  }));
}
