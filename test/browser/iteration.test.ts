import { describe, expect, it } from 'vitest';
import { findBarriers } from './open-browser.ts';
import { sticksOut, usePages } from './use-pages.ts';

describe('The page of an iteration', () => {
  const { test, plan, visit } = usePages();
  const path = () => `/p/${plan().projectKey}/iterations/${plan().active.id}`;

  it.each([1440, 390])('shows its items by where they stand, %i px wide', async (width) => {
    const { context, page, complaints } = await visit(`${path()}?tab=items`, { width });
    await page.getByRole('heading', { name: 'To do' }).waitFor();
    expect(await page.locator('.tabs [aria-current=page]').innerText()).toBe('Items');
    expect(await findBarriers(page)).toEqual([]);
    expect(await sticksOut(page)).toBeLessThanOrEqual(0);
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.locator('.chart > svg').waitFor();
    expect(new URL(page.url()).search).toBe('');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('opens an item where it stands, and gives it to somebody', async () => {
    const { context, page, complaints } = await visit(`${path()}?tab=items`);
    await page.getByRole('button', { name: 'Item', exact: true }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Assignee' }).selectOption('Anna Petrova');
    expect(await findBarriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await page.locator('.item-list').getByText('Anna Petrova').waitFor();
    expect(await dialog.count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('keeps the kind of chart and the unit in the address, and reads days off by keys', async () => {
    const { context, page, complaints } = await visit(path());
    await page.locator('.chart > svg').waitFor();
    await page.getByText('Burn-up', { exact: true }).click();
    await page.getByText('Items', { exact: true }).last().click();
    await expect.poll(() => new URL(page.url()).search).toBe('?chart=burnup&unit=items');
    await page.reload();
    await page.locator('.chart > svg[aria-label^="Burn-up"]').waitFor();
    const reader = page.getByRole('slider', { name: 'Day of the chart' });
    await reader.focus();
    const last = await reader.getAttribute('aria-valuetext');
    await page.keyboard.press('Home');
    const first = await reader.getAttribute('aria-valuetext');
    expect(first).not.toBe(last);
    expect(await page.locator('.chart-foot p').innerText()).toBe(first);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('hands out what it draws, as a picture that stands for itself and as a table', async () => {
    const { context, page } = await visit(path());
    await page.locator('.chart > svg').waitFor();
    const saved = async (name: string) => {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: `Save as ${name}` }).click(),
      ]);
      const chunks: Buffer[] = [];
      for await (const chunk of await file.createReadStream()) chunks.push(Buffer.from(chunk));
      return { name: file.suggestedFilename(), text: Buffer.concat(chunks).toString('utf8') };
    };
    const picture = await saved('SVG');
    expect(picture.name).toBe('Iteration 24 burndown.svg');
    expect(picture.text).toContain('<style>svg{--chart-text:');
    expect(picture.text).not.toContain('role="slider"');
    await page.getByText('Show as a table').click();
    const table = await saved('CSV');
    const rows = table.text.trim().split('\r\n');
    expect(rows[0]).toContain('Day,Remaining,Ideal,Ideal for the scope then,Scope,Change,Done');
    expect(rows.at(-1)?.split(',')[1]).toBe('20');
    // The picture, the table, the file and the server say the same.
    for (const text of await page.locator('.chart > svg text').allTextContents()) expect(picture.text).toContain(text);
    const number = (text = '') => Math.round(Number(text.replace('−', '-')) * 100) / 100;
    const kept = rows.slice(1).map((row) => row.split(','));
    const shown = await page
      .locator('tbody tr')
      .evaluateAll((lines) =>
        lines.map((line) => [...line.querySelectorAll('th, td')].map((cell) => cell.textContent ?? '')),
      );
    expect(shown.map(([, ...cells]) => cells.map(number))).toEqual(kept.map(([, ...cells]) => cells.map(number)));
    const headers = { authorization: `Bearer ${test().token}` };
    const { days } = (
      await test().send('GET', `/native/v1/iterations/${plan().active.id}/burndown`, { headers })
    ).json();
    expect(kept.map(([day, left, , , scope, , done]) => [day, number(left), number(scope), number(done)])).toEqual(
      days
        .slice(0, kept.length)
        .map(({ day, remaining, scope, done }: any) => [day, remaining.points, scope.points, done.points]),
    );
    await context.close();
  });

  it('lets two people edit at once: what only one of them changed is merged, about the rest the second is asked', async () => {
    const { context, page, complaints } = await visit(path());
    await page.getByRole('button', { name: 'Edit…' }).click();
    await page.getByRole('textbox', { name: 'Title' }).fill('Iteration 24, mine');
    await page.getByRole('textbox', { name: 'Capacity up to, points' }).fill('30');
    const { id } = plan().active;
    const send = async (body: Readonly<Record<string, unknown>>) => {
      const url = `/native/v1/iterations/${id}`;
      const headers = { authorization: `Bearer ${test().token}` };
      const { headers: answered } = await test().send('GET', url, { headers });
      const version = String(answered['etag']).split(' ')[0] ?? '';
      const now = await test().actions.getFigures(test().admin, { iteration: { id } });
      expect(version).not.toBe('');
      const changed = await test().send('PATCH', url, {
        body,
        headers: { ...headers, 'if-match': `"${now.iteration.version}"` },
      });
      expect(changed.status).toBe(200);
    };
    await send({ title: 'Iteration 24, theirs', goal: 'Their goal' });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('radio', { name: 'Theirs: Iteration 24, theirs' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(await page.getByRole('textbox', { name: 'Goal' }).inputValue()).toBe('Their goal');
    await page.getByRole('radio', { name: 'Mine: Iteration 24, mine' }).check();
    // Somebody is faster once more.
    await send({ goal: 'Their second goal' });
    await page.getByRole('button', { name: 'Save merged' }).click();
    await expect.poll(() => page.getByRole('textbox', { name: 'Goal' }).inputValue()).toBe('Their second goal');
    expect(await page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Iteration 24, mine');
    await page.getByRole('button', { name: 'Save merged' }).click();
    await page.getByRole('heading', { level: 1, name: 'Iteration 24, mine' }).waitFor();
    const { iteration } = await test().actions.getFigures(test().admin, { iteration: { id } });
    expect(iteration).toMatchObject({ title: 'Iteration 24, mine', goal: 'Their second goal', maxCapacity: 30 });
    expect(complaints.filter((text) => !text.includes('412'))).toEqual([]);
    await context.close();
  });
});
