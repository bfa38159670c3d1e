import { describe, expect, it } from 'vitest';
import { type FactsBetween, historyInstants, releaseHistory } from './release-history.ts';

const parts = [
  { id: 1, startedAt: 100, closedAt: 200 },
  { id: 2, startedAt: 210, closedAt: 300 },
  { id: 3, startedAt: null, closedAt: null },
];
const fact = (iterationId: number, by: number, kind: FactsBetween['kind'], points: number): FactsBetween => ({
  iterationId,
  by,
  kind,
  points,
  items: 1,
});

describe('The history of a release', () => {
  it('looks back at the first start and at every close, and at nothing before anything runs', () => {
    expect(historyInstants(parts)).toEqual([
      { at: 100, closedId: null },
      { at: 200, closedId: 1 },
      { at: 300, closedId: 2 },
    ]);
    expect(releaseHistory([{ id: 3, startedAt: null, closedAt: null }], [])).toEqual([]);
  });

  it('counts what was carried on once, and keeps what was done', () => {
    const facts = [
      fact(1, 0, 'added', 5),
      fact(1, 0, 'added', 3),
      fact(3, 0, 'added', 8),
      fact(1, 1, 'completed', 5),
      // The three points go on into the second one with the close of the first.
      fact(2, 1, 'added', 3),
      fact(2, 2, 'raised', 2),
      fact(2, 2, 'completed', 5),
      // The record that the first one keeps of them is finished, too.
      fact(1, 2, 'completed', 3),
    ];
    const told = releaseHistory(parts, facts).map(({ scope, done }) => [scope.points, done.points]);
    expect(told).toEqual([
      [16, 0],
      [16, 5],
      [18, 10],
    ]);
  });
});
