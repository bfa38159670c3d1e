import { sql } from 'kysely';
import type { Delivery, DeliveryState } from '../domain/webhook.ts';
import { type Db, prepared, rowCount } from './engine.ts';
import { takeNumbers } from './events.ts';

// Written out, as an index over the waiting ones alone serves no query that may ask for any state.
const waiting = sql.lit('waiting' as const);

/** A message that is to be sent. */
export interface NewDelivery {
  readonly eventSeq: number;
  readonly part: number;
  readonly messageId: string;
  readonly kind: string;
  readonly body: string;
}

/** Rows in one statement: each has eleven values, and an engine takes some thousand. */
const rowsAtOnce = 200;

/**
 * Stores messages of a webhook, due at once. One that was there already is to be sent again as it was, with all its
 * attempts before it, unless it is on its way.
 */
export async function insertDeliveries(
  db: Db,
  to: { readonly orgId: number; readonly webhookId: number; readonly at: number },
  messages: readonly NewDelivery[],
): Promise<void> {
  if (messages.length === 0) return;
  const first = await takeNumbers(db, to.orgId, 'webhook_delivery', messages.length);
  for (let from = 0; from < messages.length; from += rowsAtOnce) {
    const rows = messages.slice(from, from + rowsAtOnce).map((message, index) => ({
      org_id: to.orgId,
      id: first + from + index,
      webhook_id: to.webhookId,
      event_seq: message.eventSeq,
      part: message.part,
      message_id: message.messageId,
      kind: message.kind,
      state: 'waiting' as const,
      attempts: 0,
      next_at: to.at,
      leased_until: null,
      status: null,
      error: null,
      took_ms: null,
      body: message.body,
      created_at: to.at,
      done_at: null,
    }));
    await db
      .insertInto('webhook_delivery')
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .columns(['org_id', 'webhook_id', 'event_seq', 'part'])
          .doUpdateSet({ state: 'waiting', attempts: 0, next_at: to.at, done_at: null })
          .where((eb) =>
            eb.or([eb('webhook_delivery.leased_until', 'is', null), eb('webhook_delivery.leased_until', '<=', to.at)]),
          ),
      )
      .execute();
  }
}

/** A message on its way. `attempt` is the number of this attempt, from 1. */
export interface ClaimedDelivery {
  readonly id: number;
  readonly webhookId: number;
  readonly messageId: string;
  readonly body: string;
  readonly attempt: number;
}

/**
 * Takes due messages of a webhook, the longest due first, until `until`, so that at most `atOnce` of them are on their way at a
 * time, whoever sends them.
 */
export async function claimDue(
  db: Db,
  claim: {
    readonly orgId: number;
    readonly webhookId: number;
    readonly now: number;
    readonly until: number;
    readonly atOnce: number;
  },
): Promise<readonly ClaimedDelivery[]> {
  const { orgId, webhookId, now, until } = claim;
  const [held] = await countLeased(db, { orgId, webhookId, now });
  const free = claim.atOnce - (held?.count ?? 0);
  if (free <= 0) return [];
  const due = await dueDeliveries(db, { orgId, webhookId, now, limit: free });
  for (const { id } of due) await lease(db, { orgId, id, until });
  return due.map(({ attempts, ...each }) => ({ ...each, webhookId, attempt: attempts + 1 }));
}

const countLeased = prepared<{ orgId: number; webhookId: number; now: number }, { count: number }>((db, value) =>
  db
    .selectFrom('webhook_delivery')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('org_id', '=', value('orgId'))
    .where('webhook_id', '=', value('webhookId'))
    .where('state', '=', waiting)
    .where('leased_until', '>', value('now')),
);

interface Due {
  readonly orgId: number;
  readonly webhookId: number;
  readonly now: number;
  readonly limit: number;
}

interface DueRow {
  readonly id: number;
  readonly messageId: string;
  readonly body: string;
  readonly attempts: number;
}

const dueDeliveries = prepared<Due, DueRow>((db, value) =>
  db
    .selectFrom('webhook_delivery')
    .select(['id', 'message_id as messageId', 'body', 'attempts'])
    .where('org_id', '=', value('orgId'))
    .where('webhook_id', '=', value('webhookId'))
    .where('state', '=', waiting)
    .where('next_at', '<=', value('now'))
    .where((eb) => eb.or([eb('leased_until', 'is', null), eb('leased_until', '<=', value('now'))]))
    .orderBy('next_at')
    .orderBy('id')
    .limit(rowCount(value('limit'))),
);

const lease = prepared<{ orgId: number; id: number; until: number }, never>((db, value) =>
  db
    .updateTable('webhook_delivery')
    .set((eb) => ({ leased_until: value('until'), attempts: eb('attempts', '+', 1) }))
    .where('org_id', '=', value('orgId'))
    .where('id', '=', value('id')),
);

/** What an attempt came to. */
export interface SettledDelivery {
  readonly orgId: number;
  readonly id: number;
  readonly state: DeliveryState;
  readonly nextAt: number;
  readonly status: number | null;
  readonly error: string | null;
  readonly tookMs: number | null;
  readonly doneAt: number | null;
}

const settle = prepared<SettledDelivery, never>((db, value) =>
  db
    .updateTable('webhook_delivery')
    .set({
      state: value('state'),
      next_at: value('nextAt'),
      leased_until: null,
      status: value('status'),
      error: value('error'),
      took_ms: value('tookMs'),
      done_at: value('doneAt'),
    })
    .where('org_id', '=', value('orgId'))
    .where('id', '=', value('id')),
);

/** Keeps what an attempt came to, and lets go of the message. */
export async function saveSettled(db: Db, settled: SettledDelivery): Promise<void> {
  await settle(db, settled);
}

/** Lets go of a message whose attempt was broken off, as if it had not been made. */
export async function releaseLease(db: Db, orgId: number, id: number): Promise<void> {
  await db
    .updateTable('webhook_delivery')
    .set((eb) => ({ leased_until: null, attempts: eb('attempts', '-', 1) }))
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .execute();
}

/**
 * Lets go of every message that a sender which is no more had taken, as if the attempt had not been made: whether it was, nobody
 * knows, and that it broke off is not the receiver's failure. Answers how many.
 */
export async function releaseAllLeases(db: Db): Promise<number> {
  const result = await db
    .updateTable('webhook_delivery')
    .set((eb) => ({ leased_until: null, attempts: eb('attempts', '-', 1) }))
    .where('state', '=', waiting)
    .where('leased_until', 'is not', null)
    // One that is sent anew by hand, after its lease was over, has none to take back.
    .where('attempts', '>', 0)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Makes a message due at once with all its attempts before it. One that is on its way stays as it is. */
export async function sendAgain(db: Db, orgId: number, id: number, now: number): Promise<void> {
  await db
    .updateTable('webhook_delivery')
    .set({ state: 'waiting', attempts: 0, next_at: now, leased_until: null, done_at: null })
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .where((eb) => eb.or([eb('leased_until', 'is', null), eb('leased_until', '<=', now)]))
    .execute();
}

const selectDeliveries = (db: Db) =>
  db
    .selectFrom('webhook_delivery')
    .select([
      'id',
      'webhook_id as webhookId',
      'event_seq as eventSeq',
      'message_id as messageId',
      'kind',
      'state',
      'attempts',
      'next_at as nextAt',
      'status',
      'error',
      'took_ms as tookMs',
      'body',
      'created_at as createdAt',
      'done_at as doneAt',
    ]);

const deliveryById = prepared<{ orgId: number; id: number }, Delivery>((db, value) =>
  selectDeliveries(db).where('org_id', '=', value('orgId')).where('id', '=', value('id')),
);

/** The message of that number in the organization, or undefined. */
export async function findDelivery(db: Db, orgId: number, id: number): Promise<Delivery | undefined> {
  return (await deliveryById(db, { orgId, id }))[0];
}

/** Messages of a webhook, newest first; `before` is the number of the last one of the page before. */
export async function listDeliveries(
  db: Db,
  orgId: number,
  page: {
    readonly webhookId: number;
    readonly before: number | null;
    readonly limit: number;
  },
): Promise<readonly Delivery[]> {
  const all = selectDeliveries(db).where('org_id', '=', orgId).where('webhook_id', '=', page.webhookId);
  const wanted = page.before === null ? all : all.where('id', '<', page.before);
  return wanted.orderBy('id', 'desc').limit(page.limit).execute();
}

/** Forgets messages of all organizations that were done with before an instant. Answers how many. */
export async function purgeDone(db: Db, before: number): Promise<number> {
  const result = await db.deleteFrom('webhook_delivery').where('done_at', '<', before).executeTakeFirst();
  return Number(result.numDeletedRows);
}
