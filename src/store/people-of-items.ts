import { sql } from 'kysely';
import { type Db, idList } from './engine.ts';

/** An item's project, and the people to whom it matters, each once, by rising number. */
export interface PeopleOfItem {
  readonly projectId: number;
  readonly personIds: readonly number[];
}

/** The assignee, the author and the followers of each of some items, by its number. */
export async function peopleOfItems(
  db: Db,
  orgId: number,
  itemIds: readonly number[],
): Promise<ReadonlyMap<number, PeopleOfItem>> {
  const listed = sql`(${idList(db, itemIds)}) AS listed JOIN item AS t ON t.org_id = ${orgId} AND t.id = listed.id`;
  const { rows } = await sql<{ itemId: number; projectId: number; personId: number }>`
    SELECT t.id AS "itemId", t.project_id AS "projectId", t.created_by AS "personId" FROM ${listed}
    UNION SELECT t.id, t.project_id, t.assignee_id FROM ${listed} WHERE t.assignee_id IS NOT NULL
    UNION SELECT t.id, t.project_id, f.person_id FROM ${listed}
      JOIN item_follower AS f ON f.org_id = t.org_id AND f.item_id = t.id
    ORDER BY 1, 3`.execute(db);
  const people = new Map<number, { projectId: number; personIds: number[] }>();
  for (const { itemId, projectId, personId } of rows) {
    const known = people.get(itemId) ?? { projectId, personIds: [] };
    people.set(itemId, known);
    known.personIds.push(personId);
  }
  return people;
}
