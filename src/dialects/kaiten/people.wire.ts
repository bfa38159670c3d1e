import { Type } from 'typebox';

const TextOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'] });

/** A person as told beside what they did or take part in. */
export const ShortUser = Type.Object({
  id: Type.Integer(),
  uid: Type.String(),
  full_name: Type.String(),
  email: TextOrNull,
  username: Type.String(),
});
export type ShortUser = Type.Static<typeof ShortUser>;

/** A person on the wire. */
export function toShortUser(person: {
  readonly id: number;
  readonly uid: string;
  readonly name: string;
  readonly email: string | null;
  readonly login: string;
}): ShortUser {
  const { id, uid, name, email, login } = person;
  return { id, uid, full_name: name, email, username: login };
}
