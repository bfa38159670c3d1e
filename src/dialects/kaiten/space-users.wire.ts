import { Type } from 'typebox';
import type { ProjectPerson } from '../../actions/index.ts';
import type { Role } from '../../domain/access.ts';
import type { Doubts } from '../../domain/refusal.ts';
import { requireAny, soundMembers, textOf } from './body.ts';
import { IntegerOrNull, TextOrNull } from './nullable.ts';
import { higherRole, presetOf, roleIds, roleOf } from './roles.ts';
import { ListedUser, toListedUser } from './users.wire.ts';

const TextsOrNull = Type.Unsafe<string[] | null>({ type: ['array', 'null'], items: { type: 'string' } });

/** Body of POST (vendor page "Invite user to space"). */
export const Invitation = Type.Object({
  email: Type.String({ minLength: 3, maxLength: 254 }),
  role_id: Type.Optional(Type.String()),
});
export type Invitation = Type.Static<typeof Invitation>;

/** Body of PATCH (vendor page "Change user role and notification settings"). */
export const SpaceUserPatch = Type.Partial(Type.Object({ role_id: Type.String() }));
export type SpaceUserPatch = Type.Static<typeof SpaceUserPatch>;

/** These make a PATCH; nobody is notified of anything here, so only the role has an effect. */
const changes = ['role_id', 'notifications_enabled', 'space_group_id', 'settings'];

/** What somebody is in a space: by their own role there, and with what they are in the company. */
export const AccessRecord = Type.Object({
  entity_uid: Type.String(),
  user_id: Type.Integer(),
  id: Type.Integer(),
  access_mod: Type.String(),
  own_access_mod: TextOrNull,
  own_role_ids: TextsOrNull,
  own_role: IntegerOrNull,
});
export type AccessRecord = Type.Static<typeof AccessRecord>;

/** Somebody who sees a space (vendor page "Get list of users" of space users). */
export const SpaceUser = Type.Interface([ListedUser], {
  user_id: Type.Integer(),
  entity_uid: Type.String(),
  access_mod: Type.String(),
  own_access_mod: TextOrNull,
  own_role_ids: TextsOrNull,
  own_role: IntegerOrNull,
  role: Type.Integer(),
  role_ids: Type.Array(Type.String()),
  space_role_id: TextOrNull,
  current: Type.Boolean(),
  apps_permissions: Type.Integer(),
  temporarily_inactive: Type.Boolean(),
});
export type SpaceUser = Type.Static<typeof SpaceUser>;

/** Answer to an invitation. */
export const Invited = Type.Object({ user: ListedUser, access_record: AccessRecord, message: Type.String() });
export type Invited = Type.Static<typeof Invited>;

/** What somebody is in a space. */
export function toAccessRecord(person: ProjectPerson, spaceUid: string): AccessRecord {
  const { ownRole } = person;
  const own = ownRole === null ? null : presetOf(ownRole);
  return {
    entity_uid: spaceUid,
    user_id: person.id,
    id: person.id,
    access_mod: presetOf(roleIn(person)).name,
    own_access_mod: own && own.name,
    own_role_ids: own && [own.id],
    own_role: own && own.rank,
  };
}

/** Somebody who sees a space; `current` is whoever asks. */
export function toSpaceUser(
  person: ProjectPerson,
  space: { readonly uid: string; readonly zone: string },
  callerId: number,
): SpaceUser {
  const role = presetOf(roleIn(person));
  const { id, ...record } = toAccessRecord(person, space.uid);
  return {
    ...toListedUser(person, space.zone),
    ...record,
    own_role_ids: record.own_role_ids ?? [],
    role: role.rank,
    role_ids: [role.id],
    space_role_id: person.ownRole === null ? null : presetOf(person.ownRole).id,
    current: person.id === callerId,
    apps_permissions: person.orgRole === null ? 2 : 1,
    temporarily_inactive: false,
  };
}

/** Answer to an invitation. */
export function toInvited(person: ProjectPerson, space: { readonly uid: string; readonly zone: string }): Invited {
  return {
    user: toListedUser(person, space.zone),
    access_record: toAccessRecord(person, space.uid),
    message: 'The user has been added to the space',
  };
}

/** Reads the body of a POST; who is invited without a role may write. */
export function toInvitation(
  body: Invitation,
  doubts: Doubts,
): { readonly email: string; readonly role: Role; readonly doubts: Doubts } {
  const entity = 'Invite';
  const { sent, faults } = soundMembers(entity, body, doubts);
  const email = textOf(entity, 'email', sent.email, { max: 254 }, faults) ?? '';
  if (sent.email !== undefined && !/^[^\s@]+@[^\s@]+$/.test(email)) {
    faults.push({ field: 'email', rule: 'format', message: `${entity}.email should match format "email"` });
  }
  const role = sent.role_id === undefined ? 'member' : roleOf(sent.role_id);
  if (role === undefined) faults.push(unknownRole(entity));
  return { email, role: role ?? 'member', doubts: { ...doubts, faults } };
}

/** Reads the body of a PATCH; undefined where it says nothing of the role. */
export function toRoleChange(
  body: SpaceUserPatch,
  doubts: Doubts,
): { readonly role: Role | undefined; readonly doubts: Doubts } {
  const entity = 'SpaceUser';
  const { sent, faults } = soundMembers(entity, body, doubts);
  requireAny(entity, body, changes, faults);
  const role = sent.role_id === undefined ? undefined : roleOf(sent.role_id);
  if (sent.role_id !== undefined && role === undefined) faults.push(unknownRole(entity));
  return { role, doubts: { ...doubts, faults } };
}

function unknownRole(entity: string) {
  const message = `${entity}.role_id should be equal to one of the allowed values`;
  return { field: 'role_id', rule: 'choice', message, names: roleIds } as const;
}

/** Whoever is listed has one of the two. */
function roleIn({ orgRole, ownRole }: ProjectPerson): Role {
  return higherRole(orgRole, ownRole) ?? 'viewer';
}
