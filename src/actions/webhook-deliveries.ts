import type { Actor } from '../domain/access.ts';
import { type Doubts, Refusal, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import { type Delivery, testKind, type Webhook } from '../domain/webhook.ts';
import { type AttemptResult, settleAttempt } from '../domain/webhook-schedule.ts';
import type { Db } from '../store/engine.ts';
import {
  type ClaimedDelivery,
  claimDue,
  listDeliveries as deliveriesOf,
  findDelivery,
  insertDeliveries,
  type NewDelivery,
  purgeDone,
  releaseAllLeases,
  releaseLease,
  saveSettled,
  sendAgain,
} from '../store/webhook-deliveries.ts';
import { listWebhooks as allWebhooks, failWebhook, findWebhook, saveHealth, saveWebhook } from '../store/webhooks.ts';
import type { Tx } from './transact.ts';
import { getWebhook } from './webhooks.ts';

/** How long a message may be under way before somebody else may send it: a sender that has died is given up then. */
const leaseMs = 60_000;
/** Messages to one webhook that are under way at a time. */
const atOnce = 2;
/** Events that one request may ask to be sent once more. */
const mostReplayed = 10_000;

interface OfWebhook {
  readonly webhookId: number;
  readonly doubts?: Doubts;
}

/** Sends an event of no meaning to one webhook, and answers its number. @throws Refusal not_found, transition_not_allowed */
export async function testWebhook(tx: Tx, { webhookId }: OfWebhook): Promise<{ readonly seq: number }> {
  const { projectId } = await requireOn(tx, { webhookId });
  const { seq } = await tx.emit({ kind: testKind, projectId, data: { webhookId } });
  return { seq };
}

/** Sends a message once more, as it was, whatever became of it. @throws Refusal not_found, transition_not_allowed */
export async function replayDelivery(tx: Tx, replay: OfWebhook & { readonly deliveryId: number }): Promise<Delivery> {
  await requireOn(tx, replay);
  const { orgId } = tx.actor;
  const known = await findDelivery(tx.db, orgId, replay.deliveryId);
  if (known?.webhookId !== replay.webhookId) throw new Refusal('not_found', 'Delivery not found');
  await sendAgain(tx.db, orgId, known.id, tx.now);
  return (await findDelivery(tx.db, orgId, known.id)) ?? known;
}

/**
 * Sends all events of a range once more, as far as the webhook listens for them, and answers the range: it ends where the
 * webhook has come to. What is being replayed already goes on.
 * @throws Refusal not_found, invalid, transition_not_allowed
 */
export async function replayEvents(
  tx: Tx,
  replay: OfWebhook & { readonly from: number; readonly to: number },
): Promise<{ readonly from: number; readonly to: number }> {
  const webhook = await requireOn(tx, replay);
  const from = replay.from;
  const to = Math.min(replay.to, webhook.lastSeq);
  if (replay.to < from || replay.to - from >= mostReplayed) {
    const message = `A range goes forward and has at most ${mostReplayed} events`;
    throw new Refusal('invalid', message, { faults: [{ field: 'to', rule: 'range', message }] });
  }
  if (to < from) return { from, to: from - 1 };
  const { replay: running } = webhook;
  const whole =
    running === null ? { next: from, to } : { next: Math.min(from, running.next), to: Math.max(to, running.to) };
  await saveWebhook(tx.db, { ...webhook, replay: whole });
  return { from, to };
}

/** Messages of a webhook and what became of them, newest first. @throws Refusal not_found */
export async function listDeliveries(
  db: Db,
  actor: Actor,
  list: OfWebhook & {
    /** The number of the last one of the page before; null for the first page. */
    readonly before: number | null;
    readonly limit: number;
  },
): Promise<readonly Delivery[]> {
  const { id } = await getWebhook(db, actor, list);
  return deliveriesOf(db, actor.orgId, { ...list, webhookId: id });
}

/** Messages that events came to, from one place in a webhook's events to another. */
export interface FanOut {
  readonly webhookId: number;
  /** Whether it goes on to new events, or sends old ones once more. */
  readonly what: 'new' | 'replayed';
  /** The events after this number up to that one were looked at. */
  readonly after: number;
  readonly upTo: number;
  readonly messages: readonly NewDelivery[];
}

/**
 * Keeps the messages that events came to, and how far the webhook has come by that. Answers false, and keeps nothing, when it is not
 * where it was, because another process was faster or it was switched off.
 */
export async function fanOut(tx: Tx, out: FanOut): Promise<boolean> {
  const { orgId } = tx.actor;
  const webhook = await findWebhook(tx.db, orgId, out.webhookId);
  if (webhook?.state !== 'on') return false;
  const { replay } = webhook;
  if (out.what === 'new' ? webhook.lastSeq !== out.after : replay?.next !== out.after + 1) return false;
  await insertDeliveries(tx.db, { orgId, webhookId: webhook.id, at: tx.now }, out.messages);
  const isReplayed = replay === null || out.upTo >= replay.to;
  await saveWebhook(tx.db, {
    ...webhook,
    ...(out.what === 'new'
      ? { lastSeq: out.upTo }
      : { replay: isReplayed ? null : { next: out.upTo + 1, to: replay.to } }),
  });
  return true;
}

/** A message on its way, with where to and what it is signed with. */
export interface Outgoing extends ClaimedDelivery {
  readonly url: string;
  readonly secrets: readonly string[];
}

/**
 * Takes the messages of an organization that are due, for a minute. No two processes get the same one: the organization is held,
 * so there is no need to skip what others have locked.
 */
export async function claimDeliveries(tx: Tx, _all: object): Promise<readonly Outgoing[]> {
  const outgoing: Outgoing[] = [];
  for (const { id } of await allWebhooks(tx.db, tx.actor.orgId)) outgoing.push(...(await claimNext(tx, id)));
  return outgoing;
}

async function claimNext({ db, actor, now }: Tx, webhookId: number): Promise<readonly Outgoing[]> {
  const { orgId } = actor;
  const webhook = await findWebhook(db, orgId, webhookId);
  if (webhook?.state !== 'on' || (webhook.restUntil ?? 0) > now) return [];
  const claimed = await claimDue(db, { orgId, webhookId, now, until: now + leaseMs, atOnce });
  const { secret, oldSecret, oldUntil } = webhook.secrets;
  const secrets = oldSecret !== null && (oldUntil ?? 0) > now ? [secret, oldSecret] : [secret];
  return claimed.map((each) => ({ ...each, url: webhook.url, secrets }));
}

/** What an attempt came to. */
export interface SettleDelivery {
  readonly deliveryId: number;
  readonly attempt: number;
  /** `broken off`: the sender had to stop, which is nobody's failure. */
  readonly result: AttemptResult | { readonly kind: 'broken off' };
  readonly tookMs: number;
  /** From 0 to 1: where the next attempt is placed within its spread. */
  readonly chance: number;
  /** Whether the sender takes the next message to the same webhook at once. */
  readonly takesNext: boolean;
}

/**
 * Keeps what an attempt came to, and answers the messages that its end makes room for. Of an attempt that took so long
 * that another was made meanwhile, only success counts.
 */
export async function settleDelivery(tx: Tx, settle: SettleDelivery): Promise<readonly Outgoing[]> {
  const delivery = await findDelivery(tx.db, tx.actor.orgId, settle.deliveryId);
  if (delivery === undefined) return [];
  if (delivery.state === 'waiting') await keepResult(tx, delivery, settle);
  return settle.takesNext ? claimNext(tx, delivery.webhookId) : [];
}

async function keepResult(
  tx: Tx,
  delivery: Delivery,
  { attempt, result, tookMs, chance }: SettleDelivery,
): Promise<void> {
  const { db, now } = tx;
  const { orgId } = tx.actor;
  const { id, webhookId, attempts } = delivery;
  const webhook = await findWebhook(db, orgId, webhookId);
  if (webhook === undefined) return;
  const isLate = attempts !== attempt;
  if (result.kind === 'broken off') {
    if (!isLate) await releaseLease(db, orgId, id);
    return;
  }
  const { failingSince } = webhook;
  const settled = settleAttempt(result, { attempts: attempt, failingSince, now }, chance);
  const { state, nextAt } = settled.delivery;
  if (isLate && state !== 'delivered') return;
  const isDone = state !== 'waiting';
  const status = result.kind === 'answered' ? result.status : null;
  const error =
    state === 'delivered' ? null : result.kind === 'failed' ? result.error : `The receiver answered ${result.status}`;
  await saveSettled(db, { orgId, id, state, nextAt, status, error, tookMs, doneAt: isDone ? now : null });
  await saveHealth(db, {
    orgId,
    id: webhookId,
    failingSince: settled.failingSince,
    // A success beside it does not end a rest that was asked for.
    restUntil: settled.restUntil ?? webhook.restUntil,
  });
  if (settled.offBecause !== null && webhook.state === 'on') await switchOff(tx, webhook, settled.offBecause);
}

async function switchOff(tx: Tx, webhook: Webhook, reason: string): Promise<void> {
  await failWebhook(tx.db, webhook.orgId, webhook.id, reason);
  const { id: webhookId, name, version, projectId } = webhook;
  await tx.emit({ kind: 'webhook.failed', projectId, data: { webhookId, name, version: version + 1, reason } });
}

/**
 * Lets go of all messages that are on their way, for who knows that nobody is sending them: the only process of its database,
 * before it sends any. Answers how many.
 */
export function releaseDeliveries(tx: Tx, _all: object): Promise<number> {
  return releaseAllLeases(tx.db);
}

/** Forgets messages that were delivered or given up before an instant. Answers how many. */
export function purgeDeliveries(tx: Tx, purge: { readonly before: number }): Promise<number> {
  return purgeDone(tx.db, purge.before);
}

/** @throws Refusal not_found, invalid, transition_not_allowed */
async function requireOn(tx: Tx, { webhookId, doubts }: OfWebhook): Promise<Webhook> {
  const webhook = await getWebhook(tx.db, tx.actor, { webhookId });
  refuseUnreadable(doubts);
  refuseFaults(doubts);
  if (webhook.state !== 'on') {
    throw new Refusal('transition_not_allowed', 'Nothing is sent to a webhook that is off: switch it on first');
  }
  return webhook;
}
