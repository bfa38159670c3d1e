import type { Migration } from '../migration.ts';

/** By which API something was done, what has happened in a project, and the calendars that people subscribe to. */
export const native: Migration = {
  number: 13,
  name: 'native',
  statements: ({ int, text }) => [
    `ALTER TABLE event ADD COLUMN via ${text}`,
    'CREATE INDEX event_of_project ON event (org_id, project_id, seq) WHERE project_id IS NOT NULL',
    `CREATE TABLE calendar_feed (
      org_id ${int} NOT NULL, project_id ${int} NOT NULL, person_id ${int} NOT NULL,
      hash ${text} NOT NULL UNIQUE, created_at ${int} NOT NULL,
      PRIMARY KEY (org_id, project_id, person_id),
      FOREIGN KEY (org_id, project_id) REFERENCES project (org_id, id),
      FOREIGN KEY (org_id, person_id) REFERENCES organization_member (org_id, person_id))`,
  ],
};
