import { type Static, Type } from 'typebox';
import type { KnownPerson } from '../../actions/index.ts';
import type { NamedField } from './odata/fields.ts';
import { integer, listResource, optional, text } from './odata/list-resource.ts';
import { textMember } from './read-members.ts';

/** A user as it goes out (vendor page "Users"): `name` is what they sign in with. */
export const User = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  firstName: Type.String(),
  lastName: Type.String(),
  displayName: Type.String(),
  email: textMember,
});
type User = Static<typeof User>;

/** What lists of users may be asked. */
export const userList = listResource({
  id: integer('id'),
  name: text('login'),
  firstName: text('firstName'),
  lastName: text('lastName'),
  displayName: text('name'),
  email: optional(text('email')),
} satisfies Record<keyof User, NamedField>);

/** A user for a caller. */
export function toUser(person: KnownPerson): User {
  return {
    id: person.id,
    name: person.login,
    firstName: person.firstName,
    lastName: person.lastName,
    displayName: person.name,
    email: person.email,
  };
}
