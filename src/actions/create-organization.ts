import { randomUUID } from 'node:crypto';
import { Refusal } from '../domain/refusal.ts';
import { insertOrganization, insertToken } from '../store/insert-people.ts';
import { countOrganizations, findOrganization } from '../store/people.ts';
import { addPerson, type NewPerson } from './people.ts';
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
