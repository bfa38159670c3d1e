import { describe, expect, it } from 'vitest';
import { findBarriers, type Seat } from './open-browser.ts';
import { sticksOut, usePages } from './use-pages.ts';

describe('The page of a release', () => {
  const { test, plan, visit } = usePages();
  const ask = async (method: 'GET' | 'POST', address: string, body?: unknown) => {
    const answer = await test().send(method, `/native/v1${address}`, {
      ...(body === undefined ? {} : { body }),
      headers: { authorization: `Bearer ${test().token}` },
    });
    return answer.json();
  };
  const iteration = (id: number) => ask('GET', `/iterations/${id}`);
  const list = async () => {
    const { projectId } = await iteration(plan().active.id);
    return (await ask('GET', `/projects/${projectId}/iterations?limit=200&status=planned,active,closed`)).iterations;
  };
  const releaseId = async () => (await iteration(plan().active.id)).parentId;

  const seats: readonly Seat[] = [
    { width: 1440, colorScheme: 'light', locale: 'en' },
    { width: 768, colorScheme: 'dark', locale: 'en' },
    { width: 390, colorScheme: 'dark', locale: 'ru' },
  ];
  it.each(seats)('holds no barrier, $width px wide, $colorScheme, in $locale', async (seat) => {
    const { context, page, complaints } = await visit(`/p/${plan().projectKey}/releases/${await releaseId()}`, seat);
    await page.locator('.chart > svg').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(await sticksOut(page)).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('adds up its iterations, and makes new ones within it', async () => {
    const { context, page, complaints } = await visit(`/p/${plan().projectKey}/timeline`);
    await page.getByRole('link', { name: 'Release 4.1' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Release 4.1' }).waitFor();
    const { scope, done } = await iteration(plan().active.id);
    const planned = await iteration(plan().planned.id);
    const all = scope.points + planned.scope.points;
    await page.getByText(`${done.points} of ${all} pts`, { exact: true }).first().waitFor();
    const chart = page.locator('.chart > svg');
    expect(await chart.getAttribute('aria-label')).toBe(`Release 4.1: ${done.points} pts of ${all} pts done.`);
    await page.getByText('Show as a table').click();
    expect(await page.locator('table tbody tr').last().locator('td').allInnerTexts()).toEqual([
      '',
      '',
      String(all),
      '',
      '',
      '',
    ]);

    await page.getByRole('button', { name: 'New iteration…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Title' }).fill('Iteration 26');
    await dialog.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('link', { name: 'Iteration 26' }).waitFor();
    const made = (await list()).find((each: any) => each.title === 'Iteration 26');
    expect(made.parentId).toBe(await releaseId());
    await page.getByRole('link', { name: 'Iteration 26' }).click();
    await page.locator('.crumbs').getByRole('link', { name: 'Release 4.1' }).click();
    await page.getByRole('heading', { level: 1, name: 'Release 4.1' }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('gives its iterations a place elsewhere when it is deleted', async () => {
    const { projectId } = await iteration(plan().active.id);
    const other = await ask('POST', `/projects/${projectId}/iterations`, { title: 'Release 5', kind: 'release' });
    const from = await releaseId();
    const inside = (await list()).filter((each: any) => each.parentId === from).map((each: any) => each.id);
    const { context, page, complaints } = await visit(`/p/${plan().projectKey}/releases/${from}`, {
      colorScheme: 'dark',
    });
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Delete…' }).click();
    await dialog
      .getByRole('combobox', { name: /^Where its \d+ iterations? goe?s?$/ })
      .selectOption({ label: 'Release 5' });
    expect(await findBarriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Delete Release 4.1' }).click();
    await page.getByText('Release 4.1 is deleted.').waitFor();
    const now = await list();
    expect(now.some((each: any) => each.id === from)).toBe(false);
    expect(now.filter((each: any) => each.parentId === other.id).map((each: any) => each.id)).toEqual(inside);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
