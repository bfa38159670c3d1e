import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engines, useTestApp } from '../../test/support/open-test-app.ts';
import { type Received, type Receiver, startReceiver, until } from '../../test/support/receiver.ts';
import { type App } from '../actions/app.ts';
import { newWebhookSecret } from '../actions/index.ts';
import { kaitenEnvelopes } from '../dialects/kaiten/webhook-envelopes.ts';
import { nativeEnvelopes } from '../dialects/native/webhook-envelopes.ts';
import { type DeliveryJob, deliverWebhooks } from './deliver-webhooks.ts';

const hourMs = 3_600_000;
const start = Date.UTC(2026, 5, 1);
const formats = { native: nativeEnvelopes, kaiten: kaitenEnvelopes };
const noVersion = { kind: 'none' } as const;

function startJob(app: App): DeliveryJob {
  return deliverWebhooks(app, {
    formats,
    targets: 'any',
    isAlone: false,
    failed: (error) => console.error(error),
  });
}

/** A second reading of Standard Webhooks: does the message carry a good signature by each of the secrets, and no other? */
function expectSigned({ id, headers, body }: Received, ...secrets: string[]): void {
  const wanted = secrets.map((secret) => {
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    expect(key).toHaveLength(32);
    const mac = createHmac('sha256', key);
    for (const part of [id, '.', String(headers['webhook-timestamp']), '.', body]) mac.update(part, 'utf8');
    return `v1,${mac.digest('base64')}`;
  });
  expect(String(headers['webhook-signature']).split(' ')).toEqual(wanted);
}

describe.each(engines)('Webhooks, on %s', (engine) => {
  const test = useTestApp(engine);
  const receivers: Receiver[] = [];
  let receiver: Receiver;
  let job: DeliveryJob;

  beforeEach(async () => {
    test().setClock(start);
    receiver = await receive();
    job = startJob(test().app);
  });
  afterEach(async () => {
    await job.stop();
    await Promise.all(receivers.splice(0).map((each) => each.close()));
    test().setClock(null);
  });

  async function receive(): Promise<Receiver> {
    const started = await startReceiver();
    receivers.push(started);
    return started;
  }
  /** A project with a webhook for its items. */
  async function listen(to = receiver, kinds: string[] | null = ['item.created']) {
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
      job.heed();
      const [delivery] = await deliveries(webhookId);
      // Counted when it begins; it has ended when it is not due any more.
      return delivery?.attempts === attempts && (delivery.state !== 'waiting' || delivery.nextAt > test().app.now());
    });

  it('are told of a change, signed so that anybody can check it', async () => {
    const { projectId, secret, webhookId } = await listen(receiver, null);
    const item = await happen(projectId, 'Señal ✓');
    job.heed();
    await receiver.waitFor(1);
    const [message] = receiver.received;
    if (message === undefined) throw new Error('nothing came');
    expectSigned(message, secret);
    expect(message.headers['webhook-timestamp']).toBe(String(start / 1000));
    expect(JSON.parse(message.body)).toEqual({
      type: 'item.created',
      timestamp: '2026-06-01T00:00:00.000Z',
      data: {
        organizationId: 1,
        sequence: expect.any(Number),
        actor: { id: test().admin.actor.userId, uid: test().admin.actor.userUid, name: 'Admin of acme' },
        project: { id: projectId, uid: expect.any(String), key: expect.any(String) },
        iteration: null,
        item: { id: item.id, uid: item.uid, key: item.key },
        changes: {},
        details: { key: item.key, title: 'Señal ✓' },
      },
    });
    await until(async () => (await deliveries(webhookId))[0]?.state === 'delivered');
    expect(await deliveries(webhookId)).toMatchObject([{ attempts: 1, status: 204, error: null, body: message.body }]);
  });

  it('get a failed message again later, with the same id and the same bytes', async () => {
    receiver.answer(500);
    const { projectId, secret, webhookId } = await listen();
    const { id } = await happen(projectId, 'before');
    await attempted(webhookId, 1);
    expect((await deliveries(webhookId))[0]).toMatchObject({ state: 'waiting', status: 500, doneAt: null });
    await test().actions.changeItem(test().admin, { item: { id }, fields: { title: 'after' } });
    receiver.answer(200);
    test().setClock(start + 7000);
    await attempted(webhookId, 2);
    const [first, second] = receiver.received;
    expect(second?.id).toBe(first?.id);
    expect(second?.body).toBe(first?.body);
    expect(second?.headers['webhook-timestamp']).toBe(String(start / 1000 + 7));
    for (const each of receiver.received) expectSigned(each, secret);
    expect((await deliveries(webhookId))[0]).toMatchObject({ state: 'delivered', status: 200, error: null });
    expect(await webhook(webhookId)).toMatchObject({ failingSince: null, state: 'on' });
  });

  it('are given up after ten attempts and three days, and go on when they are switched on and asked to', async () => {
    receiver.answer(500);
    const { projectId, webhookId } = await listen();
    await happen(projectId);
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      await attempted(webhookId, attempt);
      const [delivery] = await deliveries(webhookId);
      test().setClock(delivery?.nextAt ?? 0);
    }
    const [dead] = await deliveries(webhookId);
    expect(dead).toMatchObject({ state: 'dead', attempts: 10, error: 'The receiver answered 500' });
    expect(test().app.now() - start).toBeGreaterThan(50 * hourMs);
    expect(new Set(receiver.received.map((each) => each.id)).size).toBe(1);

    receiver.answer(200);
    const { actions, admin } = test();
    if ((await webhook(webhookId)).state === 'failed') {
      await actions.changeWebhook(admin, { webhookId, precondition: noVersion, fields: { state: 'on' } });
    }
    await actions.replayDelivery(admin, { webhookId, deliveryId: dead?.id ?? 0 });
    await until(async () => {
      job.heed();
      return (await deliveries(webhookId))[0]?.state === 'delivered';
    });
    expect(new Set(receiver.received.map((each) => each.body)).size).toBe(1);
  });

  it('are switched off by 410, which is told; what was missed can be replayed', async () => {
    receiver.answer(410);
    const { projectId, webhookId } = await listen();
    await happen(projectId);
    await attempted(webhookId, 1);
    expect(await webhook(webhookId)).toMatchObject({ state: 'failed', reason: expect.stringContaining('410') });
    // What is committed can be read a moment before it is told.
    await until(() => test().heard.at(-1)?.kind === 'webhook.failed');
    expect(test().heard.at(-1)).toMatchObject({ kind: 'webhook.failed', projectId, data: { webhookId } });

    receiver.answer(204);
    for (const title of ['one', 'two', 'three']) await happen(projectId, title);
    const { actions, admin } = test();
    const refused = { code: 'transition_not_allowed' };
    await expect(actions.testWebhook(admin, { webhookId })).rejects.toMatchObject(refused);
    const { lastSeq: heardUpTo } = await webhook(webhookId);
    const on = await actions.changeWebhook(admin, { webhookId, precondition: noVersion, fields: { state: 'on' } });
    expect(on).toMatchObject({ state: 'on', reason: null });
    await actions.replayEvents(admin, { webhookId, from: heardUpTo, to: heardUpTo + 500 });
    job.heed();
    await receiver.waitFor(5);
    await until(async () => (await deliveries(webhookId)).every(({ state }) => state === 'delivered'));
    expect(await deliveries(webhookId)).toHaveLength(4);
    expect((await webhook(webhookId)).replay).toBeNull();
    const ids = receiver.received.map((each) => each.id);
    expect(ids[1]).toBe(ids[0]);
    expect(new Set(ids).size).toBe(4);
  });

  it('follow no redirection', async () => {
    const elsewhere = await receive();
    receiver.answer((_message, response) => response.writeHead(302, { location: elsewhere.url }).end());
    const { projectId, webhookId } = await listen();
    await happen(projectId);
    await attempted(webhookId, 1);
    expect((await deliveries(webhookId))[0]).toMatchObject({ state: 'waiting', status: 302 });
    expect(elsewhere.received).toEqual([]);
  });

  it('are signed by two secrets for a day after the secret was changed', async () => {
    const { projectId, webhookId, secret: old } = await listen();
    const rotate = { webhookId, precondition: noVersion, secret: newWebhookSecret() };
    const { secret } = await test().actions.rotateSecret(test().admin, rotate);
    expect(secret).not.toBe(old);
    await happen(projectId);
    job.heed();
    await receiver.waitFor(1);
    test().setClock(start + 24 * hourMs + 1);
    await happen(projectId);
    job.heed();
    await receiver.waitFor(2);
    const [first, second] = receiver.received;
    if (first === undefined || second === undefined) throw new Error('too few');
    expectSigned(first, secret, old);
    expectSigned(second, secret);
  });

  it('leave a receiver in peace that asks for it, for as long as it asks', async () => {
    receiver.answer((_message, response) => response.writeHead(429, { 'retry-after': '600' }).end());
    const { projectId, webhookId } = await listen();
    await happen(projectId);
    await attempted(webhookId, 1);
    receiver.answer(204);
    await happen(projectId);
    test().setClock(start + 599_000);
    job.heed();
    await until(async () => (await deliveries(webhookId)).length === 2);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(receiver.received).toHaveLength(1);
    test().setClock(start + 600_001);
    job.heed();
    await receiver.waitFor(3);
  });

  it('have two messages under way at a time, and a slow one holds up nobody else', async () => {
    const slow = await receive();
    const held: (() => void)[] = [];
    slow.answer((_message, response) => {
      held.push(() => response.writeHead(204).end());
    });
    const { projectId } = await listen();
    const { actions, admin } = test();
    const given = { name: 'Slow', url: slow.url, format: 'native', kinds: ['item.created'] } as const;
    await actions.createWebhook(admin, { ...given, projectId, secret: newWebhookSecret() });
    for (let count = 0; count < 6; count += 1) await happen(projectId);
    job.heed();
    await receiver.waitFor(6);
    expect(slow.received).toHaveLength(2);
    for (let count = 1; count <= 6; count += 1) {
      await until(() => held.length > 0);
      expect(held.length).toBeLessThanOrEqual(2);
      held.shift()?.();
    }
    await slow.waitFor(6);
  });

  it('let what is under way end when the server stops', async () => {
    const { projectId, webhookId } = await listen();
    receiver.answer((_message, response) => {
      setTimeout(() => response.writeHead(204).end(), 300);
    });
    await happen(projectId);
    job.heed();
    await receiver.waitFor(1);
    await job.stop();
    expect((await deliveries(webhookId))[0]).toMatchObject({ state: 'delivered', attempts: 1 });
  });

  it('are each told what they listen for: their project, their kinds, and a test only of themselves', async () => {
    const { actions, admin } = test();
    const all = await receive();
    const own = await listen(receiver, ['item.created', 'comment.added']);
    const other = await actions.createProject(admin, { title: 'Unheard' });
    const whole = { projectId: null, name: 'All', url: all.url, format: 'native', kinds: null } as const;
    const { webhook: ofAll } = await actions.createWebhook(admin, { ...whole, secret: newWebhookSecret() });
    const { id } = await happen(own.projectId);
    await happen(other.id);
    await actions.addComment(admin, { item: { id }, text: 'said' });
    await actions.changeItem(admin, { item: { id }, fields: { title: 'Renamed' } });
    await actions.testWebhook(admin, { webhookId: own.webhookId });
    job.heed();
    await receiver.waitFor(3);
    await all.waitFor(4);
    await until(async () => (await webhook(own.webhookId)).lastSeq === (await webhook(ofAll.id)).lastSeq);
    const types = ({ received }: Receiver) => received.map(({ body }) => String(JSON.parse(body).type)).sort();
    expect(types(receiver)).toEqual(['comment.added', 'item.created', 'webhook.test']);
    expect(types(all)).toEqual(['comment.added', 'item.changed', 'item.created', 'item.created']);
    const changed = all.received.find(({ body }) => body.includes('item.changed'));
    expect(JSON.parse(changed?.body ?? '').data).toMatchObject({ version: 2, changes: { title: ['Item', 'Renamed'] } });
    await actions.removeWebhook(admin, { webhookId: ofAll.id, precondition: noVersion });
  });

  it('get every message once from several processes on one database', async () => {
    const jobs = [startJob(test().app), startJob(test().app)];
    const { projectId } = await listen();
    for (let count = 0; count < 60; count += 1) await happen(projectId);
    for (const each of jobs) each.heed();
    await receiver.waitFor(60);
    await Promise.all(jobs.map((each) => each.stop()));
    expect(new Set(receiver.received.map((each) => each.id)).size).toBe(60);
    expect(receiver.received).toHaveLength(60);
  });

  it('miss nothing when a fifth of all attempts fails, and mix nothing up', async () => {
    let count = 0;
    receiver.answer((_message, response) => {
      count += 1;
      if (count % 5 === 0) response.writeHead(count % 2 === 0 ? 500 : 302).end();
      else if (count % 23 === 0) response.destroy();
      else response.writeHead(204).end();
    });
    const { projectId, secret, webhookId } = await listen();
    await Promise.all(Array.from({ length: 200 }, (_, at) => happen(projectId, `Item ${at}`)));
    let clock = start;
    await until(async () => {
      clock += 60_000;
      test().setClock(clock);
      job.heed();
      const all = await deliveries(webhookId);
      return all.length === 200 && all.every(({ state }) => state === 'delivered');
    }, 18_000);
    const bodies = new Map<string, string>();
    for (const each of receiver.received) {
      expectSigned(each, secret);
      expect(bodies.get(each.id) ?? each.body).toBe(each.body);
      bodies.set(each.id, each.body);
    }
    expect(new Set([...bodies.values()].map((body) => JSON.parse(body).data.details.title)).size).toBe(200);
    expect(bodies.size).toBe(200);
  });
});
