import { beforeAll, describe, expect, it } from 'vitest';
import { findBarriers, type Seat } from './open-browser.ts';
import { sticksOut, usePages } from './use-pages.ts';

describe('What is carried from iteration to iteration', () => {
  const { test, plan, visit } = usePages();
  const ask = async (method: 'GET' | 'POST' | 'PATCH', address: string, body?: unknown) => {
    const answer = await test().send(method, `/native/v1${address}`, {
      ...(body === undefined ? {} : { body }),
      headers: { authorization: `Bearer ${test().token}`, 'if-match': '*' },
    });
    expect([address, answer.status < 300]).toEqual([address, true]);
    return answer.json();
  };

  beforeAll(async () => {
    const [first, second] = [plan().active.id, plan().planned.id];
    const { projectId } = await ask('GET', `/iterations/${first}`);
    const third = await ask('POST', `/projects/${projectId}/iterations`, { title: 'Iteration 26' });
    await ask('PATCH', `/iterations/${first}`, { status: 'closed', moveUnfinishedTo: second });
    await ask('PATCH', `/iterations/${second}`, { status: 'active' });
    await ask('PATCH', `/iterations/${second}`, { status: 'closed', moveUnfinishedTo: third.id });
  });

  it('is listed, the most carried first, each with where it has been', async () => {
    const { projectId } = await ask('GET', `/iterations/${plan().active.id}`);
    const { items } = await ask('GET', `/projects/${projectId}/carried?least=2`);
    expect(items.length).toBeGreaterThan(1);
    const { context, page, complaints } = await visit(`/p/${plan().projectKey}/velocity`);
    const listed = page.locator('.carried-item');
    await listed.first().waitFor();
    expect(await listed.locator('.key').allInnerTexts()).toEqual(items.map(({ key }: any) => key));
    await page.getByRole('combobox', { name: 'How often at least' }).selectOption('5');
    await page.getByText('Nothing unfinished was carried on that often.').waitFor();
    await page.getByRole('combobox', { name: 'How often at least' }).selectOption('2');

    await listed.first().getByRole('link').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/^Carried on 2 times: \d+ pts? dragged along/).waitFor();
    const stays = await dialog.locator('.passport-stay').allInnerTexts();
    expect(stays).toHaveLength(3);
    expect(stays[0]).toMatch(/^Iteration 24\s+.* added .*carried on/);
    expect(stays[2]).toMatch(/^Iteration 26\s+.* carried over .*still here$/);
    expect(await findBarriers(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  const seats: readonly Seat[] = [
    { width: 1440, colorScheme: 'dark', locale: 'en' },
    { width: 390, colorScheme: 'light', locale: 'ru' },
  ];
  it.each(seats)('holds no barrier, $width px wide, $colorScheme, in $locale', async (seat) => {
    const { context, page, complaints } = await visit(`/p/${plan().projectKey}/velocity`, seat);
    await page.locator('.carried-item').first().waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(await sticksOut(page)).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
