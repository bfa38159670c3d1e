import { describe, expect, it } from 'vitest';
import type { Iteration } from '../../client/native.ts';
import { groupByRelease } from './group-by-release.ts';

const node = (id: number, kind: Iteration['kind'], parentId: number, sequence: number) =>
  ({ id, kind, parentId, sequence }) as Iteration;

describe('Iterations by release', () => {
  it('stand in the order of the tree, whatever order they came in, those of no release last', () => {
    const found = [
      node(9, 'iteration', 1, 0),
      node(5, 'iteration', 3, 1),
      node(4, 'iteration', 3, 0),
      node(6, 'release', 3, 2),
      node(7, 'iteration', 6, 0),
      node(3, 'release', 1, 2),
      node(2, 'release', 1, 1),
    ];
    const groups = groupByRelease(found, 1);
    expect(groups.map(({ release, iterations }) => [release?.id, iterations.map(({ id }) => id)])).toEqual([
      [3, [4, 5]],
      [6, [7]],
      [undefined, [9]],
    ]);
  });
});
