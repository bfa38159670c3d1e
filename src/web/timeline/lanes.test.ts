import { describe, expect, it } from 'vitest';
import type { Iteration } from '../../client/native.ts';
import { lanesOf } from './lanes.ts';

const root = 1;
const release = (id: number, days: object = {}) =>
  ({ id, kind: 'release', parentId: root, sequence: id, start: null, end: null, ...days }) as Iteration;
const iteration = (id: number, parentId: number, start: string | null, end: string | null) =>
  ({ id, kind: 'iteration', parentId, sequence: id, start, end }) as Iteration;

describe('The lanes of the timeline', () => {
  it('are releases by their beginning, those without dates behind them, and last what belongs to none', () => {
    const lanes = lanesOf(
      [
        release(2),
        iteration(3, 2, '2026-11-16', '2026-11-29'),
        iteration(4, root, '2026-01-01', '2026-01-14'),
        release(5),
        release(6, { start: '2026-02-01', end: '2026-03-31' }),
      ],
      root,
    );
    expect(lanes.map(({ release: each }) => each?.id ?? null)).toEqual([6, 2, 5, null]);
    expect(lanes.map(({ range }) => range?.start ?? null)).toEqual(['2026-02-01', '2026-11-16', null, '2026-01-01']);
  });

  it('put iterations that share a day into rows of their own', () => {
    const [lane] = lanesOf(
      [
        iteration(2, root, '2026-11-01', '2026-11-14'),
        iteration(3, root, '2026-11-14', '2026-11-20'),
        iteration(4, root, '2026-11-15', '2026-11-30'),
        iteration(5, root, '2026-12-01', null),
      ],
      root,
    );
    expect(lane?.rows.map((row) => row.map(({ id }) => id))).toEqual([[2, 4], [3]]);
    expect(lane?.undated.map(({ id }) => id)).toEqual([5]);
    expect(lane?.range).toEqual({ start: '2026-11-01', end: '2026-11-30' });
  });
});
