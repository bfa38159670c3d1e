import { type Db, prepared } from './engine.ts';

/** An organization, and how often it was changed: 1 is never. */
export interface Organization {
  readonly id: number;
  /** Its name in addresses and on the command line; it stays. */
  readonly slug: string;
  readonly name: string;
  /** IANA zone of whatever has none of its own. */
  readonly zone: string;
  readonly version: number;
}

const organizationById = prepared<{ orgId: number }, Organization>((db, value) =>
  db.selectFrom('organization').select(['id', 'slug', 'name', 'zone', 'version']).where('id', '=', value('orgId')),
);

/** One organization that is known to exist. */
export async function readOrganization(db: Db, orgId: number): Promise<Organization> {
  const [row] = await organizationById(db, { orgId });
  if (row === undefined) throw new Error(`No organization ${orgId}`);
  return row;
}

/** Writes an organization over what it was. */
export async function saveOrganization(db: Db, { id, name, zone, version }: Organization): Promise<void> {
  await db.updateTable('organization').set({ name, zone, version }).where('id', '=', id).execute();
}

/** How many projects have no zone of their own. */
export async function countProjectsWithoutZone(db: Db, orgId: number): Promise<number> {
  const { count } = await db
    .selectFrom('project')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('org_id', '=', orgId)
    .where('zone', 'is', null)
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}

/** Gives a zone to every iteration that is over and has none, nor its project: its days stay as they were counted. */
export async function keepZoneOfClosed(db: Db, orgId: number, zone: string): Promise<void> {
  await db
    .updateTable('iteration')
    .set({ zone })
    .where('org_id', '=', orgId)
    .where('zone', 'is', null)
    .where('status', 'in', ['closed', 'archived', 'removed'])
    .where(
      'project_id',
      'in',
      db.selectFrom('project').select('id').where('org_id', '=', orgId).where('zone', 'is', null),
    )
    .execute();
}

/** The iterations that run and count their days in the organization's zone. */
export async function listRunningWithoutZone(db: Db, orgId: number): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('iteration as i')
    .innerJoin('project as p', (on) => on.onRef('p.org_id', '=', 'i.org_id').onRef('p.id', '=', 'i.project_id'))
    .select('i.id')
    .where('i.org_id', '=', orgId)
    .where('i.status', '=', 'active')
    .where('i.zone', 'is', null)
    .where('p.zone', 'is', null)
    .execute();
  return rows.map(({ id }) => id);
}
