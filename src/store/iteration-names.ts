import { type Db, prepared } from './engine.ts';
import { numbersOf } from './numbers-of.ts';

/** What an iteration is found by. */
export interface IterationName {
  readonly id: number;
  readonly title: string;
  readonly projectId: number;
  readonly boardId: number;
  readonly isActive: boolean;
}

interface NameRow extends Omit<IterationName, 'isActive'> {
  readonly status: string;
}

function selectNames(db: Db) {
  return db
    .selectFrom('iteration')
    .select(['id', 'title', 'project_id as projectId', 'board_id as boardId', 'status'])
    .where('kind', '=', 'iteration')
    .where('status', '<>', 'removed');
}

const allNames = prepared<{ orgId: number }, NameRow>((db, value) =>
  selectNames(db).where('org_id', '=', value('orgId')).orderBy('id'),
);

/** The names of all iterations proper that were not removed, the oldest first. */
export async function listIterationNames(db: Db, orgId: number): Promise<readonly IterationName[]> {
  return (await allNames(db, { orgId })).map(nameFromRow);
}

const namesById = prepared<{ orgId: number; ids: string }, NameRow>((db, value) =>
  selectNames(db)
    .where('org_id', '=', value('orgId'))
    .where('id', 'in', numbersOf(db, value('ids')))
    .orderBy('id'),
);

/** The names of those of the numbers that are iterations proper and were not removed. */
export async function findIterationNames(
  db: Db,
  orgId: number,
  ids: readonly number[],
): Promise<readonly IterationName[]> {
  return (await namesById(db, { orgId, ids: JSON.stringify(ids) })).map(nameFromRow);
}

function nameFromRow({ status, ...row }: NameRow): IterationName {
  return { ...row, isActive: status === 'active' };
}
