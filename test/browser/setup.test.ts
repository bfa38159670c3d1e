import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApp } from '../../src/actions/app.ts';
import { type Actions, bindActions } from '../../src/actions/index.ts';
import { buildServer } from '../../src/http/server.ts';
import { temporaryFolder } from '../cli/timebox.ts';
import { buildPages } from './build-pages.ts';
import { findBarriers, openPage, useBrowser } from './open-browser.ts';
import { sticksOut } from './use-pages.ts';

describe('A new server', () => {
  const browser = useBrowser();
  const opened: { actions: Actions; base: string; close: () => Promise<void> }[] = [];
  beforeAll(async () => {
    await buildPages();
    const app = await openApp({ dataDir: temporaryFolder() });
    const actions = bindActions(app);
    const server = await buildServer(actions, {
      baseUrl: null,
      rateLimit: null,
      trackerRequiresVersion: false,
      logger: pino({ level: 'silent' }),
      now: app.now,
      isReady: () => true,
      checkTarget: async () => null,
    });
    const base = await server.listen({ port: 0, host: '127.0.0.1' });
    const close = async () => {
      await server.close();
      await app.close();
    };
    opened.push({ actions, base, close });
  });
  afterAll(async () => {
    await opened[0]?.close();
  });

  it('is set up by whoever has its link, with iterations on the timeline, and by nobody else afterwards', async () => {
    const [first] = opened;
    if (first === undefined) throw new Error('The server is not there');
    const { actions, base } = first;
    const key = actions.setup.offer('acme');
    const { context, page, complaints } = await openPage(browser(), { width: 390, colorScheme: 'dark', locale: 'en' });
    await page.goto(`${base}/setup`);
    await page.getByText('The address lacks the secret').waitFor();
    await page.goto(`${base}/setup#k=${key}`);
    await page.reload();
    await page.getByLabel('Organization').fill('Acme');
    await page.getByLabel('Your name').fill('Anna Petrova');
    await page.getByLabel('Login').fill('anna');
    await page.getByLabel('Password, at least 8 characters').fill('correct horse');
    await page.getByLabel('Time zone').fill('Europe/Berlin');
    expect([await findBarriers(page), await sticksOut(page)]).toEqual([[], 0]);
    await page.getByRole('button', { name: 'Done, go on' }).click();

    await page.getByRole('heading', { name: 'The first project' }).waitFor();
    expect([await findBarriers(page), await sticksOut(page)]).toEqual([[], 0]);
    await page.getByLabel('Project', { exact: true }).fill('Web shop');
    await page.getByLabel('First day').fill('2026-10-12');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Make project and iterations' }).click();
    await page.getByRole('link', { name: 'Iteration 4' }).waitFor();
    // Over the end of summer time in Berlin, a fortnight is a fortnight.
    const rows = await page.locator('.agenda-row').allInnerTexts();
    expect(
      rows.map((row) => /\d+.*2026/.exec(row.split('\n').slice(1).join(' '))?.[0].replaceAll(/\s+/g, ' ')),
    ).toEqual(['12 – 25 Oct 2026', '26 Oct – 8 Nov 2026', '9 – 22 Nov 2026', '23 Nov – 6 Dec 2026']);
    expect(actions.setup.isOpen()).toBe(false);
    const again = await context.request.post(`${base}/native/v1/setup`, {
      data: { key, organization: 'B', name: 'B', login: 'b', password: 'long enough', zone: 'UTC' },
    });
    expect(again.status()).toBe(403);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
