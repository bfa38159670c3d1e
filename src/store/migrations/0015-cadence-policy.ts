import type { Migration } from '../migration.ts';

/** A cadence may close by a rollover policy of its project. Policies are only ever hidden, so what is named is there. */
export const cadencePolicy: Migration = {
  number: 15,
  name: 'cadence policy',
  statements: ({ int }) => [`ALTER TABLE cadence ADD COLUMN rollover_policy_id ${int}`],
};
