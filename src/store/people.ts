import type { Role, Scope } from '../domain/access.ts';
import { type Db, prepared } from './engine.ts';

/** A person as an organization's member sees them. */
export interface Person {
  readonly id: number;
  readonly uid: string;
  readonly login: string;
  readonly name: string;
  readonly email: string | null;
}

/** What a stored token or session stands for. */
export interface Credential {
  readonly tokenId: number | null;
  readonly orgId: number;
  readonly orgSlug: string;
  readonly personId: number;
  readonly personUid: string;
  readonly name: string;
  readonly login: string;
  readonly scope: Scope;
  readonly orgRole: Role | null;
  readonly onlyProject: number | null;
  readonly expiresAt: number | null;
  readonly lastUsedAt: number | null;
}

const tokenByHash = prepared<{ hash: string }, Credential>((db, value) =>
  db
    .selectFrom('token as t')
    .innerJoin('person as p', 'p.id', 't.person_id')
    .innerJoin('organization as o', 'o.id', 't.org_id')
    .innerJoin('organization_member as m', (on) =>
      on.onRef('m.org_id', '=', 't.org_id').onRef('m.person_id', '=', 't.person_id'),
    )
    .select([
      't.id as tokenId',
      't.org_id as orgId',
      'o.slug as orgSlug',
      'p.id as personId',
      'p.uid as personUid',
      'p.name',
      'p.login',
      't.scope',
      'm.role as orgRole',
      't.project_id as onlyProject',
      't.expires_at as expiresAt',
      't.last_used_at as lastUsedAt',
    ])
    .where('t.hash', '=', value('hash'))
    .where('t.revoked_at', 'is', null)
    .where('p.active', '=', 1),
);

/** The live token with that SHA-256, or undefined when there is none, it is revoked, or its owner is switched off. */
export async function findToken(db: Db, hash: string): Promise<Credential | undefined> {
  return (await tokenByHash(db, { hash }))[0];
}

/** The web session with that SHA-256; it may do what its person may. */
export async function findSession(db: Db, hash: string): Promise<Credential | undefined> {
  const row = await db
    .selectFrom('session as s')
    .innerJoin('person as p', 'p.id', 's.person_id')
    .innerJoin('organization as o', 'o.id', 's.org_id')
    .innerJoin('organization_member as m', (on) =>
      on.onRef('m.org_id', '=', 's.org_id').onRef('m.person_id', '=', 's.person_id'),
    )
    .select([
      's.org_id as orgId',
      'o.slug as orgSlug',
      'p.id as personId',
      'p.uid as personUid',
      'p.name',
      'p.login',
      'm.role as orgRole',
      's.expires_at as expiresAt',
    ])
    .where('s.hash', '=', hash)
    .where('p.active', '=', 1)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return { ...row, tokenId: null, scope: 'admin', onlyProject: null, lastUsedAt: null };
}

/** A person of the organization as themselves, who may do all that they may; undefined when there is no such, or they are switched off. */
export async function findOneself(db: Db, orgId: number, personId: number): Promise<Credential | undefined> {
  const row = await db
    .selectFrom('person as p')
    .innerJoin('organization_member as m', 'm.person_id', 'p.id')
    .innerJoin('organization as o', 'o.id', 'm.org_id')
    .select(['o.id as orgId', 'o.slug as orgSlug', 'p.id as personId', 'p.uid as personUid'])
    .select(['p.name', 'p.login', 'm.role as orgRole'])
    .where('m.org_id', '=', orgId)
    .where('p.id', '=', personId)
    .where('p.active', '=', 1)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return { ...row, tokenId: null, scope: 'admin', onlyProject: null, expiresAt: null, lastUsedAt: null };
}

/** A person's roles in single projects of an organization. */
export async function projectRoles(db: Db, orgId: number, personId: number): Promise<Readonly<Record<number, Role>>> {
  const rows = await rolesOfPerson(db, { orgId, personId });
  return Object.fromEntries(rows.map((row) => [row.project_id, row.role]));
}

const rolesOfPerson = prepared<{ orgId: number; personId: number }, { project_id: number; role: Role }>((db, value) =>
  db
    .selectFrom('project_member')
    .select(['project_id', 'role'])
    .where('org_id', '=', value('orgId'))
    .where('person_id', '=', value('personId')),
);

/** Who signs in under that login, with the hash of the password; undefined when nobody does. */
export async function findLogin(db: Db, login: string) {
  return db
    .selectFrom('person')
    .select(['id', 'password_hash as passwordHash', 'default_org_id as defaultOrgId', 'active'])
    .where('login', '=', login)
    .executeTakeFirst();
}

/** A person and what they are in an organization. `createdAt` is when the person was made, in epoch milliseconds. */
export interface Member extends Person {
  readonly role: Role | null;
  readonly createdAt: number;
  /** 1 while they may sign in. */
  readonly active: number;
}

/** Everybody in the organization, oldest first. */
export async function listPeople(db: Db, orgId: number): Promise<readonly Member[]> {
  return selectPeople(db).where('m.org_id', '=', orgId).orderBy('p.id').execute();
}

function selectPeople(db: Db) {
  return db
    .selectFrom('person as p')
    .innerJoin('organization_member as m', 'm.person_id', 'p.id')
    .select(['p.id', 'p.uid', 'p.login', 'p.name', 'p.email', 'p.created_at as createdAt', 'p.active', 'm.role']);
}

/** The people with those UUIDs, also those who have left the organization. */
export async function findPeople(db: Db, uids: readonly string[]): Promise<readonly Person[]> {
  if (uids.length === 0) return [];
  return db
    .selectFrom('person')
    .select(['id', 'uid', 'login', 'name', 'email'])
    .where('uid', 'in', [...uids])
    .execute();
}

/** The people with those numbers, also those who have left the organization. */
export async function findPeopleByIds(db: Db, ids: readonly number[]): Promise<readonly Person[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('person')
    .select(['id', 'uid', 'login', 'name', 'email'])
    .where('id', 'in', [...ids])
    .orderBy('id')
    .execute();
}

/** The member of the organization with that login, or undefined. */
export async function findMember(db: Db, orgId: number, login: string): Promise<Member | undefined> {
  return selectPeople(db).where('m.org_id', '=', orgId).where('p.login', '=', login).executeTakeFirst();
}

/** The numbers of the members of the organization who have that name. */
export async function findMembersNamed(db: Db, orgId: number, name: string): Promise<readonly number[]> {
  const rows = await selectPeople(db).where('m.org_id', '=', orgId).where('p.name', '=', name).execute();
  return rows.map((row) => row.id);
}

/** The numbers of the members of the organization who have that address, in whatever case it is written. */
export async function findMembersOfEmail(db: Db, orgId: number, email: string): Promise<readonly number[]> {
  const rows = await selectPeople(db)
    .where('m.org_id', '=', orgId)
    .where((eb) => eb(eb.fn<string>('lower', ['p.email']), '=', email.toLowerCase()))
    .execute();
  return rows.map((row) => row.id);
}

/** Whether the person belongs to the organization. */
export async function isMember(db: Db, orgId: number, personId: number): Promise<boolean> {
  const row = await db
    .selectFrom('organization_member')
    .select('person_id')
    .where('org_id', '=', orgId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether the person belongs to another organization too. */
export async function belongsElsewhere(db: Db, orgId: number, personId: number): Promise<boolean> {
  const row = await db
    .selectFrom('organization_member')
    .select('org_id')
    .where('person_id', '=', personId)
    .where('org_id', '!=', orgId)
    .executeTakeFirst();
  return row !== undefined;
}

/** The organizations that a person belongs to, by rising number. */
export async function organizationsOf(db: Db, personId: number): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('organization_member')
    .select('org_id as orgId')
    .where('person_id', '=', personId)
    .orderBy('org_id')
    .execute();
  return rows.map(({ orgId }) => orgId);
}

/** An organization by its number or its slug. */
export async function findOrganization(db: Db, ref: string) {
  return db
    .selectFrom('organization')
    .select(['id', 'uid', 'slug', 'name', 'zone'])
    .where((eb) =>
      /^\d+$/.test(ref) ? eb.or([eb('id', '=', Number(ref)), eb('slug', '=', ref)]) : eb('slug', '=', ref),
    )
    .orderBy('id')
    .executeTakeFirst();
}

/** Every organization, oldest first. For the operator alone: nobody else sees beyond their own. */
export async function listOrganizations(db: Db) {
  return db.selectFrom('organization').select(['id', 'slug', 'name', 'zone']).orderBy('id').execute();
}

/** How many organizations there are; none means a new database. */
export async function countOrganizations(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('organization')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** A token as it is kept. */
export type StoredToken = Awaited<ReturnType<typeof listTokens>>[number];

/** Tokens of an organization, newest first; never the secrets, which are not kept. */
export async function listTokens(db: Db, orgId: number) {
  return selectTokens(db).where('t.org_id', '=', orgId).orderBy('t.id', 'desc').execute();
}

/** The tokens of a person of the organization that were not revoked, newest first. */
export async function listTokensOf(db: Db, orgId: number, personId: number): Promise<readonly StoredToken[]> {
  return selectTokens(db)
    .where('t.org_id', '=', orgId)
    .where('t.person_id', '=', personId)
    .where('t.revoked_at', 'is', null)
    .orderBy('t.id', 'desc')
    .execute();
}

function selectTokens(db: Db) {
  return db
    .selectFrom('token as t')
    .innerJoin('person as p', 'p.id', 't.person_id')
    .select([
      't.id',
      't.name',
      'p.login',
      't.scope',
      't.last_four as lastFour',
      't.project_id as projectId',
      't.created_at as createdAt',
      't.expires_at as expiresAt',
      't.revoked_at as revokedAt',
      't.last_used_at as lastUsedAt',
    ]);
}
