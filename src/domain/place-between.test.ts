import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastPlace, placeBeside } from './place-between.ts';

// Far apart, or as near to each other as numbers can be.
const places = fc.oneof(
  fc.double({ min: 0.5, max: 1e6, noNaN: true }),
  fc.nat(20).map((step) => 0.5 + step * 2 ** -53),
);
const rows = fc
  .array(places, { minLength: 1, maxLength: 12 })
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
        const place = placeBeside(row, moved.id, isBehind ? { behind: neighbour } : { before: neighbour })!;
        expect(place.sortOrder).toBeGreaterThan(0);
        const known = new Map([...others, ...place.others].map(({ id, sortOrder }) => [id, sortOrder]));
        const order = [...known.set(moved.id, place.sortOrder)].sort(([, x], [, y]) => x - y).map(([id]) => id);
        expect(new Set(known.values()).size).toBe(row.length);
        expect(order.filter((id) => id !== moved.id)).toEqual(others.map(({ id }) => id));
        const at = order.indexOf(moved.id);
        // Without a neighbour it has nothing on that side.
        expect(order[isBehind ? at - 1 : at + 1] ?? null).toBe(neighbour);
      }),
    );
  });

  it('are always to be had, as the row is numbered anew where no number is left between two', () => {
    const row = [0.5, 0.5 + 2 ** -53, 7].map((sortOrder, index) => ({ id: index + 1, sortOrder }));
    expect(placeBeside(row, 3, { behind: 1 })).toEqual({
      sortOrder: 2,
      others: [
        { id: 1, sortOrder: 1 },
        { id: 2, sortOrder: 3 },
      ],
    });
    expect(placeBeside(row, 1, { before: null })).toEqual({ sortOrder: 8, others: [] });
  });

  it('are not to be had beside what is not in the row, nor beside the thing itself', () => {
    const row = [{ id: 1, sortOrder: 1 }];
    expect([placeBeside(row, 1, { behind: 2 }), placeBeside(row, 1, { before: 1 })]).toEqual([undefined, undefined]);
    expect([lastPlace([]), lastPlace(row)]).toEqual([1, 2]);
  });
});
