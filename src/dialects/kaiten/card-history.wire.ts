import { Type } from 'typebox';
import type { ItemStay } from '../../actions/index.ts';
import { IterationCard, toIterationCard } from './iteration-cards.wire.ts';
import { toIteration } from './iterations.wire.ts';
import { TextOrNull } from './nullable.ts';
import { ShortUserOrNull, toShortUser } from './people.wire.ts';

/** An iteration beside a card's stay in it: of one in a space that the caller cannot see, only the id is told. */
const StayIteration = Type.Union([
  Type.Object({ id: Type.String(), is_accessible: Type.Literal(false) }),
  Type.Object({
    id: Type.String(),
    title: Type.String(),
    space_uid: Type.String(),
    is_accessible: Type.Literal(true),
    goal: TextOrNull,
    status: Type.String(),
    start_date: TextOrNull,
    finish_date: TextOrNull,
    actual_finish_date: TextOrNull,
    created: Type.String(),
    updated: Type.String(),
    archived: Type.Boolean(),
  }),
]);
type StayIteration = Type.Static<typeof StayIteration>;

/** A stay in a card's history, with details where they are asked for. */
export const Stay = Type.Interface([IterationCard], {
  iteration: Type.Optional(StayIteration),
  addedBy: Type.Optional(ShortUserOrNull),
  removedBy: Type.Optional(ShortUserOrNull),
});
export type Stay = Type.Static<typeof Stay>;

/** A stay in a card's history, with whom and what it names. */
export function toDetailedStay(stay: ItemStay): Stay {
  return {
    ...toIterationCard(stay),
    iteration: toStayIteration(stay),
    addedBy: stay.addedBy && toShortUser(stay.addedBy),
    removedBy: stay.removedBy && toShortUser(stay.removedBy),
  };
}

function toStayIteration({ iterationUid, iteration }: ItemStay): StayIteration {
  if (iteration === null) return { id: iterationUid, is_accessible: false };
  const { id, title, space_uid, goal, status, start_date, finish_date, actual_finish_date, created, updated } =
    toIteration(iteration);
  return {
    id,
    title,
    space_uid,
    is_accessible: true,
    goal,
    status,
    start_date,
    finish_date,
    actual_finish_date,
    created,
    updated,
    archived: iteration.status === 'archived',
  };
}
