import { Type } from 'typebox';
import type { ChangePerson, NewAccount } from '../../actions/index.ts';
import type { Role as CoreRole } from '../../domain/access.ts';
import { isoInstant } from '../../domain/days.ts';
import type { Doubts, Fault } from '../../domain/refusal.ts';
import { textFault } from '../../domain/text.ts';
import { nullable, TextOrNull } from './nullable.ts';
import { Person, toPerson } from './people.wire.ts';
import { Role } from './session.wire.ts';

const RoleOrNull = Type.Union([Role, Type.Null()], {
  description: 'In the organization; null sees only the projects that were given one by one',
});
const Name = Type.String({ minLength: 1, maxLength: 128 });

/** Somebody of the organization, as its administrators see them. */
export const Account = Type.Object({
  ...Person.properties,
  role: RoleOrNull,
  createdAt: Type.String({ format: 'date-time' }),
});
export type Account = Type.Static<typeof Account>;

export const Accounts = Type.Object({ people: Type.Array(Account), next: TextOrNull });
export type Accounts = Type.Static<typeof Accounts>;

/** Body of POST. */
export const NewPerson = Type.Object(
  {
    login: Type.String({ minLength: 1, maxLength: 64, description: 'Without blanks and colons' }),
    name: Name,
    email: Type.Optional(nullable(Type.String({ minLength: 3, maxLength: 254, pattern: '^[^\\s@]+@[^\\s@]+$' }))),
    role: RoleOrNull,
  },
  { additionalProperties: false },
);
export type NewPerson = Type.Static<typeof NewPerson>;

/** Body of PATCH: what is not mentioned stays. */
export const PersonPatch = Type.Object(
  {
    name: Type.Optional(Name),
    role: Type.Optional(RoleOrNull),
    isActive: Type.Optional(Type.Boolean({ description: 'Whether they may sign in, by whatever means' })),
  },
  { additionalProperties: false },
);
export type PersonPatch = Type.Static<typeof PersonPatch>;

/** A password that was made up. */
export const MadePassword = Type.Object({
  password: nullable(Type.String({ description: 'Told this once; null when the request is answered once more' })),
});
export type MadePassword = Type.Static<typeof MadePassword>;

/** Somebody who was just made. */
export const MadeAccount = Type.Object({ ...Account.properties, ...MadePassword.properties });
export type MadeAccount = Type.Static<typeof MadeAccount>;

/** Body of PUT: another password of one's own. */
export const OwnPassword = Type.Object(
  {
    current: Type.String({ maxLength: 1024 }),
    password: Type.String({ minLength: 8, maxLength: 1024 }),
  },
  { additionalProperties: false },
);
export type OwnPassword = Type.Static<typeof OwnPassword>;

/** A person as they go out to administrators. */
export function toAccount(person: Parameters<typeof toPerson>[0] & { readonly role: CoreRole | null }): Account {
  return { ...toPerson(person), role: person.role, createdAt: isoInstant(person.createdAt) };
}

/** What a POST asks for, and what is wrong with it. A body that does not fit its schema asks for nothing. */
export function toNewAccount(body: NewPerson, doubts: Doubts): NewAccount {
  if (isUnfit(doubts)) return { login: '', name: '', email: null, role: null, doubts };
  const { login, name, email = null, role } = body;
  const faults = nameFaults(name);
  if (!/^[^\s:\p{C}]{1,64}$/u.test(login)) {
    const message = 'A login has 1 to 64 characters without blanks and colons';
    faults.push({ field: 'login', rule: 'format', message });
  }
  return { login, name, email, role, doubts: { faults } };
}

/** What a PATCH asks for, and what is wrong with it. */
export function toPersonChange(body: PersonPatch, doubts: Doubts): Omit<ChangePerson, 'personId'> {
  if (isUnfit(doubts)) return { doubts };
  return { ...body, doubts: { faults: body.name === undefined ? [] : nameFaults(body.name) } };
}

function nameFaults(name: string): Fault[] {
  const rule = textFault(name, { min: 1, max: 128 });
  return rule === null ? [] : [{ field: 'name', rule, message: 'A name has 1 to 128 characters, on one line' }];
}

function isUnfit({ body, faults }: Doubts): boolean {
  return body !== undefined || faults !== undefined;
}
