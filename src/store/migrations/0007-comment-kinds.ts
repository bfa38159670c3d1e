import type { Migration } from '../migration.ts';

/** Whether the people who do the work said something, or those it is done for. */
export const commentKinds: Migration = {
  number: 7,
  name: 'comment kinds',
  statements: ({ text }) => [`ALTER TABLE comment ADD COLUMN kind ${text} NOT NULL DEFAULT 'team'`],
};
