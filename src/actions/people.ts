import { randomUUID } from 'node:crypto';
import { type Role, requireAdmin, type Scope } from '../domain/access.ts';
import { notFound, Refusal } from '../domain/refusal.ts';
import {
  deleteSession,
  endToken,
  insertOrganization,
  insertPerson,
  insertSession,
  insertToken,
  markTokenUsed,
  setMember,
  setProjectMember,
} from '../store/insert-people.ts';
import { countOrganizations, findLogin, findMember, findOrganization } from '../store/people.ts';
import { findProject } from '../store/projects.ts';
import type { Tx } from './transact.ts';

/** A new organization with its first administrator. */
export interface CreateOrganization {
  readonly name: string;
  readonly slug: string;
  /** IANA zone. */
  readonly zone: string;
  readonly admin: NewPerson;
  /** Only as the first organization of a database; otherwise nothing happens. */
  readonly onlyFirst?: boolean;
  /** A token given by the operator: taken as it is, with admin rights, and it does not expire. */
  readonly tokenHash?: { readonly hash: string; readonly lastFour: string };
}

/** A person to be made. The password comes hashed (`actions/secrets.ts`), as hashing is slow on purpose. */
export interface NewPerson {
  readonly login: string;
  readonly name: string;
  readonly email: string | null;
  readonly passwordHash: string | null;
}

/**
 * Makes an organization. Answers its number and its administrator's, or null when `onlyFirst` found another one.
 * @throws Refusal taken
 */
export async function createOrganization(
  tx: Tx,
  create: CreateOrganization,
): Promise<{ readonly orgId: number; readonly adminId: number } | null> {
  const { db, now } = tx;
  if (create.onlyFirst === true && (await countOrganizations(db)) > 0) return null;
  if ((await findOrganization(db, create.slug)) !== undefined) {
    throw new Refusal('taken', `There is an organization called ${create.slug} already`, { field: 'slug' });
  }
  const { name, slug, zone } = create;
  const orgId = await insertOrganization(db, { uid: randomUUID(), slug, name, zone, createdAt: now });
  const adminId = await addPerson(tx, orgId, create.admin, 'admin');
  if (create.tokenHash !== undefined) {
    const secret = { hash: create.tokenHash.hash, lastFour: create.tokenHash.lastFour };
    await insertToken(db, {
      orgId,
      personId: adminId,
      name: 'bootstrap',
      ...secret,
      scope: 'admin',
      projectId: null,
      createdAt: now,
      expiresAt: null,
    });
  }
  return { orgId, adminId };
}

/**
 * Makes a person of the actor's organization.
 * @throws Refusal forbidden, taken
 */
export async function createPerson(
  tx: Tx,
  create: NewPerson & { readonly role: Role | null },
): Promise<{ readonly id: number }> {
  requireAdmin(tx.actor);
  const id = await addPerson(tx, tx.actor.orgId, create, create.role);
  await tx.emit({
    kind: 'person.created',
    projectId: null,
    data: { personId: id, login: create.login, role: create.role },
  });
  return { id };
}

/**
 * Sets a person's role in one project.
 * @throws Refusal forbidden, not_found
 */
export async function setProjectRole(
  tx: Tx,
  set: { readonly login: string; readonly projectId: number; readonly role: Role },
): Promise<void> {
  requireAdmin(tx.actor);
  const { orgId } = tx.actor;
  const person = await findMember(tx.db, orgId, set.login);
  const project = await findProject(tx.db, orgId, { id: set.projectId });
  if (person === undefined || project === undefined) throw new Refusal('not_found', 'No such person or project');
  await setProjectMember(tx.db, orgId, project.id, person.id, set.role);
  await tx.emit({ kind: 'person.role_set', projectId: project.id, data: { personId: person.id, role: set.role } });
}

/** A token to be kept: of whom, for what, and until when. */
export interface CreateToken {
  readonly login: string;
  readonly name: string;
  readonly scope: Scope;
  readonly projectId: number | null;
  /** Epoch milliseconds; null never expires. */
  readonly expiresAt: number | null;
  readonly hash: string;
  readonly lastFour: string;
}

/**
 * Keeps a token of a person of the organization: one's own, or, for administrators, anybody's.
 * @throws Refusal forbidden, not_found
 */
export async function createToken(tx: Tx, create: CreateToken): Promise<{ readonly id: number }> {
  const { orgId } = tx.actor;
  if (create.login !== tx.actor.login || tx.actor.scope !== 'admin') requireAdmin(tx.actor);
  const person = await findMember(tx.db, orgId, create.login);
  if (person === undefined) throw new Refusal('not_found', `Nobody in the organization signs in as ${create.login}`);
  if (create.projectId !== null && (await findProject(tx.db, orgId, { id: create.projectId })) === undefined) {
    throw notFound('project');
  }
  const { login, ...token } = create;
  const id = await insertToken(tx.db, { ...token, orgId, personId: person.id, createdAt: tx.now });
  await tx.emit({ kind: 'token.created', projectId: null, data: { tokenId: id, scope: create.scope, login } });
  return { id };
}

/** @throws Refusal forbidden, not_found */
export async function revokeToken(tx: Tx, revoke: { readonly id: number }): Promise<void> {
  requireAdmin(tx.actor);
  if (!(await endToken(tx.db, tx.actor.orgId, revoke.id, tx.now))) throw new Refusal('not_found', 'Token not found');
  await tx.emit({ kind: 'token.revoked', projectId: null, data: { tokenId: revoke.id } });
}

/** Notes that a token is in use; the hour is enough. */
export async function touchToken(tx: Tx, touch: { readonly id: number }): Promise<void> {
  await markTokenUsed(tx.db, touch.id, tx.now);
}

const sessionMs = 7 * 86_400_000;

/** Opens a web session for the actor, for seven days; answers how long it lasts. */
export async function openSession(tx: Tx, open: { readonly hash: string }): Promise<{ readonly lastsMs: number }> {
  const { orgId, userId } = tx.actor;
  const expiresAt = tx.now + sessionMs;
  await insertSession(tx.db, { hash: open.hash, orgId, personId: userId, createdAt: tx.now, expiresAt });
  return { lastsMs: sessionMs };
}

/** Ends a web session. */
export async function closeSession(tx: Tx, close: { readonly hash: string }): Promise<void> {
  await deleteSession(tx.db, close.hash);
}

async function addPerson(tx: Tx, orgId: number, person: NewPerson, role: Role | null): Promise<number> {
  if ((await findLogin(tx.db, person.login)) !== undefined) {
    throw new Refusal('taken', `Somebody signs in as ${person.login} already`, { field: 'login' });
  }
  const id = await insertPerson(tx.db, { ...person, uid: randomUUID(), defaultOrgId: orgId, createdAt: tx.now });
  await setMember(tx.db, orgId, id, role);
  return id;
}
