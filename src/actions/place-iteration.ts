import type { Iteration } from '../domain/iteration.ts';
import { settledTree, withoutNode, withPlaced } from '../domain/place-in-tree.ts';
import { Refusal } from '../domain/refusal.ts';
import { checkParent, type Node, type PlacedNode, placeBelow, type TreeNode } from '../domain/release-tree.ts';
import { readCounters } from '../store/ledger.ts';
import { raiseVersions, readParent, readTree, saveTree } from '../store/trees.ts';
import type { Tx } from './transact.ts';

/** Where an iteration is to stand among the others. What is not mentioned stays. */
export interface Place {
  /** Null: directly below the root, and no parent for the root itself. */
  readonly parentId?: number | null;
  /** 0 is the top; a number past the end is the bottom. */
  readonly position?: number;
  /** Null: what it is when nobody says anything, which only the root is. */
  readonly isRelease?: boolean | null;
}

/**
 * Puts an existing iteration into its place, renumbers the siblings it left and joined, and derives every path that
 * depends on it. Answers the iteration as it stands now.
 * @throws Refusal `invalid` at `parentId` or `isRelease`, `iteration_holds_items`
 */
export async function placeIteration(tx: Tx, iteration: Iteration, place: Place): Promise<Iteration> {
  const kind = await placedKind(tx, iteration, place.isRelease);
  const nodes = await readTree(tx.db, iteration.orgId, iteration.projectId);
  const parentId = placedParent(iteration, place.parentId, nodes);
  if (parentId !== null && parentId !== iteration.parentId) checkParent(nodes, iteration, parentId);
  const node = nodes.find((each) => each.id === iteration.id);
  if (node === undefined) throw new Error(`Iteration ${iteration.id} is not in its own tree`);
  const moved = withPlaced(nodes, { ...node, title: iteration.title, kind, parentId }, place.position);
  const own = (await settleTree(tx, nodes, moved)).get(iteration.id);
  if (own === undefined) throw new Error(`Iteration ${iteration.id} has no place`);
  return { ...iteration, kind, parentId, sequence: own.sequence, path: own.path };
}

/**
 * Makes room for a newcomer, which the caller stores itself with the place answered here.
 * @throws Refusal `invalid` at `parentId`
 */
export async function placeNewcomer(
  tx: Tx,
  newcomer: Node & { readonly orgId: number; readonly parentId: number },
  position: number | undefined,
): Promise<Pick<PlacedNode, 'sequence' | 'path' | 'treeKey'>> {
  if (position === undefined) {
    // At the end nobody has to make room, so the rest of the tree need not be looked at.
    const parent = await readParent(tx.db, newcomer.orgId, newcomer.parentId);
    return placeBelow(parent?.projectId === newcomer.projectId ? parent : undefined, newcomer.title);
  }
  const nodes = await readTree(tx.db, newcomer.orgId, newcomer.projectId);
  checkParent(nodes, null, newcomer.parentId);
  const own = (await settleTree(tx, nodes, withPlaced<TreeNode>(nodes, newcomer, position))).get(newcomer.id);
  if (own === undefined) throw new Error('The newcomer has no place');
  return own;
}

/**
 * Takes a node out of the tree: its children move up to its parent, or behind the children of another node, and keep their
 * order. That changes them, so their versions rise; answers which they are.
 * @throws Refusal `invalid` at `parentId`: they would be too deep there
 */
export async function takeOut(tx: Tx, iteration: Iteration, parentId: number | null): Promise<readonly number[]> {
  const nodes = await readTree(tx.db, iteration.orgId, iteration.projectId);
  const { remaining, orphans } = withoutNode(nodes, iteration);
  const placed =
    parentId === iteration.parentId || parentId === null
      ? remaining
      : orphans.reduce((tree, id) => placedBelow(tree, id, parentId), remaining);
  await settleTree(tx, nodes, placed);
  await raiseVersions(tx.db, 'iteration', iteration.orgId, orphans, { at: tx.now, by: tx.actor.userId });
  return orphans;
}

function placedBelow<N extends TreeNode>(nodes: readonly N[], id: number, parentId: number): readonly N[] {
  const node = nodes.find((each) => each.id === id);
  if (node === undefined) return nodes;
  checkParent(nodes, node, parentId);
  return withPlaced(nodes, { ...node, parentId }, undefined);
}

/** Derives the tree anew and writes the nodes that were there before and now read differently. */
async function settleTree(
  tx: Tx,
  before: readonly PlacedNode[],
  after: readonly TreeNode[],
): Promise<ReadonlyMap<number, PlacedNode>> {
  const { settled, changed } = settledTree(before, after);
  await saveTree(tx.db, 'iteration', tx.actor.orgId, changed);
  return settled;
}

function placedParent(
  iteration: Iteration,
  parentId: number | null | undefined,
  nodes: readonly Node[],
): number | null {
  if (parentId === undefined) return iteration.parentId;
  const rootId = nodes.find((node) => node.parentId === null)?.id ?? null;
  if (parentId === null) return iteration.id === rootId ? null : rootId;
  if (iteration.parentId === null) throw misplaced('parentId', 'The root iteration has no parent');
  return parentId;
}

async function placedKind(tx: Tx, iteration: Iteration, wanted: Place['isRelease']): Promise<Iteration['kind']> {
  const isRelease = wanted ?? iteration.kind === 'root';
  if (wanted === undefined || isRelease === (iteration.kind !== 'iteration')) return iteration.kind;
  if (iteration.kind === 'root') throw misplaced('isRelease', 'The root iteration is always a release');
  const counters = await readCounters(tx.db, iteration.orgId, iteration.id);
  if (iteration.status !== 'planned' || counters.memberItems > 0) {
    throw new Refusal(
      'iteration_holds_items',
      'Only a planned iteration without items can become or stop being a release',
      {
        field: 'isRelease',
      },
    );
  }
  return isRelease ? 'release' : 'iteration';
}

function misplaced(field: string, message: string): Refusal {
  return new Refusal('invalid', message, { field, faults: [{ field, rule: 'rule', message }] });
}
