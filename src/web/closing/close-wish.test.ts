import { describe, expect, it } from 'vitest';
import { destinationIn, keyOf, planOfWish } from './close-wish.ts';

const newIteration = { title: 'Sprint 25', start: '2026-11-30', end: '2026-12-11' };

describe('What is wished of a close', () => {
  it('is one word for all items, and one for each that goes elsewhere', () => {
    expect(
      planOfWish({ all: 25, newIteration, items: { 7: { to: 'backlog' }, 8: { to: 26, note: 'Once more' } } }),
    ).toEqual({
      unfinished: 'next',
      nextIterationId: 25,
      items: [
        { itemId: 7, to: 'backlogTop' },
        { itemId: 8, to: 'iteration', iterationId: 26, note: 'Once more' },
      ],
    });
  });

  it.each([
    ['new', 'next'],
    ['backlog', 'backlogTop'],
    ['stay', 'stay'],
  ] as const)('%s is %s', (all, unfinished) => {
    expect(planOfWish({ all, newIteration, items: {} }).unfinished).toBe(unfinished);
  });

  it('makes a new iteration only where something goes there', () => {
    expect(planOfWish({ all: 'stay', newIteration, items: {} })).not.toHaveProperty('newIteration');
    expect(planOfWish({ all: 'stay', newIteration, items: { 7: { to: 'new' } } })).toMatchObject({ newIteration });
    expect(planOfWish({ all: 'new', newIteration, items: {} })).toMatchObject({ newIteration });
  });

  it.each(['new', 'backlog', 'stay', 'cancel', 25] as const)('%s is found again by its key', (to) => {
    expect(destinationIn(keyOf(to))).toBe(to);
  });
});
