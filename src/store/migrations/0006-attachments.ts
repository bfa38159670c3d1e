import type { Migration } from '../migration.ts';

/** Files of items and comments, and what people have marked of what happened. */
export const attachments: Migration = {
  number: 6,
  name: 'attachments',
  statements: ({ int, text }) => [
    `ALTER TABLE organization_counter ADD COLUMN attachment ${int} NOT NULL DEFAULT 0`,
    `CREATE TABLE attachment (
      org_id ${int} NOT NULL, id ${int} NOT NULL, uid ${text} NOT NULL, item_id ${int} NOT NULL, comment_id ${int},
      name ${text} NOT NULL, description ${text}, media_type ${text} NOT NULL, size ${int} NOT NULL, hash ${text} NOT NULL,
      version ${int} NOT NULL, created_at ${int} NOT NULL, created_by ${int} NOT NULL,
      updated_at ${int} NOT NULL, updated_by ${int} NOT NULL,
      PRIMARY KEY (org_id, id), UNIQUE (org_id, uid),
      FOREIGN KEY (org_id, item_id) REFERENCES item (org_id, id),
      FOREIGN KEY (org_id, comment_id) REFERENCES comment (org_id, id),
      FOREIGN KEY (org_id, created_by) REFERENCES organization_member (org_id, person_id),
      FOREIGN KEY (org_id, updated_by) REFERENCES organization_member (org_id, person_id))`,
    'CREATE INDEX attachment_of_item ON attachment (org_id, item_id, id)',
    'CREATE INDEX attachment_of_comment ON attachment (org_id, comment_id, id) WHERE comment_id IS NOT NULL',
    `CREATE TABLE activity_mark (
      org_id ${int} NOT NULL, person_id ${int} NOT NULL, event_seq ${int} NOT NULL,
      is_read ${int} NOT NULL, is_flagged ${int} NOT NULL,
      PRIMARY KEY (org_id, person_id, event_seq),
      FOREIGN KEY (org_id, person_id) REFERENCES organization_member (org_id, person_id),
      FOREIGN KEY (org_id, event_seq) REFERENCES event (org_id, seq))`,
  ],
};
