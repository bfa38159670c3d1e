import type { App } from '../actions/app.ts';
import { bindOperations } from '../actions/operations.ts';
import { findOutboxes } from '../actions/outbox.ts';
import type { Outgoing, SettleDelivery } from '../actions/webhook-deliveries.ts';
import { type Formats, fanOutNext } from './fan-out.ts';
import { post, type Targets } from './outbound.ts';
import { signedHeaders } from './sign-message.ts';

/** How often it looks for what falls due, and for what other processes have left. */
const lookMs = 1000;
/** How long it gathers what happens before it looks. */
const gatherMs = 50;
/** How long messages that are under way may take when the server stops; then they are broken off, and sent later. */
const farewellMs = 5000;

/** What the job is given. A round that failed is told to `failed`; the next one tries again. */
export interface DeliverySettings {
  readonly formats: Formats;
  readonly targets: Targets;
  /** Whether no other process runs it on this database: then what an earlier one left under way is sent again at once. */
  readonly isAlone: boolean;
  readonly failed: (error: unknown) => void;
}

/** A running job. */
export interface DeliveryJob {
  /** Something has happened that webhooks may listen for. */
  readonly heed: () => void;
  /** Ends it, once what is under way has ended or has been broken off. */
  readonly stop: () => Promise<void>;
}

/**
 * Sends webhooks what happens, at least once. Each message is on its own: at most two to a webhook are under way at a time,
 * and a slow receiver holds up nobody else. All that it knows is in the database, so that it goes on where any process has
 * left off; several may run it on one database.
 */
export function deliverWebhooks(app: App, { formats, targets, isAlone, failed }: DeliverySettings): DeliveryJob {
  const operations = bindOperations(app);
  const underWay = new Set<Promise<void>>();
  const rounds = new Map<number, { again: boolean }>();
  const breakOff = new AbortController();
  let isStopping = false;
  let gathering: NodeJS.Timeout | undefined;

  const track = (work: () => Promise<void>) => {
    const tracked = work()
      .catch(failed)
      .finally(() => underWay.delete(tracked));
    underWay.add(tracked);
  };

  const sendAll = (orgId: number, messages: readonly Outgoing[]) => {
    for (const message of messages) track(() => attempt(orgId, message));
  };

  const attempt = async (orgId: number, message: Outgoing) => {
    const begin = performance.now();
    const result = await sendMessage(message, { now: app.now(), targets, signal: breakOff.signal });
    const tookMs = Math.round(performance.now() - begin);
    const next = await operations.settleDelivery(orgId, {
      deliveryId: message.id,
      attempt: message.attempt,
      result,
      tookMs,
      chance: Math.random(),
      takesNext: !isStopping,
    });
    sendAll(orgId, next);
  };

  /** One round at a time for an organization; a wish for another meanwhile makes it go once more. */
  const visit = (orgId: number) => {
    if (isStopping) return;
    const running = rounds.get(orgId);
    if (running !== undefined) {
      running.again = true;
      return;
    }
    const round = { again: true };
    rounds.set(orgId, round);
    track(async () => {
      try {
        while (round.again && !isStopping) {
          round.again = false;
          if (await fanOutNext(app, operations, orgId, formats)) round.again = true;
          sendAll(orgId, await operations.claimDeliveries(orgId, {}));
        }
      } finally {
        rounds.delete(orgId);
      }
    });
  };

  const look = () =>
    track(async () => {
      for (const orgId of await findOutboxes(app)) visit(orgId);
    });
  const timer = setInterval(look, lookMs);
  timer.unref();
  // The clock's first look comes after this, as commands are carried out in their order.
  if (isAlone) track(async () => void (await operations.releaseDeliveries({})));
  look();

  return {
    heed: () => {
      if (isStopping) return;
      gathering ??= setTimeout(() => {
        gathering = undefined;
        look();
      }, gatherMs).unref();
    },
    stop: async () => {
      isStopping = true;
      clearInterval(timer);
      clearTimeout(gathering);
      const last = setTimeout(() => breakOff.abort(), farewellMs);
      // A round that was under way may have begun to send meanwhile.
      while (underWay.size > 0) await Promise.all(underWay);
      clearTimeout(last);
    },
  };
}

async function sendMessage(
  { url, secrets, messageId: id, body }: Outgoing,
  { now, targets, signal }: { readonly now: number; readonly targets: Targets; readonly signal: AbortSignal },
): Promise<SettleDelivery['result']> {
  const headers = {
    'user-agent': 'Timebox-Webhooks/1',
    ...signedHeaders({ id, timestamp: Math.floor(now / 1000), body }, secrets),
  };
  const result = await post({ url, headers, body, targets, signal });
  return result.kind === 'failed' && signal.aborted ? { kind: 'broken off' } : result;
}
