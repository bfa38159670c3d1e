import { Type } from 'typebox';
import type { Actor } from '../../domain/access.ts';

export const Role = Type.Union([Type.Literal('viewer'), Type.Literal('member'), Type.Literal('admin')]);
export type Role = Type.Static<typeof Role>;

/** What a person signs in with. */
export const SignIn = Type.Object(
  { login: Type.String({ maxLength: 256 }), password: Type.String({ maxLength: 1024 }) },
  { additionalProperties: false },
);
export type SignIn = Type.Static<typeof SignIn>;

/** Who is asking, and what they may do. */
export const Me = Type.Object({
  id: Type.Integer(),
  uid: Type.String(),
  login: Type.String(),
  name: Type.String(),
  organizationId: Type.Integer(),
  scope: Type.Union([Type.Literal('read'), Type.Literal('write'), Type.Literal('admin')]),
  role: Type.Union([Role, Type.Null()], { description: 'In the organization; null sees only the projects listed' }),
  projectRoles: Type.Record(Type.String(), Role, { description: 'By project number, where they differ' }),
});
export type Me = Type.Static<typeof Me>;

/** Whether anybody is signed in by the cookie: what a page asks first, never an error. */
export const Session = Type.Object({ me: Type.Union([Me, Type.Null()]) });
export type Session = Type.Static<typeof Session>;

/** The actor as told to themselves. */
export function toMe(actor: Actor): Me {
  return {
    id: actor.userId,
    uid: actor.userUid,
    login: actor.login,
    name: actor.name,
    organizationId: actor.orgId,
    scope: actor.scope,
    role: actor.orgRole,
    projectRoles: { ...actor.projectRoles },
  };
}
