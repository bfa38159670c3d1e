import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nativeEnvelopes } from '../../src/dialects/native/webhook-envelopes.ts';
import { type DeliveryJob, deliverWebhooks } from '../../src/jobs/deliver-webhooks.ts';
import { type Received, type Receiver, startReceiver } from '../support/receiver.ts';
import { usePages } from './use-pages.ts';

describe('The life of a webhook', () => {
  const { test, plan, visit } = usePages({ checkTarget: async () => null });
  let receiver: Receiver;
  let job: DeliveryJob;
  beforeAll(async () => {
    receiver = await startReceiver();
    job = deliverWebhooks(test().app, {
      formats: { native: nativeEnvelopes, kaiten: () => [] },
      targets: 'any',
      isAlone: false,
      failed: (error) => console.error(error),
    });
    test().hear(job.heed);
  });
  afterAll(async () => {
    await job.stop();
    await receiver.close();
  });

  const addItem = async (title: string) => {
    const { actions, admin } = test();
    const { id } = await actions.getProject(admin, { key: plan().projectKey });
    await actions.createItem(admin, { project: { id }, fields: { title } });
  };
  /** A second reading of Standard Webhooks: HMAC-SHA256 over id, time and body, by the secret behind its prefix. */
  const signatureOf = ({ id, headers, body }: Received, secret: string) =>
    `v1,${createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
      .update(`${id}.${String(headers['webhook-timestamp'])}.${body}`)
      .digest('base64')}`;

  // The first retry comes after some seconds.
  it('is to be told signed, to be told again what it missed, and to be switched off when the receiver is gone', async () => {
    const path = `/p/${plan().projectKey}/settings/webhooks`;
    const { context, page, complaints } = await visit(path, {}, plan().adminLogin);
    await page.getByRole('button', { name: 'New webhook' }).click();
    await page.getByLabel('Name').fill('Chat');
    await page.getByLabel('Address').fill(receiver.url);
    await page.getByLabel('Which events').fill('item.created');
    await page.getByRole('button', { name: 'Create' }).click();
    const secret = await page.getByText(/^whsec_/).innerText();
    await addItem('Heard at once');
    await receiver.waitFor(1);
    const [first] = receiver.received;
    expect(first?.headers['webhook-signature']).toBe(first === undefined ? '' : signatureOf(first, secret));
    expect(first?.body).toContain('Heard at once');

    await page.getByRole('link', { name: 'Chat' }).click();
    await page.getByRole('cell', { name: /^Delivered/ }).waitFor();
    receiver.answer(500);
    await addItem('Missed');
    const missed = page.getByRole('row', { name: /500 in \d+ ms/ });
    await missed.getByText('Waiting').waitFor();
    receiver.answer(204);
    // It is tried again by itself.
    await page.getByRole('cell', { name: /^Delivered 204 in \d+ ms Attempts: 2/ }).waitFor({ timeout: 15_000 });
    expect(receiver.received.at(-1)?.body).toContain('Missed');

    const count = receiver.received.length;
    await page
      .getByRole('button', { name: /^Send again: item\.created/ })
      .first()
      .click();
    await receiver.waitFor(count + 1);
    expect(receiver.received[count]?.id).toBe(receiver.received[count - 1]?.id);

    receiver.answer(410);
    await addItem('Told to nobody');
    await page.getByText('The receiver answered 410 Gone').first().waitFor();
    await page.getByRole('button', { name: 'Switch on' }).waitFor();
    await page.getByRole('link', { name: 'Webhooks' }).last().click();
    await page.getByText('Failed').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  }, 60_000);
});
