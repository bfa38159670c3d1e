import { describe, expect, it } from 'vitest';
import { engines } from '../../test/support/open-test-app.ts';
import { until } from '../../test/support/receiver.ts';
import { expectSigned, start, useWebhooks } from '../../test/support/use-webhooks.ts';
import { newWebhookSecret } from '../actions/index.ts';

const hourMs = 3_600_000;
const noVersion = { kind: 'none' } as const;

describe.each(engines)('Webhooks, on %s', (engine) => {
  const { test, receive, listen, happen, deliveries, webhook, attempted, receiver, job } = useWebhooks(engine);

  it('are told of a change, signed so that anybody can check it', async () => {
    const { projectId, secret, webhookId } = await listen(receiver(), null);
    const item = await happen(projectId, 'Señal ✓');
    job().heed();
    await receiver().waitFor(1);
    const [message] = receiver().received;
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
    receiver().answer(500);
    const { projectId, secret, webhookId } = await listen();
    const { id } = await happen(projectId, 'before');
    await attempted(webhookId, 1);
    expect((await deliveries(webhookId))[0]).toMatchObject({ state: 'waiting', status: 500, doneAt: null });
    await test().actions.changeItem(test().admin, { item: { id }, fields: { title: 'after' } });
    receiver().answer(200);
    test().setClock(start + 7000);
    await attempted(webhookId, 2);
    const [first, second] = receiver().received;
    expect(second?.id).toBe(first?.id);
    expect(second?.body).toBe(first?.body);
    expect(second?.headers['webhook-timestamp']).toBe(String(start / 1000 + 7));
    for (const each of receiver().received) expectSigned(each, secret);
    expect((await deliveries(webhookId))[0]).toMatchObject({ state: 'delivered', status: 200, error: null });
    expect(await webhook(webhookId)).toMatchObject({ failingSince: null, state: 'on' });
  });

  it('are given up after ten attempts and three days, and go on when they are switched on and asked to', async () => {
    receiver().answer(500);
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
    expect(new Set(receiver().received.map((each) => each.id)).size).toBe(1);

    receiver().answer(200);
    const { actions, admin } = test();
    if ((await webhook(webhookId)).state === 'failed') {
      await actions.changeWebhook(admin, { webhookId, precondition: noVersion, fields: { state: 'on' } });
    }
    await actions.replayDelivery(admin, { webhookId, deliveryId: dead?.id ?? 0 });
    await until(async () => {
      job().heed();
      return (await deliveries(webhookId))[0]?.state === 'delivered';
    });
    expect(new Set(receiver().received.map((each) => each.body)).size).toBe(1);
  });

  it('are switched off by 410, which is told; what was missed can be replayed', async () => {
    receiver().answer(410);
    const { projectId, webhookId } = await listen();
    await happen(projectId);
    await attempted(webhookId, 1);
    expect(await webhook(webhookId)).toMatchObject({ state: 'failed', reason: expect.stringContaining('410') });
    // What is committed can be read a moment before it is told.
    await until(() => test().heard.at(-1)?.kind === 'webhook.failed');
    expect(test().heard.at(-1)).toMatchObject({ kind: 'webhook.failed', projectId, data: { webhookId } });

    receiver().answer(204);
    for (const title of ['one', 'two', 'three']) await happen(projectId, title);
    const { actions, admin } = test();
    const refused = { code: 'transition_not_allowed' };
    await expect(actions.testWebhook(admin, { webhookId })).rejects.toMatchObject(refused);
    const { lastSeq: heardUpTo } = await webhook(webhookId);
    const on = await actions.changeWebhook(admin, { webhookId, precondition: noVersion, fields: { state: 'on' } });
    expect(on).toMatchObject({ state: 'on', reason: null });
    await actions.replayEvents(admin, { webhookId, from: heardUpTo, to: heardUpTo + 500 });
    job().heed();
    await receiver().waitFor(5);
    await until(async () => (await deliveries(webhookId)).every(({ state }) => state === 'delivered'));
    expect(await deliveries(webhookId)).toHaveLength(4);
    expect((await webhook(webhookId)).replay).toBeNull();
    const ids = receiver().received.map((each) => each.id);
    expect(ids[1]).toBe(ids[0]);
    expect(new Set(ids).size).toBe(4);
  });

  it('follow no redirection', async () => {
    const elsewhere = await receive();
    receiver().answer((_message, response) => response.writeHead(302, { location: elsewhere.url }).end());
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
    job().heed();
    await receiver().waitFor(1);
    test().setClock(start + 24 * hourMs + 1);
    await happen(projectId);
    job().heed();
    await receiver().waitFor(2);
    const [first, second] = receiver().received;
    if (first === undefined || second === undefined) throw new Error('too few');
    expectSigned(first, secret, old);
    expectSigned(second, secret);
  });

  it('leave a receiver in peace that asks for it, for as long as it asks', async () => {
    receiver().answer((_message, response) => response.writeHead(429, { 'retry-after': '600' }).end());
    const { projectId, webhookId } = await listen();
    await happen(projectId);
    await attempted(webhookId, 1);
    receiver().answer(204);
    await happen(projectId);
    test().setClock(start + 599_000);
    job().heed();
    await until(async () => (await deliveries(webhookId)).length === 2);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(receiver().received).toHaveLength(1);
    test().setClock(start + 600_001);
    job().heed();
    await receiver().waitFor(3);
  });
});
