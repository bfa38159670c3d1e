import type { Migration } from '../migration.ts';

/** Rules by which a project counts, what an iteration was committed to at its freeze, and statements of what it came to. */
export const statements: Migration = {
  number: 9,
  name: 'statements',
  statements: ({ int, real, text }) => [
    `ALTER TABLE iteration ADD COLUMN frozen_at ${int}`,
    `ALTER TABLE iteration ADD COLUMN default_estimate ${real}`,
    'UPDATE iteration SET frozen_at = started_at',
    `CREATE TABLE project_rules (
      org_id ${int} NOT NULL, project_id ${int} NOT NULL,
      grace_minutes ${int} NOT NULL, default_estimate ${real}, credit_hours ${int} NOT NULL,
      version ${int} NOT NULL, updated_at ${int} NOT NULL, updated_by ${int} NOT NULL,
      PRIMARY KEY (org_id, project_id),
      FOREIGN KEY (org_id, project_id) REFERENCES project (org_id, id),
      FOREIGN KEY (org_id, updated_by) REFERENCES organization_member (org_id, person_id))`,
    `ALTER TABLE organization_counter ADD COLUMN statement ${int} NOT NULL DEFAULT 0`,
    `CREATE TABLE statement (
      org_id ${int} NOT NULL, id ${int} NOT NULL, iteration_id ${int} NOT NULL, number ${int} NOT NULL,
      issued_at ${int} NOT NULL, issued_by ${int} NOT NULL, reason ${text},
      first_seq ${int} NOT NULL, last_seq ${int} NOT NULL,
      definition ${text} NOT NULL, figures ${text} NOT NULL, causes ${text} NOT NULL, items ${text} NOT NULL,
      previous_hash ${text} NOT NULL, hash ${text} NOT NULL,
      PRIMARY KEY (org_id, id), UNIQUE (org_id, iteration_id, number),
      FOREIGN KEY (org_id, iteration_id) REFERENCES iteration (org_id, id),
      FOREIGN KEY (org_id, issued_by) REFERENCES organization_member (org_id, person_id))`,
    `CREATE TABLE credit_window (
      org_id ${int} NOT NULL, iteration_id ${int} NOT NULL, ends_at ${int} NOT NULL, opened_by ${int} NOT NULL,
      PRIMARY KEY (org_id, iteration_id),
      FOREIGN KEY (org_id, iteration_id) REFERENCES iteration (org_id, id),
      FOREIGN KEY (org_id, opened_by) REFERENCES organization_member (org_id, person_id))`,
    'CREATE INDEX credit_window_by_end ON credit_window (ends_at)',

    // The ledger tells of items without an estimate from here on; for those that are there already it is told once.
    `INSERT INTO ledger (org_id, event_seq, iteration_id, item_id, at, day, kind, points, items)
      SELECT c.org_id, o.event, c.iteration_id, NULL, i.created_at, '', 'unestimated', 0, c.unestimated_items
      FROM iteration_counter AS c
      JOIN iteration AS i ON i.org_id = c.org_id AND i.id = c.iteration_id
      JOIN organization_counter AS o ON o.org_id = c.org_id
      WHERE c.unestimated_items > 0`,
    `INSERT INTO iteration_day (org_id, iteration_id, day, kind, points, items)
      SELECT org_id, iteration_id, '', 'unestimated', 0, unestimated_items FROM iteration_counter
      WHERE unestimated_items > 0`,
  ],
};
