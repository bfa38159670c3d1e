import { describe, expect, it } from 'vitest';
import { findBarriers, type Seat } from './open-browser.ts';
import { sticksOut, usePages } from './use-pages.ts';

describe('An iteration as other tools count it', () => {
  const { test, plan, visit } = usePages();
  const path = () => `/p/${plan().projectKey}/iterations/${plan().active.id}`;

  it('has the figures of the server, and explains every unit of a difference', async () => {
    const { id } = plan().active;
    const { context, page, complaints } = await visit(path());
    await page.getByRole('link', { name: 'As other tools count' }).click();
    const row = (tool: string) =>
      page.locator('tbody tr', { has: page.getByRole('rowheader', { name: tool, exact: true }) });
    await row('Taiga').waitFor();
    const headers = { authorization: `Bearer ${test().token}` };
    const told = (await test().send('GET', `/native/v1/iterations/${id}/profiles`, { headers })).json();
    const taiga = told.profiles.find((each: any) => each.profile === 'taiga');
    const cells = (await row('Taiga').locator('td').allInnerTexts()).slice(0, 3);
    expect(cells).toEqual([String(taiga.figures.commitment.points), '', String(taiga.figures.completed.points)]);

    await page.getByRole('button', { name: 'Why Taiga differs' }).click();
    await expect.poll(() => new URL(page.url()).search).toBe('?tool=taiga');
    const change = taiga.figures.commitment.points - told.profiles[0].figures.commitment.points;
    expect(change).not.toBe(0);
    await page.getByText('because the commitment is taken at another moment').waitFor();
    const parts = await page.locator('.difference-rule li > :last-child').allInnerTexts();
    const sum = parts.reduce((all, text) => all + Number(text.replace('−', '-')), 0);
    expect(sum).toBe(change);
    await page.getByText('Items', { exact: true }).click();
    await expect.poll(() => new URL(page.url()).search).toBe('?tool=taiga&unit=items');
    expect(complaints).toEqual([]);
    await context.close();
  });

  const seats: readonly Seat[] = [
    { width: 1440, colorScheme: 'light', locale: 'en' },
    { width: 390, colorScheme: 'dark', locale: 'ru' },
  ];
  it.each(seats)('holds no barrier, $width px wide, $colorScheme, in $locale', async (seat) => {
    const { context, page, complaints } = await visit(`${path()}/profiles?tool=taiga`, seat);
    await page.locator('tbody tr').first().waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(await sticksOut(page)).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
