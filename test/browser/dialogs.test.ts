import { describe, expect, it } from 'vitest';
import { findBarriers } from './open-browser.ts';
import { sticksOut, usePages } from './use-pages.ts';

describe('A dialog', () => {
  const { plan, visit } = usePages();
  const iteration = () => `/p/${plan().projectKey}/iterations/${plan().active.id}`;

  it('keeps the focus, gives it back, and lets nothing behind it be reached', async () => {
    const { context, page, complaints } = await visit(iteration());
    const edit = page.getByRole('button', { name: 'Edit…' });
    await edit.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: /^Edit/ });
    await dialog.waitFor();
    expect(await dialog.getByLabel('Title').evaluate((field) => field === document.activeElement)).toBe(true);
    // Nothing else is told of by the page, and the browser hands the focus to nothing behind the dialog.
    const isReached = page.getByRole('link', { name: 'Timeline' }).click({ timeout: 300 });
    await expect(isReached).rejects.toThrow(/Timeout/);
    for (let press = 0; press < 20; press += 1) {
      await page.keyboard.press('Tab');
      const place = await page.evaluate(() => {
        const active = document.activeElement;
        return active === document.body || active?.closest('dialog') !== null;
      });
      expect(place).toBe(true);
    }
    // Keys of the page do nothing meanwhile.
    await page.keyboard.press('Control+k');
    expect(await page.getByRole('dialog').count()).toBe(1);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await edit.evaluate((button) => button === document.activeElement)).toBe(true);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('stays when Escape is meant for the calendar in it, which is seen as a whole', async () => {
    const { context, page } = await visit(iteration(), { width: 390 });
    await page.getByRole('button', { name: 'Edit…' }).click();
    const dialog = page.getByRole('dialog', { name: /^Edit/ });
    await dialog.getByLabel('End', { exact: true }).click();
    const day = dialog.getByRole('button', { name: /^15 / }).first();
    await day.waitFor();
    expect([await findBarriers(page), await sticksOut(page)]).toEqual([[], 0]);
    const covered = await day.evaluate((button) => {
      const { x, y, width, height } = button.getBoundingClientRect();
      return document.elementFromPoint(x + width / 2, y + height / 2) !== button;
    });
    expect(covered).toBe(false);
    await page.keyboard.press('Escape');
    await day.waitFor({ state: 'detached' });
    expect(await dialog.isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await context.close();
  });

  it('shows what is told meanwhile, with the way back', async () => {
    const { context, page, complaints } = await visit(`/p/${plan().projectKey}/planning`);
    await page.locator('.plan-title').first().focus();
    await page.keyboard.press('Shift+ArrowRight');
    await page.getByRole('button', { name: 'Undo' }).waitFor();
    await page.keyboard.press('Shift+?');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Undo' }).click();
    await dialog.getByRole('status').getByText('The move was taken back.').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('status').getByText('The move was taken back.').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('closes by Escape even when what had the focus is gone, and holds the page still', async () => {
    const { context, page } = await visit(iteration());
    await page.getByRole('button', { name: 'Close iteration…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
    await page.mouse.wheel(0, 600);
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await context.close();
  });

  it('without a way out cannot be left by Escape, however often', async () => {
    const { context, page } = await visit(`/p/${plan().projectKey}/timeline`);
    await page.getByRole('heading', { name: 'Timeline' }).waitFor();
    await context.clearCookies();
    await page.getByRole('link', { name: 'Activity' }).click();
    const dialog = page.getByRole('dialog', { name: 'Sign in' });
    await dialog.waitFor();
    for (let press = 0; press < 3; press += 1) await page.keyboard.press('Escape');
    expect(await dialog.isVisible()).toBe(true);
    await context.close();
  });
});
