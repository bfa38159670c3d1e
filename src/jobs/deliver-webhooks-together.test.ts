import { describe, expect, it } from 'vitest';
import { engines } from '../../test/support/open-test-app.ts';
import { type Receiver, until } from '../../test/support/receiver.ts';
import { expectSigned, start, startJob, useWebhooks } from '../../test/support/use-webhooks.ts';
import { newWebhookSecret } from '../actions/index.ts';

const noVersion = { kind: 'none' } as const;

describe.each(engines)('Webhooks beside each other, on %s', (engine) => {
  const { test, receive, listen, happen, deliveries, webhook, receiver, job } = useWebhooks(engine);

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
    job().heed();
    await receiver().waitFor(6);
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
    receiver().answer((_message, response) => {
      setTimeout(() => response.writeHead(204).end(), 300);
    });
    await happen(projectId);
    job().heed();
    await receiver().waitFor(1);
    await job().stop();
    expect((await deliveries(webhookId))[0]).toMatchObject({ state: 'delivered', attempts: 1 });
  });

  it('are each told what they listen for: their project, their kinds, and a test only of themselves', async () => {
    const { actions, admin } = test();
    const all = await receive();
    const own = await listen(receiver(), ['item.created', 'comment.added']);
    const other = await actions.createProject(admin, { title: 'Unheard' });
    const whole = { projectId: null, name: 'All', url: all.url, format: 'native', kinds: null } as const;
    const { webhook: ofAll } = await actions.createWebhook(admin, { ...whole, secret: newWebhookSecret() });
    const { id } = await happen(own.projectId);
    await happen(other.id);
    await actions.addComment(admin, { item: { id }, text: 'said' });
    await actions.changeItem(admin, { item: { id }, fields: { title: 'Renamed' } });
    await actions.testWebhook(admin, { webhookId: own.webhookId });
    job().heed();
    await receiver().waitFor(3);
    await all.waitFor(4);
    await until(async () => (await webhook(own.webhookId)).lastSeq === (await webhook(ofAll.id)).lastSeq);
    const types = ({ received }: Receiver) => received.map(({ body }) => String(JSON.parse(body).type)).sort();
    expect(types(receiver())).toEqual(['comment.added', 'item.created', 'webhook.test']);
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
    await receiver().waitFor(60);
    await Promise.all(jobs.map((each) => each.stop()));
    expect(new Set(receiver().received.map((each) => each.id)).size).toBe(60);
    expect(receiver().received).toHaveLength(60);
  });

  it('miss nothing when a fifth of all attempts fails, and mix nothing up', async () => {
    let count = 0;
    receiver().answer((_message, response) => {
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
      job().heed();
      const all = await deliveries(webhookId);
      return all.length === 200 && all.every(({ state }) => state === 'delivered');
    }, 18_000);
    const bodies = new Map<string, string>();
    for (const each of receiver().received) {
      expectSigned(each, secret);
      expect(bodies.get(each.id) ?? each.body).toBe(each.body);
      bodies.set(each.id, each.body);
    }
    expect(new Set([...bodies.values()].map((body) => JSON.parse(body).data.details.title)).size).toBe(200);
    expect(bodies.size).toBe(200);
  });
});
