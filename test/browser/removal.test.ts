import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findBarriers } from './open-browser.ts';
import { usePages } from './use-pages.ts';

describe('Removing an iteration', () => {
  const { test, plan, visit } = usePages();
  const figuresOf = async (id: number) =>
    (await test().actions.getFigures(test().admin, { iteration: { id } })).figures.scopeItems;
  const openMenu = async (page: Page) => {
    await page.getByRole('link', { name: /^Iteration 25/ }).hover();
    await page.getByRole('button', { name: 'Actions for Iteration 25' }).click();
    await page.getByRole('menuitem', { name: 'Delete…' }).click();
  };

  it('says what it holds and where that goes, and changes nothing when it is cancelled', async () => {
    const { context, page, complaints } = await visit(`/p/${plan().projectKey}/timeline`);
    const before = await figuresOf(plan().active.id);
    await openMenu(page);
    const dialog = page.getByRole('dialog', { name: 'Delete Iteration 25' });
    await dialog.getByLabel('It holds 1 item, 8 pts. They go to').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await figuresOf(plan().planned.id)).toBe(1);

    await openMenu(page);
    await dialog.getByLabel('It holds 1 item, 8 pts. They go to').selectOption('Iteration 24');
    await dialog.getByRole('button', { name: 'Delete Iteration 25' }).click();
    await page.getByText('Iteration 25 is deleted. 1 item moved to Iteration 24.').waitFor();
    await page.getByRole('link', { name: /^Iteration 25/ }).waitFor({ state: 'detached' });
    expect(await figuresOf(plan().active.id)).toBe(before + 1);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('from its own page leads to the timeline, and lets its items go to the backlog', async () => {
    const { context, page, complaints } = await visit(`/p/${plan().projectKey}/iterations/${plan().active.id}`);
    await page.getByRole('button', { name: 'Delete…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete Iteration 24' });
    await dialog.getByRole('button', { name: 'Delete Iteration 24' }).click();
    await page.waitForURL(/\/timeline/);
    await page.getByText(/^Iteration 24 is deleted\. \d items moved to Backlog\.$/).waitFor();
    const { id } = await test().actions.getProject(test().admin, { key: plan().projectKey });
    const answer = await test().send(
      'GET',
      `/native/v1/projects/${id}/items?iteration=none&category=queued,in_progress`,
      {
        headers: { authorization: `Bearer ${test().token}` },
      },
    );
    expect(answer.json().total).toBe(6);
    expect(complaints.filter((text) => !/404/.test(text))).toEqual([]);
    await context.close();
  });
});
