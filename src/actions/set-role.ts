import { type Role, requireAdmin } from '../domain/access.ts';
import { Refusal } from '../domain/refusal.ts';
import { listPeople } from '../store/people.ts';
import { changePerson } from './manage-people.ts';
import type { Tx } from './transact.ts';

/** Whose role in the whole organization is to change; null leaves them the projects they were given one by one. */
export interface SetRole {
  readonly login: string;
  readonly role: Role | null;
}

/**
 * Sets a person's role in the actor's organization. The last administrator stays one.
 * @throws Refusal forbidden, not_found
 */
export async function setRole(tx: Tx, set: SetRole): Promise<void> {
  requireAdmin(tx.actor);
  const people = await listPeople(tx.db, tx.actor.orgId);
  const person = people.find((each) => each.login === set.login);
  if (person === undefined) throw new Refusal('not_found', `Nobody in the organization signs in as ${set.login}`);
  await changePerson(tx, { personId: person.id, role: set.role });
}
