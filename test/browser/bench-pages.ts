/**
 * `npm run bench:pages`: how quick the pages are, in Debian's Chromium, with 2,000 items in one backlog; with the processor as
 * it is and four times slower. Prints the figures as docs/benchmarks-pages.md has them, which `-- --write` writes.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { type Browser, chromium, type Page } from 'playwright-core';
import { openApp } from '../../src/actions/app.ts';
import { operatorOf } from '../../src/actions/authenticate.ts';
import { bindActions } from '../../src/actions/index.ts';
import { bindOperations } from '../../src/actions/operations.ts';
import { passwordHash } from '../../src/actions/secrets.ts';
import { anyMove } from '../../src/domain/lifecycle.ts';
import { buildServer } from '../../src/http/server.ts';
import { machine, type Row, tableOf } from '../bench/report.ts';
import { buildPages } from './build-pages.ts';

const login = 'anna';
const password = 'correct horse battery staple';
const itemCount = 2000;

await buildPages();
const dataDir = mkdtempSync(join(tmpdir(), 'timebox-pages-'));
const app = await openApp({ dataDir });
const actions = bindActions(app);
const server = await buildServer(actions, {
  baseUrl: null,
  trustedProxies: [],
  rateLimit: null,
  trackerRequiresVersion: false,
  logger: pino({ level: 'silent' }),
  now: app.now,
  isReady: () => true,
  checkTarget: async () => null,
  loadDemo: () => Promise.reject(new Error('There is no demo here')),
  examine: () => Promise.reject(new Error('Nothing is examined here')),
});
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  const begun = machine();
  const key = await seed();
  const base = await server.listen({ port: 0, host: '127.0.0.1' });
  const rows: Row[] = [];
  for (const slower of [1, 4]) rows.push(...(await measure(browser, `${base}/p/${key}/planning`, slower)));
  const told = [
    '# Benchmarks of the pages',
    '',
    `Measured on ${new Date().toISOString().slice(0, 10)} by \`npm run bench:pages\` on ${begun}, Chromium ${browser.version()}.`,
    '',
    tableOf(rows),
    '',
    `The planning page with ${itemCount.toLocaleString('en')} items in its backlog, 1,440 × 900, one server and one browser on the same`,
    'two processors. "Slowest" is the longest time from an input to the frame that shows what came of it, as the browser tells it.',
    'The largest contentful paint is the median of five loads with an empty cache. Times depend on what else the machine does.',
    '',
  ].join('\n');
  console.log(told);
  if (process.argv.includes('--write')) writeFileSync('docs/benchmarks-pages.md', told);
} finally {
  await browser.close();
  await server.close();
  await app.close();
  rmSync(dataDir, { recursive: true, force: true });
}

/** Makes a person, a project with three iterations and a long backlog; answers the project's key. */
async function seed(): Promise<string> {
  const admin = { login, name: 'Anna', email: null, passwordHash: await passwordHash(password) };
  await bindOperations(app).createOrganization({ name: 'Acme', slug: 'acme', zone: 'UTC', admin });
  const caller = { actor: await operatorOf(app, 'acme') };
  const { id, key } = await actions.createProject(caller, { title: 'Webshop' });
  const policy = {
    moves: anyMove.moves,
    refuseRepeatedClose: false,
    fixedWhenClosed: [],
    endAfterStart: 'day',
    findsRemoved: false,
    findsGroups: false,
  } as const;
  for (const number of [1, 2, 3]) {
    const day = (offset: number) =>
      new Date(app.now() + (number * 14 + offset) * 86_400_000).toISOString().slice(0, 10);
    const fields = { start: { day: day(0), at: null }, end: { day: day(13), at: null } };
    await actions.createIteration(caller, { home: { projectId: id }, title: `Iteration ${number}`, fields, policy });
  }
  for (let made = 0; made < itemCount; made += 50) {
    const titles = Array.from({ length: 50 }, (_, index) => `Make the search find part ${made + index}`);
    await Promise.all(
      titles.map((title, index) =>
        actions.createItem(caller, { project: { id }, fields: { title, estimate: (index % 8) + 1 } }),
      ),
    );
  }
  return key;
}

async function measure(chrome: Browser, url: string, slower: number): Promise<readonly Row[]> {
  const context = await chrome.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en' });
  const data = { login, password };
  await context.request.post(`${new URL(url).origin}/native/v1/session`, { data });
  const { cookies } = await context.storageState();
  const paints: number[] = [];
  for (let load = 0; load < 5; load += 1) {
    const fresh = await chrome.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en' });
    await fresh.addCookies(cookies);
    const page = await openSlowly(await fresh.newPage(), url, slower);
    paints.push(await largestPaint(page));
    await fresh.close();
  }
  const page = await openSlowly(await context.newPage(), url, slower);
  const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
  const scroll = await scrolling(page);
  const drag = await dragging(page);
  const keys = await slowest(page, async () => {
    await page.locator('.plan-title').first().focus();
    for (let count = 0; count < 4; count += 1) {
      await page.keyboard.press(count % 2 === 0 ? 'Shift+ArrowRight' : 'Shift+ArrowLeft');
      await page.waitForTimeout(700);
    }
  });
  const typing = await slowest(page, async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    for (const letter of 'part 199') {
      await page.keyboard.type(letter);
      await page.waitForTimeout(150);
    }
    await page.getByRole('button', { name: / part 1999$/ }).waitFor();
  });
  await context.close();
  const suffix = slower === 1 ? '' : `, processor ${slower} × slower`;
  const row = (name: string, value: number, must: number, isCount = false): Row => ({
    name: name + suffix,
    value,
    must,
    goal: must,
    show: (each) => (isCount ? String(Math.round(each)) : `${Math.round(each)} ms`),
  });
  const isUsual = slower === 1;
  return [
    // Slowed, with a fast line: no more than on a very slow line.
    row('Largest contentful paint', median(paints), isUsual ? 1200 : 6000),
    row('Typing in the filter, slowest', typing, isUsual ? 100 : 200),
    row('Moving by keys, slowest', keys, isUsual ? 100 : 200),
    row('Scrolling, 95 % of frames within', scroll, isUsual ? 20 : 100),
    row('Dragging, long tasks together', drag.longTasks, 200),
    row('Dragging, 95 % of frames within', drag.frames, 50),
    ...(isUsual ? [row('Elements of the page', nodes, 1500, true)] : []),
  ];
}

async function openSlowly(page: Page, url: string, slower: number): Promise<Page> {
  // What the loader of these lines calls in every function that has a name.
  await page.addInitScript('globalThis.__name = (named) => named');
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
  await page.goto(url);
  await page.locator('.plan-title').first().waitFor();
  await page.waitForTimeout(1500);
  return page;
}

function largestPaint(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? 0)).observe({
          type: 'largest-contentful-paint',
          buffered: true,
        });
      }),
  );
}

/** The longest time from an input to what is seen of it, in milliseconds; 16 where every one was quicker than that. */
async function slowest(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const durations: number[] = [16];
    Object.assign(globalThis, { durations });
    const kind: PerformanceObserverInit & { durationThreshold: number } = { type: 'event', durationThreshold: 16 };
    new PerformanceObserver((list) => durations.push(...list.getEntries().map(({ duration }) => duration))).observe(
      kind,
    );
  });
  await act();
  await page.waitForTimeout(500);
  return page.evaluate(() => Math.max(...(globalThis as unknown as { durations: number[] }).durations));
}

/** Notes how long frames and long tasks take from now on. */
async function watchFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watched = { frames: [] as number[], longTasks: 0, isOn: true };
    Object.assign(globalThis, { watched });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) watched.longTasks += duration;
    }).observe({ type: 'longtask' });
    let last = performance.now();
    const next = (now: number) => {
      watched.frames.push(now - last);
      last = now;
      if (watched.isOn) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
}

async function framesSeen(page: Page): Promise<{ frames: number; longTasks: number }> {
  await page.waitForTimeout(200);
  const { frames, longTasks } = await page.evaluate(() => {
    const { watched } = globalThis as unknown as {
      watched: { frames: number[]; longTasks: number; isOn: boolean };
    };
    watched.isOn = false;
    return watched;
  });
  const sorted = frames.toSorted((a, b) => a - b);
  return { frames: sorted[Math.floor(sorted.length * 0.95)] ?? 0, longTasks };
}

async function scrolling(page: Page): Promise<number> {
  await page.mouse.move(300, 500);
  await watchFrames(page);
  for (let count = 0; count < 60; count += 1) {
    await page.mouse.wheel(0, 600);
    await page.waitForTimeout(16);
  }
  const { frames } = await framesSeen(page);
  await page.mouse.wheel(0, -100_000);
  await page.waitForTimeout(500);
  return frames;
}

async function dragging(page: Page): Promise<{ frames: number; longTasks: number }> {
  const from = await page.locator('.plan-title').nth(3).boundingBox();
  const to = await page.getByRole('region', { name: 'Iteration 1', exact: true }).boundingBox();
  if (from === null || to === null) throw new Error('There is nothing to drag');
  await page.mouse.move(from.x + 40, from.y + 10);
  await page.mouse.down();
  await watchFrames(page);
  for (let count = 1; count <= 68; count += 1) {
    const part = count / 68;
    const y = from.y + (to.y + 200 - from.y) * part;
    await page.mouse.move(from.x + (to.x + 80 - from.x) * part, y + Math.sin(count) * 40);
  }
  const seen = await framesSeen(page);
  await page.mouse.up();
  await page
    .getByText(/ moved to Iteration 1\.$/)
    .first()
    .waitFor();
  await page.waitForTimeout(800);
  return seen;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
