import type { Role, Scope } from '../domain/access.ts';
import type { Db } from './engine.ts';

/** Stores an organization with its counters at 0 and answers its number. */
export async function insertOrganization(
  db: Db,
  organization: { uid: string; slug: string; name: string; zone: string; createdAt: number },
): Promise<number> {
  const { createdAt, ...row } = organization;
  const { id } = await db
    .insertInto('organization')
    .values({ ...row, created_at: createdAt })
    .returning('id')
    .executeTakeFirstOrThrow();
  const none = {
    project: 0,
    board: 0,
    board_column: 0,
    lane: 0,
    status: 0,
    iteration: 0,
    item: 0,
    membership: 0,
    // The first number is that of the built-in type.
    item_type: 1,
    tag: 0,
    comment: 0,
    webhook: 0,
    webhook_delivery: 0,
    forecast: 0,
    event: 0,
  };
  await db
    .insertInto('organization_counter')
    .values({ org_id: id, ...none })
    .execute();
  return id;
}

/** Stores a person and answers their number. */
export async function insertPerson(
  db: Db,
  person: {
    uid: string;
    login: string;
    name: string;
    email: string | null;
    passwordHash: string | null;
    defaultOrgId: number;
    createdAt: number;
  },
): Promise<number> {
  const { id } = await db
    .insertInto('person')
    .values({
      uid: person.uid,
      login: person.login,
      name: person.name,
      email: person.email,
      password_hash: person.passwordHash,
      default_org_id: person.defaultOrgId,
      active: 1,
      created_at: person.createdAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Writes what a person may change of themself. */
export async function savePerson(
  db: Db,
  person: { readonly id: number; readonly login: string; readonly name: string },
): Promise<void> {
  const { id, login, name } = person;
  await db.updateTable('person').set({ login, name }).where('id', '=', id).execute();
}

/** Notes whether a person may sign in. */
export async function saveActive(db: Db, id: number, isActive: boolean): Promise<void> {
  await db
    .updateTable('person')
    .set({ active: isActive ? 1 : 0 })
    .where('id', '=', id)
    .execute();
}

/** Gives a person another password. */
export async function savePasswordHash(db: Db, id: number, passwordHash: string): Promise<void> {
  await db.updateTable('person').set({ password_hash: passwordHash }).where('id', '=', id).execute();
}

/** Ends all web sessions of a person but one. */
export async function deleteSessionsOf(db: Db, personId: number, kept: string | null): Promise<void> {
  const all = db.deleteFrom('session').where('person_id', '=', personId);
  await (kept === null ? all : all.where('hash', '!=', kept)).execute();
}

/** Gives a person a place and a role in an organization, or changes the role. */
export async function setMember(db: Db, orgId: number, personId: number, role: Role | null): Promise<void> {
  await db
    .insertInto('organization_member')
    .values({ org_id: orgId, person_id: personId, role })
    .onConflict((conflict) => conflict.columns(['org_id', 'person_id']).doUpdateSet({ role }))
    .execute();
}

/** Gives a person a role in one project, or changes it. */
export async function setProjectMember(
  db: Db,
  orgId: number,
  projectId: number,
  personId: number,
  role: Role,
): Promise<void> {
  await db
    .insertInto('project_member')
    .values({ org_id: orgId, project_id: projectId, person_id: personId, role })
    .onConflict((conflict) => conflict.columns(['org_id', 'project_id', 'person_id']).doUpdateSet({ role }))
    .execute();
}

/** Stores a token by its hash and answers its number. */
export async function insertToken(
  db: Db,
  token: {
    orgId: number;
    personId: number;
    name: string;
    hash: string;
    lastFour: string;
    scope: Scope;
    projectId: number | null;
    createdAt: number;
    expiresAt: number | null;
    /** What it came from, if it is one of several in turn. */
    delegationId?: number;
  },
): Promise<number> {
  const { id } = await db
    .insertInto('token')
    .values({
      org_id: token.orgId,
      person_id: token.personId,
      name: token.name,
      hash: token.hash,
      last_four: token.lastFour,
      scope: token.scope,
      project_id: token.projectId,
      created_at: token.createdAt,
      expires_at: token.expiresAt,
      revoked_at: null,
      last_used_at: null,
      delegation_id: token.delegationId ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Ends a token at an instant; false when the organization has no such live token. */
export async function endToken(db: Db, orgId: number, id: number, at: number): Promise<boolean> {
  const result = await db
    .updateTable('token')
    .set({ revoked_at: at })
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Notes when a token was used last. */
export async function markTokenUsed(db: Db, id: number, at: number): Promise<void> {
  await db.updateTable('token').set({ last_used_at: at }).where('id', '=', id).execute();
}

/** Stores a web session by its hash, and forgets the sessions that have run out. */
export async function insertSession(
  db: Db,
  session: { hash: string; orgId: number; personId: number; createdAt: number; expiresAt: number },
): Promise<void> {
  await db.deleteFrom('session').where('expires_at', '<', session.createdAt).execute();
  await db
    .insertInto('session')
    .values({
      hash: session.hash,
      org_id: session.orgId,
      person_id: session.personId,
      created_at: session.createdAt,
      expires_at: session.expiresAt,
    })
    .execute();
}

/** Ends a web session. */
export async function deleteSession(db: Db, hash: string): Promise<void> {
  await db.deleteFrom('session').where('hash', '=', hash).execute();
}
