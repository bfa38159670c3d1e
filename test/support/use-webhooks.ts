import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect } from 'vitest';
import type { App } from '../../src/actions/app.ts';
import { newWebhookSecret } from '../../src/actions/index.ts';
import { kaitenEnvelopes } from '../../src/dialects/kaiten/webhook-envelopes.ts';
import { nativeEnvelopes } from '../../src/dialects/native/webhook-envelopes.ts';
import { type DeliveryJob, deliverWebhooks } from '../../src/jobs/deliver-webhooks.ts';
import { type Engine, useTestApp } from './open-test-app.ts';
import { type Received, type Receiver, startReceiver, until } from './receiver.ts';

/** When the clock of every test of webhooks begins. */
export const start = Date.UTC(2026, 5, 1);
const formats = { native: nativeEnvelopes, kaiten: kaitenEnvelopes };

/** Starts the job that delivers an app's messages. */
export function startJob(app: App): DeliveryJob {
  return deliverWebhooks(app, {
    formats,
    targets: 'any',
    isAlone: false,
    failed: (error) => console.error(error),
  });
}

/** A second reading of Standard Webhooks: does the message carry a good signature by each of the secrets, and no other? */
export function expectSigned({ id, headers, body }: Received, ...secrets: string[]): void {
  const wanted = secrets.map((secret) => {
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    expect(key).toHaveLength(32);
    const mac = createHmac('sha256', key);
    for (const part of [id, '.', String(headers['webhook-timestamp']), '.', body]) mac.update(part, 'utf8');
    return `v1,${mac.digest('base64')}`;
  });
  expect(String(headers['webhook-signature']).split(' ')).toEqual(wanted);
}

/** An app whose messages are delivered to a receiver, and the ways to have something happen and to see what came of it. */
export function useWebhooks(engine: Engine) {
  const test = useTestApp(engine);
  const receivers: Receiver[] = [];
  const running: { receiver?: Receiver; job?: DeliveryJob } = {};
  const receiver = () => started(running.receiver);
  const job = () => started(running.job);

  beforeEach(async () => {
    test().setClock(start);
    running.receiver = await receive();
    running.job = startJob(test().app);
  });
  afterEach(async () => {
    await job().stop();
    await Promise.all(receivers.splice(0).map((each) => each.close()));
    test().setClock(null);
  });

  async function receive(): Promise<Receiver> {
    const started = await startReceiver();
    receivers.push(started);
    return started;
  }
  /** A project with a webhook for its items. */
  async function listen(to = receiver(), kinds: string[] | null = ['item.created']) {
    const { actions, admin } = test();
    const { id: projectId } = await actions.createProject(admin, { title: 'Heard' });
    const { webhook, secret } = await actions.createWebhook(admin, {
      projectId,
      name: 'Test',
      url: to.url,
      format: 'native',
      kinds,
      secret: newWebhookSecret(),
    });
    return { projectId, webhookId: webhook.id, secret };
  }
  const happen = (projectId: number, title = 'Item') =>
    test().actions.createItem(test().admin, { project: { id: projectId }, fields: { title } });
  const deliveries = (webhookId: number) =>
    test().actions.listDeliveries(test().admin, { webhookId, before: null, limit: 1000 });
  const webhook = (webhookId: number) => test().actions.getWebhook(test().admin, { webhookId });
  const attempted = (webhookId: number, attempts: number) =>
    until(async () => {
      job().heed();
      const [delivery] = await deliveries(webhookId);
      // Counted when it begins; it has ended when it is not due any more.
      return delivery?.attempts === attempts && (delivery.state !== 'waiting' || delivery.nextAt > test().app.now());
    });
  return {
    test,
    receive,
    listen,
    happen,
    deliveries,
    webhook,
    attempted,
    receiver,
    job,
  };
}

function started<T>(what: T | undefined): T {
  if (what === undefined) throw new Error('The test has not begun');
  return what;
}
