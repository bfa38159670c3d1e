import type { Migration } from '../migration.ts';

/** Iterations that are made, started and closed by the calendar, and how much may come into one that runs. */
export const cadence: Migration = {
  number: 12,
  name: 'cadence',
  statements: ({ int, real, text }) => [
    `CREATE TABLE cadence (
      org_id ${int} NOT NULL, project_id ${int} NOT NULL, is_on ${int} NOT NULL,
      first_day ${text} NOT NULL, length_days ${int} NOT NULL, cooldown_days ${int} NOT NULL, ahead ${int} NOT NULL,
      title ${text} NOT NULL, next_number ${int} NOT NULL, starts_itself ${int} NOT NULL, closes_itself ${int} NOT NULL,
      unfinished ${text} NOT NULL CHECK (unfinished IN ('next', 'stay')),
      version ${int} NOT NULL, updated_at ${int} NOT NULL, updated_by ${int} NOT NULL,
      PRIMARY KEY (org_id, project_id),
      FOREIGN KEY (org_id, project_id) REFERENCES project (org_id, id),
      FOREIGN KEY (org_id, updated_by) REFERENCES organization_member (org_id, person_id))`,
    `CREATE TABLE cadence_slot (
      org_id ${int} NOT NULL, project_id ${int} NOT NULL, first_day ${text} NOT NULL, last_day ${text} NOT NULL,
      iteration_id ${int}, skipped ${text},
      PRIMARY KEY (org_id, project_id, first_day), CHECK ((iteration_id IS NULL) = (skipped IS NOT NULL)),
      FOREIGN KEY (org_id, project_id) REFERENCES project (org_id, id),
      FOREIGN KEY (org_id, iteration_id) REFERENCES iteration (org_id, id))`,
    `CREATE TABLE cadence_job (
      org_id ${int} NOT NULL, project_id ${int} NOT NULL, iteration_id ${int},
      deed ${text} NOT NULL CHECK (deed IN ('plan', 'start', 'close')),
      state ${text} NOT NULL CHECK (state IN ('waiting', 'done')),
      attempts ${int} NOT NULL, reason ${text}, next_at ${int}, at ${int} NOT NULL,
      CHECK ((deed = 'plan') = (iteration_id IS NULL)), CHECK ((state = 'waiting') = (next_at IS NOT NULL)),
      FOREIGN KEY (org_id, project_id) REFERENCES project (org_id, id),
      FOREIGN KEY (org_id, iteration_id) REFERENCES iteration (org_id, id))`,
    'CREATE UNIQUE INDEX cadence_job_of ON cadence_job (org_id, project_id, deed, coalesce(iteration_id, 0))',
    `CREATE TABLE scope_policy (
      org_id ${int} NOT NULL, iteration_id ${int} NOT NULL,
      kind ${text} NOT NULL CHECK (kind IN ('open', 'budget', 'swapOnly', 'frozen')),
      measure ${text} CHECK (measure IN ('points', 'percent', 'items')), amount ${real},
      version ${int} NOT NULL, updated_at ${int} NOT NULL, updated_by ${int} NOT NULL,
      PRIMARY KEY (org_id, iteration_id), CHECK ((kind = 'budget') = (measure IS NOT NULL AND amount IS NOT NULL)),
      FOREIGN KEY (org_id, iteration_id) REFERENCES iteration (org_id, id),
      FOREIGN KEY (org_id, updated_by) REFERENCES organization_member (org_id, person_id))`,
  ],
};
