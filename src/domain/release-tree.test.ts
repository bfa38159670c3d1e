import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkParent, deriveTree, maxDepth, type Node, pathRenamed, placedAmong } from './release-tree.ts';

const root: Node = { id: 1, parentId: null, kind: 'root', projectId: 1, sequence: 0, title: 'Project' };

/** Something done to a tree; nodes are named by their place in the list, so that every run finds some. */
type Deed =
  | { readonly does: 'add'; readonly parent: number; readonly position: number | undefined; readonly title: string }
  | { readonly does: 'move'; readonly node: number; readonly parent: number; readonly position: number | undefined };

const title = fc.constantFrom('Alpha', 'Beta', 'Beta', 'Back\\slash', 'Ünïcode', ' ');
const position = fc.option(fc.nat(6), { nil: undefined });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ does: fc.constant('add' as const), parent: fc.nat(20), position, title }),
  fc.record({ does: fc.constant('move' as const), node: fc.nat(20), parent: fc.nat(20), position }),
);

function childrenOf(nodes: readonly Node[], parentId: number | null): readonly Node[] {
  return nodes.filter((node) => node.parentId === parentId).sort((a, b) => a.sequence - b.sequence);
}

function renumbered(nodes: readonly Node[], order: readonly number[]): readonly Node[] {
  return nodes.map((node) => (order.includes(node.id) ? { ...node, sequence: order.indexOf(node.id) } : node));
}

/** Does the deed if the rules let it, else leaves the tree as it is. */
function done(nodes: readonly Node[], each: Deed): readonly Node[] {
  const at = (place: number) => nodes[place % nodes.length] as Node;
  const parent = at(each.parent);
  if (each.does === 'add') {
    try {
      checkParent(nodes, null, parent.id);
    } catch {
      return nodes;
    }
    const added: Node = { ...root, id: nodes.length + 1, kind: 'release', parentId: parent.id, title: each.title };
    const order = placedAmong(childrenOf(nodes, parent.id), added.id, each.position);
    return renumbered([...nodes, added], order);
  }
  const node = at(each.node);
  if (node.parentId === null) return nodes;
  try {
    checkParent(nodes, node, parent.id);
  } catch {
    return nodes;
  }
  const order = placedAmong(childrenOf(nodes, parent.id), node.id, each.position);
  const left = childrenOf(nodes, node.parentId).filter(({ id }) => id !== node.id);
  const moved = nodes.map((one) => (one.id === node.id ? { ...one, parentId: parent.id } : one));
  const kept =
    parent.id === node.parentId
      ? moved
      : renumbered(
          moved,
          left.map(({ id }) => id),
        );
  return renumbered(kept, order);
}

/** Titles from below the root down to a node; throws when the way up goes round in a circle. */
function wayTo(nodes: readonly Node[], node: Node): string[] {
  const titles: string[] = [];
  for (let at: Node | undefined = node; at !== undefined && at.parentId !== null; ) {
    titles.unshift(at.title);
    if (titles.length > nodes.length) throw new Error('a cycle');
    const { parentId }: Node = at;
    at = nodes.find(({ id }) => id === parentId);
  }
  return titles;
}

function readingOrder(nodes: readonly Node[], node: Node): number[] {
  return [node.id, ...childrenOf(nodes, node.id).flatMap((child) => readingOrder(nodes, child))];
}

describe('the tree of releases', () => {
  it('never holds a cycle, a gap or a wrong path, whatever is added and moved', () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 40 }), (deeds) => {
        const nodes = deeds.reduce(done, [root]);
        const derived = deriveTree(nodes);
        expect(derived.size).toBe(nodes.length);
        for (const node of nodes) {
          expect(derived.get(node.id)?.path).toBe(wayTo(nodes, node).join('\\'));
          expect(childrenOf(nodes, node.id).map(({ sequence }) => sequence)).toEqual([
            ...childrenOf(nodes, node.id).keys(),
          ]);
        }
        const byKey = [...derived].sort(([, a], [, b]) => (a.treeKey < b.treeKey ? -1 : 1)).map(([id]) => id);
        expect(byKey).toEqual(readingOrder(nodes, root));
      }),
      { numRuns: 300 },
    );
  });

  it('gives two nodes different places in the reading order, even with more than 36 and 1,296 siblings', () => {
    const many = Array.from(
      { length: 1400 },
      (_, index): Node => ({ ...root, id: index + 2, parentId: 1, kind: 'iteration', sequence: index }),
    );
    const keys = [...deriveTree([root, ...many]).values()].map(({ treeKey }) => treeKey);
    expect(new Set(keys).size).toBe(1401);
    expect([...keys].sort()).toEqual(keys);
  });

  it('gives a node with a new title the path that would be derived for it', () => {
    expect(pathRenamed({ path: 'One', title: 'One' }, 'Two')).toBe('Two');
    expect(pathRenamed({ path: 'One\\One', title: 'One' }, 'Two')).toBe('One\\Two');
    expect(pathRenamed({ path: '', title: 'The root' }, 'Two')).toBe('');
  });
});

describe('a parent', () => {
  const release: Node = { ...root, id: 2, parentId: 1, kind: 'release', title: 'Release' };
  const child: Node = { ...root, id: 3, parentId: 2, kind: 'iteration', title: 'Sprint' };
  const nodes = [root, release, child];
  const refused = expect.objectContaining({ code: 'invalid', details: expect.objectContaining({ field: 'parentId' }) });

  it('must stand in the same tree', () => {
    expect(() => checkParent(nodes, child, 99)).toThrow(refused);
    expect(() => checkParent(nodes, child, 1)).not.toThrow();
  });

  it('is neither the node itself nor anything below it', () => {
    expect(() => checkParent(nodes, release, 2)).toThrow(refused);
    expect(() => checkParent(nodes, release, 3)).toThrow(refused);
  });

  it('is not so deep that the node, with all below it, would stand deeper than 32', () => {
    const chain = Array.from(
      { length: maxDepth },
      (_, index): Node => ({ ...root, id: index + 2, parentId: index + 1, kind: 'release' }),
    );
    const deep = [root, ...chain];
    expect(() => checkParent(deep, null, maxDepth)).not.toThrow();
    expect(() => checkParent(deep, null, maxDepth + 1)).toThrow(refused);

    const pair: Node[] = [
      { ...root, id: 90, parentId: 1, kind: 'release' },
      { ...root, id: 91, parentId: 90, kind: 'iteration' },
    ];
    const withPair = [...deep, ...pair];
    expect(() => checkParent(withPair, pair[0] as Node, maxDepth - 1)).not.toThrow();
    expect(() => checkParent(withPair, pair[0] as Node, maxDepth)).toThrow(refused);
  });
});

describe('a place among siblings', () => {
  const sibling = (id: number, sequence: number): Node => ({ ...root, id, parentId: 1, kind: 'iteration', sequence });
  const siblings = [sibling(12, 2), sibling(10, 0), sibling(11, 1)];

  it('is the top at 0, the bottom past the end, and the same one when nothing is said', () => {
    expect(placedAmong(siblings, 11, 0)).toEqual([11, 10, 12]);
    expect(placedAmong(siblings, 11, 99)).toEqual([10, 12, 11]);
    expect(placedAmong(siblings, 11, undefined)).toEqual([10, 11, 12]);
  });

  it('is the last one for a newcomer when nothing is said', () => {
    expect(placedAmong(siblings, 20, undefined)).toEqual([10, 11, 12, 20]);
    expect(placedAmong([], 20, undefined)).toEqual([20]);
  });

  it('holds everybody once and leaves the order of the others alone', () => {
    const count = fc.integer({ min: 0, max: 8 });
    fc.assert(
      fc.property(count, fc.nat(9), fc.option(fc.nat(12), { nil: undefined }), (length, id, at) => {
        const family = Array.from({ length }, (_, index) => sibling(index, index));
        const placed = placedAmong(family, id, at);
        const others = family.map((each) => each.id).filter((each) => each !== id);
        expect(placed.filter((each) => each !== id)).toEqual(others);
        expect(placed.filter((each) => each === id)).toEqual([id]);
        expect(placed.indexOf(id)).toBe(Math.min(at ?? placed.indexOf(id), others.length));
      }),
    );
  });
});
