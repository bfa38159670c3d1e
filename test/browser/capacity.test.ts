import { describe, expect, it } from 'vitest';
import { findBarriers, type Seat } from './open-browser.ts';
import { sticksOut, usePages } from './use-pages.ts';

describe('The capacity of an iteration', () => {
  const { test, plan, base, visit } = usePages();
  const path = () => `/p/${plan().projectKey}/iterations/${plan().active.id}`;
  const get = async (address: string) =>
    (await test().send('GET', `/native/v1${address}`, { headers: { authorization: `Bearer ${test().token}` } })).json();
  const ideals = async () =>
    (await get(`/iterations/${plan().active.id}/burndown`)).days.map(
      (each: any) => each.idealByCapacity?.points ?? null,
    );

  it('is planned per person, with days off, and moves the ideal line and the bars', async () => {
    const { context, page, complaints } = await visit(`${path()}?tab=capacity`, {}, plan().adminLogin);
    await page.getByText('Nobody’s work is planned yet').waitFor();
    expect((await ideals()).every((each: unknown) => each === null)).toBe(true);
    await page.getByRole('button', { name: 'Plan everybody full time' }).click();
    await page.getByText(/\d+ people/).waitFor();
    const before = await ideals();
    expect(before.at(-1)).toBe(0);
    const row = page.locator('.people-load > li', { hasText: 'Boris Orlov' });
    const hours = async () => Number.parseFloat(await row.locator('.person-head .numbers').innerText());
    const fullTime = await hours();

    await page.getByRole('button', { name: 'Work of Boris Orlov' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'only in this iteration' }).check();
    await dialog.getByRole('textbox', { name: 'For this team, %' }).fill('50');
    expect(await findBarriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect.poll(hours).toBe(fullTime / 2);
    const patterns = await get(`/iterations/${plan().active.id}/work-patterns`);
    expect(patterns.patterns).toMatchObject([{ allocation: 0.5 }]);
    expect(patterns.inForce.length).toBeGreaterThan(1);

    const working = (await get(`/iterations/${plan().active.id}/capacity`)).days.map(({ day }: any) => day);
    await page.getByRole('button', { name: 'Days off of Boris Orlov' }).click();
    await dialog.getByRole('textbox', { name: 'First day' }).fill(working[1]);
    await dialog.getByRole('textbox', { name: 'Last day' }).fill(working[2]);
    await page.keyboard.press('Tab');
    await dialog.getByRole('button', { name: 'Add' }).click();
    expect(await findBarriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await row.getByText(/^Away /).waitFor();
    expect(await row.locator('.away').count()).toBe(2);
    expect(await hours()).toBeLessThan(fullTime / 2);
    const after = await ideals();
    expect(after).not.toEqual(before);

    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByText('Show as a table').click();
    const column = page.locator('table tbody tr td:nth-child(4)');
    await page.getByRole('columnheader', { name: 'Ideal by capacity' }).waitFor();
    const shown = (await column.allInnerTexts()).map(Number);
    expect(shown).toEqual(after.slice(0, shown.length).map((each: number) => Number(each.toFixed(2))));
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('is planned for all iterations in the settings, by weekdays', async () => {
    const { context, page, complaints } = await visit(`/p/${plan().projectKey}/settings/team`);
    const row = page.locator('.patterns > li', { hasText: 'Anna Petrova' });
    await row.getByText('40 hours a week').waitFor();
    await row.getByRole('button', { name: 'Change the work of Anna Petrova' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('checkbox', { name: 'Works whenever the team does' }).uncheck();
    await dialog.getByRole('checkbox', { name: 'Friday' }).uncheck();
    await dialog.getByRole('textbox', { name: 'Of that for the plan, %' }).fill('75');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await row.getByText('24 hours a week').waitFor();
    await row.getByText('8 hours a day · 75\u00a0% of that for the plan').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('is not for those to plan who may not', async () => {
    const { context, page } = await visit(`${path()}?tab=capacity`);
    const row = (name: string) => page.locator('.people-load > li', { hasText: name });
    await row('Anna Petrova')
      .getByRole('button', { name: /^Days off/ })
      .waitFor();
    expect(
      await row('Boris Orlov')
        .getByRole('button', { name: /^Days off/ })
        .count(),
    ).toBe(0);
    await context.close();
  });

  const seats: readonly Seat[] = [
    { width: 1440, colorScheme: 'light', locale: 'en' },
    { width: 768, colorScheme: 'dark', locale: 'en' },
    { width: 390, colorScheme: 'dark', locale: 'ru' },
  ];
  it.each(seats)('holds no barrier, as its activity, $width px wide, $colorScheme, in $locale', async (seat) => {
    const { context, page, complaints } = await visit(`${path()}?tab=capacity`, seat);
    await page.locator('.people-load > li').first().waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(await sticksOut(page)).toBeLessThanOrEqual(0);
    await page.locator('.tabs a').nth(3).click();
    await page.locator('.happening').first().waitFor();
    expect(new URL(page.url()).search).toBe('?tab=activity');
    expect(await findBarriers(page)).toEqual([]);
    expect(await sticksOut(page)).toBeLessThanOrEqual(0);
    await page.goto(`${base()}/p/${plan().projectKey}/settings/team`);
    await page.locator('.patterns > li').first().waitFor();
    expect([await findBarriers(page), await sticksOut(page)]).toEqual([[], 0]);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe('The activity of an iteration', () => {
  const { test, plan, visit } = usePages();

  it('shows what happens to it while one looks', async () => {
    const { id } = plan().active;
    const { context, page, complaints } = await visit(`/p/${plan().projectKey}/iterations/${id}?tab=activity`);
    await page.locator('.happening').first().waitFor();
    await page.locator('.live-dot[title=Live], [aria-label=Live]').first().waitFor();
    const rows = page.locator('.happening');
    const before = await rows.count();
    await test().send('PATCH', `/native/v1/iterations/${id}`, {
      body: { goal: 'Another goal' },
      headers: { authorization: `Bearer ${test().token}`, 'if-match': '*' },
    });
    await page.getByText('→ Another goal').waitFor();
    expect(await rows.count()).toBeGreaterThan(before);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
