import type { Iteration } from './iteration.ts';
import { Refusal } from './refusal.ts';

/** How deep a tree may nest, the root counted as depth 0. */
export const maxDepth = 32;

/** What the shape of a tree depends on. */
export type TreeNode = Pick<Iteration, 'id' | 'parentId' | 'sequence' | 'title'>;

/** A node with what is derived for it. */
export interface PlacedNode extends TreeNode {
  readonly path: string;
  readonly treeKey: string;
}

/** The part of an iteration that the shape of the tree, and the rules about it, depend on. */
export type Node = TreeNode & Pick<Iteration, 'kind' | 'projectId'>;

/**
 * Checks that `parentId` can be the parent of `node` among all live nodes of the project.
 * @throws Refusal `invalid` at `parentId`: it does not exist here, is the node itself or below it, or would be too deep
 */
export function checkParent(nodes: readonly TreeNode[], node: Pick<TreeNode, 'id'> | null, parentId: number): void {
  const byId = new Map(nodes.map((each) => [each.id, each]));
  if (!byId.has(parentId)) throw refusedParent('The parent does not exist in this project');
  let depth = 1;
  for (let at = byId.get(parentId); at !== undefined && at.parentId !== null; at = byId.get(at.parentId)) {
    if (at.id === node?.id) throw refusedParent('Nothing can be placed below itself');
    depth += 1;
  }
  const height = node === null ? 0 : heightOf(childrenOf(nodes), node.id);
  if (depth + height > maxDepth) throw refusedParent(`A tree is at most ${maxDepth} levels deep`);
}

/**
 * The children of a parent in their order once `id` stands at `position`: 0 is the top, a number past the end is the
 * bottom, `undefined` keeps it where it is, or puts a newcomer last. The result is dense: its indexes are the new sequence.
 */
export function placedAmong(
  siblings: readonly TreeNode[],
  id: number,
  position: number | undefined,
): readonly number[] {
  const ordered = [...siblings].sort((a, b) => a.sequence - b.sequence || a.id - b.id).map((each) => each.id);
  const others = ordered.filter((each) => each !== id);
  const at = position ?? (ordered.includes(id) ? ordered.indexOf(id) : others.length);
  return [...others.slice(0, at), id, ...others.slice(at)];
}

/** What is derived for each node of a project: its path, and a key that sorts the tree in reading order, root first. */
export function deriveTree(nodes: readonly TreeNode[]): ReadonlyMap<number, { path: string; treeKey: string }> {
  const derived = new Map<number, { path: string; treeKey: string }>();
  const children = childrenOf(nodes);
  const visit = (node: TreeNode, path: string, treeKey: string) => {
    derived.set(node.id, { path, treeKey });
    for (const child of children.get(node.id) ?? []) {
      visit(child, pathBelow(path, child.title), keyBelow(treeKey, child.sequence));
    }
  };
  for (const root of children.get(null) ?? []) visit(root, '', '');
  return derived;
}

/**
 * The place after the last child of a parent; `children` counts them, and a tree key has four digits a level.
 * @throws Refusal `invalid` at `parentId`: there is no such parent, or it is too deep
 */
export function placeBelow(
  parent: { readonly path: string; readonly treeKey: string; readonly children: number } | undefined,
  title: string,
): { readonly sequence: number; readonly path: string; readonly treeKey: string } {
  if (parent === undefined) throw refusedParent('The parent does not exist in this project');
  if (parent.treeKey.length / keyDigits + 1 > maxDepth)
    throw refusedParent(`A tree is at most ${maxDepth} levels deep`);
  const sequence = parent.children;
  return { sequence, path: pathBelow(parent.path, title), treeKey: keyBelow(parent.treeKey, sequence) };
}

const keyDigits = 4;

function keyBelow(parentKey: string, sequence: number): string {
  return parentKey + sequence.toString(36).padStart(keyDigits, '0');
}

/** The path of a child: levels are joined by a backslash, and the root's own name is left out. */
export function pathBelow(parentPath: string, title: string): string {
  return parentPath === '' ? title : `${parentPath}\\${title}`;
}

/** The path of a node that changes its title and stays where it is. */
export function pathRenamed({ path, title }: Pick<Iteration, 'path' | 'title'>, next: string): string {
  return path === '' ? '' : path.slice(0, path.length - title.length) + next;
}

/** The numbers of all nodes that stand below one. */
export function idsBelow(nodes: readonly Pick<TreeNode, 'id' | 'parentId'>[], id: number): readonly number[] {
  const children = childrenOf(nodes);
  const found = new Set([id]);
  // What is added while a set is gone through is gone through too.
  for (const at of found) for (const child of children.get(at) ?? []) found.add(child.id);
  return [...found].slice(1);
}

/** How many levels stand below a node. */
function heightOf(children: ReadonlyMap<number | null, readonly TreeNode[]>, id: number): number {
  return (children.get(id) ?? []).reduce((height, child) => Math.max(height, 1 + heightOf(children, child.id)), 0);
}

function childrenOf<N extends Pick<TreeNode, 'parentId'>>(
  nodes: readonly N[],
): ReadonlyMap<number | null, readonly N[]> {
  const children = new Map<number | null, N[]>();
  for (const node of nodes) {
    const siblings = children.get(node.parentId);
    if (siblings === undefined) children.set(node.parentId, [node]);
    else siblings.push(node);
  }
  return children;
}

function refusedParent(message: string): Refusal {
  return new Refusal('invalid', message, {
    field: 'parentId',
    faults: [{ field: 'parentId', rule: 'rule', message }],
  });
}
