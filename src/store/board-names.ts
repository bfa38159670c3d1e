import { type Db, prepared } from './engine.ts';

/** What a board is found by. */
export interface BoardName {
  readonly id: number;
  readonly title: string;
  readonly projectId: number;
}

const ofOrganization = prepared<{ orgId: number }, BoardName>((db, value) =>
  db
    .selectFrom('board')
    .select(['id', 'title', 'project_id as projectId'])
    .where('org_id', '=', value('orgId'))
    .orderBy('id'),
);

/** The names of all boards, the oldest first. */
export function listBoardNames(db: Db, orgId: number): Promise<readonly BoardName[]> {
  return ofOrganization(db, { orgId });
}
