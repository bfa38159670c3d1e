import { Type } from 'typebox';
import type { Colleague } from '../../actions/index.ts';
import { trackerInstant } from './instants.ts';

/** A person as they go out, whole (vendor page "Get information about the current user"). */
export const User = Type.Object({
  self: Type.String(),
  uid: Type.Integer(),
  login: Type.String(),
  trackerUid: Type.Integer(),
  passportUid: Type.Integer(),
  cloudUid: Type.String(),
  firstName: Type.String(),
  lastName: Type.String(),
  display: Type.String(),
  email: Type.String(),
  external: Type.Boolean(),
  hasLicense: Type.Boolean(),
  dismissed: Type.Boolean(),
  useNewFilters: Type.Boolean(),
  disableNotifications: Type.Boolean(),
  firstLoginDate: Type.String(),
  lastLoginDate: Type.String(),
  welcomeMailSent: Type.Boolean(),
});
export type User = Type.Static<typeof User>;

/** A person for a caller that reached us at `base`. When they sign in is not kept, so that both days are their first. */
export function toUser(person: Colleague, base: string): User {
  const { id, login, name, email, createdAt } = person;
  const [firstName = '', ...others] = name.trim().split(/\s+/u);
  const since = trackerInstant(createdAt);
  return {
    self: `${base}/users/${id}`,
    uid: id,
    login,
    trackerUid: id,
    passportUid: id,
    cloudUid: cloudUidOf(person),
    firstName,
    lastName: others.join(' '),
    display: name,
    // Clients with types want a text.
    email: email ?? '',
    external: false,
    hasLicense: true,
    dismissed: false,
    useNewFilters: true,
    disableNotifications: false,
    firstLoginDate: since,
    lastLoginDate: since,
    welcomeMailSent: true,
  };
}

/** Whom a number, a login or a cloud id names, looked for in this order: the addresses that we give out have numbers. */
export function findUser(people: readonly Colleague[], text: string): Colleague | undefined {
  return (
    people.find((each) => String(each.id) === text) ??
    people.find((each) => each.login === text) ??
    people.find((each) => cloudUidOf(each) === text)
  );
}

function cloudUidOf({ uid }: Colleague): string {
  return uid.replaceAll('-', '');
}
