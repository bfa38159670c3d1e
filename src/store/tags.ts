import { sql } from 'kysely';
import { folded } from '../domain/text.ts';
import { type Db, idList } from './engine.ts';
import type { Tag } from './item-labels.ts';

/** Which tags are wanted. */
export interface TagSearch {
  readonly orgId: number;
  /** Only those that an item of these projects bears. */
  readonly projects: 'all' | readonly number[];
  /** Part of a name, in any letter case. */
  readonly part: string | null;
  readonly ids: readonly number[] | null;
  readonly skip: number;
  readonly limit: number;
}

/** Tags of the organization by age. */
export async function searchTags(db: Db, search: TagSearch): Promise<readonly Tag[]> {
  const { orgId, projects, ids } = search;
  let query = db
    .selectFrom('tag as g')
    .select(['g.id', 'g.uid', 'g.name', 'g.created_at as createdAt'])
    .where('g.org_id', '=', orgId)
    .orderBy('g.id');
  if (projects !== 'all') {
    query = query.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('item_tag as l')
          .innerJoin('item as t', (on) => on.onRef('t.org_id', '=', 'l.org_id').onRef('t.id', '=', 'l.item_id'))
          .select('t.id')
          .whereRef('l.org_id', '=', 'g.org_id')
          .whereRef('l.tag_id', '=', 'g.id')
          .where('t.condition', '<>', 'deleted')
          .where('t.project_id', 'in', sql<number>`(select id from (${idList(db, projects)}) as listed)`),
      ),
    );
  }
  if (ids !== null) query = query.where('g.id', 'in', sql<number>`(select id from (${idList(db, ids)}) as listed)`);
  if (search.part === null) return query.limit(search.limit).offset(search.skip).execute();
  // The engines fold letters differently; an organization has few tags.
  const part = folded(search.part);
  const found = (await query.execute()).filter((tag) => folded(tag.name).includes(part));
  return found.slice(search.skip, search.skip + search.limit);
}
