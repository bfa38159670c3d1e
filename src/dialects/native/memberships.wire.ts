import { Type } from 'typebox';
import type { ItemStay } from '../../actions/index.ts';
import { isoInstant } from '../../domain/days.ts';
import type { Membership as CoreMembership } from '../../domain/item.ts';
import { InstantOrNull, TextOrNull } from './nullable.ts';

/** A stay of an item in an iteration: who put it in and, once it is over, who took it out. */
export const Membership = Type.Object({
  id: Type.Integer(),
  itemId: Type.Integer(),
  iterationId: Type.Integer(),
  addedAt: Type.String({ format: 'date-time' }),
  addedByUid: Type.String(),
  removedAt: InstantOrNull,
  removedByUid: TextOrNull,
});
export type Membership = Type.Static<typeof Membership>;

export const Memberships = Type.Object({ memberships: Type.Array(Membership), next: TextOrNull });
export type Memberships = Type.Static<typeof Memberships>;

/** A stay with the iteration by name; null where the caller cannot see it. */
export const Stay = Type.Object({
  ...Membership.properties,
  iteration: Type.Union([
    Type.Object({ projectId: Type.Integer(), title: Type.String(), status: Type.String() }),
    Type.Null(),
  ]),
});
export type Stay = Type.Static<typeof Stay>;

export const Stays = Type.Object({ memberships: Type.Array(Stay), next: TextOrNull });
export type Stays = Type.Static<typeof Stays>;

export function toMembership(record: CoreMembership): Membership {
  const { id, itemId, iterationId, createdAt, addedByUid, removedAt, removedByUid } = record;
  return {
    id,
    itemId,
    iterationId,
    addedAt: isoInstant(createdAt),
    addedByUid,
    removedAt: removedAt === null ? null : isoInstant(removedAt),
    removedByUid,
  };
}

export function toStay(stay: ItemStay): Stay {
  const { iteration } = stay;
  return {
    ...toMembership(stay),
    iteration:
      iteration === null ? null : { projectId: iteration.projectId, title: iteration.title, status: iteration.status },
  };
}
