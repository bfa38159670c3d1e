import { type RawBuilder, sql } from 'kysely';
import { type ItemStep, type LivingItem, lifeOf, type StandingChange } from '../domain/item-life.ts';
import { type Db, prepared } from './engine.ts';
import { readCategories } from './workflows.ts';

/** An item, and its standings since it was made; only the last one where nothing of it has changed since the instant asked for. */
export interface ItemLife {
  readonly item: LivingItem;
  readonly life: readonly ItemStep[];
}

type OfProject = { readonly orgId: number; readonly projectId: number };
type OfIteration = { readonly orgId: number; readonly iterationId: number };
type ChangeRow = { readonly itemId: number; readonly at: number; readonly data: string };

/** The items that were ever in a project: they have an event there, that they were made in it, or came to it. */
export function everIn(orgId: unknown, projectId: unknown): RawBuilder<number> {
  return sql<number>`(SELECT item_id FROM event WHERE org_id = ${orgId} AND project_id = ${projectId}
    AND kind IN ('item.created', 'item.changed'))`;
}

function everMember(orgId: unknown, iterationId: unknown): RawBuilder<number> {
  return sql<number>`(SELECT item_id FROM membership WHERE org_id = ${orgId} AND iteration_id = ${iterationId})`;
}

function selectItems(db: Db, orgId: number | RawBuilder<number>, ids: RawBuilder<number>) {
  return db
    .selectFrom('item as t')
    .select([
      't.id',
      't.key',
      't.title',
      't.type',
      't.project_id as projectId',
      't.board_id as boardId',
      't.condition',
      't.category',
      't.status_id as statusId',
      't.created_at as createdAt',
      't.started_at as startedAt',
      't.done_at as doneAt',
    ])
    .where('t.org_id', '=', orgId)
    .where('t.id', 'in', ids)
    .orderBy('t.id');
}

function selectChanges(
  db: Db,
  orgId: number | RawBuilder<number>,
  ids: RawBuilder<number>,
  asOf: number | RawBuilder<number>,
) {
  return (
    db
      .selectFrom('item as t')
      .innerJoin('event as e', (on) => on.onRef('e.org_id', '=', 't.org_id').onRef('e.item_id', '=', 't.id'))
      .select(['t.id as itemId', 'e.at', 'e.data'])
      .where('t.org_id', '=', orgId)
      .where('t.id', 'in', ids)
      // Whatever of an item changes, its last change is then: what has rested since is as it was.
      .where('t.updated_at', '>=', asOf)
      .where('e.kind', '=', 'item.changed')
      .orderBy('e.item_id')
      .orderBy('e.seq')
  );
}

const itemsOfProject = prepared<OfProject, LivingItem>((db, value) =>
  selectItems(db, value('orgId'), everIn(value('orgId'), value('projectId'))),
);
const changesOfProject = prepared<OfProject & { asOf: number }, ChangeRow>((db, value) =>
  selectChanges(db, value('orgId'), everIn(value('orgId'), value('projectId')), value('asOf')),
);
const itemsOfIteration = prepared<OfIteration, LivingItem>((db, value) =>
  selectItems(db, value('orgId'), everMember(value('orgId'), value('iterationId'))),
);
const changesOfIteration = prepared<OfIteration & { asOf: number }, ChangeRow>((db, value) =>
  selectChanges(db, value('orgId'), everMember(value('orgId'), value('iterationId')), value('asOf')),
);

/** The lives of all items that have ever been in a project, for what they were before an instant in epoch milliseconds. */
export async function readLivesOfProject(
  db: Db,
  of: OfProject & { readonly asOf: number },
): Promise<readonly ItemLife[]> {
  return together(db, of.orgId, await itemsOfProject(db, of), await changesOfProject(db, of));
}

/** The same of all items that have ever been in an iteration. */
export async function readLivesOfIteration(
  db: Db,
  of: OfIteration & { readonly asOf: number },
): Promise<readonly ItemLife[]> {
  return together(db, of.orgId, await itemsOfIteration(db, of), await changesOfIteration(db, of));
}

async function together(
  db: Db,
  orgId: number,
  items: readonly LivingItem[],
  rows: readonly ChangeRow[],
): Promise<readonly ItemLife[]> {
  const categories = await readCategories(db, orgId);
  const changes = new Map<number, StandingChange[]>();
  for (const { itemId, at, data } of rows) {
    const { changes: changed = {} }: Partial<StandingChange> = JSON.parse(data);
    const own = changes.get(itemId);
    if (own === undefined) changes.set(itemId, [{ at, changes: changed }]);
    else own.push({ at, changes: changed });
  }
  return items.map((item) => ({
    item,
    life: lifeOf(item, changes.get(item.id) ?? [], (statusId) => categories.get(statusId) ?? item.category),
  }));
}
