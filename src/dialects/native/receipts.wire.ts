import { Type } from 'typebox';
import { isoInstant } from '../../domain/days.ts';
import type { Receipt as CoreReceipt } from '../../domain/receipt.ts';
import { choiceMembers, toChoice } from './close-plans.wire.ts';
import { IdOrNull, NumberOrNull, nullable, TextOrNull } from './nullable.ts';

const Instant = Type.String({ format: 'date-time' });

/** What a close did with unfinished items, and whether it was taken back. */
export const Receipt = Type.Object({
  id: Type.Integer(),
  iterationId: Type.Integer(),
  closedAt: Instant,
  closedBy: Type.Integer(),
  planId: nullable(Type.Integer({ description: 'Null for a close that was not planned' })),
  policy: Type.Union([Type.Object({ id: Type.Integer(), version: Type.Integer() }), Type.Null()]),
  newIterationId: IdOrNull,
  groups: Type.Array(
    Type.Object({
      ...choiceMembers,
      reason: Type.String(),
      itemIds: Type.Array(Type.Integer()),
      points: Type.Array(NumberOrNull, { description: 'The estimates with which the close left them' }),
    }),
    { description: 'Items about which it was decided alike' },
  ),
  splits: Type.Array(Type.Object({ itemId: Type.Integer(), childId: Type.Integer(), childPoints: Type.Number() }), {
    description: 'The rest of what was split',
  }),
  archivedItemIds: Type.Array(Type.Integer(), { description: 'What was done, and put away with the iteration' }),
  notes: Type.Array(Type.Object({ itemId: Type.Integer(), note: Type.String() })),
  told: Type.Array(Type.Object({ itemId: Type.Integer(), personIds: Type.Array(Type.Integer()) }), {
    description: 'Whom rules that notify have told of an item',
  }),
  reversed: Type.Union([
    Type.Object({
      at: Instant,
      by: Type.Integer(),
      refused: Type.Array(
        Type.Object({
          itemId: Type.Integer(),
          reason: Type.String({ enum: ['changed', 'deleted', 'destination_closed', 'not_permitted'] }),
        }),
        { description: 'Items that stayed as they were, because something later would have been lost' },
      ),
      keepsNewIteration: Type.Boolean(),
    }),
    Type.Null(),
  ]),
});
export type Receipt = Type.Static<typeof Receipt>;

/** The receipts of an iteration, oldest first. */
export const Receipts = Type.Object({ receipts: Type.Array(Receipt), next: TextOrNull });
export type Receipts = Type.Static<typeof Receipts>;

/** A receipt as it goes out. */
export function toReceipt(receipt: CoreReceipt): Receipt {
  const { id, iterationId, closedBy, planId, policy, content, reversed } = receipt;
  return {
    id,
    iterationId,
    closedAt: isoInstant(receipt.closedAt),
    closedBy,
    planId,
    policy,
    newIterationId: content.newIterationId,
    groups: content.groups.map(({ choice, reason, itemIds, points }) => ({
      ...toChoice(choice),
      reason,
      itemIds: [...itemIds],
      points: [...points],
    })),
    splits: content.splits.map(({ itemId, childId, childPoints }) => ({ itemId, childId, childPoints })),
    archivedItemIds: content.archived.map((each) => each.id),
    notes: Object.entries(content.notes).map(([itemId, note]) => ({ itemId: Number(itemId), note })),
    told: content.told.map(({ itemId, personIds }) => ({ itemId, personIds: [...personIds] })),
    reversed:
      reversed === null
        ? null
        : {
            at: isoInstant(reversed.at),
            by: reversed.by,
            refused: reversed.outcome.refused.map(({ itemId, reason }) => ({ itemId, reason })),
            keepsNewIteration: reversed.outcome.keepsNewIteration,
          },
  };
}
