import { type Actor, canSee, requirePlanner, visibleProjects } from '../domain/access.ts';
import type { Query } from '../domain/filter.ts';
import type { Item } from '../domain/item.ts';
import { checkVersion, type Precondition } from '../domain/precondition.ts';
import { type Doubts, type Fault, notFound, Refusal, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import type { Detail } from '../domain/work-details.ts';
import type { FirstStamp, Stamp } from '../store/detail-writer.ts';
import type { Db } from '../store/engine.ts';
import { type Numbered, takeNumbers } from '../store/events.ts';
import { findItem } from '../store/items.ts';
import { findProject, type Project } from '../store/projects.ts';
import type { RowPage, Rows } from '../store/query-rows.ts';
import type { Tx } from './transact.ts';

/** One kind of detail: what a refusal and an event call it, and where its rows are. */
export interface DetailKind<Row> {
  readonly name: string;
  readonly rows: Rows<Row>;
}

/** Which detail is meant, and what the caller knows of it. */
export interface NameDetail {
  readonly id: number;
  readonly precondition?: Precondition;
  readonly doubts?: Doubts;
}

/** A change of a detail: the fields that were mentioned, and members that never change, as the caller sent them back. */
export interface ChangeDetail<Fields, Fixed = object> extends NameDetail {
  readonly fields: Partial<Fields>;
  readonly fixed?: Partial<Fixed>;
}

/** What a list is about: all that the actor can see, or what belongs to one project or one item. */
export interface ListDetails {
  readonly of: { readonly projectId?: number; readonly itemId?: number };
  readonly query: Query;
}

/** Makes the two ways to read one kind of detail. Both throw `not_found`, for the detail or for what it is to belong to. */
export function readsOf<Row extends Pick<Detail, 'projectId'>>({ name, rows }: DetailKind<Row>) {
  return {
    get: async (db: Db, actor: Actor, { id }: { readonly id: number }): Promise<Row> => {
      const row = await rows.find(db, actor.orgId, id);
      if (row === undefined || !canSee(actor, row.projectId)) throw missing(name);
      return row;
    },
    list: async (db: Db, actor: Actor, { of, query }: ListDetails): Promise<RowPage<Row>> => {
      if (of.projectId !== undefined) await visibleProject(db, actor, of.projectId);
      if (of.itemId !== undefined) await visibleItem(db, actor, of.itemId);
      return rows.list(db, { orgId: actor.orgId, projects: visibleProjects(actor), of: { ...of } }, query);
    },
  };
}

/** The project a new detail is to belong to. @throws Refusal not_found, forbidden, malformed_body */
export async function projectFor(tx: Tx, projectId: number, doubts: Doubts | undefined): Promise<Project> {
  const project = await visibleProject(tx.db, tx.actor, projectId);
  requirePlanner(tx.actor, project.id, 'project');
  refuseUnreadable(doubts);
  return project;
}

/** The item a new detail is to belong to. @throws Refusal not_found, forbidden, malformed_body */
export async function itemFor(tx: Pick<Tx, 'db' | 'actor'>, itemId: number, doubts: Doubts | undefined): Promise<Item> {
  const item = await visibleItem(tx.db, tx.actor, itemId);
  requirePlanner(tx.actor, item.projectId, 'item');
  refuseUnreadable(doubts);
  return item;
}

/** Stores a new detail by `insert`, tells of it, and answers it. */
export async function addDetail<Row extends Detail>(
  tx: Tx,
  kind: DetailKind<Row>,
  numbered: Numbered,
  insert: (first: FirstStamp & { readonly orgId: number; readonly id: number }) => Promise<void>,
): Promise<Row> {
  const { db, actor, now } = tx;
  const id = await takeNumbers(db, actor.orgId, numbered);
  const stamp = { version: 1, createdAt: now, createdBy: actor.userId, updatedAt: now, updatedBy: actor.userId };
  await insert({ orgId: actor.orgId, id, ...stamp });
  return tell(tx, kind, 'created', id, {});
}

/** The detail to be changed. @throws Refusal not_found, forbidden, malformed_body, version_* */
export async function detailFor<Row extends Detail>(tx: Tx, kind: DetailKind<Row>, name: NameDetail): Promise<Row> {
  const row = await kind.rows.find(tx.db, tx.actor.orgId, name.id);
  if (row === undefined || !canSee(tx.actor, row.projectId)) throw missing(kind.name);
  requirePlanner(tx.actor, row.projectId, 'project');
  refuseUnreadable(name.doubts);
  if (name.precondition !== undefined) checkVersion(name.precondition, row.version, false);
  return row;
}

/**
 * Writes a changed detail by `save`, tells of it, and answers it; a change that changes nothing raises no version.
 * `more`: faults found beside those that came with the request.
 * @throws Refusal invalid
 */
export async function saveDetail<Row extends Detail>(
  tx: Tx,
  kind: DetailKind<Row>,
  before: Row,
  change: ChangeDetail<NoInfer<Row>, NoInfer<Row>>,
  more: readonly Fault[],
  save: (next: Row & Stamp & { readonly orgId: number }) => Promise<void>,
): Promise<Row> {
  refuseAll(change.doubts, [...faultsOfFixed(before, change.fixed ?? {}), ...more]);
  const changed = Object.entries(change.fields).filter(([name, value]) => Reflect.get(before, name) !== value);
  if (changed.length === 0) return before;
  const { orgId, userId } = tx.actor;
  const stamp = { version: before.version + 1, updatedAt: Math.max(tx.now, before.updatedAt), updatedBy: userId };
  await save({ ...before, ...change.fields, ...stamp, orgId });
  return tell(tx, kind, 'changed', before.id, {
    before: Object.fromEntries(changed.map(([name]) => [name, Reflect.get(before, name)])),
    after: Object.fromEntries(changed),
  });
}

/** Deletes a detail by `remove`, and tells of it. @throws Refusal not_found, forbidden, malformed_body, version_* */
export async function removeDetail<Row extends Detail>(
  tx: Tx,
  kind: DetailKind<Row>,
  name: NameDetail,
  remove: (row: Row) => Promise<void>,
): Promise<void> {
  const row = await detailFor(tx, kind, name);
  await remove(row);
  await tx.emit({ kind: `${kind.name}.removed`, projectId: row.projectId, data: { id: row.id, ...itemOf(row) } });
}

/** Tells what became of a detail, and answers it as it is now. */
export async function tell<Row extends Detail>(
  tx: Tx,
  kind: DetailKind<Row>,
  what: 'created' | 'changed',
  id: number,
  data: Readonly<Record<string, unknown>>,
): Promise<Row> {
  const row = await kind.rows.find(tx.db, tx.actor.orgId, id);
  if (row === undefined) throw new Error(`The ${kind.name} ${id} was not stored`);
  await tx.emit({
    kind: `${kind.name}.${what}`,
    projectId: row.projectId,
    data: { id, version: row.version, ...itemOf(row), ...data },
  });
  return row;
}

/** Throws the faults that came with a request together with those that were found since. @throws Refusal invalid */
export function refuseAll(doubts: Doubts | undefined, more: readonly Fault[]): void {
  refuseFaults({ faults: [...(doubts?.faults ?? []), ...more] });
}

/** What was sent back of a detail although it never changes, and is not what it is. */
export function faultsOfFixed(before: object, fixed: object): readonly Fault[] {
  return Object.entries(fixed).flatMap(([field, value]): readonly Fault[] =>
    Reflect.get(before, field) === value
      ? []
      : [{ field, rule: 'rule', message: 'It belongs to another one, and that never changes' }],
  );
}

/** That something a request names is not there. */
export function notThere(field: string, what: string): Fault {
  return { field, rule: 'rule', message: `There is no such ${what} here` };
}

/** An item that the actor can see. @throws Refusal not_found */
export async function visibleItem(db: Db, actor: Actor, id: number): Promise<Item> {
  const item = await findItem(db, actor.orgId, { id });
  if (item === undefined || item.condition === 'deleted' || !canSee(actor, item.projectId)) throw notFound('item');
  return item;
}

async function visibleProject(db: Db, actor: Actor, id: number): Promise<Project> {
  const project = await findProject(db, actor.orgId, { id });
  if (project === undefined || !canSee(actor, project.id)) throw notFound('project');
  return project;
}

/** An event names the item in its data: in its own column it would count as a change of the item, with a history. */
function itemOf(row: object) {
  return 'itemId' in row ? { itemId: row.itemId } : {};
}

function missing(name: string): Refusal {
  const words = name.replaceAll('_', ' ');
  return new Refusal('not_found', `${words.slice(0, 1).toUpperCase()}${words.slice(1)} not found`);
}
