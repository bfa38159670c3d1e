import { describe, expect, it } from 'vitest';
import { anItem, anIteration } from '../../../test/support/a-plan.ts';
import { keepSame } from './keep-same.ts';
import type { Plan } from './plan.ts';

describe('keepSame', () => {
  const read = (changes: object = {}, title = 'Sprint'): Plan => [
    { iteration: null, items: [anItem(1), anItem(2, changes)] },
    { iteration: { ...anIteration(24, 'active'), title }, items: [anItem(4)] },
  ];

  it('keeps rows and lists that say the same, and takes what does not', () => {
    const before = read();
    const after = keepSame(before, read({ title: 'Called otherwise' }));
    expect(after[0]?.items[0]).toBe(before[0]?.items[0]);
    expect(after[0]?.items[1]?.title).toBe('Called otherwise');
    expect(after[1]).toBe(before[1]);
  });

  it('keeps the items of an iteration that alone has changed', () => {
    const before = read();
    const after = keepSame(before, read({}, 'Renamed'));
    expect(after[1]?.iteration?.title).toBe('Renamed');
    expect(after[1]?.items).toBe(before[1]?.items);
  });

  it('follows items to other lists, and takes a first plan as it is', () => {
    const [backlog, sprint] = read();
    const now: Plan = [
      { iteration: null, items: [anItem(2)] },
      { iteration: sprint?.iteration ?? null, items: [anItem(4), anItem(1)] },
    ];
    const after = keepSame(read(), now);
    expect(after.map(({ items }) => items.map(({ id }) => id))).toEqual([[2], [4, 1]]);
    expect(keepSame(undefined, now)).toBe(now);
    expect(backlog?.items).toHaveLength(2);
  });
});
