import { describe, expect, it } from 'vitest';
import { destinationIn, keyOf, planOfWish } from './close-wish.ts';

const newIteration = { title: 'Sprint 25', start: '2026-11-30', end: '2026-12-11' };
const atClose = { newIteration, finishedDay: null };

describe('What is wished of a close', () => {
  it('is one word for all items, and one for each that goes elsewhere', () => {
    expect(
      planOfWish({ all: 25, ...atClose, items: { 7: { to: 'backlog' }, 8: { to: 26, note: 'Once more' } } }),
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
    expect(planOfWish({ all, ...atClose, items: {} }).unfinished).toBe(unfinished);
  });

  it('makes a new iteration only where something goes there', () => {
    expect(planOfWish({ all: 'stay', ...atClose, items: {} })).not.toHaveProperty('newIteration');
    expect(planOfWish({ all: 'stay', ...atClose, items: { 7: { to: 'new' } } })).toMatchObject({ newIteration });
    expect(planOfWish({ all: 'new', ...atClose, items: {} })).toMatchObject({ newIteration });
  });

  it('names the day on which it ended, if that was not at the close', () => {
    const wish = { all: 'stay', newIteration, items: {} } as const;
    expect(planOfWish({ ...wish, finishedDay: null })).not.toHaveProperty('finishedDay');
    expect(planOfWish({ ...wish, finishedDay: '2026-11-27' })).toMatchObject({ finishedDay: '2026-11-27' });
  });

  it.each(['new', 'backlog', 'stay', 'cancel', 25] as const)('%s is found again by its key', (to) => {
    expect(destinationIn(keyOf(to))).toBe(to);
  });
});
