import type { Iteration } from '../domain/iteration.ts';
import { Refusal } from '../domain/refusal.ts';
import { checkParent, deriveTree, type Node, placeBelow, placedAmong } from '../domain/release-tree.ts';
import { readCounters } from '../store/ledger.ts';
import { type PlacedNode, raiseVersions, readParent, readTree, saveTree } from '../store/trees.ts';
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
  const moved = nodes.map((node) =>
    node.id === iteration.id ? { ...node, title: iteration.title, kind, parentId } : node,
  );
  const position = parentId === iteration.parentId ? place.position : (place.position ?? Number.MAX_SAFE_INTEGER);
  const settled = await settleTree(
    tx,
    nodes,
    renumbered(moved, [parentId, iteration.parentId], iteration.id, position),
  );
  const own = settled.get(iteration.id);
  if (own === undefined) throw new Error(`Iteration ${iteration.id} is not in its own tree`);
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
  const settled = await settleTree(
    tx,
    nodes,
    renumbered([...nodes, newcomer], [newcomer.parentId], newcomer.id, position),
  );
  const own = settled.get(newcomer.id);
  if (own === undefined) throw new Error('The newcomer has no place');
  return own;
}

/**
 * Takes a node out of the tree: its children move up to its parent and keep their order. That changes them, so their
 * versions rise; answers which they are.
 */
export async function takeOut(tx: Tx, iteration: Iteration): Promise<readonly number[]> {
  const nodes = await readTree(tx.db, iteration.orgId, iteration.projectId);
  const ordered = placedAmong(childrenOf(nodes, iteration.parentId), iteration.id, undefined);
  const orphans = placedAmong(childrenOf(nodes, iteration.id), 0, 0).filter((id) => id !== 0);
  const sequence = ordered.flatMap((id) => (id === iteration.id ? orphans : [id]));
  const remaining = nodes
    .filter((node) => node.id !== iteration.id)
    .map((node) => {
      const at = sequence.indexOf(node.id);
      return at < 0 ? node : { ...node, parentId: iteration.parentId, sequence: at };
    });
  await settleTree(tx, nodes, remaining);
  await raiseVersions(tx.db, iteration.orgId, orphans, { at: tx.now, by: tx.actor.userId });
  return orphans;
}

function renumbered(
  nodes: readonly Node[],
  parents: readonly (number | null)[],
  moving: number,
  position: number | undefined,
): readonly Node[] {
  const places = new Map<number, number>();
  for (const [index, parent] of [...new Set(parents)].entries()) {
    const siblings = childrenOf(nodes, parent);
    // The first parent is the one that the moving node now has; the other has merely lost it.
    const order = index === 0 ? placedAmong(siblings, moving, position) : placedAmong(siblings, moving, 0).slice(1);
    for (const [place, id] of order.entries()) places.set(id, place);
  }
  return nodes.map((node) => ({ ...node, sequence: places.get(node.id) ?? node.sequence }));
}

/** Derives the tree anew and writes the nodes that were there before and now read differently. */
async function settleTree(
  tx: Tx,
  before: readonly PlacedNode[],
  after: readonly Node[],
): Promise<ReadonlyMap<number, PlacedNode>> {
  const derived = deriveTree(after);
  const settled = new Map<number, PlacedNode>();
  for (const node of after) {
    const own = derived.get(node.id);
    if (own !== undefined) settled.set(node.id, { ...node, ...own });
  }
  const changed = before.flatMap((old) => {
    const now = settled.get(old.id);
    if (now === undefined) return [];
    const isSame =
      now.path === old.path &&
      now.treeKey === old.treeKey &&
      now.sequence === old.sequence &&
      now.parentId === old.parentId;
    return isSame ? [] : [now];
  });
  await saveTree(tx.db, tx.actor.orgId, changed);
  return settled;
}

function childrenOf(nodes: readonly Node[], parentId: number | null): readonly Node[] {
  return nodes.filter((node) => node.parentId === parentId);
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
