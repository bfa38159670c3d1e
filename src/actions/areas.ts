import { settledTree, withoutNode, withPlaced } from '../domain/place-in-tree.ts';
import { type Doubts, type Fault, Refusal } from '../domain/refusal.ts';
import { checkParent, type PlacedNode, type TreeNode } from '../domain/release-tree.ts';
import type { Area } from '../domain/work-details.ts';
import { areaRows, areaWriter, readAreaTree } from '../store/areas.ts';
import { raiseVersions, saveTree } from '../store/trees.ts';
import {
  addDetail,
  type ChangeDetail,
  detailFor,
  faultsOfFixed,
  type NameDetail,
  projectFor,
  readsOf,
  refuseAll,
  removeDetail,
  saveDetail,
  tell,
} from './details.ts';
import type { Tx } from './transact.ts';

const area = { name: 'area', rows: areaRows };

/** One area, and a page of areas. */
export const { get: getArea, list: listAreas } = readsOf(area);

/** A new area below another one. */
export interface CreateArea {
  readonly projectId: number;
  readonly title: string;
  readonly parentId: number;
  /** 0 is the top; absent or a number past the end is the bottom. */
  readonly position?: number;
  readonly doubts?: Doubts;
}

/** @throws Refusal not_found, forbidden, invalid */
export async function createArea(tx: Tx, create: CreateArea): Promise<Area> {
  const project = await projectFor(tx, create.projectId, create.doubts);
  refuseAll(create.doubts, []);
  const { title, parentId, position } = create;
  const nodes = await readAreaTree(tx.db, tx.actor.orgId, project.id);
  checkParent(nodes, null, parentId);
  return addDetail(tx, area, 'area', async (first) => {
    const newcomer = { id: first.id, parentId, title, sequence: 0 };
    const own = (await settle(tx, nodes, withPlaced<TreeNode>(nodes, newcomer, position))).get(first.id);
    if (own === undefined) throw new Error('The new area has no place');
    await areaWriter.insert(tx.db, { ...first, ...own, projectId: project.id });
  });
}

/** A change of an area's title, parent or place. The caller may say of the root alone that it has no parent. */
export interface ChangeArea extends ChangeDetail<Pick<Area, 'title' | 'parentId'>, Pick<Area, 'projectId'>> {
  /** 0 is the top; a number past the end is the bottom. */
  readonly position?: number;
}

/** Changes an area, and with its place the paths below it. @throws Refusal not_found, forbidden, version_*, invalid */
export async function changeArea(tx: Tx, change: ChangeArea): Promise<Area> {
  const before = await detailFor(tx, area, change);
  const { title = before.title, parentId = before.parentId } = change.fields;
  const faults = faultsOfParent(before, parentId);
  const nodes = await readAreaTree(tx.db, tx.actor.orgId, before.projectId);
  if (faults.length === 0 && parentId !== null && parentId !== before.parentId) {
    refuseAll(change.doubts, faultsOfFixed(before, change.fixed ?? {}));
    checkParent(nodes, before, parentId);
  }
  const { id, sequence } = before;
  const moved = withPlaced<TreeNode>(nodes, { id, parentId, title, sequence }, change.position);
  const place = moved.find((node) => node.id === id)?.sequence ?? sequence;
  const fields = { title, parentId, sequence: place };
  return saveDetail(tx, area, before, { ...change, fields }, faults, async (next) => {
    await areaWriter.save(tx.db, next);
    await settle(tx, nodes, moved);
  });
}

/**
 * Deletes an area: the areas below it move up, its items are in the root area from then on.
 * @throws Refusal not_found, forbidden, version_*, transition_not_allowed (the root)
 */
export async function removeArea(tx: Tx, name: NameDetail): Promise<void> {
  const { db, actor, now } = tx;
  let orphans: readonly number[] = [];
  let above: number | null = null;
  await removeDetail(tx, area, name, async (row) => {
    if (row.parentId === null) throw new Refusal('transition_not_allowed', 'The root area cannot be removed');
    const nodes = await readAreaTree(db, actor.orgId, row.projectId);
    const node = nodes.find((each) => each.id === row.id);
    if (node === undefined) throw new Error(`Area ${row.id} is not in its own tree`);
    const rest = withoutNode(nodes, node);
    await settle(tx, nodes, rest.remaining);
    await areaWriter.remove(db, actor.orgId, row.id);
    await raiseVersions(db, 'area', actor.orgId, rest.orphans, { at: now, by: actor.userId });
    orphans = rest.orphans;
    above = row.parentId;
  });
  for (const orphan of orphans) {
    await tell(tx, area, 'changed', orphan, { before: { parentId: name.id }, after: { parentId: above } });
  }
}

function faultsOfParent(before: Area, parentId: number | null): readonly Fault[] {
  if ((parentId === null) === (before.parentId === null)) return [];
  const message = before.parentId === null ? 'The root area has no parent' : 'Only the root area has no parent';
  return [{ field: 'parentId', rule: 'rule', message }];
}

/** Derives the tree anew, and writes the areas that were there before and now read differently. */
async function settle(
  tx: Tx,
  before: readonly PlacedNode[],
  after: readonly TreeNode[],
): Promise<ReadonlyMap<number, PlacedNode>> {
  const { settled, changed } = settledTree(before, after);
  await saveTree(tx.db, 'area', tx.actor.orgId, changed);
  return settled;
}
