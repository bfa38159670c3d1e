import type { Role } from '../domain/access.ts';
import { type Db, prepared } from './engine.ts';
import type { Person } from './people.ts';

/** Somebody who can see a project, and by which roles. */
export interface ProjectPerson extends Person {
  readonly createdAt: number;
  /** 1 while they may sign in. */
  readonly active: number;
  /** In the whole organization. */
  readonly orgRole: Role | null;
  /** In this project. */
  readonly ownRole: Role | null;
}

const ofProject = prepared<{ orgId: number; projectId: number }, ProjectPerson>((db, value) =>
  db
    .selectFrom('organization_member as m')
    .innerJoin('person as p', 'p.id', 'm.person_id')
    .leftJoin('project_member as o', (on) =>
      on
        .onRef('o.org_id', '=', 'm.org_id')
        .onRef('o.person_id', '=', 'm.person_id')
        .on('o.project_id', '=', value('projectId')),
    )
    .select([
      'p.id',
      'p.uid',
      'p.login',
      'p.name',
      'p.email',
      'p.created_at as createdAt',
      'p.active',
      'm.role as orgRole',
      'o.role as ownRole',
    ])
    .where('m.org_id', '=', value('orgId'))
    .where((eb) => eb.or([eb('m.role', 'is not', null), eb('o.role', 'is not', null)]))
    .orderBy('p.id'),
);

/** Everybody who can see a project, oldest first. */
export function listProjectPeople(db: Db, orgId: number, projectId: number): Promise<readonly ProjectPerson[]> {
  return ofProject(db, { orgId, projectId });
}

/** Takes a person's own role in a project away. */
export async function deleteProjectMember(db: Db, orgId: number, projectId: number, personId: number): Promise<void> {
  await db
    .deleteFrom('project_member')
    .where('org_id', '=', orgId)
    .where('project_id', '=', projectId)
    .where('person_id', '=', personId)
    .execute();
}
