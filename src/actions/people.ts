import { randomUUID } from 'node:crypto';
import { type Role, requireAdmin } from '../domain/access.ts';
import { Refusal } from '../domain/refusal.ts';
import { insertPerson, setMember, setProjectMember } from '../store/insert-people.ts';
import { findLogin, findMember } from '../store/people.ts';
import { findProject } from '../store/projects.ts';
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

/** Makes a person of an organization. @throws Refusal taken */
export async function addPerson(tx: Tx, orgId: number, person: NewPerson, role: Role | null): Promise<number> {
  if ((await findLogin(tx.db, person.login)) !== undefined) {
    throw new Refusal('taken', `Somebody signs in as ${person.login} already`, { field: 'login' });
  }
  const id = await insertPerson(tx.db, { ...person, uid: randomUUID(), defaultOrgId: orgId, createdAt: tx.now });
  await setMember(tx.db, orgId, id, role);
  return id;
}
