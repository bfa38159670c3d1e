import { sql } from 'kysely';
import type {
  BoardItem,
  ColumnOfItem,
  LaneOfItem,
  Participant,
  PlanOfItem,
  SubcolumnOfItem,
  TagOfItem,
  Titled,
} from '../domain/board-item.ts';
import type { Item } from '../domain/item.ts';
import { type Db, prepared, preparedWide } from './engine.ts';
import { selectItems } from './item-rows.ts';
import { listItemTypes } from './item-types.ts';
import { numbersOf } from './numbers-of.ts';
import { sumMinutes } from './time-entries.ts';

/** A JSON list of numbers, within an organization. */
interface Listed {
  readonly orgId: number;
  readonly ids: string;
}

/** Something that belongs to an item. */
type Of<T> = T & { readonly itemId: number };

const itemsById = preparedWide<Listed, Item>((db, value) =>
  selectItems(db)
    .where('t.org_id', '=', value('orgId'))
    .where('t.id', 'in', numbersOf(db, value('ids'))),
);

const projectsById = prepared<Listed, Titled>((db, value) =>
  db
    .selectFrom('project')
    .select(['id', 'uid', 'title'])
    .where('org_id', '=', value('orgId'))
    .where('id', 'in', numbersOf(db, value('ids'))),
);

const boardsById = prepared<Listed, Titled>((db, value) =>
  db
    .selectFrom('board')
    .select(['id', 'uid', 'title'])
    .where('org_id', '=', value('orgId'))
    .where('id', 'in', numbersOf(db, value('ids'))),
);

const columnsById = prepared<Listed, ColumnOfItem>((db, value) =>
  db
    .selectFrom('board_column')
    .select([
      'id',
      'uid',
      'title',
      'board_id as boardId',
      'category',
      'sort_order as sortOrder',
      'item_limit as itemLimit',
    ])
    .where('org_id', '=', value('orgId'))
    .where('id', 'in', numbersOf(db, value('ids'))),
);

const subcolumnsById = prepared<Listed, SubcolumnOfItem>((db, value) =>
  db
    .selectFrom('subcolumn')
    .select(['id', 'uid', 'title', 'column_id as columnId', 'category', 'sort_order as sortOrder'])
    .where('org_id', '=', value('orgId'))
    .where('id', 'in', numbersOf(db, value('ids'))),
);

const lanesById = prepared<Listed, LaneOfItem>((db, value) =>
  db
    .selectFrom('lane')
    .select(['id', 'uid', 'title', 'board_id as boardId', 'sort_order as sortOrder'])
    .where('org_id', '=', value('orgId'))
    .where('id', 'in', numbersOf(db, value('ids'))),
);

const peopleById = prepared<Omit<Listed, 'orgId'>, Participant>((db, value) =>
  db
    .selectFrom('person')
    .select(['id', 'uid', 'login', 'name', 'email'])
    .where('id', 'in', numbersOf(db, value('ids'))),
);

const tagsByItem = prepared<Listed, Of<TagOfItem>>((db, value) =>
  db
    .selectFrom('item_tag as l')
    .innerJoin('tag as g', (on) => on.onRef('g.org_id', '=', 'l.org_id').onRef('g.id', '=', 'l.tag_id'))
    .select(['l.item_id as itemId', 'g.id', 'g.uid', 'g.name', 'g.created_at as createdAt'])
    .where('l.org_id', '=', value('orgId'))
    .where('l.item_id', 'in', numbersOf(db, value('ids')))
    .orderBy('g.id'),
);

const followersByItem = prepared<Listed, { itemId: number; personId: number }>((db, value) =>
  db
    .selectFrom('item_follower')
    .select(['item_id as itemId', 'person_id as personId'])
    .where('org_id', '=', value('orgId'))
    .where('item_id', 'in', numbersOf(db, value('ids')))
    .orderBy('person_id'),
);

const commentsByItem = prepared<Listed, { itemId: number; count: number; lastAt: number }>((db, value) =>
  db
    .selectFrom('comment')
    .select((eb) => [
      'item_id as itemId',
      eb.fn.countAll<number>().as('count'),
      sql<number>`max(created_at)`.as('lastAt'),
    ])
    .where('org_id', '=', value('orgId'))
    .where('item_id', 'in', numbersOf(db, value('ids')))
    .where('deleted_at', 'is', null)
    .groupBy('item_id'),
);

const plansByItem = prepared<Listed, Of<PlanOfItem>>((db, value) =>
  db
    .selectFrom('membership as m')
    .innerJoin('iteration as i', (on) => on.onRef('i.org_id', '=', 'm.org_id').onRef('i.id', '=', 'm.iteration_id'))
    .innerJoin('project as p', (on) => on.onRef('p.org_id', '=', 'i.org_id').onRef('p.id', '=', 'i.project_id'))
    .innerJoin('person as c', 'c.id', 'i.created_by')
    .innerJoin('person as u', 'u.id', 'i.updated_by')
    .select([
      'm.item_id as itemId',
      'i.id',
      'i.uid',
      'i.title',
      'i.status',
      'p.id as projectId',
      'p.uid as projectUid',
      'c.uid as creatorUid',
      'u.uid as updaterUid',
    ])
    .where('m.org_id', '=', value('orgId'))
    .where('m.item_id', 'in', numbersOf(db, value('ids')))
    .where('m.ended_at', 'is', null)
    .where('i.kind', '=', 'iteration')
    .where('i.status', 'in', ['planned', 'active'])
    .orderBy('i.id'),
);

const idsOfBoard = prepared<{ orgId: number; boardId: number }, { id: number }>((db, value) =>
  db
    .selectFrom('item')
    .select('id')
    .where('org_id', '=', value('orgId'))
    .where('board_id', '=', value('boardId'))
    .where('condition', '<>', 'deleted')
    .orderBy('sort_order')
    .orderBy('id'),
);

/** The numbers of all items that stand on a board, archived ones too, in their order. */
export async function listIdsOfBoard(db: Db, orgId: number, boardId: number): Promise<readonly number[]> {
  return (await idsOfBoard(db, { orgId, boardId })).map((row) => row.id);
}

/** The items of those numbers that there are, in the order of the numbers. */
export async function findBoardItems(db: Db, orgId: number, ids: readonly number[]): Promise<readonly BoardItem[]> {
  if (ids.length === 0) return [];
  const listed = { orgId, ids: JSON.stringify(ids) };
  const items = await itemsById(db, listed);
  const named = (numbers: readonly number[]) => ({ orgId, ids: JSON.stringify([...new Set(numbers)]) });
  const projects = byId(await projectsById(db, named(items.map((each) => each.projectId))));
  const boards = byId(await boardsById(db, named(items.map((each) => each.boardId))));
  const columns = byId(await columnsById(db, named(items.map((each) => each.columnId))));
  const subcolumns = byId(await subcolumnsById(db, named(items.flatMap((each) => each.subcolumnId ?? []))));
  const lanes = byId(await lanesById(db, named(items.map((each) => each.laneId))));
  const tags = byItem(await tagsByItem(db, listed));
  const followers = byItem(await followersByItem(db, listed));
  const comments = byItem(await commentsByItem(db, listed));
  const minutes = await sumMinutes(db, orgId, ids);
  const plans = byItem(await plansByItem(db, listed));
  const types = new Map((await listItemTypes(db, orgId)).map((each) => [each.key, each]));
  const people = byId(await peopleById(db, named([...items.flatMap(peopleOf), ...followersIn(followers)])));

  const shown = new Map(
    items.flatMap((item): [number, BoardItem][] => {
      const project = projects.get(item.projectId);
      const board = boards.get(item.boardId);
      const column = columns.get(item.columnId);
      const lane = lanes.get(item.laneId);
      const owner = people.get(item.ownerId ?? item.createdBy);
      // What was moved and whose place was removed between two of these queries is not to be had any more.
      if (project === undefined || board === undefined || column === undefined || lane === undefined) return [];
      if (owner === undefined) return [];
      const said = comments.get(item.id)?.[0];
      return [
        [
          item.id,
          {
            ...item,
            project,
            board,
            column,
            subcolumn: item.subcolumnId === null ? null : (subcolumns.get(item.subcolumnId) ?? null),
            lane,
            ownType: types.get(item.type) ?? null,
            owner,
            assignee: item.assigneeId === null ? null : (people.get(item.assigneeId) ?? null),
            followers: (followers.get(item.id) ?? []).flatMap(({ personId }) => people.get(personId) ?? []),
            tags: (tags.get(item.id) ?? []).map(({ itemId, ...tag }) => tag),
            comments: { count: said?.count ?? 0, lastAt: said?.lastAt ?? null },
            loggedMinutes: minutes.get(item.id) ?? null,
            plans: (plans.get(item.id) ?? []).map(({ itemId, ...plan }) => plan),
          },
        ],
      ];
    }),
  );
  return ids.flatMap((id) => shown.get(id) ?? []);
}

function peopleOf({ ownerId, createdBy, assigneeId }: Item): readonly number[] {
  return [ownerId ?? createdBy, ...(assigneeId === null ? [] : [assigneeId])];
}

function followersIn(followers: ReadonlyMap<number, readonly { readonly personId: number }[]>): readonly number[] {
  return [...followers.values()].flatMap((each) => each.map(({ personId }) => personId));
}

function byId<T extends { readonly id: number }>(rows: readonly T[]): ReadonlyMap<number, T> {
  return new Map(rows.map((row) => [row.id, row]));
}

function byItem<T extends { readonly itemId: number }>(rows: readonly T[]): ReadonlyMap<number, readonly T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const group = groups.get(row.itemId);
    if (group === undefined) groups.set(row.itemId, [row]);
    else group.push(row);
  }
  return groups;
}
