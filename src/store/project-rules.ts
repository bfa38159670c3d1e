import { type ProjectRules, plainRules } from '../domain/project-rules.ts';
import { type Db, prepared } from './engine.ts';

/** The rules of a project, and how often they were set: 1 is never. */
export interface StoredRules extends ProjectRules {
  readonly version: number;
}

const rulesOf = prepared<{ orgId: number; projectId: number }, StoredRules>((db, value) =>
  db
    .selectFrom('project_rules')
    .select([
      'grace_minutes as graceMinutes',
      'default_estimate as defaultEstimate',
      'credit_hours as creditHours',
      'version',
    ])
    .where('org_id', '=', value('orgId'))
    .where('project_id', '=', value('projectId')),
);

/** The rules of a project; the plain ones where nobody set any. */
export async function readProjectRules(db: Db, orgId: number, projectId: number): Promise<StoredRules> {
  return (await rulesOf(db, { orgId, projectId }))[0] ?? { ...plainRules, version: 1 };
}

/** Writes the rules of a project over what they were. */
export async function saveProjectRules(
  db: Db,
  rules: StoredRules & { readonly orgId: number; readonly projectId: number; readonly at: number; readonly by: number },
): Promise<void> {
  const row = {
    grace_minutes: rules.graceMinutes,
    default_estimate: rules.defaultEstimate,
    credit_hours: rules.creditHours,
    version: rules.version,
    updated_at: rules.at,
    updated_by: rules.by,
  };
  await db
    .insertInto('project_rules')
    .values({ org_id: rules.orgId, project_id: rules.projectId, ...row })
    .onConflict((conflict) => conflict.columns(['org_id', 'project_id']).doUpdateSet(row))
    .execute();
}
