import axe, { type AxeResults } from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';

/** Debian's Chromium, which is installed, not downloaded; for the tests of one file. */
export function useBrowser(): () => Browser {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
  });
  afterAll(async () => {
    await browser?.close();
  });
  return () => {
    if (browser === undefined) throw new Error('The browser is open only while tests run');
    return browser;
  };
}

/** What a person sits before. */
export interface Seat {
  readonly width: number;
  readonly colorScheme: 'light' | 'dark';
  readonly locale: 'en' | 'ru';
}

/** A page of an own context; `complaints` gathers whatever the browser says that it should not have to say. */
export async function openPage(
  browser: Browser,
  { width, colorScheme, locale }: Seat,
): Promise<{ context: BrowserContext; page: Page; complaints: string[] }> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, locale });
  context.setDefaultTimeout(8000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  return { context, page, complaints };
}

interface AxePage {
  readonly axe: { readonly run: (root: Document, options: object) => Promise<AxeResults> };
}

/** What axe finds against WCAG 2.2 A and AA, one line each. */
export async function findBarriers(page: Page): Promise<readonly string[]> {
  // Handed to the page by the debugger: its policy lets no foreign script in.
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const options = { runOnly: { type: 'tag', values: tags } };
    const { violations } = await (globalThis as unknown as AxePage).axe.run(document, options);
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    );
  });
}
