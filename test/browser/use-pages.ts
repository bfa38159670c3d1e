import type { Cookie, Page } from 'playwright-core';
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
  /** Opens an address, below the server's, as somebody who has signed in before. */
  readonly visit: (path: string, seat?: Partial<Seat>, login?: string) => ReturnType<typeof openPage>;
  /** Fills in and sends the form that asks who it is. */
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
  /** The sessions of those who have signed in; every page of theirs begins with one. */
  const sessions = new Map<string, readonly Cookie[]>();
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
      const { base, plan } = open();
      const session = sessions.get(login);
      if (session === undefined) {
        const data = { login, password: plan.password };
        const answer = await seen.context.request.post(`${base}/native/v1/session`, { data });
        if (!answer.ok()) throw new Error(`${login} was not let in: ${answer.status()}`);
        sessions.set(login, await seen.context.cookies());
      } else {
        await seen.context.addCookies(session);
      }
      await seen.page.goto(base + path);
      return seen;
    },
  };
}

/** By how many pixels the page is wider than the window. */
export function sticksOut(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}
