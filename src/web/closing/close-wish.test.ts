import { describe, expect, it } from 'vitest';
import { destinationIn, keyOf, keyOfPolicy, planOfWish, policyIn } from './close-wish.ts';

const newIteration = { title: 'Sprint 25', start: '2026-11-30', end: '2026-12-11' };
const atClose = { policyId: null, newIteration, finishedDay: null };

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

  it('is left to a policy, whose rules carry to the iteration that was named', () => {
    const plan = planOfWish({ ...atClose, all: 25, policyId: 3, items: {} });
    expect(plan).toEqual({ policyId: 3, nextIterationId: 25, items: [] });
    expect([policyIn(keyOfPolicy(3)), policyIn(keyOf('stay')), policyIn(keyOf(25))]).toEqual([3, null, null]);
  });

  it('makes a new iteration only where something goes there', () => {
    expect(planOfWish({ all: 'stay', ...atClose, items: {} })).not.toHaveProperty('newIteration');
    expect(planOfWish({ all: 'stay', ...atClose, items: { 7: { to: 'new' } } })).toMatchObject({ newIteration });
    expect(planOfWish({ all: 'new', ...atClose, items: {} })).toMatchObject({ newIteration });
  });

  it('names the day on which it ended, if that was not at the close', () => {
    const wish = { all: 'stay', policyId: null, newIteration, items: {} } as const;
    expect(planOfWish({ ...wish, finishedDay: null })).not.toHaveProperty('finishedDay');
    expect(planOfWish({ ...wish, finishedDay: '2026-11-27' })).toMatchObject({ finishedDay: '2026-11-27' });
  });

  it.each(['new', 'backlog', 'stay', 'cancel', 25] as const)('%s is found again by its key', (to) => {
    expect(destinationIn(keyOf(to))).toBe(to);
  });
});
