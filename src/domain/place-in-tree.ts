import { deriveTree, type PlacedNode, placedAmong, type TreeNode } from './release-tree.ts';

/**
 * All nodes of a tree once `node` stands where it says, at `position` among its siblings: 0 is the top, a number past
 * the end is the bottom, `undefined` the bottom too unless it keeps its parent, and then its place. A node that was not
 * there before is added.
 */
export function withPlaced<N extends TreeNode>(
  nodes: readonly N[],
  node: N,
  position: number | undefined,
): readonly N[] {
  const before = nodes.find((each) => each.id === node.id);
  const all = before === undefined ? [...nodes, node] : nodes.map((each) => (each.id === node.id ? node : each));
  const staysBelow = before?.parentId === node.parentId;
  const order = placedAmong(childrenOf(all, node.parentId), node.id, staysBelow ? position : (position ?? bottom));
  const left =
    before === undefined || staysBelow ? [] : placedAmong(childrenOf(all, before.parentId), nobody, 0).slice(1);
  const places = new Map([...order.entries(), ...left.entries()].map(([place, id]) => [id, place]));
  return all.map((each) => ({ ...each, sequence: places.get(each.id) ?? each.sequence }));
}

/** All nodes without one of them, whose children take its place in their order; and which children these are. */
export function withoutNode<N extends TreeNode>(
  nodes: readonly N[],
  node: TreeNode,
): { readonly remaining: readonly N[]; readonly orphans: readonly number[] } {
  const ordered = placedAmong(childrenOf(nodes, node.parentId), node.id, undefined);
  const orphans = placedAmong(childrenOf(nodes, node.id), nobody, 0).slice(1);
  const sequence = ordered.flatMap((id) => (id === node.id ? orphans : [id]));
  const remaining = nodes
    .filter((each) => each.id !== node.id)
    .map((each) => {
      const at = sequence.indexOf(each.id);
      return at < 0 ? each : { ...each, parentId: node.parentId, sequence: at };
    });
  return { remaining, orphans };
}

/** The tree with what is derived for every node, and the nodes of it that were there before and now read differently. */
export function settledTree<N extends TreeNode>(
  before: readonly PlacedNode[],
  after: readonly N[],
): { readonly settled: ReadonlyMap<number, N & PlacedNode>; readonly changed: readonly (N & PlacedNode)[] } {
  const derived = deriveTree(after);
  const settled = new Map<number, N & PlacedNode>();
  for (const node of after) {
    const own = derived.get(node.id);
    if (own !== undefined) settled.set(node.id, { ...node, ...own });
  }
  const changed = before.flatMap((old) => {
    const now = settled.get(old.id);
    return now === undefined || isSamePlace(old, now) ? [] : [now];
  });
  return { settled, changed };
}

const bottom = Number.MAX_SAFE_INTEGER;
/** The number of no node. */
const nobody = 0;

function isSamePlace(old: PlacedNode, now: PlacedNode): boolean {
  return (
    now.path === old.path &&
    now.treeKey === old.treeKey &&
    now.sequence === old.sequence &&
    now.parentId === old.parentId
  );
}

function childrenOf<N extends TreeNode>(nodes: readonly N[], parentId: number | null): readonly N[] {
  return nodes.filter((node) => node.parentId === parentId);
}
