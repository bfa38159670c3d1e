import type { Migration } from '../migration.ts';

/** When the odds of a day were kept, so that what was known at another instant can be told; of those kept before, only their day is known. */
export const oddsKept: Migration = {
  number: 21,
  name: 'odds kept',
  statements: ({ int }) => [`ALTER TABLE goal_odds ADD COLUMN kept_at ${int}`],
};
