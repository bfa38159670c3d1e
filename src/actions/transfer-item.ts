import { canSee, requirePlanner } from '../domain/access.ts';
import type { Item, ItemRef, ListChange } from '../domain/item.ts';
import type { IterationName } from '../domain/iteration.ts';
import { checkVersion, type Precondition } from '../domain/precondition.ts';
import { type Doubts, notFound, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import { standpointFor } from '../domain/workflow.ts';
import { firstLane, listColumns } from '../store/boards.ts';
import { findItem, insertAlias, takeItemKey } from '../store/items.ts';
import { findProject, type ProjectRef } from '../store/projects.ts';
import { listStatuses } from '../store/workflows.ts';
import { saveChange } from './change-item.ts';
import { type ItemFields, resolveFields, unknownPlace } from './item-fields.ts';
import type { Tx } from './transact.ts';

/** An item and the project that it is to belong to. */
export interface TransferItem {
  readonly item: ItemRef;
  readonly to: ProjectRef;
  /** Whether it begins there in the first status; else it keeps the one it has. */
  readonly begins: boolean;
  readonly fields: ItemFields;
  readonly iterations?: ListChange<IterationName>;
  readonly precondition?: Precondition;
  readonly doubts?: Doubts;
}

/**
 * Moves an item to another project's default board, where it gets a key of that project; it is still found under the
 * old one. It stays in its iterations, unless those are changed with it. All of it is one version.
 * @throws Refusal not_found, forbidden, version_*, invalid (no such project), and what `planMoves` refuses
 */
export async function transferItem(tx: Tx, transfer: TransferItem): Promise<Item> {
  const { db, actor } = tx;
  const { orgId } = actor;
  const before = await findItem(db, orgId, transfer.item);
  if (before === undefined || before.condition === 'deleted') throw notFound('item');
  requirePlanner(actor, before.projectId, 'item');
  refuseUnreadable(transfer.doubts);
  if (transfer.precondition !== undefined) checkVersion(transfer.precondition, before.version, false);
  refuseFaults(transfer.doubts);
  const project = await findProject(db, orgId, transfer.to);
  if (project === undefined || !canSee(actor, project.id)) throw unknownPlace('project');
  requirePlanner(actor, project.id, 'project');
  const changed: Item = { ...before, ...(await resolveFields(tx, transfer.fields, before)) };
  if (project.id === before.projectId) return saveChange(tx, before, changed, transfer);

  const columns = await listColumns(db, orgId, project.defaultBoardId);
  const statuses = await listStatuses(db, orgId, project.id);
  const kept = transfer.begins ? undefined : statuses.find((each) => each.id === before.statusId);
  const category = transfer.begins ? 'queued' : before.category;
  const standpoint = standpointFor(columns, statuses, null, kept === undefined ? { category } : { statusId: kept.id });
  if (standpoint === undefined) throw unknownPlace('status');
  const key = await takeItemKey(db, orgId, project.id);
  const laneId = await firstLane(db, orgId, project.defaultBoardId);
  const place = { projectId: project.id, boardId: project.defaultBoardId, laneId, areaId: null, teamId: null };
  const saved = await saveChange(tx, before, { ...changed, ...place, ...standpoint, key }, transfer);
  await insertAlias(db, orgId, before.key, before.id);
  return saved;
}
