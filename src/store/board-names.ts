import { type Db, prepared } from './engine.ts';

/** What a board is found by. */
export interface BoardName {
  readonly id: number;
  readonly title: string;
  readonly projectId: number;
}

const ofOrganization = prepared<{ orgId: number }, BoardName>((db, value) =>
  db
    .selectFrom('board as b')
    .innerJoin('project as p', (on) => on.onRef('p.org_id', '=', 'b.org_id').onRef('p.id', '=', 'b.project_id'))
    .select(['b.id', 'b.title', 'b.project_id as projectId'])
    .where('b.org_id', '=', value('orgId'))
    .where('p.removed_at', 'is', null)
    .orderBy('b.id'),
);

/** The names of all boards, the oldest first. */
export function listBoardNames(db: Db, orgId: number): Promise<readonly BoardName[]> {
  return ofOrganization(db, { orgId });
}
