import { type Role, requireAdmin } from '../domain/access.ts';
import { type Doubts, notFound, Refusal, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import { deleteSessionsOf, saveActive, savePasswordHash, setMember } from '../store/insert-people.ts';
import { belongsElsewhere, listPeople, type Member } from '../store/people.ts';
import { saveName } from './people.ts';
import type { Tx } from './transact.ts';

/** What an administrator changes of a person of the organization; what is not mentioned stays. */
export interface ChangePerson {
  readonly personId: number;
  readonly name?: string;
  /** In the organization; null leaves the projects that were given one by one. */
  readonly role?: Role | null;
  /** Whether they may sign in; their tokens and sessions go with it. */
  readonly isActive?: boolean;
  readonly doubts?: Doubts;
}

/**
 * Changes a person of the actor's organization: name, role, and whether they may sign in. The last administrator who may
 * sign in stays one. Who belongs to other organizations too is theirs as well: there, only the role is changed.
 * @throws Refusal not_found, forbidden, invalid
 */
export async function changePerson(tx: Tx, change: ChangePerson): Promise<Member> {
  const { db, actor } = tx;
  const people = await listPeople(db, actor.orgId);
  const person = people.find(({ id }) => id === change.personId);
  if (person === undefined) throw notFound('person');
  requireAdmin(actor);
  refuseUnreadable(change.doubts);
  refuseFaults(change.doubts);
  const { name = person.name, role = person.role } = change;
  const active = (change.isActive ?? person.active === 1) ? 1 : 0;
  const changed: Member = { ...person, name, role, active };
  if (name !== person.name || active !== person.active) await requireOwn(tx, person.id);
  const isAdmin = (each: Member) => each.role === 'admin' && each.active === 1;
  if (isAdmin(person) && ![...people.filter((each) => each !== person), changed].some(isAdmin)) {
    throw new Refusal('forbidden', 'An organization needs an administrator');
  }
  if (role !== person.role) await giveRole(tx, person.id, role);
  if (name !== person.name) await saveName(tx, changed);
  if (active !== person.active) await switchPerson(tx, person.id, active === 1);
  return changed;
}

/** Another password for somebody. It comes hashed (`actions/secrets.ts`), as hashing is slow on purpose. */
export interface SetPassword {
  readonly personId: number;
  readonly passwordHash: string;
  /** The caller's session, by its hash, which goes on while all others end; null for who has none, and for others. */
  readonly keptSession: string | null;
  readonly doubts?: Doubts;
}

/**
 * Gives a person another password and ends their sessions; tokens stay. For oneself in a session, as a
 * token is not to outlive its end; and for administrators of the one organization that the person belongs to.
 * @throws Refusal not_found, forbidden, invalid
 */
export async function setPassword(tx: Tx, set: SetPassword): Promise<void> {
  const { db, actor } = tx;
  const { personId } = set;
  if (!(await listPeople(db, actor.orgId)).some(({ id }) => id === personId)) throw notFound('person');
  if (personId !== actor.userId || set.keptSession === null) requireAdmin(actor);
  refuseUnreadable(set.doubts);
  refuseFaults(set.doubts);
  if (personId !== actor.userId) await requireOwn(tx, personId);
  await savePasswordHash(db, personId, set.passwordHash);
  await deleteSessionsOf(db, personId, set.keptSession);
  await tx.emit({ kind: 'person.password_set', projectId: null, data: { personId } });
}

/** Gives a person another role in the organization. */
export async function giveRole(tx: Tx, personId: number, role: Role | null): Promise<void> {
  await setMember(tx.db, tx.actor.orgId, personId, role);
  await tx.emit({ kind: 'person.role_set', projectId: null, data: { personId, role } });
}

/** @throws Refusal forbidden */
async function requireOwn({ db, actor }: Tx, personId: number): Promise<void> {
  if (await belongsElsewhere(db, actor.orgId, personId)) {
    throw new Refusal('forbidden', 'This person belongs to other organizations too');
  }
}

async function switchPerson(tx: Tx, personId: number, isActive: boolean): Promise<void> {
  await saveActive(tx.db, personId, isActive);
  if (!isActive) await deleteSessionsOf(tx.db, personId, null);
  await tx.emit({
    kind: isActive ? 'person.switched_on' : 'person.switched_off',
    projectId: null,
    data: { personId },
  });
}
