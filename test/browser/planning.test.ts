import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { findBarriers, type Seat } from './open-browser.ts';
import { sticksOut, usePages } from './use-pages.ts';

describe('The planning board', () => {
  const { test, plan, visit } = usePages();
  const keys: string[] = [];

  beforeAll(async () => {
    const { actions, admin } = test();
    const { id } = await actions.getProject(admin, { key: plan().projectKey });
    for (const title of ['First', 'Second', 'Third', 'Fourth']) {
      const { key } = await actions.createItem(admin, { project: { id }, fields: { title, estimate: 5 } });
      keys.push(key);
    }
  });

  const path = () => `/p/${plan().projectKey}/planning`;
  const list = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
  const titlesIn = (page: Page, name: string) => list(page, name).locator('.plan-title').allInnerTexts();
  const card = (page: Page, title: string) => page.getByRole('button', { name: new RegExp(` ${title}$`) });
  const seats: readonly Seat[] = [
    { width: 1440, colorScheme: 'light', locale: 'en' },
    { width: 390, colorScheme: 'dark', locale: 'ru' },
  ];

  it.each(seats)('holds no barrier, $width px wide, $colorScheme, in $locale', async (seat) => {
    const { context, page, complaints } = await visit(path(), seat);
    await card(page, 'First').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(await sticksOut(page)).toBeLessThanOrEqual(0);
    await card(page, 'First').click();
    await page.getByRole('dialog').waitFor();
    await page.locator('dialog textarea').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await card(page, 'First').focus();
    await page.keyboard.press('m');
    await page.getByRole('dialog').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('moves by dragging, says what that means for a running iteration, and takes it back', async () => {
    const { context, page, complaints } = await visit(path());
    await card(page, 'First').waitFor();
    const head = list(page, 'Iteration 24').locator('.capacity-bar');
    const before = await head.innerText();
    const rows = list(page, 'Iteration 24').locator('.plan-rows');
    await card(page, 'First').dragTo(rows, { targetPosition: { x: 100, y: 350 } });
    const moved = page.getByText(/ moved to Iteration 24\. That adds 5 pts to a running iteration\.$/).first();
    await moved.waitFor();
    expect((await titlesIn(page, 'Iteration 24')).at(-1)).toContain('First');
    expect(await head.innerText()).not.toBe(before);

    const [key = ''] = keys;
    const stored = async () => (await test().actions.getItem(test().admin, { item: { key } })).iterations;
    expect((await stored()).map(({ title }) => title)).toEqual(['Iteration 24']);
    await page.keyboard.press('Control+z');
    await page.getByText('The move was taken back.').first().waitFor();
    expect(await stored()).toEqual([]);
    expect((await titlesIn(page, 'Backlog')).map((text) => text.split(' ').at(-1))).toEqual([
      'First',
      'Second',
      'Third',
      'Fourth',
    ]);
    expect(await head.innerText()).toBe(before);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('moves by keys, twice in a row, as the focus goes with the card', async () => {
    const { context, page, complaints } = await visit(path());
    await card(page, 'Second').focus();
    await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(() => titlesIn(page, 'Backlog').then(([first]) => first)).toContain('Second');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('title'))).toContain('Second');
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(() => titlesIn(page, 'Iteration 24').then((all) => all.join())).toContain('Second');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('title'))).toContain('Second');
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(() => titlesIn(page, 'Iteration 25').then((all) => all.join())).toContain('Second');
    await page
      .getByText(/ moved to Iteration 25\.$/)
      .first()
      .waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('moves several at once by the menu, and puts them back in their order', async () => {
    const { context, page, complaints } = await visit(path());
    const order = async () => (await titlesIn(page, 'Backlog')).map((text) => text.split(' ').at(-1));
    await card(page, 'First').focus();
    const before = await order();
    await page.keyboard.press('x');
    await card(page, 'Fourth').focus();
    await page.keyboard.press('x');
    await page.getByRole('button', { name: 'Move to…' }).click();
    await page.getByRole('button', { name: 'To the top of Iteration 25' }).click();
    await page.getByText('2 items moved to Iteration 25.').first().waitFor();
    expect((await titlesIn(page, 'Iteration 25')).slice(0, 2).map((text) => text.split(' ').at(-1))).toEqual([
      'First',
      'Fourth',
    ]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('The move was taken back.').first().waitFor();
    expect(await order()).toEqual(before);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('puts a card back and says why, when the server refuses or cannot be reached', async () => {
    const { context, page } = await visit(path());
    await card(page, 'Third').focus();
    const before = await titlesIn(page, 'Backlog');
    // Nothing can be reached, so that nobody tells the page how it really is.
    await page.route('**/native/v1/**', (route) => route.abort());
    await page.keyboard.press('Shift+ArrowRight');
    await page.getByRole('alert').getByText('The server did not answer.').waitFor();
    await expect.poll(() => titlesIn(page, 'Backlog')).toEqual(before);
    await page.unroute('**/native/v1/**');
    await card(page, 'Third').focus();
    await page.keyboard.press('Shift+ArrowRight');
    await page
      .getByText(/ moved to Iteration 24\./)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('The move was taken back.').first().waitFor();
    await context.close();
  });

  it('keeps what is looked for in the address', async () => {
    const { context, page } = await visit(path());
    await page.getByRole('searchbox', { name: 'Filter items' }).fill('thi');
    await expect.poll(() => titlesIn(page, 'Backlog').then((all) => all.length)).toBe(1);
    expect(new URL(page.url()).searchParams.get('q')).toBe('thi');
    await page.reload();
    await card(page, 'Third').waitFor();
    expect(await titlesIn(page, 'Backlog')).toHaveLength(1);
    await context.close();
  });

  it('takes a new item where it is written, and the next one after it', async () => {
    const { context, page, complaints } = await visit(path());
    await list(page, 'Iteration 25').getByRole('button', { name: 'New item' }).click();
    await page.getByRole('textbox', { name: 'Title' }).fill('Written here');
    await page.getByRole('textbox', { name: 'Estimate in points' }).fill('3');
    await page.keyboard.press('Enter');
    await expect.poll(() => titlesIn(page, 'Iteration 25').then((all) => all.join())).toContain('Written here');
    expect(await page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('loses nothing that was typed when somebody else saves an item first', async () => {
    const { context, page } = await visit(path());
    await card(page, 'Third').click();
    await page.getByRole('textbox', { name: 'Title' }).fill('Third by me');
    await page.getByRole('textbox', { name: 'Description' }).fill('Mine alone');
    const [, , key = ''] = keys;
    await test().actions.changeItem(test().admin, { item: { key }, fields: { title: 'Third by them', estimate: 8 } });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('radio', { name: 'Theirs: Third by them' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Estimate in points' }).inputValue()).toBe('8');
    expect(await page.getByRole('textbox', { name: 'Description' }).inputValue()).toBe('Mine alone');
    await page.getByRole('radio', { name: 'Mine: Third by me' }).check();
    await page.getByRole('button', { name: 'Save merged' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await test().actions.getItem(test().admin, { item: { key } })).toMatchObject({
      title: 'Third by me',
      estimate: 8,
      description: 'Mine alone',
    });
    await context.close();
  });
});
