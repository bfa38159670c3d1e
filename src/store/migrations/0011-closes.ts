import type { Migration } from '../migration.ts';

/** Policies of what becomes of unfinished items, plans of closes, and the receipts that closes leave. */
export const closes: Migration = {
  number: 11,
  name: 'closes',
  statements: ({ int, real, text }) => [
    `ALTER TABLE organization_counter ADD COLUMN rollover_policy ${int} NOT NULL DEFAULT 0`,
    `ALTER TABLE organization_counter ADD COLUMN close_plan ${int} NOT NULL DEFAULT 0`,
    `ALTER TABLE organization_counter ADD COLUMN receipt ${int} NOT NULL DEFAULT 0`,
    `ALTER TABLE item ADD COLUMN carry_count ${int} NOT NULL DEFAULT 0`,
    `ALTER TABLE item ADD COLUMN points_dragged ${real} NOT NULL DEFAULT 0`,
    'CREATE INDEX item_carried ON item (org_id, project_id, carry_count) WHERE carry_count > 0',
    `CREATE TABLE rollover_policy (
      org_id ${int} NOT NULL, id ${int} NOT NULL, project_id ${int} NOT NULL, name ${text} NOT NULL, rules ${text} NOT NULL,
      version ${int} NOT NULL, created_at ${int} NOT NULL, created_by ${int} NOT NULL,
      updated_at ${int} NOT NULL, updated_by ${int} NOT NULL, removed_at ${int},
      PRIMARY KEY (org_id, id),
      FOREIGN KEY (org_id, project_id) REFERENCES project (org_id, id),
      FOREIGN KEY (org_id, created_by) REFERENCES organization_member (org_id, person_id),
      FOREIGN KEY (org_id, updated_by) REFERENCES organization_member (org_id, person_id))`,
    'CREATE INDEX rollover_policy_of_project ON rollover_policy (org_id, project_id, id)',
    `CREATE TABLE close_plan (
      org_id ${int} NOT NULL, id ${int} NOT NULL, iteration_id ${int} NOT NULL, fingerprint ${text} NOT NULL,
      content ${text} NOT NULL, created_at ${int} NOT NULL, created_by ${int} NOT NULL,
      PRIMARY KEY (org_id, id),
      FOREIGN KEY (org_id, iteration_id) REFERENCES iteration (org_id, id),
      FOREIGN KEY (org_id, created_by) REFERENCES organization_member (org_id, person_id))`,
    'CREATE INDEX close_plan_by_age ON close_plan (created_at)',
    `CREATE TABLE receipt (
      org_id ${int} NOT NULL, id ${int} NOT NULL, iteration_id ${int} NOT NULL, event_seq ${int} NOT NULL, plan_id ${int},
      policy_id ${int}, policy_version ${int}, content ${text} NOT NULL, closed_at ${int} NOT NULL, closed_by ${int} NOT NULL,
      reversed_at ${int}, reversed_by ${int}, reversal ${text},
      PRIMARY KEY (org_id, id),
      FOREIGN KEY (org_id, iteration_id) REFERENCES iteration (org_id, id),
      FOREIGN KEY (org_id, policy_id) REFERENCES rollover_policy (org_id, id),
      FOREIGN KEY (org_id, closed_by) REFERENCES organization_member (org_id, person_id),
      FOREIGN KEY (org_id, reversed_by) REFERENCES organization_member (org_id, person_id))`,
    'CREATE INDEX receipt_of_iteration ON receipt (org_id, iteration_id, id)',
  ],
};
