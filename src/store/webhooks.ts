import { type Insertable, type Selectable, sql } from 'kysely';
import type { Webhook } from '../domain/webhook.ts';
import { type Db, prepared } from './engine.ts';
import type { Schema } from './schema.ts';

/** What a webhook's messages are signed with. The old secret is good for a while after another took its place. */
export interface WebhookSecrets {
  readonly secret: string;
  readonly oldSecret: string | null;
  readonly oldUntil: number | null;
}

const webhookById = prepared<{ orgId: number; id: number }, Selectable<Schema['webhook']>>((db, value) =>
  db.selectFrom('webhook').selectAll().where('org_id', '=', value('orgId')).where('id', '=', value('id')),
);

/** The webhook of that number in the organization, or undefined. */
export async function findWebhook(
  db: Db,
  orgId: number,
  id: number,
): Promise<(Webhook & { readonly secrets: WebhookSecrets; readonly restUntil: number | null }) | undefined> {
  const [row] = await webhookById(db, { orgId, id });
  if (row === undefined) return undefined;
  const secrets = { secret: row.secret, oldSecret: row.old_secret, oldUntil: row.old_until };
  return { ...webhookFromRow(row), secrets, restUntil: row.rest_until };
}

/** The webhooks of the organization, oldest first. */
export async function listWebhooks(db: Db, orgId: number): Promise<readonly Webhook[]> {
  const rows = await db.selectFrom('webhook').selectAll().where('org_id', '=', orgId).orderBy('id').execute();
  return rows.map(webhookFromRow);
}

/** Stores a new webhook. */
export async function insertWebhook(db: Db, webhook: Webhook, secret: string): Promise<void> {
  const row: Insertable<Schema['webhook']> = {
    ...webhookToRow(webhook),
    secret,
    old_secret: null,
    old_until: null,
    rest_until: null,
  };
  await db.insertInto('webhook').values(row).execute();
}

/** Writes a webhook over what it was, but for its secrets. */
export async function saveWebhook(db: Db, webhook: Webhook): Promise<void> {
  const { org_id, id, uid, created_at, created_by, ...saved } = webhookToRow(webhook);
  await db.updateTable('webhook').set(saved).where('org_id', '=', org_id).where('id', '=', id).execute();
}

/** Gives a webhook another secret. */
export async function saveSecrets(db: Db, orgId: number, id: number, secrets: WebhookSecrets): Promise<void> {
  await db
    .updateTable('webhook')
    .set({ secret: secrets.secret, old_secret: secrets.oldSecret, old_until: secrets.oldUntil })
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .execute();
}

interface Health {
  readonly orgId: number;
  readonly id: number;
  readonly failingSince: number | null;
  readonly restUntil: number | null;
}

const setHealth = prepared<Health, never>((db, value) =>
  db
    .updateTable('webhook')
    .set({ failing_since: value('failingSince'), rest_until: value('restUntil') })
    .where('org_id', '=', value('orgId'))
    .where('id', '=', value('id')),
);

/** Notes how a webhook's receiver does. */
export async function saveHealth(db: Db, health: Health): Promise<void> {
  await setHealth(db, health);
}

/** Switches a webhook off that its receiver does not answer any more. */
export async function failWebhook(db: Db, orgId: number, id: number, reason: string): Promise<void> {
  await db
    .updateTable('webhook')
    .set((eb) => ({ state: 'failed' as const, reason, version: eb('version', '+', 1) }))
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .execute();
}

/** Removes a webhook with everything that it was and was to be sent. */
export async function deleteWebhook(db: Db, orgId: number, id: number): Promise<void> {
  await db.deleteFrom('webhook_delivery').where('org_id', '=', orgId).where('webhook_id', '=', id).execute();
  await db.deleteFrom('webhook').where('org_id', '=', orgId).where('id', '=', id).execute();
}

/**
 * The organizations with events that a webhook has not been told of, or with messages that are due. Waiting ones of a
 * receiver that rests are not.
 */
export async function organizationsWithWork(db: Db, now: number): Promise<readonly number[]> {
  const rows = await withWork(db, { now });
  return rows.map((row) => row.org_id);
}

const withWork = prepared<{ now: number }, { org_id: number }>((db, value) =>
  db
    .selectFrom('webhook as w')
    .innerJoin('organization_counter as c', 'c.org_id', 'w.org_id')
    .select('w.org_id')
    .distinct()
    .where('w.state', '=', 'on')
    .where((eb) =>
      eb.or([
        eb('c.event', '>', eb.ref('w.last_seq')),
        eb('w.replay_next', 'is not', null),
        eb.and([
          eb.or([eb('w.rest_until', 'is', null), eb('w.rest_until', '<=', value('now'))]),
          eb.exists(
            eb
              .selectFrom('webhook_delivery as d')
              .select('d.id')
              .whereRef('d.org_id', '=', 'w.org_id')
              .whereRef('d.webhook_id', '=', 'w.id')
              .where('d.state', '=', sql.lit('waiting' as const))
              .where('d.next_at', '<=', value('now'))
              .where((inner) =>
                inner.or([inner('d.leased_until', 'is', null), inner('d.leased_until', '<=', value('now'))]),
              ),
          ),
        ]),
      ]),
    ),
);

function webhookFromRow(row: Selectable<Schema['webhook']>): Webhook {
  const kinds: Webhook['kinds'] = row.kinds === null ? null : JSON.parse(row.kinds);
  return {
    orgId: row.org_id,
    id: row.id,
    uid: row.uid,
    projectId: row.project_id,
    name: row.name,
    url: row.url,
    format: row.format,
    kinds,
    state: row.state,
    reason: row.reason,
    lastSeq: row.last_seq,
    replay: row.replay_next === null || row.replay_to === null ? null : { next: row.replay_next, to: row.replay_to },
    failingSince: row.failing_since,
    version: row.version,
    createdAt: row.created_at,
    createdBy: row.created_by,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
  };
}

function webhookToRow(webhook: Webhook) {
  return {
    org_id: webhook.orgId,
    id: webhook.id,
    uid: webhook.uid,
    project_id: webhook.projectId,
    name: webhook.name,
    url: webhook.url,
    format: webhook.format,
    kinds: webhook.kinds === null ? null : JSON.stringify(webhook.kinds),
    state: webhook.state,
    reason: webhook.reason,
    last_seq: webhook.lastSeq,
    replay_next: webhook.replay?.next ?? null,
    replay_to: webhook.replay?.to ?? null,
    failing_since: webhook.failingSince,
    version: webhook.version,
    created_at: webhook.createdAt,
    created_by: webhook.createdBy,
    updated_at: webhook.updatedAt,
    updated_by: webhook.updatedBy,
  };
}
