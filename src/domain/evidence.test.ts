import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evidenceOf } from './evidence.ts';
import type { StatedItem } from './statement.ts';

let ids = 0;
/** An item of 5 points that was committed to and done. */
function stated(given: Partial<StatedItem> = {}): StatedItem {
  ids += 1;
  return {
    id: ids,
    key: `A-${ids}`,
    title: 'Item',
    type: 'story',
    committed: 5,
    points: 5,
    isUnestimated: false,
    outcome: 'done',
    doneAt: 0,
    fate: null,
    carries: 0,
    cameCarried: false,
    ...given,
  };
}

describe('evidence', () => {
  it('tells features from defects and upkeep, and what was not planned, of what was finished', () => {
    const unfinished = { outcome: 'unfinished', fate: { kind: 'iteration', iterationId: 2 } } as const;
    const found = evidenceOf([
      {
        closedDay: '2026-03-27',
        items: [
          stated({ type: 'constructor', points: 8 }),
          stated({ type: 'bug', points: 3, committed: null }),
          stated({ type: 'bug', ...unfinished }),
          stated({ ...unfinished }),
        ],
      },
      {
        closedDay: '2026-04-10',
        items: [
          stated({ type: 'refactoring', outcome: 'late' }),
          stated({ outcome: 'on_arrival' }),
          stated({ outcome: 'cancelled' }),
          stated({ type: 'bug', outcome: 'unfinished', fate: { kind: 'stay' } }),
        ],
      },
    ]);
    expect(found).toEqual({
      daysBetweenCloses: 14,
      finished: { points: 16, items: 3 },
      byType: [
        {
          type: 'constructor',
          purpose: 'feature',
          finished: { points: 8, items: 1 },
          share: { points: 0.5, items: 1 / 3 },
        },
        {
          type: 'refactoring',
          purpose: 'upkeep',
          finished: { points: 5, items: 1 },
          share: { points: 5 / 16, items: 1 / 3 },
        },
        { type: 'bug', purpose: 'defect', finished: { points: 3, items: 1 }, share: { points: 3 / 16, items: 1 / 3 } },
      ],
      shares: {
        feature: { points: 0.5, items: 1 / 3 },
        defect: { points: 3 / 16, items: 1 / 3 },
        upkeep: { points: 5 / 16, items: 1 / 3 },
      },
      defectsCarried: { points: 5, items: 1 },
      unplanned: { points: 3, items: 1 },
      unplannedShare: { points: 3 / 16, items: 1 / 3 },
    });
  });

  it('claims nothing of nothing', () => {
    const none = { points: null, items: null };
    expect(evidenceOf([])).toMatchObject({ daysBetweenCloses: null, byType: [], unplannedShare: none });
    const empty = { closedDay: '2026-03-27', items: [] };
    expect(evidenceOf([empty])).toMatchObject({ daysBetweenCloses: null, shares: { feature: none } });
  });

  it('gives every finished item to one purpose', () => {
    const types = fc.constantFrom('story', 'bug', 'incident', 'refactoring', 'type7');
    fc.assert(
      fc.property(fc.array(types, { minLength: 1 }), (all) => {
        const { shares } = evidenceOf([{ closedDay: '2026-03-27', items: all.map((type) => stated({ type })) }]);
        const sum = Object.values(shares).reduce((total, { items }) => total + (items ?? 0), 0);
        expect(sum).toBeCloseTo(1, 9);
      }),
    );
  });
});
