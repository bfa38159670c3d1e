import { describe, expect, it } from 'vitest';
import { findBarriers, type Seat } from './open-browser.ts';
import { sticksOut, usePages } from './use-pages.ts';

describe('The report of a closed iteration', () => {
  const { test, plan, visit } = usePages();
  const path = () => `/p/${plan().projectKey}/iterations/${plan().active.id}`;
  const ask = (method: 'GET' | 'POST' | 'PATCH', address: string, body?: unknown) =>
    test().send(method, `/native/v1${address}`, {
      ...(body === undefined ? {} : { body }),
      headers: { authorization: `Bearer ${test().token}`, 'if-match': '*' },
    });

  it('is not there before the close', async () => {
    const { context, page } = await visit(`${path()}/report`);
    await page.getByText('Nothing is stated of it yet').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await context.close();
  });

  it('stays as it was stated, and tells the causes when it is stated anew', async () => {
    const { id } = plan().active;
    expect((await ask('PATCH', `/iterations/${id}`, { status: 'closed' })).status).toBe(200);
    const { context, page, complaints } = await visit(path());
    await page.getByRole('link', { name: 'Report' }).click();
    await page.getByText('8 pts', { exact: true }).first().waitFor();
    const figures = () => page.locator('.counters').innerText();
    const before = await figures();
    await page.getByRole('group', { name: /^Burndown from/ }).waitFor();
    expect(before).toContain('23 pts');

    const { actions, admin } = test();
    const unfinished = page.locator('tr', { hasText: 'Unfinished' }).first().locator('th');
    const key = await unfinished.innerText();
    await actions.changeItem(admin, { item: { key }, fields: {}, to: { category: 'done' } });
    await actions.changeItem(admin, { item: { key }, fields: { title: 'Called something else' } });
    await page.reload();
    await page.getByText('8 pts', { exact: true }).first().waitFor();
    expect(await figures()).toBe(before);
    await page.getByText('Called something else').waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Restate…' }).click();
    await page.getByRole('textbox', { name: 'Why is it stated anew?' }).fill('Finished that night');
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Restate', exact: true }).click();
    await page.getByText('Restated', { exact: true }).waitFor();
    await page.getByText('Finished that night').waitFor();
    const changed = page.locator('section[aria-labelledby=changes]');
    await changed.getByText(key).waitFor();
    const diff = (await ask('GET', `/iterations/${id}/statements/2/diff`)).json();
    expect(diff.figures.length).toBeGreaterThan(0);
    expect(await changed.locator('tbody tr').count()).toBe(diff.figures.length);
    // Nothing has happened since, and the server says so.
    await page.getByRole('button', { name: 'Restate…' }).click();
    await page.getByRole('textbox', { name: 'Why is it stated anew?' }).fill('Once more');
    await page.getByRole('button', { name: 'Restate', exact: true }).click();
    await page.getByRole('alert').getByText('Nothing has happened since').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText(/finished after the close/).waitFor();
    expect(await figures()).not.toBe(before);
    await page.getByRole('combobox', { name: 'Statement' }).selectOption({ index: 0 });
    await expect.poll(figures).toBe(before);
    expect(new URL(page.url()).search).toBe('?statement=1');

    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as CSV' }).click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await file.createReadStream()) chunks.push(Buffer.from(chunk));
    const rows = Buffer.concat(chunks).toString('utf8').trim().split('\r\n');
    expect(rows).toHaveLength((await page.locator('tbody tr').count()) + 1);
    expect(complaints.filter((text) => !text.includes('409'))).toEqual([]);
    await context.close();
  });

  const seats: readonly Seat[] = [
    { width: 1440, colorScheme: 'dark', locale: 'en' },
    { width: 390, colorScheme: 'light', locale: 'ru' },
  ];
  it.each(seats)('holds no barrier, $width px wide, $colorScheme, in $locale', async (seat) => {
    const { context, page, complaints } = await visit(`${path()}/report`, seat);
    await page.locator('tbody tr').first().waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(await sticksOut(page)).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('prints without what belongs to the screen', async () => {
    const { context, page } = await visit(`${path()}/report`);
    await page.locator('tbody tr').first().waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.header').isVisible()).toBe(false);
    expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
    expect(await page.locator('tbody tr').first().isVisible()).toBe(true);
    await context.close();
  });
});
