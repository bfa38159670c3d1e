import type { Migration } from '../migration.ts';

/**
 * When people were away once, of which no event tells; what is there when this begins is taken to have been so always.
 * Calendars and work patterns of the past are told by their events, which are few among many.
 */
export const pastWorkingTime: Migration = {
  number: 20,
  name: 'past-working-time',
  statements: ({ int, text }) => [
    `CREATE TABLE time_off_past (
      org_id ${int} NOT NULL, person_id ${int} NOT NULL, version ${int} NOT NULL, spans ${text} NOT NULL,
      ended_at ${int} NOT NULL,
      PRIMARY KEY (org_id, person_id, version),
      FOREIGN KEY (org_id, person_id) REFERENCES organization_member (org_id, person_id))`,
    `CREATE INDEX event_of_working_time ON event (org_id, seq)
      WHERE kind IN ('calendar.changed', 'work_patterns.changed')`,
  ],
};
