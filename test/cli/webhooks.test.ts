import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { type RunningServer, startServer, temporaryFolder } from './timebox.ts';

describe('a server with webhooks', { timeout: 120_000 }, () => {
  let receiver: Receiver;
  beforeAll(async () => {
    receiver = await startReceiver();
  });
  afterAll(() => receiver.close());

  const post = (server: RunningServer, path: string, body: object) =>
    fetch(`${server.url}/native/v1/${path}`, {
      method: 'POST',
      headers: { authorization: 'Bearer as-it-was-given', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('tells them soon after a change, and what it had no time for after the next start', async () => {
    const env = {
      TIMEBOX_DATA_DIR: temporaryFolder(),
      TIMEBOX_BOOTSTRAP_TOKEN: 'as-it-was-given',
      TIMEBOX_WEBHOOK_TARGETS: 'any',
    };
    const first = await startServer(env);
    const made = await post(first, 'webhooks', { name: 'Local', url: receiver.url });
    expect(made.status).toBe(201);
    const { id, secret } = (await made.json()) as { id: number; secret: string };
    await post(first, `webhooks/${id}/test`, {});
    await receiver.waitFor(1);
    const [message] = receiver.received;
    if (message === undefined) throw new Error('nothing came');
    const { id: messageId, headers, body } = message;
    const signed = `${messageId}.${String(headers['webhook-timestamp'])}.${body}`;
    const key = Buffer.from(secret.slice(6), 'base64');
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
    expect(JSON.parse(body).type).toBe('webhook.test');

    // Nothing answers, so that the stop has to break it off.
    receiver.answer(() => {});
    await post(first, `webhooks/${id}/test`, {});
    await receiver.waitFor(2);
    first.process.kill('SIGTERM');
    expect(await first.ended).toMatchObject({ code: 0 });
    receiver.answer(204);
    const second = await startServer(env);
    await receiver.waitFor(3);
    expect(receiver.received[2]?.id).toBe(receiver.received[1]?.id);
    expect(receiver.received[2]?.body).toBe(receiver.received[1]?.body);
    second.process.kill('SIGTERM');
    expect(await second.ended).toMatchObject({ code: 0 });
  });

  it('lets none go to an inner address unless it was told to', async () => {
    const server = await startServer({
      TIMEBOX_DATA_DIR: temporaryFolder(),
      TIMEBOX_BOOTSTRAP_TOKEN: 'as-it-was-given',
    });
    expect((await post(server, 'webhooks', { name: 'Local', url: receiver.url })).status).toBe(400);
    server.process.kill('SIGTERM');
    await server.ended;
  });
});
