import type { Migration } from '../migration.ts';

/** What crossed a board day by day, forecasts and what came of them, goals of iterations and which of them count as samples. */
export const flow: Migration = {
  number: 10,
  name: 'flow',
  statements: ({ int, real, text }) => [
    `CREATE TABLE board_flow (
      org_id ${int} NOT NULL, board_id ${int} NOT NULL, day ${text} NOT NULL,
      arrived ${int} NOT NULL, started ${int} NOT NULL, done ${int} NOT NULL,
      reopened ${int} NOT NULL, returned ${int} NOT NULL,
      dropped_queued ${int} NOT NULL, dropped_started ${int} NOT NULL, dropped_done ${int} NOT NULL,
      PRIMARY KEY (org_id, board_id, day), FOREIGN KEY (org_id, board_id) REFERENCES board (org_id, id))`,
    `INSERT INTO board_flow
      SELECT org_id, board_id, '', count(*), sum(CASE WHEN category = 'queued' THEN 0 ELSE 1 END),
        sum(CASE WHEN category = 'done' THEN 1 ELSE 0 END), 0, 0, 0, 0, 0
      FROM item WHERE category = 'done' AND condition <> 'deleted'
        OR category IN ('queued', 'in_progress') AND condition = 'live'
      GROUP BY org_id, board_id`,
    'CREATE INDEX item_done ON item (org_id, project_id, done_at) WHERE done_at IS NOT NULL',
    `ALTER TABLE organization_counter ADD COLUMN forecast ${int} NOT NULL DEFAULT 0`,
    `CREATE TABLE forecast (
      org_id ${int} NOT NULL, id ${int} NOT NULL, project_id ${int} NOT NULL, question ${text} NOT NULL,
      sample ${text} NOT NULL, inputs_hash ${text} NOT NULL, answer ${text} NOT NULL,
      is_standing ${int} NOT NULL, is_scored ${int} NOT NULL, outcome ${real}, settled_at ${int},
      asked_at ${int} NOT NULL, asked_day ${text} NOT NULL, asked_by ${int} NOT NULL,
      PRIMARY KEY (org_id, id), FOREIGN KEY (org_id, project_id) REFERENCES project (org_id, id))`,
    'CREATE INDEX forecast_of_project ON forecast (org_id, project_id, id)',
    'CREATE INDEX forecast_open ON forecast (org_id, id) WHERE settled_at IS NULL AND is_scored = 1',
    `CREATE TABLE iteration_goal (
      org_id ${int} NOT NULL, iteration_id ${int} NOT NULL,
      outcome ${text} CHECK (outcome IN ('met', 'partly', 'missed', 'changed', 'abandoned')), evidence ${text},
      version ${int} NOT NULL, updated_at ${int} NOT NULL, updated_by ${int} NOT NULL,
      PRIMARY KEY (org_id, iteration_id), FOREIGN KEY (org_id, iteration_id) REFERENCES iteration (org_id, id),
      FOREIGN KEY (org_id, updated_by) REFERENCES organization_member (org_id, person_id))`,
    `CREATE TABLE goal_item (
      org_id ${int} NOT NULL, iteration_id ${int} NOT NULL, item_id ${int} NOT NULL,
      PRIMARY KEY (org_id, iteration_id, item_id),
      FOREIGN KEY (org_id, iteration_id) REFERENCES iteration_goal (org_id, iteration_id),
      FOREIGN KEY (org_id, item_id) REFERENCES item (org_id, id))`,
    `CREATE TABLE goal_odds (
      org_id ${int} NOT NULL, iteration_id ${int} NOT NULL, day ${text} NOT NULL,
      goal ${real} NOT NULL, in_order ${real} NOT NULL, everything ${real} NOT NULL,
      goal_left ${int} NOT NULL, all_left ${int} NOT NULL, days_left ${int} NOT NULL,
      PRIMARY KEY (org_id, iteration_id, day), FOREIGN KEY (org_id, iteration_id) REFERENCES iteration (org_id, id))`,
    `CREATE TABLE iteration_sample (
      org_id ${int} NOT NULL, iteration_id ${int} NOT NULL, excluded ${int} NOT NULL, reason ${text},
      version ${int} NOT NULL, updated_at ${int} NOT NULL, updated_by ${int} NOT NULL,
      PRIMARY KEY (org_id, iteration_id), FOREIGN KEY (org_id, iteration_id) REFERENCES iteration (org_id, id),
      FOREIGN KEY (org_id, updated_by) REFERENCES organization_member (org_id, person_id))`,
  ],
};
