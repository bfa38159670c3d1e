import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { usePages } from './use-pages.ts';

describe('The scope of an iteration', () => {
  const { test, plan, visit } = usePages();
  const send = async (method: 'POST' | 'PATCH', path: string, body: unknown) => {
    const headers = { authorization: `Bearer ${test().token}`, 'if-match': '*' };
    const answer = await test().send(method, `/native/v1${path}`, { body, headers });
    expect([200, 201]).toContain(answer.status);
    return answer.json();
  };
  const marks = (page: Page) => page.locator('.chart-mark');
  const lastMark = (page: Page) => marks(page).last().getAttribute('aria-label');
  const listed = (page: Page) => page.getByRole('region', { name: 'Scope changes' }).getByRole('listitem');

  it('is frozen at the start, and every later change of it has its mark in the chart and its line beside it', async () => {
    const path = `/p/${plan().projectKey}/iterations/${plan().planned.id}`;
    const { context, page, complaints } = await visit(path);
    const start = new Date().toISOString().slice(0, 10);
    await send('PATCH', `/iterations/${plan().planned.id}`, { start });
    await page.getByRole('button', { name: 'Start iteration' }).click();
    await page.getByText('8 pts at the start').waitFor();
    await page.locator('.chart > svg').waitFor();
    expect(await marks(page).count()).toBe(0);

    const { id: projectId } = await test().actions.getProject(test().admin, { key: plan().projectKey });
    const iterationId = plan().planned.id;
    const added = await send('POST', `/projects/${projectId}/items`, { title: 'Late', estimate: 5, iterationId });
    await expect.poll(() => lastMark(page), { timeout: 3000 }).toMatch(/scope changed by \+5 pts$/);
    await expect.poll(() => listed(page).allInnerTexts()).toEqual([expect.stringContaining('+5 pts')]);
    await send('PATCH', `/items/${added.id}`, { estimate: 8 });
    await expect.poll(() => lastMark(page), { timeout: 3000 }).toMatch(/scope changed by \+8 pts$/);

    // By the keyboard alone one comes to the mark.
    await page.getByRole('button', { name: 'Edit…' }).focus();
    const hasMark = () => page.evaluate(() => document.activeElement?.classList.contains('chart-mark') ?? false);
    for (let presses = 0; presses < 40 && !(await hasMark()); presses += 1) await page.keyboard.press('Tab');
    expect(await hasMark()).toBe(true);

    await send('POST', '/moves', { itemIds: [added.id], to: { iterationId: null } });
    await expect.poll(() => marks(page).count(), { timeout: 3000 }).toBe(0);

    // What was there from the start may be taken out, and the start stays what it was.
    const headers = { authorization: `Bearer ${test().token}` };
    const [first] = (await test().send('GET', `/native/v1/iterations/${iterationId}/items`, { headers })).json().items;
    await send('POST', '/moves', { itemIds: [first.id], to: { iterationId: null } });
    await expect.poll(() => lastMark(page), { timeout: 3000 }).toMatch(/scope changed by −8 pts$/);
    await expect.poll(() => listed(page).allInnerTexts()).toEqual([expect.stringContaining('−8 pts')]);
    await page.getByText('8 pts at the start').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});
