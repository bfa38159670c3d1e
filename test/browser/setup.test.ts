import pino from 'pino';
import type { Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openApp } from '../../src/actions/app.ts';
import { bindActions } from '../../src/actions/index.ts';
import { demoLoader } from '../../src/cli/demo.ts';
import { serverExaminer } from '../../src/cli/examine-server.ts';
import { buildServer } from '../../src/http/server.ts';
import { temporaryFolder } from '../cli/timebox.ts';
import { startProxy } from '../support/start-proxy.ts';
import { buildPages } from './build-pages.ts';
import { findBarriers, openPage, useBrowser } from './open-browser.ts';
import { sticksOut } from './use-pages.ts';

describe('A new server', () => {
  const browser = useBrowser();
  const closing: (() => Promise<void>)[] = [];
  beforeAll(buildPages);
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  /** Starts one without data, below a path if one is named; its link is told. `now`: epoch milliseconds. */
  async function start(now: () => number, path?: string) {
    const proxy = path === undefined ? undefined : await startProxy({ path, strips: false });
    const place = { dataDir: temporaryFolder() };
    const app = await openApp(place, { now });
    const actions = bindActions(app);
    const server = await buildServer(actions, {
      baseUrl: proxy?.url ?? null,
      trustedProxies: [],
      rateLimit: null,
      trackerRequiresVersion: false,
      logger: pino({ level: 'silent' }),
      now,
      isReady: () => true,
      checkTarget: async () => null,
      loadDemo: demoLoader(app),
      examine: serverExaminer(app, place),
    });
    const address = await server.listen({ port: 0, host: '127.0.0.1' });
    proxy?.aimAt(address);
    closing.push(async () => {
      await proxy?.close();
      await server.close();
      await app.close();
    });
    return { actions, proxy, base: proxy?.url ?? address, key: actions.setup.offer('acme') };
  }

  /** Steps one and two. */
  async function introduce(page: Page): Promise<void> {
    await page.getByRole('heading', { name: 'Who you are' }).waitFor();
    await page.getByLabel('Organization').fill('Acme');
    await page.getByLabel('Your name').fill('Anna Petrova');
    await page.getByLabel('Login').fill('anna');
    await page.getByLabel('Password, at least 8 characters').fill('correct horse');
    expect([await findBarriers(page), await sticksOut(page)]).toEqual([[], 0]);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('heading', { name: 'When you work' }).waitFor();
    await page.getByLabel('Time zone').fill('Europe/Berlin');
    expect([await findBarriers(page), await sticksOut(page)]).toEqual([[], 0]);
  }

  it('begins empty with a cadence, whose iterations are right over the end of summer time and of the year', async () => {
    const now = Date.UTC(2026, 9, 5, 10);
    const { actions, base, key } = await start(() => now);
    const seat = { width: 390, colorScheme: 'dark', locale: 'en' } as const;
    const { context, page, complaints } = await openPage(browser(), seat);
    await page.clock.setFixedTime(now);
    await page.goto(base);
    await page.getByText('nobody can sign in yet').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.goto(`${base}/setup`);
    await page.getByText('The address lacks the secret').waitFor();
    await page.goto(`${base}/setup#k=${key}`);
    await page.reload();
    await introduce(page);
    await page.getByRole('button', { name: 'Back' }).click();
    expect(await page.getByLabel('Your name').inputValue()).toBe('Anna Petrova');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByLabel('Time zone').fill('Europe/Berlin');
    await page.getByLabel('The week begins on').selectOption('Sunday');
    await page.getByLabel('Friday').uncheck();
    await page.getByLabel('Sunday').check();
    await page.getByRole('button', { name: 'Set up' }).click();

    await page.getByRole('heading', { name: 'Something to begin with' }).waitFor();
    await page.getByLabel('Project', { exact: true }).fill('Web shop');
    await page.getByLabel('How many ahead').selectOption('6');
    await page.getByLabel('First day').fill('2026-10-12');
    await page.keyboard.press('Tab');
    expect([await findBarriers(page), await sticksOut(page)]).toEqual([[], 0]);
    const fortnights = [
      '12 – 25 Oct 2026',
      '26 Oct – 8 Nov 2026',
      '9 – 22 Nov 2026',
      '23 Nov – 6 Dec 2026',
      '7 – 20 Dec 2026',
      '21 Dec 2026 – 3 Jan 2027',
    ];
    const flat = (text: string) => text.replaceAll(/\s+/g, ' ');
    const shown = await page.locator('.windows .numbers').allInnerTexts();
    expect(shown.map(flat)).toEqual(fortnights);
    await page.getByRole('button', { name: 'Make project and iterations' }).click();
    await page.getByRole('link', { name: 'Iteration 6' }).waitFor();
    const rows = (await page.locator('.agenda-row').allInnerTexts()).map(flat);
    for (const [index, days] of fortnights.entries()) expect(rows[index]).toContain(days);

    await page.goto(page.url().replace(/\/timeline.*/, '/settings/calendar'));
    await page.getByText('As the organization has it: Monday, Tuesday, Wednesday, Thursday, Sunday').waitFor();
    await page.goto(`${base}/setup#k=${key}`);
    await page.waitForURL(/\/iterations/);

    expect(actions.setup.isOpen()).toBe(false);
    const again = await context.request.post(`${base}/native/v1/setup`, {
      data: { key, organization: 'B', name: 'B', login: 'b', password: 'long enough', zone: 'UTC' },
    });
    expect(again.status()).toBe(403);
    expect(complaints).toEqual([]);
    await context.clearCookies();
    await page.goto('about:blank');
    await page.goto(`${base}/setup#k=${key}`);
    await page.getByText('This server is set up already.').waitFor();
    await context.close();
  }, 60_000);

  it('begins with the demo, below a path as well, and shows a chart at once', async () => {
    const { base, key, proxy } = await start(Date.now, '/tools/timebox');
    const seat = { width: 1440, colorScheme: 'light', locale: 'en' } as const;
    const { context, page, complaints } = await openPage(browser(), seat);
    await page.goto(`${base}/setup#k=${key}`);
    await introduce(page);
    await page.getByRole('button', { name: 'Set up' }).click();
    await page.getByLabel('With the demo').check();
    expect([await findBarriers(page), await sticksOut(page)]).toEqual([[], 0]);
    await page.getByRole('button', { name: 'Load the demo' }).click();
    await page.locator('.chart > svg').waitFor({ timeout: 60_000 });
    expect(page.url()).toContain(`${base}/p/`);
    expect(await findBarriers(page)).toEqual([]);
    expect([complaints, proxy?.strayed]).toEqual([[], []]);
    await context.close();
  }, 90_000);

  it('tells what is wrong with what was filled in, and lets one go back to it', async () => {
    const { actions, base, key } = await start(Date.now);
    const seat = { width: 768, colorScheme: 'light', locale: 'en' } as const;
    const { context, page } = await openPage(browser(), seat);
    await page.goto(`${base}/setup#k=wrong`);
    await introduce(page);
    await page.getByRole('button', { name: 'Set up' }).click();
    await page.getByText('This link is not, or no longer, the right one.').waitFor();
    await page.goto('about:blank');
    await page.goto(`${base}/setup#k=${key}`);
    await introduce(page);
    await page.getByLabel('Time zone').fill('Mars/Olympus');
    await page.getByRole('button', { name: 'Set up' }).click();
    await page.getByText('There is no such zone').waitFor();
    expect(actions.setup.isOpen()).toBe(true);
    await page.getByLabel('Time zone').fill('Europe/Moscow');
    await page.getByRole('button', { name: 'Set up' }).click();
    await page.getByRole('heading', { name: 'Something to begin with' }).waitFor();
    await context.close();
  });
});
