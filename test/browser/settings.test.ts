import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nativeEnvelopes } from '../../src/dialects/native/webhook-envelopes.ts';
import { type DeliveryJob, deliverWebhooks } from '../../src/jobs/deliver-webhooks.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { findBarriers } from './open-browser.ts';
import { sticksOut, usePages } from './use-pages.ts';

describe('The settings', () => {
  const { test, plan, base, visit } = usePages({ checkTarget: async () => null });
  let receiver: Receiver;
  let job: DeliveryJob;
  beforeAll(async () => {
    receiver = await startReceiver();
    const formats = { native: nativeEnvelopes, kaiten: () => [] };
    job = deliverWebhooks(test().app, {
      formats,
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
  const settings = (section = '') => `/p/${plan().projectKey}/settings${section}`;
  const visitAsAdmin = (path: string, seat = {}) => visit(path, seat, plan().adminLogin);

  it.each([
    { width: 1440, colorScheme: 'light', locale: 'ru' },
    { width: 390, colorScheme: 'dark', locale: 'en' },
  ] as const)('hold no barrier and fit, $width px wide, $colorScheme, in $locale', async (seat) => {
    const { context, page, complaints } = await visitAsAdmin(settings(), seat);
    const sections = ['', '/calendar', '/members', '/webhooks'].map(settings);
    for (const path of [...sections, '/me/preferences', '/me/tokens']) {
      await page.locator('h1').waitFor();
      await page.goto(base() + path);
      await page.locator('main h1').waitFor();
      await expect.poll(() => page.locator('main [role=status]').count()).toBe(0);
      expect([path, await findBarriers(page), await sticksOut(page)]).toEqual([path, [], 0]);
    }
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('rename a project, everywhere it is named', async () => {
    const { context, page, complaints } = await visitAsAdmin(settings());
    await page.getByLabel('Title').fill('Webshop & more');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    await page.getByRole('button', { name: 'Project: Webshop & more' }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('keep a holiday, and the chart of the running iteration knows it', async () => {
    const { context, page, complaints } = await visitAsAdmin(settings('/calendar'));
    await page.getByLabel('Own working week').check();
    await page.getByLabel('Saturday').check();
    await page.getByRole('button', { name: 'Add the day' }).click();
    await page.getByText('A day is needed.').waitFor();
    const today = new Date().toISOString().slice(0, 10);
    await page.getByLabel('Day', { exact: true }).fill(today);
    await page.getByLabel('Name').fill('Founding day');
    await page.getByRole('button', { name: 'Add the day' }).click();
    await page.getByRole('cell', { name: 'Founding day', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    await page.reload();
    await page.getByRole('cell', { name: 'Founding day', exact: true }).waitFor();
    expect(await page.getByLabel('Saturday').isChecked()).toBe(true);
    expect(await page.getByLabel('Sunday').isChecked()).toBe(false);
    const headers = { authorization: `Bearer ${test().token}` };
    const chart = await test().send('GET', `/native/v1/iterations/${plan().active.id}/burndown`, { headers });
    const days: { day: string; isWorking: boolean }[] = chart.json().days;
    expect(days.find(({ day }) => day === today)?.isWorking).toBe(false);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('show who plans what they may not change', async () => {
    const { context, page } = await visit(settings(''));
    await page.getByText('Only administrators can change this.').waitFor();
    expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Webhooks' }).count()).toBe(0);
    await context.close();
  });

  it('let somebody in, give them a role, and take it back', async () => {
    const { context, page, complaints } = await visitAsAdmin(settings('/members'));
    await page.getByLabel('E-mail').fill('guest@example.org');
    await page.getByRole('button', { name: 'Invite' }).click();
    const row = page.getByRole('row', { name: /guest/ });
    await row.waitFor();
    await row.getByRole('combobox').selectOption('viewer');
    await page.getByText('Saved.').waitFor();
    await row.getByRole('button').click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Remove/ })
      .click();
    await row.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('make a webhook, tell its secret once, test it, and send again what failed', async () => {
    const { context, page, complaints } = await visitAsAdmin(settings('/webhooks'));
    await page.getByRole('button', { name: 'New webhook' }).click();
    await page.getByLabel('Name').fill('Chat');
    await page.getByLabel('Address').fill(receiver.url);
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByText(/^whsec_/).waitFor();
    await page.getByRole('link', { name: 'Chat' }).click();
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText('Delivered').waitFor();
    expect(receiver.received.length).toBeGreaterThan(0);
    expect(await page.getByText(/whsec_/).count()).toBe(0);
    const count = receiver.received.length;
    await page.getByRole('button', { name: /^Send again/ }).click();
    await receiver.waitFor(count + 1);
    expect(receiver.received[count]?.id).toBe(receiver.received[count - 1]?.id);
    expect(await findBarriers(page)).toEqual([]);

    await page.getByRole('button', { name: 'Switch off' }).click();
    await page.getByRole('button', { name: 'Switch on' }).waitFor();
    await page.getByRole('button', { name: 'Remove Chat' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove Chat' }).click();
    await page.getByText('No webhooks yet.').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('make a token that works in each dialect, and is refused within a second after it was revoked', async () => {
    const { context, page, complaints } = await visitAsAdmin('/me/tokens');
    await page.getByRole('button', { name: 'New token' }).click();
    await page.getByLabel('Name').fill('ci');
    await page.getByRole('button', { name: 'Create' }).click();
    const secret = await page.getByText(/^tbx_\w+$/).innerText();
    const asked = async (url: string, headers: Record<string, string>) =>
      (await test().send('GET', url, { headers })).status;
    await page.getByText('To try it').click();
    const lines = await page.locator('.code').allInnerTexts();
    expect(lines).toHaveLength(4);
    for (const line of lines) {
      const headers = Object.fromEntries(
        [...line.matchAll(/-H '([^:]+): ([^']+)'/g)].map(([, name, value]) => [name ?? '', value ?? '']),
      );
      const path = line.slice(line.lastIndexOf(base()) + base().length, -1);
      expect([path, await asked(path, headers)]).toEqual([path, 200]);
    }
    await page.getByRole('button', { name: 'Revoke ci' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke ci' }).click();
    await page.getByText('ci is revoked.').waitFor();
    const headers = { authorization: `Bearer ${secret}` };
    await expect.poll(() => asked('/native/v1/projects', headers), { timeout: 2000 }).toBe(401);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('make a token that may only read for one project, and tell when it was used and when it ends', async () => {
    const { context, page, complaints } = await visit('/me/tokens');
    await page.getByText('No tokens yet.').waitFor();
    const lines = await page.locator('.code').allInnerTexts();
    expect(lines).toHaveLength(4);
    for (const line of lines) expect(line).toContain(`${base()}/`);
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'New token' }).click();
    await page.getByLabel('Name').fill('reader');
    await page.getByLabel('For').selectOption('Webshop & more');
    await page.getByLabel('Last day').fill('2020-01-01');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('dialog').getByText('An instant to come').waitFor();
    await page.getByLabel('Last day').fill('2099-01-01');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Create' }).click();
    const headers = { authorization: `Bearer ${await page.getByText(/^tbx_\w+$/).innerText()}` };
    const { id } = await test().actions.getProject(test().admin, { key: plan().projectKey });
    expect((await test().send('GET', `/native/v1/projects/${id}`, { headers })).status).toBe(200);
    const body = { title: 'No' };
    const refused = await test().send('POST', `/native/v1/projects/${id}/iterations`, { headers, body });
    expect(refused.status).toBe(403);
    const row = page.getByRole('row', { name: /^reader/ });
    await row.getByText('1 Jan 2099').waitFor();
    expect(await row.innerText()).toContain('never');
    await page.reload();
    await row.waitFor();
    expect(await row.innerText()).not.toContain('never');
    expect(complaints).toEqual([expect.stringContaining('400')]);
    await context.close();
  });

  it('let people change their password, knowing the one they have', async () => {
    const { context, page } = await visit('/me/preferences');
    await page.getByLabel('Current password').fill('a guess');
    await page.getByLabel('New password, at least 8 characters').fill('another long one');
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.getByText('This is not your password').waitFor();
    await page.getByLabel('Current password').fill(plan().password);
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.getByText('The password is changed.').waitFor();
    const body = { current: 'another long one', password: plan().password };
    const back = await context.request.put(`${base()}/native/v1/me/password`, {
      data: body,
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    expect(back.status()).toBe(204);
    await context.close();
  });

  it('remember language, colours and density in the browser', async () => {
    const { context, page } = await visit('/me/preferences');
    await page.getByText('Dark', { exact: true }).click();
    await page.getByText('Tight').click();
    await page.getByText('Русский').click();
    await page.getByRole('heading', { name: 'Предпочтения' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Предпочтения' }).waitFor();
    const root = page.locator('html');
    expect(await root.getAttribute('lang')).toBe('ru');
    expect(await root.getAttribute('data-density')).toBe('compact');
    expect(await root.getAttribute('data-mantine-color-scheme')).toBe('dark');
    await context.close();
  });
});
