import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Engine, engines } from '../../test/support/open-test-app.ts';
import { freshPostgres } from '../../test/support/postgres.ts';
import { type Receiver, startReceiver } from '../../test/support/receiver.ts';
import { type App, openApp } from '../actions/app.ts';
import { operatorOf } from '../actions/authenticate.ts';
import { bindActions, newWebhookSecret } from '../actions/index.ts';
import { bindOperations } from '../actions/operations.ts';
import { kaitenEnvelopes } from '../dialects/kaiten/webhook-envelopes.ts';
import { nativeEnvelopes } from '../dialects/native/webhook-envelopes.ts';
import { type DeliveryJob, deliverWebhooks } from './deliver-webhooks.ts';
import { fanOutNext } from './fan-out.ts';

const hourMs = 3_600_000;
const start = Date.UTC(2026, 5, 1);
const formats = { native: nativeEnvelopes, kaiten: kaitenEnvelopes };

describe.each(engines)('After the process has died, on %s', (engine) => {
  let receiver: Receiver;
  let data: Awaited<ReturnType<typeof openData>>;
  beforeEach(async () => {
    receiver = await startReceiver();
    data = await openData(engine);
  });
  afterEach(async () => {
    await receiver.close();
    await data.drop();
  });

  it('webhooks are told of all that was committed, also of what was under way', async () => {
    const { app: first, operations, happen } = await begin();
    const job = startJob(first, false);
    for (let count = 0; count < 5; count += 1) await happen();
    job.heed();
    await receiver.waitFor(5);
    await job.stop();
    for (let count = 0; count < 10; count += 1) await happen();
    // All are fanned out, two are claimed, and then nobody is there any more.
    await fanOutNext(first, operations, 1, formats);
    expect(await operations.claimDeliveries(1, {})).toHaveLength(2);
    await happen();
    await first.close();

    const second = await data.open(start + hourMs);
    const carriedOn = startJob(second, false);
    await receiver.waitFor(16);
    await carriedOn.stop();
    expect(new Set(receiver.received.map((each) => each.id)).size).toBe(16);
    await second.close();
  });

  it.each([
    ['at once where no other process can be sending it', true],
    ['only when its minute is over where others may be', false],
  ] as const)('what was under way is sent again %s', async (_when, isAlone) => {
    const { app: first, operations, happen } = await begin();
    for (let count = 0; count < 3; count += 1) await happen();
    await fanOutNext(first, operations, 1, formats);
    const claimed = await operations.claimDeliveries(1, {});
    expect(claimed).toHaveLength(2);
    // Nobody sends these two. One place is made free, so that the third can be sent by whoever comes next.
    if (!isAlone) {
      const broken = { attempt: 1, result: { kind: 'broken off' }, tookMs: 1, chance: 0, takesNext: false } as const;
      await operations.settleDelivery(1, { deliveryId: claimed[0]?.id ?? 0, ...broken });
    }
    await first.close();

    const second = await data.open(start + 1000);
    const carriedOn = startJob(second, isAlone);
    await receiver.waitFor(isAlone ? 3 : 2);
    await carriedOn.stop();
    const ids = new Set(receiver.received.map((each) => each.id));
    expect(ids.has(claimed[1]?.messageId ?? '')).toBe(isAlone);
    expect(ids.size).toBe(isAlone ? 3 : 2);
    const told = await bindActions(second).listDeliveries(
      { actor: await operatorOf(second, 'a') },
      { webhookId: 1, before: null, limit: 10 },
    );
    // An attempt of which nobody knows what became of it does not count.
    expect(told.map(({ attempts }) => attempts)).toEqual([1, 1, 1]);
    await second.close();
  });

  /** An organization with a webhook for its items. */
  async function begin() {
    const app = await data.open(start);
    const operations = bindOperations(app);
    const admin = { login: 'admin', name: 'Admin', email: null, passwordHash: null };
    await operations.createOrganization({ name: 'a', slug: 'a', zone: 'UTC', admin });
    const actions = bindActions(app);
    const caller = { actor: await operatorOf(app, 'a') };
    const { id } = await actions.createProject(caller, { title: 'Kept' });
    const given = { name: 'Kept', url: receiver.url, format: 'native', kinds: ['item.created'] } as const;
    await actions.createWebhook(caller, { ...given, projectId: null, secret: newWebhookSecret() });
    const happen = () => actions.createItem(caller, { project: { id }, fields: { title: 'Item' } });
    return { app, operations, happen };
  }
});

function startJob(app: App, isAlone: boolean): DeliveryJob {
  return deliverWebhooks(app, { formats, targets: 'any', isAlone, failed: (error) => console.error(error) });
}

async function openData(engine: Engine) {
  const dataDir = mkdtempSync(join(tmpdir(), 'timebox-webhooks-'));
  const postgres = engine === 'postgres' ? await freshPostgres() : undefined;
  return {
    open: (now: number) => openApp({ dataDir, databaseUrl: postgres?.url ?? null }, { now: () => now }),
    drop: async () => {
      await postgres?.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
