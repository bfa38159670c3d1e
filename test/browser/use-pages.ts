import type { Cookie, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { ServerSettings } from '../../src/http/server.ts';
import { openTestServer, type TestServer } from '../support/open-test-server.ts';
import { type Proxy, startProxy } from '../support/start-proxy.ts';
import { buildPages } from './build-pages.ts';
import { openPage, type Seat, useBrowser } from './open-browser.ts';
import { type SeededPlan, seedPlan } from './seed-plan.ts';

/** The built pages before a server with a plan, for the tests of one file. */
export interface Pages {
  readonly test: () => TestServer;
  readonly plan: () => SeededPlan;
  /** Where they are reached, without a slash at the end. */
  readonly base: () => string;
  /** What they are reached through, if something was asked for. */
  readonly proxy: () => Proxy;
  /** Opens an address, below the server's, as somebody who has signed in before. */
  readonly visit: (path: string, seat?: Partial<Seat>, login?: string) => ReturnType<typeof openPage>;
  /** Fills in and sends the form that asks who it is. */
  readonly signIn: (page: Page, login?: string) => Promise<void>;
}

/** Opens them before the tests and closes them after. */
export function usePages(
  settings: Partial<ServerSettings> = {},
  through?: { readonly path: string; readonly strips: boolean },
): Pages {
  const browser = useBrowser();
  const opened: { test: TestServer; plan: SeededPlan; base: string; proxy: Proxy | undefined }[] = [];
  const open = () => {
    const [first] = opened;
    if (first === undefined) throw new Error('The pages are open only while tests run');
    return first;
  };
  beforeAll(async () => {
    await buildPages();
    const proxy = through === undefined ? undefined : await startProxy(through);
    const test = await openTestServer('sqlite', { baseUrl: proxy?.url ?? null, ...settings });
    const plan = await seedPlan(test);
    const url = await test.server.listen({ port: 0, host: '127.0.0.1' });
    proxy?.aimAt(url);
    opened.push({ test, plan, base: proxy?.url ?? url, proxy });
  });
  /** The sessions of those who have signed in; every page of theirs begins with one. */
  const sessions = new Map<string, readonly Cookie[]>();
  afterAll(async () => {
    await opened[0]?.proxy?.close();
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
    proxy: () => {
      const { proxy } = open();
      if (proxy === undefined) throw new Error('These pages are reached without a proxy');
      return proxy;
    },
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
