import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { sticksOut, usePages } from './use-pages.ts';

describe('Moving items', () => {
  const { test, plan, base, visit } = usePages();
  const keys: string[] = [];
  const path = () => `/p/${plan().projectKey}/planning`;
  const list = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
  const titlesIn = async (page: Page, name: string) =>
    (await list(page, name).locator('.plan-title').allInnerTexts()).map((text) => text.split(' ').at(-1));
  const card = (page: Page, title: string) => page.getByRole('button', { name: new RegExp(` ${title}$`) });
  /** What is read out. */
  const said = (page: Page) => page.locator('.toasts');
  const withFocus = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('title') ?? '');
  const takenBack = async (page: Page) => {
    await page.keyboard.press('Control+z');
    await said(page).getByText('The move was taken back.').first().waitFor();
  };

  beforeAll(async () => {
    const { actions, admin } = test();
    const { id } = await actions.getProject(admin, { key: plan().projectKey });
    for (const title of ['Alpha', 'Bravo', 'Charlie', 'Delta', 'Echo']) {
      const { key } = await actions.createItem(admin, { project: { id }, fields: { title, estimate: 5 } });
      keys.push(key);
    }
  });

  it('with the mouse keep their place, count at once, are kept, told in the activity and shown in another tab', async () => {
    const { context, page, complaints } = await visit(path());
    const other = await context.newPage();
    await other.goto(base() + path());
    await other.getByRole('img', { name: 'Live' }).waitFor();
    const capacity = (tab: Page) => list(tab, 'Iteration 25').locator('.capacity-bar').innerText();
    expect(await capacity(page)).toBe('8 of 26 pts');
    const first = list(page, 'Iteration 25').locator('.plan-card').first();
    await card(page, 'Bravo').dragTo(first, { targetPosition: { x: 100, y: 4 } });
    expect(await titlesIn(page, 'Iteration 25')).toEqual(['Bravo', 'Item']);
    expect(await capacity(page)).toBe('13 of 26 pts');
    await expect.poll(() => titlesIn(other, 'Iteration 25'), { timeout: 3000 }).toEqual(['Bravo', 'Item']);
    expect(await capacity(other)).toBe('13 of 26 pts');
    const { actions, admin } = test();
    const stored = await actions.getItem(admin, { item: { key: keys[1] ?? '' } });
    expect(stored.iterations.map(({ id }) => id)).toEqual([plan().planned.id]);
    await takenBack(page);
    await expect.poll(() => titlesIn(other, 'Iteration 25'), { timeout: 3000 }).toEqual(['Item']);
    await other.goto(`${base()}/p/${plan().projectKey}/activity`);
    const put = other.locator('.happening', { hasText: 'Item put into the iteration' }).first();
    expect(await put.innerText()).toContain('Anna Petrova');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('stay where they were put when the plan is read anew before the server has answered', async () => {
    const { context, page } = await visit(path());
    await page.getByRole('img', { name: 'Live' }).waitFor();
    await card(page, 'Echo').focus();
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route('**/native/v1/moves', async (route) => {
      await held;
      await route.continue();
    });
    await page.keyboard.press('Shift+ArrowRight');
    await list(page, 'Iteration 24')
      .getByRole('button', { name: / Echo$/ })
      .waitFor();
    const { actions, admin } = test();
    const { id } = await actions.getProject(admin, { key: plan().projectKey });
    await actions.createItem(admin, { project: { id }, fields: { title: 'Meanwhile' } });
    await card(page, 'Meanwhile').waitFor();
    expect(await titlesIn(page, 'Backlog')).not.toContain('Echo');
    const change = { projectId: id, precondition: { kind: 'none' } } as const;
    await actions.changeProject(admin, { ...change, fields: { description: 'Now with a description' } });
    // All is read for that, and the server did not know of the move when it was asked.
    await expect.poll(() => titlesIn(page, 'Backlog')).toContain('Echo');
    answer();
    await said(page)
      .getByText(/ moved to Iteration 24\./)
      .waitFor();
    // Sooner than what is read again for it could be there.
    await expect.poll(() => titlesIn(page, 'Iteration 24'), { interval: 20, timeout: 250 }).toContain('Echo');
    await takenBack(page);
    await context.close();
  });

  it('by the button of a card, by m and a part of a name, and by keys, say where they went and keep the focus', async () => {
    const { context, page, complaints } = await visit(path());
    await card(page, 'Charlie').waitFor();
    const [, , key = ''] = keys;
    await page.getByRole('button', { name: `Move ${key}…` }).click();
    await page.getByRole('button', { name: 'To the bottom of Iteration 25' }).click();
    await said(page).getByText(`${key} moved to Iteration 25.`).waitFor();
    expect(await titlesIn(page, 'Iteration 25')).toEqual(['Item', 'Charlie']);
    await expect.poll(() => withFocus(page)).toContain('Charlie');

    await page.keyboard.press('m');
    const field = page.getByRole('textbox', { name: /^Where to/ });
    await field.waitFor();
    await page.keyboard.type('24');
    expect(await page.getByRole('dialog').getByRole('listitem').count()).toBe(1);
    await page.keyboard.press('Enter');
    await said(page).getByText(`${key} moved to Iteration 24. That adds 5 pts to a running iteration.`).waitFor();
    await expect.poll(() => withFocus(page)).toContain('Charlie');

    await page.keyboard.press('Shift+ArrowLeft');
    await said(page).getByText(`${key} moved to Backlog.`).waitFor();
    await expect.poll(() => withFocus(page)).toContain('Charlie');
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(() => titlesIn(page, 'Iteration 24')).toContain('Charlie');
    await expect.poll(() => withFocus(page)).toContain('Charlie');
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(() => titlesIn(page, 'Iteration 25')).toContain('Charlie');
    await expect.poll(() => withFocus(page)).toContain('Charlie');
    await page.keyboard.press('Shift+ArrowLeft');
    await expect.poll(() => titlesIn(page, 'Iteration 24')).toContain('Charlie');
    await expect.poll(() => withFocus(page)).toContain('Charlie');
    await page.keyboard.press('Shift+ArrowLeft');
    await expect.poll(() => titlesIn(page, 'Backlog')).toContain('Charlie');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('by the button of a card, on a telephone as well', async () => {
    const { context, page, complaints } = await visit(path(), { width: 390 });
    const [, , key = ''] = keys;
    await page.getByRole('button', { name: `Move ${key}…` }).click();
    await page.getByRole('button', { name: 'To the bottom of Iteration 25' }).click();
    await said(page).getByText(`${key} moved to Iteration 25.`).waitFor();
    expect(await sticksOut(page)).toBeLessThanOrEqual(0);
    await takenBack(page);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('a row of them at once, chosen by mouse or keys, and put back as they stood', async () => {
    const { context, page, complaints } = await visit(path());
    await card(page, 'Bravo').waitFor();
    const before = await titlesIn(page, 'Backlog');
    const [a = '', b = '', c = ''] = before;
    const box = (title: string) =>
      list(page, 'Backlog').locator('.plan-card', { hasText: title }).getByRole('checkbox');
    await box(a).click();
    await box(c).click({ modifiers: ['Shift'] });
    await page.getByRole('group', { name: '3 chosen' }).waitFor();
    const rows = list(page, 'Iteration 25').locator('.plan-rows');
    await card(page, b).dragTo(rows, { targetPosition: { x: 100, y: 300 } });
    await said(page).getByText('3 items moved to Iteration 25.').waitFor();
    expect(await titlesIn(page, 'Iteration 25')).toEqual(['Item', a, b, c]);
    await takenBack(page);
    await expect.poll(() => titlesIn(page, 'Backlog')).toEqual(before);

    await card(page, a).focus();
    await page.keyboard.press('Shift+ArrowDown');
    await expect.poll(() => withFocus(page)).toContain(b);
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByRole('group', { name: '3 chosen' }).waitFor();
    await expect.poll(() => withFocus(page)).toContain(c);
    await page.keyboard.press('Shift+ArrowUp');
    await page.getByRole('group', { name: '2 chosen' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('group', { name: /chosen/ }).waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('beyond what an iteration can take says so for as long as it is so', async () => {
    const { context, page, complaints } = await visit(path());
    await card(page, 'Alpha').waitFor();
    const capacity = list(page, 'Iteration 25').locator('.capacity-bar');
    const boxes = list(page, 'Backlog').getByRole('checkbox');
    await boxes.first().click();
    await boxes.nth(3).click({ modifiers: ['Shift'] });
    await card(page, 'Alpha').focus();
    await page.keyboard.press('m');
    await page.getByRole('button', { name: 'To the bottom of Iteration 25' }).click();
    await capacity.getByText('28 of 26 pts').waitFor();
    await capacity.getByText('Over by 2 pts').waitFor();
    await said(page).getByText('4 items moved to Iteration 25.').waitFor();
    await takenBack(page);
    await capacity.getByText('Over by').waitFor({ state: 'detached' });
    expect(await capacity.innerText()).toBe('8 of 26 pts');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it.each([
    [403, 'Only those who plan may do that.'],
    [500, 'Something went wrong here.'],
  ])('that the server refuses with %i go back, with its words, and can be tried again', async (status, detail) => {
    const { context, page } = await visit(path());
    await card(page, 'Delta').waitFor();
    const before = await titlesIn(page, 'Backlog');
    await page.route('**/native/v1/moves', (route) =>
      route.fulfill({
        status,
        contentType: 'application/problem+json',
        body: JSON.stringify({ type: 'urn:x', title: 'No', status, detail }),
      }),
    );
    await card(page, 'Delta').focus();
    await page.keyboard.press('Shift+ArrowRight');
    await page.getByRole('alert').getByText(detail).waitFor();
    await expect.poll(() => titlesIn(page, 'Backlog')).toEqual(before);
    expect(await titlesIn(page, 'Iteration 24')).not.toContain('Delta');
    await page.unroute('**/native/v1/moves');
    await card(page, 'Delta').focus();
    await page.keyboard.press('Shift+ArrowRight');
    await said(page)
      .getByText(/ moved to Iteration 24\./)
      .waitFor();
    await takenBack(page);
    await context.close();
  });
});
