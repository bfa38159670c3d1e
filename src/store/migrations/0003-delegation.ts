import type { Migration } from '../migration.ts';

/** Applications that act for a person: what renews their tokens, and the codes that begin it. */
export const delegation: Migration = {
  number: 3,
  name: 'delegation',
  statements: ({ serial, int, text }) => [
    `CREATE TABLE delegation (
      id ${serial}, org_id ${int} NOT NULL, person_id ${int} NOT NULL, refresh_hash ${text} NOT NULL UNIQUE,
      created_at ${int} NOT NULL, expires_at ${int} NOT NULL, ended_at ${int},
      FOREIGN KEY (org_id, person_id) REFERENCES organization_member (org_id, person_id))`,
    'CREATE INDEX delegation_of_person ON delegation (org_id, person_id, expires_at)',
    `ALTER TABLE token ADD COLUMN delegation_id ${int} REFERENCES delegation (id)`,
    'CREATE INDEX token_of_delegation ON token (delegation_id) WHERE delegation_id IS NOT NULL',
    `CREATE TABLE verification_code (
      hash ${text} PRIMARY KEY, org_id ${int} NOT NULL, person_id ${int} NOT NULL,
      created_at ${int} NOT NULL, expires_at ${int} NOT NULL,
      FOREIGN KEY (org_id, person_id) REFERENCES organization_member (org_id, person_id))`,
    'CREATE INDEX verification_code_of_person ON verification_code (org_id, person_id, created_at)',
  ],
};
