import { type Actor, canSee, type Role, requireAdmin, requireProjectAdmin } from '../domain/access.ts';
import { type Doubts, notFound, Refusal, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import type { Db } from '../store/engine.ts';
import { setProjectMember } from '../store/insert-people.ts';
import { findLogin, listPeople } from '../store/people.ts';
import { deleteProjectMember, type ProjectPerson, listProjectPeople as peopleOf } from '../store/project-members.ts';
import { findProject } from '../store/projects.ts';
import { addPerson } from './people.ts';
import type { Tx } from './transact.ts';

/** Everybody who can see a project, oldest first. @throws Refusal not_found */
export async function listProjectPeople(
  db: Db,
  actor: Actor,
  { projectId }: { readonly projectId: number },
): Promise<readonly ProjectPerson[]> {
  if (!canSee(actor, projectId) || (await findProject(db, actor.orgId, { id: projectId })) === undefined) {
    throw notFound('project');
  }
  return peopleOf(db, actor.orgId, projectId);
}

/** A role for somebody in a project. */
interface SetMember {
  readonly projectId: number;
  readonly personId: number;
  readonly role: Role;
  readonly doubts?: Doubts;
}

/**
 * Gives a role in a project to whoever has an address; somebody of whom the organization has never heard becomes a guest
 * of that project, which takes an administrator of the organization.
 * @throws Refusal not_found, forbidden, invalid, taken (has a role there already)
 */
export async function inviteToProject(
  tx: Tx,
  invite: Omit<SetMember, 'personId'> & { readonly email: string },
): Promise<ProjectPerson> {
  await requireOwn(tx, invite);
  const personId = (await personOf(tx, invite.email)) ?? (await addGuest(tx, invite.email));
  const present = await findPerson(tx, invite.projectId, personId);
  if (present !== undefined && present.ownRole !== null) {
    throw new Refusal('taken', 'The user is already in the project', { field: 'email' });
  }
  return setRole(tx, { ...invite, personId });
}

/**
 * Gives somebody who can see a project another role in it; without a role nothing changes.
 * @throws Refusal not_found (also the person), forbidden, invalid
 */
export async function changeProjectMember(
  tx: Tx,
  change: Omit<SetMember, 'role'> & { readonly role: Role | undefined },
): Promise<ProjectPerson> {
  await requireOwn(tx, change, async () => requirePerson(tx, change.projectId, change.personId));
  const person = await requirePerson(tx, change.projectId, change.personId);
  const { role = person.ownRole } = change;
  return role === null || role === person.ownRole ? person : setRole(tx, { ...change, role });
}

/**
 * Takes somebody's own role in a project away; what they are in the organization stays.
 * @throws Refusal not_found (also somebody without such a role), forbidden
 */
export async function removeProjectMember(tx: Tx, remove: Omit<SetMember, 'role'>): Promise<ProjectPerson> {
  const { projectId, personId } = remove;
  await requireOwn(tx, remove, async () => requirePerson(tx, projectId, personId));
  const person = await requirePerson(tx, projectId, personId);
  if (person.ownRole === null) throw notFound('person');
  await deleteProjectMember(tx.db, tx.actor.orgId, projectId, personId);
  await tx.emit({ kind: 'person.role_set', projectId, data: { personId, role: null } });
  return { ...person, ownRole: null };
}

/** What is asked about is there, and the actor's to administer. @throws Refusal not_found, forbidden, invalid */
async function requireOwn(
  tx: Tx,
  { projectId, doubts }: { readonly projectId: number; readonly doubts?: Doubts },
  exists?: () => Promise<unknown>,
): Promise<void> {
  await listProjectPeople(tx.db, tx.actor, { projectId });
  await exists?.();
  requireProjectAdmin(tx.actor, projectId);
  refuseUnreadable(doubts);
  refuseFaults(doubts);
}

async function setRole(tx: Tx, { projectId, personId, role }: SetMember): Promise<ProjectPerson> {
  await setProjectMember(tx.db, tx.actor.orgId, projectId, personId, role);
  await tx.emit({ kind: 'person.role_set', projectId, data: { personId, role } });
  return requirePerson(tx, projectId, personId);
}

async function findPerson(tx: Tx, projectId: number, personId: number): Promise<ProjectPerson | undefined> {
  return (await peopleOf(tx.db, tx.actor.orgId, projectId)).find(({ id }) => id === personId);
}

async function requirePerson(tx: Tx, projectId: number, personId: number): Promise<ProjectPerson> {
  const person = await findPerson(tx, projectId, personId);
  if (person === undefined) throw notFound('person');
  return person;
}

async function personOf(tx: Tx, email: string): Promise<number | undefined> {
  const wanted = email.toLowerCase();
  const people = await listPeople(tx.db, tx.actor.orgId);
  return people.find((each) => each.email?.toLowerCase() === wanted || each.login.toLowerCase() === wanted)?.id;
}

/** Somebody new, who signs in under the address, or one like it if somebody else does. */
async function addGuest(tx: Tx, email: string): Promise<number> {
  requireAdmin(tx.actor);
  let login = email;
  for (let number = 2; (await findLogin(tx.db, login)) !== undefined; number += 1) login = `${email}-${number}`;
  const id = await addPerson(tx, tx.actor.orgId, { login, name: email, email, passwordHash: null }, null);
  await tx.emit({ kind: 'person.created', projectId: null, data: { personId: id, login, role: null } });
  return id;
}
