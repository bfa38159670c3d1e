import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settledTree, withoutNode, withPlaced } from './place-in-tree.ts';
import type { PlacedNode, TreeNode } from './release-tree.ts';

/** Trees of up to 12 nodes below a root, made the way they are made in life: one node after the other. */
const trees = fc
  .array(fc.tuple(fc.nat(), fc.option(fc.nat(14), { nil: undefined })), { maxLength: 12 })
  .map((given) => {
    let nodes: readonly TreeNode[] = [{ id: 1, parentId: null, sequence: 0, title: 'root' }];
    for (const [parent, position] of given) {
      const id = nodes.length + 1;
      const node = { id, parentId: 1 + (parent % nodes.length), sequence: 0, title: `n${id}` };
      nodes = withPlaced(nodes, node, position);
    }
    return nodes;
  });

const titlesBelow = (nodes: readonly TreeNode[], parentId: number | null) =>
  nodes
    .filter((node) => node.parentId === parentId)
    .sort((a, b) => a.sequence - b.sequence)
    .map(({ title }) => title);

const isBelow = (nodes: readonly TreeNode[], id: number, above: number): boolean => {
  const node = nodes.find((each) => each.id === id);
  return node?.parentId === above || (typeof node?.parentId === 'number' && isBelow(nodes, node.parentId, above));
};

function expectDense(nodes: readonly TreeNode[]): void {
  for (const { id } of nodes) {
    const places = nodes.filter((node) => node.parentId === id).map((node) => node.sequence);
    expect(places.sort((a, b) => a - b)).toEqual(places.map((_, index) => index));
  }
}

describe('a place in a tree', () => {
  it('leaves siblings numbered without gaps, wherever nodes are put', () => {
    fc.assert(fc.property(trees, expectDense));
  });

  it('is the one that was asked for, and the others keep their order', () => {
    fc.assert(
      fc.property(
        trees,
        fc.nat(),
        fc.nat(),
        fc.option(fc.nat(14), { nil: undefined }),
        (nodes, which, where, position) => {
          const node = nodes[which % nodes.length];
          const target = nodes[where % nodes.length];
          if (node === undefined || target === undefined || node.parentId === null) return;
          if (target.id === node.id || isBelow(nodes, target.id, node.id)) return;
          const moved = withPlaced(nodes, { ...node, parentId: target.id }, position);
          expectDense(moved);
          expect(moved.length).toBe(nodes.length);
          const others = titlesBelow(nodes, target.id).filter((title) => title !== node.title);
          const stays = position === undefined && node.parentId === target.id;
          const at = stays
            ? titlesBelow(nodes, target.id).indexOf(node.title)
            : Math.min(position ?? 99, others.length);
          expect(titlesBelow(moved, target.id)).toEqual([...others.slice(0, at), node.title, ...others.slice(at)]);
        },
      ),
    );
  });

  it('is taken by the children of a node that is taken out', () => {
    fc.assert(
      fc.property(trees, fc.nat(), (nodes, which) => {
        const node = nodes[which % nodes.length];
        if (node === undefined || node.parentId === null) return;
        const { remaining, orphans } = withoutNode(nodes, node);
        expectDense(remaining);
        const children = titlesBelow(nodes, node.id);
        expect(orphans.map((id) => `n${id}`)).toEqual(children);
        expect(titlesBelow(remaining, node.parentId)).toEqual(
          titlesBelow(nodes, node.parentId).flatMap((title) => (title === node.title ? children : [title])),
        );
      }),
    );
  });

  it('changes only what reads differently', () => {
    fc.assert(
      fc.property(trees, (nodes) => {
        const placed: readonly PlacedNode[] = [...settledTree([], nodes).settled.values()];
        expect(placed.length).toBe(nodes.length);
        expect(settledTree(placed, nodes).changed).toEqual([]);
        const renamed = nodes.map((node) => (node.id === 2 ? { ...node, title: 'other' } : node));
        const changed = settledTree(placed, renamed).changed.map(({ id }) => id);
        expect(changed).toEqual(nodes.filter(({ id }) => id === 2 || isBelow(nodes, id, 2)).map(({ id }) => id));
      }),
    );
  });
});
