import fc from 'fast-check';

const place = fc.nat(12);
const sprint = fc.nat(5);
const points = fc.option(fc.constantFrom<number>(0, 0.5, 1, 2, 3, 5, 8));
const category = fc.constantFrom('queued', 'in_progress', 'done', 'cancelled');

/** What is wanted of single items when a close is planned. */
const wish = fc.record(
  {
    item: place,
    to: fc.constantFrom('next', 'iteration', 'newIteration', 'backlogTop', 'backlogBottom', 'stay', 'split', 'cancel'),
    iteration: fc.option(sprint, { nil: undefined }),
    rank: fc.constantFrom('top', 'bottom'),
    estimate: points,
    donePart: fc.constantFrom(0.5, 1, 2),
    credit: fc.constantFrom('none', 'donePart'),
    note: fc.constant('Once more'),
  },
  { requiredKeys: ['item', 'to'] },
);
const deed = <Does extends string, More extends object>(
  does: Does,
  more: { [K in keyof More]: fc.Arbitrary<More[K]> },
) => fc.record<{ does: Does } & More>({ does: fc.constant(does), ...more } as never);

/** What somebody tries over the API; items and iterations are named by their place in the lists of what there is by then. */
const tried = fc.oneof(
  {
    weight: 4,
    arbitrary: deed('write down', { estimate: points, into: fc.option(sprint), category: fc.option(category) }),
  },
  {
    weight: 8,
    arbitrary: deed('move', { items: fc.uniqueArray(place, { minLength: 1, maxLength: 3 }), to: fc.option(sprint) }),
  },
  { weight: 10, arbitrary: deed('work', { item: place, category }) },
  { weight: 4, arbitrary: deed('estimate', { item: place, estimate: points }) },
  { weight: 2, arbitrary: deed('estimate and work', { item: place, estimate: points, category }) },
  { weight: 1, arbitrary: deed('put away', { item: place, condition: fc.constantFrom('live', 'archived') }) },
  { weight: 2, arbitrary: deed('delete', { item: place }) },
  { weight: 2, arbitrary: deed('plan', { days: fc.integer({ min: 1, max: 14 }) }) },
  {
    weight: 5,
    arbitrary: deed('turn', {
      sprint,
      status: fc.constantFrom('active', 'active', 'closed', 'archived'),
      target: fc.option(sprint),
    }),
  },
  { weight: 1, arbitrary: deed('date', { sprint, days: fc.integer({ min: -3, max: 20 }) }) },
  {
    weight: 7,
    arbitrary: deed('close', {
      sprint,
      unfinished: fc.constantFrom('next', 'stay', 'backlogTop', 'cancel'),
      wishes: fc.array(wish, { maxLength: 3 }),
      makesNew: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: deed('reverse', { receipt: fc.nat(3) }) },
  { weight: 4, arbitrary: deed('restate', { sprint }) },
  { weight: 1, arbitrary: deed('remove', { sprint, target: fc.option(sprint) }) },
  { weight: 1, arbitrary: deed('night', {}) },
);

/** A deed, how long after the one before it, in milliseconds, and whether it is sent once more with the same retry key. */
export const timedDeed = fc.record({
  tried,
  wait: fc.constantFrom(0, 0, 1, 1, 60_000, 3_600_000, 30 * 3_600_000),
  isRepeated: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
});
export type Deed = typeof tried extends fc.Arbitrary<infer D> ? D : never;
export type TimedDeed = typeof timedDeed extends fc.Arbitrary<infer D> ? D : never;

/** By which rules a project counts. */
export const rules = fc.record({
  graceMinutes: fc.constantFrom(0, 0, 1, 90, 2880),
  defaultEstimate: fc.option(fc.constantFrom(1, 2.5)),
  creditHours: fc.constantFrom(0, 0, 24),
});
