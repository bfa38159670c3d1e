import { Type } from 'typebox';
import type { Colleague, ProjectPerson } from '../../actions/index.ts';
import { strongerRole } from '../../domain/access.ts';
import { TextOrNull } from './nullable.ts';
import { Role } from './session.wire.ts';

/** Somebody with whom the caller works. */
export const Person = Type.Object({
  id: Type.Integer(),
  uid: Type.String(),
  login: Type.String(),
  name: Type.String(),
  email: TextOrNull,
  isActive: Type.Boolean({ description: 'Whether they may sign in' }),
});
export type Person = Type.Static<typeof Person>;

export const People = Type.Object({ people: Type.Array(Person), next: TextOrNull });
export type People = Type.Static<typeof People>;

/** Somebody who can see a project, and what they may do in it. */
export const Member = Type.Object({
  ...Person.properties,
  role: Role,
  ownRole: Type.Union([Role, Type.Null()], { description: 'In this project; `role` is the stronger of the two' }),
  organizationRole: Type.Union([Role, Type.Null()]),
});
export type Member = Type.Static<typeof Member>;

export const Members = Type.Object({ people: Type.Array(Member), next: TextOrNull });
export type Members = Type.Static<typeof Members>;

/** Body of POST: somebody by their address, who becomes a guest if nobody has it. */
export const Invitation = Type.Object(
  { email: Type.String({ minLength: 3, maxLength: 254, pattern: '^[^\\s@]+@[^\\s@]+$' }), role: Role },
  { additionalProperties: false, examples: [{ email: 'anna@example.com', role: 'member' }] },
);
export type Invitation = Type.Static<typeof Invitation>;

/** Body of PATCH. */
export const RoleChange = Type.Object({ role: Role }, { additionalProperties: false });
export type RoleChange = Type.Static<typeof RoleChange>;

export function toPerson({ id, uid, login, name, email, active }: Colleague): Person {
  return { id, uid, login, name, email, isActive: active === 1 };
}

export function toMember(person: ProjectPerson): Member {
  const { ownRole, orgRole } = person;
  return {
    ...toPerson(person),
    role: strongerRole(ownRole, orgRole) ?? 'viewer',
    ownRole,
    organizationRole: orgRole,
  };
}
