import type { Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { ServerSettings } from '../../src/http/server.ts';
import { openTestServer, type TestServer } from '../support/open-test-server.ts';
import { buildPages } from './build-pages.ts';
import { openPage, type Seat, useBrowser } from './open-browser.ts';
import { type SeededPlan, seedPlan } from './seed-plan.ts';

/** The built pages before a server with a plan, for the tests of one file. */
export interface Pages {
  readonly test: () => TestServer;
  readonly plan: () => SeededPlan;
  readonly base: () => string;
  /** Opens an address, below the server's, as somebody who has signed in. */
  readonly visit: (path: string, seat?: Partial<Seat>, login?: string) => ReturnType<typeof openPage>;
  readonly signIn: (page: Page, login?: string) => Promise<void>;
}

/** Opens them before the tests and closes them after. */
export function usePages(settings: Partial<ServerSettings> = {}): Pages {
  const browser = useBrowser();
  const opened: { test: TestServer; plan: SeededPlan; base: string }[] = [];
  const open = () => {
    const [first] = opened;
    if (first === undefined) throw new Error('The pages are open only while tests run');
    return first;
  };
  beforeAll(async () => {
    await buildPages();
    const test = await openTestServer('sqlite', settings);
    const plan = await seedPlan(test);
    opened.push({ test, plan, base: await test.server.listen({ port: 0, host: '127.0.0.1' }) });
  });
  afterAll(async () => {
    await opened[0]?.test.close();
  });
  const signIn = async (page: Page, login = open().plan.login) => {
    await page.locator('input[autocomplete=username]').fill(login);
    await page.locator('input[autocomplete=current-password]').fill(open().plan.password);
    await page.locator('button[type=submit]').click();
  };
  return {
    test: () => open().test,
    plan: () => open().plan,
    base: () => open().base,
    signIn,
    visit: async (path, seat = {}, login = open().plan.login) => {
      const seen = await openPage(browser(), { width: 1440, colorScheme: 'light', locale: 'en', ...seat });
      await seen.page.goto(open().base + path);
      await signIn(seen.page, login);
      return seen;
    },
  };
}

/** By how many pixels the page is wider than the window. */
export function sticksOut(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}
