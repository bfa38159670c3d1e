import type { Migration } from '../migration.ts';

/** Which days are worked on, by whom and for how long; and what of it held when an iteration was closed. */
export const calendars: Migration = {
  number: 8,
  name: 'calendars',
  statements: ({ int, real, text }) => [
    `CREATE TABLE working_calendar (
      org_id ${int} NOT NULL REFERENCES organization (id), project_id ${int}, iteration_id ${int},
      weekdays ${text}, days ${text} NOT NULL,
      version ${int} NOT NULL, updated_at ${int} NOT NULL, updated_by ${int} NOT NULL,
      CHECK (iteration_id IS NULL OR project_id IS NOT NULL),
      FOREIGN KEY (org_id, project_id) REFERENCES project (org_id, id),
      FOREIGN KEY (org_id, iteration_id) REFERENCES iteration (org_id, id),
      FOREIGN KEY (org_id, updated_by) REFERENCES organization_member (org_id, person_id))`,
    `CREATE UNIQUE INDEX working_calendar_of
      ON working_calendar (org_id, coalesce(project_id, 0), coalesce(iteration_id, 0))`,
    `CREATE TABLE work_pattern (
      org_id ${int} NOT NULL, project_id ${int} NOT NULL, iteration_id ${int}, patterns ${text} NOT NULL,
      version ${int} NOT NULL, updated_at ${int} NOT NULL, updated_by ${int} NOT NULL,
      FOREIGN KEY (org_id, project_id) REFERENCES project (org_id, id),
      FOREIGN KEY (org_id, iteration_id) REFERENCES iteration (org_id, id),
      FOREIGN KEY (org_id, updated_by) REFERENCES organization_member (org_id, person_id))`,
    'CREATE UNIQUE INDEX work_pattern_of ON work_pattern (org_id, project_id, coalesce(iteration_id, 0))',
    `CREATE TABLE time_off (
      org_id ${int} NOT NULL, person_id ${int} NOT NULL, spans ${text} NOT NULL,
      version ${int} NOT NULL, updated_at ${int} NOT NULL, updated_by ${int} NOT NULL,
      PRIMARY KEY (org_id, person_id),
      FOREIGN KEY (org_id, person_id) REFERENCES organization_member (org_id, person_id),
      FOREIGN KEY (org_id, updated_by) REFERENCES organization_member (org_id, person_id))`,
    `CREATE TABLE calendar_at_close (
      org_id ${int} NOT NULL, iteration_id ${int} NOT NULL, weekdays ${text} NOT NULL, days ${text} NOT NULL,
      capacity ${text}, person_days ${real},
      PRIMARY KEY (org_id, iteration_id),
      FOREIGN KEY (org_id, iteration_id) REFERENCES iteration (org_id, id))`,
  ],
};
