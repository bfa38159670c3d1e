import { describe, expect, it } from 'vitest';
import { allParts } from './all-parts.ts';

describe('allParts', () => {
  const amount = (points: number) => ({ points, items: 1 });
  const part = (points: number) => ({ rule: 'late', change: amount(points), item: null, events: [] });
  const page = (parts: readonly (readonly number[])[], next: string | null) => ({
    iterationId: 1,
    version: 1,
    profiles: [],
    differences: parts.map((points, index) => ({
      from: 'native',
      to: 'taiga',
      figure: ['scope', 'kept'][index] ?? '',
      before: amount(0),
      after: amount(7),
      change: amount(7),
      parts: points.map(part),
      partCount: 2,
    })),
    next,
  });

  it('puts the parts of each difference together over all pages', async () => {
    const asked: unknown[] = [];
    const found = await allParts(async ({ cursor }) => {
      asked.push(cursor);
      return cursor === undefined
        ? page([[3], []], 'a')
        : cursor === 'a'
          ? page([[4], [5]], 'b')
          : page([[], [2]], null);
    });
    expect(asked).toEqual([undefined, 'a', 'b']);
    expect(found.next).toBeNull();
    expect(found.differences.map(({ parts }) => parts.map(({ change }) => change.points))).toEqual([
      [3, 4],
      [5, 2],
    ]);
  });
});
