import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays } from './days.ts';
import { shownDays } from './shown-days.ts';

const createdDay = '2013-06-20';
const planned = (day: string | null) => (day === null ? null : { day, at: null });
const shown = (start: string | null, end: string | null) =>
  Object.values(shownDays({ start: planned(start), end: planned(end), createdDay }));

it('missing days are a week and three weeks after the day of making, and what was chosen stays', () => {
  expect(shown(null, null)).toEqual(['2013-06-27', '2013-07-11']);
  expect(shown('2013-01-01', null)).toEqual(['2013-01-01', '2013-07-11']);
  expect(shown(null, '2014-01-01')).toEqual(['2013-06-27', '2014-01-01']);
  expect(shown('2013-10-02', '2013-10-02')).toEqual(['2013-10-02', '2013-10-02']);
});

it('a chosen day beyond the default of the other one takes that along, two weeks apart', () => {
  expect(shown('2013-07-11', null)).toEqual(['2013-07-11', '2013-07-11']);
  expect(shown('2013-07-12', null)).toEqual(['2013-07-12', '2013-07-26']);
  expect(shown(null, '2013-06-27')).toEqual(['2013-06-27', '2013-06-27']);
  expect(shown(null, '2013-06-26')).toEqual(['2013-06-12', '2013-06-26']);
});

it('no iteration is ever shown to end before it starts', () => {
  const day = fc.option(fc.integer({ min: -400, max: 400 }).map((days) => addDays(createdDay, days)));
  fc.assert(
    fc.property(day, day, (start, end) => {
      fc.pre(start === null || end === null || start <= end);
      const [first = '', last = ''] = shown(start, end);
      expect(first <= last).toBe(true);
    }),
  );
});
