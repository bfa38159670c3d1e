import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastPlace, placeBeside } from './place-between.ts';

const rows = fc
  .array(fc.double({ min: 0.5, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 12 })
  .map((places) =>
    [...new Set(places)].sort((a, b) => a - b).map((sortOrder, index) => ({ id: index + 1, sortOrder })),
  );

describe('Places in a row', () => {
  it('put a thing right behind or right before its neighbour, and first or last without one', () => {
    fc.assert(
      fc.property(rows, fc.nat(), fc.option(fc.nat(), { nil: null }), fc.boolean(), (row, a, b, isBehind) => {
        const moved = row[a % row.length]!;
        const others = row.filter((each) => each !== moved);
        const neighbour = b === null || others.length === 0 ? null : others[b % others.length]!.id;
        const place = placeBeside(row, moved.id, isBehind ? { behind: neighbour } : { before: neighbour });
        expect(place).toBeGreaterThan(0);
        const order = [...others, { id: moved.id, sortOrder: place! }]
          .sort((x, y) => x.sortOrder - y.sortOrder)
          .map(({ id }) => id);
        const at = order.indexOf(moved.id);
        // Without a neighbour it has nothing on that side.
        expect(order[isBehind ? at - 1 : at + 1] ?? null).toBe(neighbour);
      }),
    );
  });

  it('are not to be had beside what is not in the row, nor beside the thing itself', () => {
    const row = [{ id: 1, sortOrder: 1 }];
    expect([placeBeside(row, 1, { behind: 2 }), placeBeside(row, 1, { before: 1 })]).toEqual([undefined, undefined]);
    expect([lastPlace([]), lastPlace(row)]).toEqual([1, 2]);
  });
});
