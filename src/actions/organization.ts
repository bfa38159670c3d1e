import { type Actor, requireAdmin } from '../domain/access.ts';
import { checkVersion, type Precondition } from '../domain/precondition.ts';
import { type Doubts, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import type { Db } from '../store/engine.ts';
import {
  countProjectsWithoutZone,
  keepZoneOfClosed,
  listRunningWithoutZone,
  type Organization,
  readOrganization,
  saveOrganization,
} from '../store/organizations.ts';
import { listProjects } from '../store/projects.ts';
import { fileAnew } from './file-anew.ts';
import type { Tx } from './transact.ts';

/** An organization, and how many of its projects count their days in its zone. */
export interface OrganizationView extends Organization {
  readonly projectsInZone: number;
}

/** A change of the caller's organization. Absent: not mentioned. */
export interface ChangeOrganization {
  readonly fields: Partial<Pick<Organization, 'name' | 'zone'>>;
  readonly precondition: Precondition;
  readonly doubts?: Doubts;
}

/** The actor's own organization. */
export function getOrganization(db: Db, actor: Actor): Promise<OrganizationView> {
  return viewOf(db, actor.orgId);
}

/**
 * Changes the name or the zone of the actor's organization. With the zone, days of open iterations begin at another
 * midnight, in every project that has no zone of its own; iterations that are over keep the one that they were counted in.
 * What changes nothing raises no version.
 * @throws Refusal forbidden, version_*, invalid
 */
export async function changeOrganization(tx: Tx, change: ChangeOrganization): Promise<OrganizationView> {
  const { db, actor } = tx;
  requireAdmin(actor);
  refuseUnreadable(change.doubts);
  const before = await readOrganization(db, actor.orgId);
  checkVersion(change.precondition, before.version, true);
  refuseFaults(change.doubts);
  const next = { ...before, ...change.fields };
  if (next.name !== before.name || next.zone !== before.zone) {
    const version = before.version + 1;
    await saveOrganization(db, { ...next, version });
    if (next.zone !== before.zone) await moveMidnight(tx, before.zone);
    const told = ({ name, zone }: Organization) => ({ name, zone });
    await tx.emit({
      kind: 'organization.changed',
      projectId: null,
      touches: (await listProjects(db, actor.orgId)).map(({ id }) => id),
      data: { version, before: told(before), after: told(next) },
    });
  }
  return viewOf(db, actor.orgId);
}

async function moveMidnight(tx: Tx, before: string): Promise<void> {
  const { orgId } = tx.actor;
  await keepZoneOfClosed(tx.db, orgId, before);
  for (const id of await listRunningWithoutZone(tx.db, orgId)) await fileAnew(tx, { orgId, id });
}

async function viewOf(db: Db, orgId: number): Promise<OrganizationView> {
  return { ...(await readOrganization(db, orgId)), projectsInZone: await countProjectsWithoutZone(db, orgId) };
}
