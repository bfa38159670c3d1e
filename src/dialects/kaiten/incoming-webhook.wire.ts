import { Type } from 'typebox';
import type { Doubts } from '../../domain/refusal.ts';
import { textFault } from '../../domain/text.ts';
import { soundMembers } from './body.ts';
import { CardBody, NewCard } from './card-body.schema.ts';
import { toNewCard } from './card-body.wire.ts';

const { description, asap, due_date, owner_id, properties } = CardBody.properties;

/** What such an address is sent (vendor page "Webhooks"). */
export const IncomingCard = Type.Object({
  title: NewCard.properties.title,
  ...Type.Partial(Type.Object({ description, asap, due_date, owner_id, properties })).properties,
  members: Type.Optional(Type.Array(Type.Integer(), { maxItems: 100 })),
  tags: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 128 }), { maxItems: 100 })),
});
export type IncomingCard = Type.Static<typeof IncomingCard>;

/** What of it has an effect; callers are warned of the rest. */
export const incomingKeys = Object.keys(IncomingCard.properties);

/** Reads the card that is to be made. */
export function toIncomingCard(body: IncomingCard, doubts: Doubts) {
  const { members, tags } = soundMembers('Card', body, doubts).sent;
  const { fields, doubts: found } = toNewCard(body, doubts, []);
  const unfit = (tags ?? []).some((name) => textFault(name, { min: 1, max: 128 }) !== null);
  const message = 'Card.tags should NOT contain control characters';
  const faults = [...(found.faults ?? []), ...(unfit ? [{ field: 'tags', rule: 'format', message } as const] : [])];
  return {
    fields: {
      ...fields,
      ...(members === undefined ? {} : { followers: { set: members.map((id) => ({ id })) } }),
      ...(tags === undefined ? {} : { tags: { set: tags } }),
    },
    doubts: { ...found, faults },
  };
}
