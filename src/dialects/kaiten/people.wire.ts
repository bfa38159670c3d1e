import { Type } from 'typebox';
import { TextOrNull } from './nullable.ts';

/** A person wherever one is told. What is not kept here is told as it is for somebody who never set it. */
export const ShortUser = Type.Object({
  id: Type.Integer(),
  uid: Type.String(),
  full_name: Type.String(),
  email: Type.String(),
  username: Type.String(),
  avatar_initials_url: Type.String(),
  avatar_uploaded_url: TextOrNull,
  initials: Type.String(),
  avatar_type: Type.Integer(),
});
export type ShortUser = Type.Static<typeof ShortUser>;

/** A person or nobody. */
export const ShortUserOrNull = Type.Union([ShortUser, Type.Null()]);

/** A person on the wire; clients want an address to be a text. */
export function toShortUser(person: {
  readonly id: number;
  readonly uid: string;
  readonly name: string;
  readonly email: string | null;
  readonly login: string;
}): ShortUser {
  const { id, uid, name, email, login } = person;
  return {
    id,
    uid,
    full_name: name,
    email: email ?? '',
    username: login,
    avatar_initials_url: '',
    avatar_uploaded_url: null,
    initials: initialsOf(name),
    avatar_type: 2,
  };
}

/** The first letters of the first two words, else the first two letters. */
function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? words.slice(0, 2).map((word) => [...word][0] ?? '') : [...name.trim()].slice(0, 2);
  return letters.join('').toUpperCase();
}
