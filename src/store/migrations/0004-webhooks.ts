import type { Migration } from '../migration.ts';

/** Webhooks, and what each of them was or is to be sent. */
export const webhooks: Migration = {
  number: 4,
  name: 'webhooks',
  statements: ({ int, text }) => [
    `ALTER TABLE organization_counter ADD COLUMN webhook ${int} NOT NULL DEFAULT 0`,
    `ALTER TABLE organization_counter ADD COLUMN webhook_delivery ${int} NOT NULL DEFAULT 0`,
    `CREATE TABLE webhook (
      org_id ${int} NOT NULL, id ${int} NOT NULL, uid ${text} NOT NULL, project_id ${int}, name ${text} NOT NULL,
      url ${text} NOT NULL, format ${text} NOT NULL CHECK (format IN ('native', 'kaiten')), kinds ${text},
      secret ${text} NOT NULL, old_secret ${text}, old_until ${int},
      state ${text} NOT NULL CHECK (state IN ('on', 'off', 'failed')), reason ${text},
      last_seq ${int} NOT NULL, replay_next ${int}, replay_to ${int}, failing_since ${int}, rest_until ${int},
      version ${int} NOT NULL, created_at ${int} NOT NULL, created_by ${int} NOT NULL,
      updated_at ${int} NOT NULL, updated_by ${int} NOT NULL,
      PRIMARY KEY (org_id, id), UNIQUE (uid),
      FOREIGN KEY (org_id, project_id) REFERENCES project (org_id, id),
      FOREIGN KEY (org_id, created_by) REFERENCES organization_member (org_id, person_id))`,
    `CREATE TABLE webhook_delivery (
      org_id ${int} NOT NULL, id ${int} NOT NULL, webhook_id ${int} NOT NULL, event_seq ${int} NOT NULL, part ${int} NOT NULL,
      message_id ${text} NOT NULL, kind ${text} NOT NULL,
      state ${text} NOT NULL CHECK (state IN ('waiting', 'delivered', 'dead')), attempts ${int} NOT NULL,
      next_at ${int} NOT NULL, leased_until ${int}, status ${int}, error ${text}, took_ms ${int}, body ${text} NOT NULL,
      created_at ${int} NOT NULL, done_at ${int},
      PRIMARY KEY (org_id, id), UNIQUE (org_id, webhook_id, event_seq, part),
      FOREIGN KEY (org_id, webhook_id) REFERENCES webhook (org_id, id))`,
    "CREATE INDEX webhook_delivery_due ON webhook_delivery (org_id, webhook_id, next_at, id) WHERE state = 'waiting'",
    'CREATE INDEX webhook_delivery_leased ON webhook_delivery (org_id, webhook_id, leased_until) WHERE leased_until IS NOT NULL',
    'CREATE INDEX webhook_delivery_of_webhook ON webhook_delivery (org_id, webhook_id, id)',
    'CREATE INDEX webhook_delivery_by_age ON webhook_delivery (done_at) WHERE done_at IS NOT NULL',
  ],
};
