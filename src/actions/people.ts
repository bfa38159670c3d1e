import { randomUUID } from 'node:crypto';
import { type Role, requireAdmin } from '../domain/access.ts';
import { type Doubts, notFound, Refusal, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import { insertPerson, savePerson, setMember, setProjectMember } from '../store/insert-people.ts';
import { findLogin, findMember, listPeople, type Member, organizationsOf } from '../store/people.ts';
import { findProject, listProjects } from '../store/projects.ts';
import type { Tx } from './transact.ts';

/** A person to be made. The password comes hashed (`actions/secrets.ts`), as hashing is slow on purpose. */
export interface NewPerson {
  readonly login: string;
  readonly name: string;
  readonly email: string | null;
  readonly passwordHash: string | null;
}

/**
 * Makes a person of the actor's organization.
 * @throws Refusal forbidden, invalid, taken
 */
export async function createPerson(
  tx: Tx,
  create: NewPerson & { readonly role: Role | null; readonly doubts?: Doubts },
): Promise<{ readonly id: number }> {
  requireAdmin(tx.actor);
  refuseUnreadable(create.doubts);
  refuseFaults(create.doubts);
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

/** What somebody is to be called. */
export interface RenameSelf {
  readonly personId: number;
  readonly name?: string;
  readonly login?: string;
  readonly doubts?: Doubts;
}

/**
 * Has the actor be called otherwise, in every organization it belongs to.
 * @throws Refusal not_found (nobody of the organization), forbidden (somebody else), invalid, taken (the login)
 */
export async function renameSelf(tx: Tx, rename: RenameSelf): Promise<Member> {
  const { db, actor } = tx;
  const person = (await listPeople(db, actor.orgId)).find(({ id }) => id === rename.personId);
  if (person === undefined) throw notFound('person');
  if (person.id !== actor.userId || actor.scope === 'read') throw new Refusal('forbidden', 'Only about oneself');
  refuseUnreadable(rename.doubts);
  refuseFaults(rename.doubts);
  const renamed = { ...person, name: rename.name ?? person.name, login: rename.login ?? person.login };
  if (renamed.name === person.name && renamed.login === person.login) return person;
  if (renamed.login !== person.login) await requireFreeLogin(tx, renamed.login);
  await saveName(tx, renamed);
  return renamed;
}

/** Stores what a person is called, and tells it to every organization they belong to: it shows them by that name. */
export async function saveName(tx: Tx, { id: personId, login, name }: Member): Promise<void> {
  const { db } = tx;
  await savePerson(db, { id: personId, login, name });
  for (const orgId of await organizationsOf(db, personId)) {
    const touches = (await listProjects(db, orgId)).map(({ id }) => id);
    await tx.emit({ orgId, kind: 'person.renamed', projectId: null, touches, data: { personId, name, login } });
  }
}

/** Makes a person of an organization. @throws Refusal taken */
export async function addPerson(tx: Tx, orgId: number, person: NewPerson, role: Role | null): Promise<number> {
  await requireFreeLogin(tx, person.login);
  const id = await insertPerson(tx.db, { ...person, uid: randomUUID(), defaultOrgId: orgId, createdAt: tx.now });
  await setMember(tx.db, orgId, id, role);
  return id;
}

/** @throws Refusal taken */
async function requireFreeLogin(tx: Tx, login: string): Promise<void> {
  if ((await findLogin(tx.db, login)) !== undefined) {
    throw new Refusal('taken', `Somebody signs in as ${login} already`, { field: 'login' });
  }
}
