import type { Doubts, Fault } from '../domain/refusal.ts';
import type { Criterion } from '../domain/work-details.ts';
import { criterionRows, criterionWriter } from '../store/criteria.ts';
import { findItem } from '../store/items.ts';
import {
  addDetail,
  type ChangeDetail,
  detailFor,
  faultsOfFixed,
  itemFor,
  type NameDetail,
  notThere,
  readsOf,
  refuseAll,
  removeDetail,
  saveDetail,
} from './details.ts';
import type { Tx } from './transact.ts';

const criterion = { name: 'acceptance_criterion', rows: criterionRows };

/** One acceptance criterion, and a page of them. */
export const { get: getCriterion, list: listCriteria } = readsOf(criterion);

type Fields = Pick<Criterion, 'title' | 'description' | 'status'>;

/** A new acceptance criterion of an item. */
export interface AddCriterion extends Fields {
  readonly itemId: number;
  /** The project that the caller takes the item to be in. */
  readonly projectId?: number;
  readonly doubts?: Doubts;
}

/** @throws Refusal not_found, forbidden, invalid */
export async function addCriterion(tx: Tx, add: AddCriterion): Promise<Criterion> {
  const { itemId, projectId, title, description, status, doubts } = add;
  const item = await itemFor(tx, itemId, doubts);
  refuseAll(doubts, faultsOfFixed(item, projectId === undefined ? {} : { projectId }));
  return addDetail(tx, criterion, 'criterion', (first) =>
    criterionWriter.insert(tx.db, { ...first, itemId, title, description, status }),
  );
}

/** Changes a criterion, or moves it to another item of the project. @throws Refusal not_found, forbidden, version_*, invalid */
export async function changeCriterion(
  tx: Tx,
  change: ChangeDetail<Fields & Pick<Criterion, 'itemId'>, Pick<Criterion, 'projectId'>>,
): Promise<Criterion> {
  const before = await detailFor(tx, criterion, change);
  const faults = await faultsOfMove(tx, before, change.fields.itemId);
  return saveDetail(tx, criterion, before, change, faults, (next) => criterionWriter.save(tx.db, next));
}

/** Deletes a criterion. @throws Refusal not_found, forbidden, version_* */
export async function removeCriterion(tx: Tx, name: NameDetail): Promise<void> {
  await removeDetail(tx, criterion, name, ({ id }) => criterionWriter.remove(tx.db, tx.actor.orgId, id));
}

async function faultsOfMove(tx: Tx, before: Criterion, itemId: number | undefined): Promise<readonly Fault[]> {
  if (itemId === undefined || itemId === before.itemId) return [];
  const item = await findItem(tx.db, tx.actor.orgId, { id: itemId });
  const isThere = item !== undefined && item.condition !== 'deleted' && item.projectId === before.projectId;
  return isThere ? [] : [notThere('itemId', 'item')];
}
