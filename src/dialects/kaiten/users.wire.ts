import { Type } from 'typebox';
import type { RenameSelf } from '../../actions/index.ts';
import type { Role } from '../../domain/access.ts';
import { isoInstant } from '../../domain/days.ts';
import type { Doubts } from '../../domain/refusal.ts';
import { keptOf, requireAny, soundMembers, textOf } from './body.ts';
import { IntegerOrNull, TextOrNull } from './nullable.ts';
import { ShortUser, toShortUser } from './people.wire.ts';

const entity = 'User';
const NoObject = Type.Null();

/** A person in a list, with the settings that the vendor tells of each. */
export const ListedUser = Type.Interface([ShortUser], {
  lng: Type.String(),
  timezone: Type.String(),
  theme: Type.String(),
  created: Type.String(),
  updated: Type.String(),
  activated: Type.Boolean(),
  ui_version: Type.Integer(),
  virtual: Type.Boolean(),
  email_blocked: TextOrNull,
  email_blocked_reason: TextOrNull,
  delete_requested_at: TextOrNull,
});
export type ListedUser = Type.Static<typeof ListedUser>;

/** A person with what they are in the company (vendor pages "Retrieve current user", "Retrieve list of users"). */
export const User = Type.Interface([ListedUser], {
  user_id: Type.Integer(),
  company_id: Type.Integer(),
  default_space_id: IntegerOrNull,
  role: Type.Enum([1, 2, 3]),
  permissions: Type.Integer(),
  own_permissions: Type.Integer(),
  apps_permissions: Type.Integer(),
  external: Type.Boolean(),
  email_frequency: Type.Integer(),
  email_settings: NoObject,
  notification_settings: NoObject,
  notification_enabled_channels: Type.Array(Type.String()),
  telegram_id: IntegerOrNull,
  telegram_settings: NoObject,
  telegram_sd_bot_enabled: Type.Boolean(),
  slack_id: IntegerOrNull,
  slack_settings: NoObject,
  slack_private_channel_id: IntegerOrNull,
  work_time_settings: Type.Object({ work_days: Type.Array(Type.Integer()), hours_count: Type.Integer() }),
  personal_settings: NoObject,
  invite_last_sent_at: TextOrNull,
  last_request_date: TextOrNull,
  last_request_method: TextOrNull,
  has_password: Type.Boolean(),
  locked: Type.Boolean(),
  temporarily_inactive: Type.Boolean(),
  groups: Type.Array(Type.Object({})),
});
export type User = Type.Static<typeof User>;

/** A role of people in the company, not of a space (vendor page "Get list of user roles"). */
export const UserRole = Type.Object({
  id: Type.Integer(),
  uid: Type.String(),
  name: Type.String(),
  company_id: Type.Integer(),
});
export type UserRole = Type.Static<typeof UserRole>;

/** The role that every company has; others are not kept. */
export function builtInRole(companyId: number): UserRole {
  return { id: -1, uid: '00000000-0000-4000-8000-00000000ffff', name: 'Employee', company_id: companyId };
}

/** Somebody to be shown. */
interface KnownPerson {
  readonly id: number;
  readonly uid: string;
  readonly login: string;
  readonly name: string;
  readonly email: string | null;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly active: number;
}

/** A person in a list; the zone is the company's, as people have none of their own. */
export function toListedUser(person: KnownPerson, zone: string): ListedUser {
  const made = isoInstant(person.createdAt);
  return {
    ...toShortUser(person),
    lng: 'en',
    timezone: zone,
    theme: 'auto',
    created: made,
    updated: made,
    activated: person.active === 1,
    ui_version: 2,
    virtual: false,
    email_blocked: null,
    email_blocked_reason: null,
    delete_requested_at: null,
  };
}

/** A person with what they are in the company: of others that is told to administrators, so `role` may be undefined. */
export function toUser(
  person: KnownPerson,
  about: { readonly companyId: number; readonly zone: string; readonly role: Role | null | undefined },
): User {
  return {
    ...toListedUser(person, about.zone),
    user_id: person.id,
    company_id: about.companyId,
    default_space_id: null,
    role: companyRole(person, about.role),
    permissions: 0,
    own_permissions: 0,
    apps_permissions: about.role === null ? 2 : 1,
    external: false,
    email_frequency: 1,
    email_settings: null,
    notification_settings: null,
    notification_enabled_channels: [],
    telegram_id: null,
    telegram_settings: null,
    telegram_sd_bot_enabled: false,
    slack_id: null,
    slack_settings: null,
    slack_private_channel_id: null,
    work_time_settings: { work_days: [1, 2, 3, 4, 5], hours_count: 8 },
    personal_settings: null,
    invite_last_sent_at: null,
    last_request_date: null,
    last_request_method: null,
    has_password: false,
    locked: false,
    temporarily_inactive: false,
    groups: [],
  };
}

/** 1 owns the company, 2 belongs to it, 3 was switched off. */
function companyRole({ active }: KnownPerson, role: Role | null | undefined): User['role'] {
  if (active !== 1) return 3;
  return role === 'admin' ? 1 : 2;
}

/** Body of PATCH (vendor page "Update user"). Of all these, names alone are kept here. */
export const UserPatch = Type.Partial(
  Type.Object({
    full_name: Type.String({ minLength: 1, maxLength: 128 }),
    username: Type.String({ minLength: 1, maxLength: 128 }),
    initials: Type.String(),
    avatar_type: Type.Enum([1, 2, 3]),
    password: Type.String(),
    lng: Type.String(),
    default_space_id: IntegerOrNull,
    theme: Type.Enum(['light', 'dark', 'auto']),
    email_frequency: Type.Enum([1, 2]),
    timezone: Type.String(),
    ui_version: Type.Enum([1, 2]),
  }),
);
export type UserPatch = Type.Static<typeof UserPatch>;

const patchKeys = Object.keys(UserPatch.properties);
/** What a PATCH changes; callers are warned of the rest. */
export const keptKeys = ['full_name', 'username'] as const;

/** Reads the body of a PATCH. A password that would not be changed is not passed over in silence. */
export function toRenaming(body: UserPatch, doubts: Doubts): Omit<RenameSelf, 'personId'> {
  const { sent, faults } = soundMembers(entity, body, doubts);
  requireAny(entity, body, patchKeys, faults);
  if ('password' in keptOf(sent, ['password'])) {
    faults.push({ field: 'password', rule: 'read_only', message: `${entity}.password can't be changed here` });
  }
  const name = textOf(entity, 'full_name', sent.full_name, { max: 128 }, faults);
  const login = textOf(entity, 'username', sent.username, { max: 128 }, faults);
  if (login !== undefined && /\s/.test(login)) {
    faults.push({ field: 'username', rule: 'format', message: `${entity}.username should NOT contain spaces` });
  }
  return {
    ...(name === undefined ? {} : { name }),
    ...(login === undefined ? {} : { login }),
    doubts: { ...doubts, faults },
  };
}

/** Which people a list is to show: `query` in names and addresses, `ids`; those switched off only where they are asked for. */
export function isWanted(
  person: KnownPerson,
  wish: { readonly query: string | undefined; readonly ids: string | undefined; readonly inactive: boolean },
): boolean {
  if (person.active !== 1 && !wish.inactive) return false;
  if (wish.ids !== undefined && !wish.ids.split(',').includes(String(person.id))) return false;
  if (wish.query === undefined) return true;
  const sought = wish.query.toLowerCase();
  return [person.name, person.email ?? '', person.login].some((text) => text.toLowerCase().includes(sought));
}
