import { type Db, prepared } from './engine.ts';

const zoneById = prepared<{ orgId: number; id: number }, { zone: string }>((db, value) =>
  db
    .selectFrom('iteration as i')
    .innerJoin('project as p', (on) => on.onRef('p.org_id', '=', 'i.org_id').onRef('p.id', '=', 'i.project_id'))
    .innerJoin('organization as o', 'o.id', 'i.org_id')
    .select((eb) => eb.fn.coalesce('i.zone', 'p.zone', 'o.zone').as('zone'))
    .where('i.org_id', '=', value('orgId'))
    .where('i.id', '=', value('id')),
);

/** The zone in which an iteration's days are counted: its own, else the project's, else the organization's. */
export async function zoneOf(db: Db, orgId: number, iterationId: number): Promise<string> {
  const [row] = await zoneById(db, { orgId, id: iterationId });
  if (row === undefined) throw new Error(`No iteration ${iterationId}`);
  return row.zone;
}

const zoneOfOrg = prepared<{ orgId: number }, { zone: string }>((db, value) =>
  db.selectFrom('organization').select('zone').where('id', '=', value('orgId')),
);

/** The zone of an organization, in which the days of whatever has no zone of its own are counted. */
export async function zoneOfOrganization(db: Db, orgId: number): Promise<string> {
  const [row] = await zoneOfOrg(db, { orgId });
  if (row === undefined) throw new Error(`No organization ${orgId}`);
  return row.zone;
}
