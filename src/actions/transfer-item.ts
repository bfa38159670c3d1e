import { canSee, requirePlanner } from '../domain/access.ts';
import type { Item, ItemRef, ListChange } from '../domain/item.ts';
import type { IterationName } from '../domain/iteration.ts';
import { checkVersion, type Precondition } from '../domain/precondition.ts';
import { type Doubts, notFound, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import { findItem } from '../store/items.ts';
import { findProject, type ProjectRef } from '../store/projects.ts';
import { saveChange } from './change-item.ts';
import { type ItemFields, resolveFields, unknownPlace } from './item-fields.ts';
import { placeFor } from './item-place.ts';
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

  const wish = transfer.begins ? ({ category: 'queued' } as const) : undefined;
  const place = await placeFor(tx, before, { boardId: project.defaultBoardId }, wish);
  return saveChange(tx, before, { ...changed, ...place }, transfer);
}
