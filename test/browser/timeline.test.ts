import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findBarriers } from './open-browser.ts';
import { sticksOut, usePages } from './use-pages.ts';

const dayMs = 86_400_000;
const dayAfter = (day: string | undefined, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

describe('The timeline', () => {
  const { test, plan, visit } = usePages();
  const address = () => `/p/${plan().projectKey}/timeline`;
  const stored = async (id: number) => {
    const answer = await test().send('GET', `/native/v1/iterations/${id}`, {
      headers: { authorization: `Bearer ${test().token}` },
    });
    const { start, end, version } = answer.json();
    return { start, end, version } as { start: string; end: string; version: number };
  };
  const bar = (page: Page, title: string) => page.locator('.bar', { has: page.getByText(title, { exact: true }) });

  it.each([
    { width: 1440, colorScheme: 'light', locale: 'en' },
    { width: 768, colorScheme: 'dark', locale: 'ru' },
    { width: 390, colorScheme: 'light', locale: 'ru' },
    { width: 320, colorScheme: 'dark', locale: 'en' },
  ] as const)('holds no barrier and fits, $width px wide, $colorScheme, in $locale', async (seat) => {
    const { context, page, complaints } = await visit(address(), seat);
    await page.getByRole('link', { name: 'Iteration 24' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(await sticksOut(page)).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: seat.locale === 'en' ? 'New iteration' : 'Новая итерация' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(await sticksOut(page)).toBeLessThanOrEqual(0);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('moves an iteration by whole days with the mouse, and puts it back on request', async () => {
    const { context, page, complaints } = await visit(address());
    const { id } = plan().planned;
    const before = await stored(id);
    const box = await bar(page, 'Iteration 25').boundingBox();
    if (box === null) throw new Error('The bar is not to be seen');
    const [x, y] = [box.x + 60, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 40, y, { steps: 4 });
    await page.mouse.move(x + 44 + 4, y, { steps: 2 });
    expect(await page.locator('.ghost').innerText()).not.toBe('');
    await page.mouse.up();
    await page.getByText(/^Iteration 25: /).waitFor();
    expect(page.url()).toContain('/timeline');
    const after = await stored(id);
    expect(after).toMatchObject({ start: dayAfter(before.start, 2), end: dayAfter(before.end, 2) });

    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => stored(id).then(({ start }) => start)).toBe(before.start);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('makes it longer at its edge, and tells with whom it would share days', async () => {
    const { context, page } = await visit(address());
    const { id } = plan().active;
    const before = await stored(id);
    await page.getByRole('link', { name: 'Iteration 24' }).waitFor();
    const box = await bar(page, 'Iteration 24').boundingBox();
    if (box === null) throw new Error('The bar is not to be seen');
    const [x, y] = [box.x + box.width - 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 22 * 3 + 2, y, { steps: 5 });
    expect(await page.locator('.ghost').innerText()).toContain('Shares 3 days with Iteration 25');
    await page.mouse.up();
    await expect.poll(() => stored(id).then(({ end }) => end)).toBe(dayAfter(before.end, 3));
    expect((await stored(id)).start).toBe(before.start);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => stored(id).then(({ end }) => end)).toBe(before.end);
    await context.close();
  });

  it('moves it with keys, in one change however many presses, and forgets it all at Escape', async () => {
    const { context, page } = await visit(address());
    const { id } = plan().planned;
    const before = await stored(id);
    const link = page.getByRole('link', { name: 'Iteration 25' });
    await link.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Escape');
    for (const key of ['ArrowRight', 'ArrowRight', 'Shift+ArrowRight']) await page.keyboard.press(key);
    await expect.poll(() => stored(id).then(({ end }) => end), { timeout: 5000 }).toBe(dayAfter(before.end, 3));
    expect(await stored(id)).toEqual({
      start: dayAfter(before.start, 2),
      end: dayAfter(before.end, 3),
      version: before.version + 1,
    });
    expect(await link.evaluate((element) => element === document.activeElement)).toBe(true);
    await context.close();
  });

  it('moves it by a menu as well, on a narrow screen, and by typed dates', async () => {
    const { context, page } = await visit(address(), { width: 390 });
    const { id } = plan().planned;
    const before = await stored(id);
    await page.getByRole('button', { name: 'Actions for Iteration 25' }).click();
    await page.getByRole('menuitem', { name: 'A week later' }).click();
    await expect.poll(() => stored(id).then(({ start }) => start)).toBe(dayAfter(before.start, 7));

    await page.getByRole('button', { name: 'Actions for Iteration 25' }).click();
    await page.getByRole('menuitem', { name: 'Change dates…' }).click();
    await page.getByLabel('Start').fill('4 Jan 2027');
    await page.getByLabel('End').fill('2027-01-01');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The end is before the start.').waitFor();
    await page.getByLabel('End').fill('17.01.2027');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => stored(id)).toMatchObject({ start: '2027-01-04', end: '2027-01-17' });
    await context.close();
  });

  it('offers the iteration that follows, and makes what is asked for', async () => {
    const { context, page, complaints } = await visit(address());
    await page.getByRole('button', { name: 'New iteration' }).click();
    const title = page.getByLabel('Title');
    await title.waitFor();
    expect(await title.inputValue()).toBe('Iteration 26');
    await title.fill('');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByText('A title is needed.').waitFor();
    await title.fill('<b>Iteration 26</b>');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('link', { name: '<b>Iteration 26</b>' }).waitFor();

    await page.getByRole('button', { name: 'New release' }).click();
    await page.getByLabel('Title').fill('Release 5.0');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('heading', { name: 'Release 5.0' }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('puts every bar where its days are, however near one looks, and draws it by its status', async () => {
    const { context, page, complaints } = await visit(address());
    const places = async () => {
      const box = async (title: string) => {
        const found = await bar(page, title).boundingBox();
        if (found === null) throw new Error('The bar is not to be seen');
        return found;
      };
      const [active, planned] = [await box('Iteration 24'), await box('Iteration 25')];
      const today = await page.locator('.today-line').boundingBox();
      return { active, planned, today: today?.x ?? 0 };
    };
    const [first, second] = [await stored(plan().active.id), await stored(plan().planned.id)];
    const apart = (Date.parse(second.start) - Date.parse(first.start)) / dayMs;
    const length = (Date.parse(first.end) - Date.parse(first.start)) / dayMs + 1;
    for (const [zoom, pixelsPerDay] of [
      ['Weeks', 22],
      ['Months', 9],
      ['Quarters', 4],
    ] as const) {
      await page.getByText(zoom, { exact: true }).click();
      await page.getByRole('link', { name: /^Iteration 24/ }).waitFor();
      await expect.poll(async () => Math.round((await places()).active.width)).toBe(length * pixelsPerDay);
      const { active, planned, today } = await places();
      expect(Math.round(planned.x - active.x)).toBe(apart * pixelsPerDay);
      // Today is its tenth day, and stands in the middle of that; in another zone it may be the one beside it.
      expect(Math.abs(today - active.x - 9.5 * pixelsPerDay)).toBeLessThanOrEqual(pixelsPerDay);
    }
    await page.getByRole('link', { name: /^Iteration 25 ?, Planned, / }).waitFor();
    const started = await test().send('PATCH', `/native/v1/iterations/${plan().planned.id}`, {
      body: { status: 'active' },
      headers: { authorization: `Bearer ${test().token}`, 'if-match': '*' },
    });
    expect(started.status).toBe(200);
    await page.getByRole('link', { name: /^Iteration 25 ?, Active, / }).waitFor({ timeout: 3000 });
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('keeps zoom and place in its address', async () => {
    const { context, page } = await visit(address());
    await page.getByRole('link', { name: 'Iteration 24' }).waitFor();
    await page.getByText('Quarters').click();
    await page.waitForURL(/zoom=quarters/);
    await page.locator('h1').click();
    await page.keyboard.press('+');
    await page.waitForURL(/zoom=months/);
    await page.locator('.strip').evaluate((strip) => {
      strip.scrollLeft = 90;
    });
    await page.waitForURL(/from=/);
    const url = page.url();
    await page.reload();
    await page.getByRole('link', { name: 'Iteration 24' }).waitFor();
    expect(page.url()).toBe(url);
    expect(await page.locator('.strip').evaluate((strip) => strip.scrollLeft)).toBe(90);
    await context.close();
  });

  it('shows a reader the plan and no way to change it', async () => {
    const { context, page } = await visit(address());
    await page.getByRole('link', { name: 'Iteration 24' }).waitFor();
    await page.route('**/native/v1/session', async (route) => {
      const answer = await route.fetch();
      const { me } = await answer.json();
      await route.fulfill({ response: answer, json: { me: { ...me, role: 'viewer' } } });
    });
    await page.reload();
    await page.getByRole('link', { name: 'Iteration 24' }).waitFor();
    expect(await page.getByRole('button', { name: 'New iteration' }).count()).toBe(0);
    expect(await page.locator('.bar-menu').count()).toBe(0);
    await context.close();
  });
});
