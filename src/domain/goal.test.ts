import { expect, it } from 'vitest';
import { metRate } from './goal.ts';

it('goals are met as often as they were put to the test and reached, which none is that was changed or given up', () => {
  expect(metRate(['met', 'partly', 'missed', 'met', 'changed', 'abandoned'])).toEqual({
    judged: 4,
    met: 2,
    share: 0.5,
  });
  expect(metRate(['changed'])).toEqual({ judged: 0, met: 0, share: null });
});
