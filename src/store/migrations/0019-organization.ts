import type { Migration } from '../migration.ts';

/** An organization may be changed, and so has a version. */
export const organization: Migration = {
  number: 19,
  name: 'organization',
  statements: ({ int }) => [`ALTER TABLE organization ADD COLUMN version ${int} NOT NULL DEFAULT 1`],
};
