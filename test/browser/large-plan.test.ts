import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { usePages } from './use-pages.ts';

/** As many as the largest boards that other tools allow. */
const itemCount = 2000;
/** More than anybody has, but for what is brought along from elsewhere. */
const iterationCount = 300;

describe('A large plan', () => {
  const { test, plan, visit } = usePages();
  const address = (page: string) => `/p/${plan().projectKey}/${page}`;

  beforeAll(async () => {
    const { actions, admin } = test();
    const { id } = await actions.getProject(admin, { key: plan().projectKey });
    const policy = { moves: {}, refuseRepeatedClose: true, fixedWhenClosed: [], endAfterStart: 'day' } as const;
    const day = (offset: number) => new Date(Date.UTC(2027, 0, 4) + offset * 86_400_000).toISOString().slice(0, 10);
    const makeItem = (number: number) =>
      actions.createItem(admin, { project: { id }, fields: { title: `Wish ${number}`, estimate: number % 8 } });
    // Many at a time: what waits together is written together.
    for (let made = 0; made < itemCount; made += 100) {
      await Promise.all(Array.from({ length: 100 }, (_, index) => makeItem(made + index + 1)));
    }
    await Promise.all(
      Array.from({ length: iterationCount }, (_, index) =>
        actions.createIteration(admin, {
          home: { projectId: id },
          title: `Later ${index + 1}`,
          fields: { start: { day: day(index * 7), at: null }, end: { day: day(index * 7 + 6), at: null } },
          policy,
        }),
      ),
    );
  });

  const backlog = (page: Page) => page.getByRole('region', { name: 'Backlog', exact: true });

  it('is filtered, scrolled and opened, and Back leads to where one was', async () => {
    const { context, page, complaints } = await visit(address('planning'));
    await backlog(page)
      .getByText(`${new Intl.NumberFormat('en').format(itemCount)} items`)
      .waitFor();
    expect(await page.locator('.plan-card').count()).toBeLessThan(120);
    await page.keyboard.press('/');
    await page.keyboard.type('wish');
    const rows = backlog(page).locator('.plan-rows');
    await rows.evaluate((box) => box.scrollTo(0, box.scrollHeight));
    const last = backlog(page).locator(`[aria-posinset="${itemCount}"] .plan-title`);
    await last.waitFor();
    const title = await last.getAttribute('title');
    const scrolled = await rows.evaluate((box) => box.scrollTop);
    await last.click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Title' }).waitFor();
    expect(new URL(page.url()).searchParams.get('item')).toMatch(/^\d+$/);
    const opened = page.url();
    await page.goBack();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await rows.evaluate((box) => box.scrollTop)).toBe(scrolled);
    expect(await page.getByRole('searchbox').inputValue()).toBe('wish');

    // Elsewhere and back, the list stands where it stood.
    await page.getByRole('link', { name: 'Iteration 24', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Iteration 24' }).waitFor();
    await page.goBack();
    await last.waitFor();
    expect(await rows.evaluate((box) => box.scrollTop)).toBe(scrolled);

    await page.goto(opened);
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(new URL(page.url()).searchParams.has('item')).toBe(false);
    expect(title).toContain('Wish');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('reads again what others have changed, and nothing else', async () => {
    const { context, page, complaints } = await visit(address('planning'));
    const { actions, admin } = test();
    const first = backlog(page).locator('[aria-posinset="1"] .plan-title');
    await first.waitFor();
    await page.getByRole('img', { name: 'Live' }).waitFor();
    const asked: string[] = [];
    page.on('request', (request) => {
      const { pathname, search } = new URL(request.url());
      if (pathname.endsWith('/items')) asked.push(pathname.includes('iterations') ? 'iteration' : search);
    });
    const key = ((await first.getAttribute('title')) ?? '').split(' ')[0] ?? '';
    const { id } = await actions.changeItem(admin, { item: { key }, fields: { title: 'A wish come true' } });
    await first.getByText('A wish come true').waitFor();
    expect(asked).toEqual([expect.stringContaining(`ids=${id}&`)]);
    asked.length = 0;
    const policy = { findsRemoved: false, findsGroups: true, leaves: 'same board', takesForeign: true } as const;
    await actions.enterIteration(admin, { iteration: { id: plan().planned.id }, item: { id }, policy });
    await page.getByRole('region', { name: plan().planned.title, exact: true }).getByText('A wish come true').waitFor();
    expect(await backlog(page).getByText('A wish come true').count()).toBe(0);
    expect(asked.toSorted()).toEqual([expect.stringContaining(`ids=${id}&`), 'iteration']);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('shows the iterations that come first, and all of them on request', async () => {
    const { context, page, complaints } = await visit(address('planning'));
    await page.getByText(`${iterationCount - 10} more open iterations are not shown.`).waitFor();
    expect(await page.locator('.plan-column').count()).toBe(13);
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByRole('region', { name: `Later ${iterationCount}`, exact: true }).waitFor({ timeout: 15_000 });
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('is drawn on the timeline as far as it is in sight, and found by scrolling', async () => {
    const { context, page, complaints } = await visit(address('timeline'));
    await page.getByRole('link', { name: /^Iteration 24/ }).waitFor();
    expect(await page.locator('.bar').count()).toBeLessThan(40);
    await page.locator('.strip').evaluate((strip) => strip.scrollTo(strip.scrollWidth, 0));
    await page.getByRole('link', { name: new RegExp(`^Later ${iterationCount}\\b`) }).waitFor();
    expect(await page.locator('.bar').count()).toBeLessThan(40);
    await page.getByRole('button', { name: 'Today', exact: true }).click();
    await page.getByRole('link', { name: /^Iteration 24/ }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});
