import { describe, expect, it } from 'vitest';
import { findBarriers, openPage, type Seat, useBrowser } from './open-browser.ts';
import { sticksOut, usePages } from './use-pages.ts';
import { weighPages } from './weigh-pages.ts';

const seats: readonly Seat[] = [
  { width: 1440, colorScheme: 'light', locale: 'en' },
  { width: 1440, colorScheme: 'dark', locale: 'ru' },
  { width: 390, colorScheme: 'light', locale: 'ru' },
  { width: 390, colorScheme: 'dark', locale: 'en' },
];

describe('The pages', () => {
  const browser = useBrowser();
  const { test, plan, base, signIn } = usePages();

  it.each(seats)('hold no barrier for anybody, $width px wide, $colorScheme, in $locale', async (seat) => {
    const { context, page, complaints } = await openPage(browser(), seat);
    await page.goto(`${base()}/projects`);
    await page.locator('form').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe(seat.locale);
    expect(await findBarriers(page)).toEqual([]);

    await signIn(page);
    await page.getByRole('link', { name: 'Iteration 24' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(await sticksOut(page)).toBeLessThanOrEqual(0);

    await page.getByRole('link', { name: 'Iteration 24' }).click();
    await page.locator('.chart > svg').waitFor();
    await page.getByRole('button', { name: seat.locale === 'en' ? 'Close iteration…' : 'Закрыть итерацию…' }).click();
    await page.getByRole('dialog').locator('summary').click();
    expect(await findBarriers(page)).toEqual([]);
    expect(await sticksOut(page)).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('start and close an iteration, and tell where the rest went', async () => {
    const { context, page, complaints } = await openPage(browser(), {
      width: 1440,
      colorScheme: 'light',
      locale: 'en',
    });
    await page.goto(`${base()}/p/${plan().projectKey}/iterations/${plan().active.id}`);
    await signIn(page);
    await page.getByRole('heading', { level: 1, name: 'Iteration 24' }).waitFor();
    expect(await page.locator('.counters').innerText()).toContain('20 pts\n23 pts at the start');
    expect(await page.locator('.chart > svg').getAttribute('aria-label')).toContain(
      '23 pts at the start, 20 pts left of 28 pts',
    );
    const mark = page.locator('.chart-mark');
    expect(await mark.count()).toBe(1);
    expect(await mark.getAttribute('aria-label')).toMatch(/scope changed by \+5 pts$/);

    await page.getByText('Show as a table').click();
    expect(await page.locator('tbody tr').count()).toBe(10);
    expect(await page.locator('tbody tr').last().innerText()).toMatch(/\t20\t.*\t28\t\t8$/);

    await page.getByRole('button', { name: 'Close iteration…' }).click();
    await page.getByLabel('5 items not finished. They go to').selectOption('Iteration 25');
    await page.getByText(/^Done: 8 of 28 pts, \d of \d items\.$/).waitFor();
    await page.getByRole('button', { name: 'Close Iteration 24' }).click();
    await page.getByText('Iteration 24 is closed.').waitFor();
    await page.getByText('5 items moved on.').waitFor();
    await page.getByText('Closed on').waitFor();

    await page.getByRole('button', { name: 'Project: Webshop' }).click();
    await page.getByRole('link', { name: 'All projects' }).click();
    await page.getByText('8 of 28 pts').waitFor();
    await page.getByRole('link', { name: 'Iteration 25' }).click();
    await page.getByRole('button', { name: 'Start iteration' }).click();
    await page.getByText('Iteration 25 is started.').waitFor();
    await page.locator('.chart > svg').waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Projects' }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('show what somebody else has done in the meantime before they change anything', async () => {
    const { context, page } = await openPage(browser(), { width: 1440, colorScheme: 'light', locale: 'en' });
    const { id } = await test().actions.createIteration(test().admin, {
      home: { projectId: (await test().actions.getProject(test().admin, { key: plan().projectKey })).id },
      title: 'Iteration 26',
      fields: { start: { day: '2027-01-11', at: null }, end: { day: '2027-01-22', at: null } },
      policy: { moves: {}, refuseRepeatedClose: true, fixedWhenClosed: [], endAfterStart: 'day' },
    });
    await page.goto(`${base()}/p/${plan().projectKey}/iterations/${id}`);
    await signIn(page);
    await page.getByRole('button', { name: 'Start iteration' }).waitFor();
    const renamed = await test().send('PATCH', `/native/v1/iterations/${id}`, {
      body: { title: 'Iteration 26 b' },
      headers: { authorization: `Bearer ${test().token}`, 'if-match': '"1"' },
    });
    expect(renamed.status).toBe(200);
    await page.getByRole('button', { name: 'Start iteration' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toContain('in the meantime');
    await page.getByRole('heading', { level: 1, name: 'Iteration 26 b' }).waitFor();
    await context.close();
  });

  it('say so when the password is wrong, and forget whoever signs out', async () => {
    const { context, page } = await openPage(browser(), { width: 390, colorScheme: 'light', locale: 'ru' });
    await page.goto(`${base()}/projects`);
    await page.locator('input[autocomplete=username]').fill(plan().login);
    await page.locator('input[autocomplete=current-password]').fill('wrong');
    await page.getByRole('button', { name: 'Войти', exact: true }).click();
    await page.getByText('Неверный логин или пароль.').waitFor();
    await signIn(page);
    await page.getByRole('heading', { level: 1, name: 'Проекты' }).waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: 'Signed in as Anna Petrova' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.locator('form').waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await context.close();
  });

  it('show what they know of an address where it says something else', async () => {
    const seat = { width: 1440, colorScheme: 'light', locale: 'en' } as const;
    const { context, page, complaints } = await openPage(browser(), seat);
    await page.goto(`${base()}/me`);
    await signIn(page);
    await page.getByRole('heading', { level: 1, name: 'Preferences' }).waitFor();
    const project = `${base()}/p/${plan().projectKey}`;
    await page.goto(`${project}/iterations/${plan().active.id}?tab=other&chart=pie&unit=hours`);
    await page.locator('.chart > svg').waitFor();
    await page.goto(`${project}/timeline?zoom=days&from=yesterday`);
    await page.getByRole('link', { name: 'Iteration 24' }).first().waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('let no foreign style or script in', async () => {
    const answers = [await test().send('GET', '/'), await test().send('GET', '/p/WEBSHOP/iterations/1')];
    const nonces = answers.map(({ headers, text }) => {
      const nonce = /style-src 'self' 'nonce-([\w-]{22})'/.exec(headers['content-security-policy'] ?? '')?.[1];
      expect(text).toContain(`nonce="${nonce}"`);
      expect(headers['content-security-policy']).not.toContain('unsafe');
      return nonce;
    });
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  it('are downloaded within their budget', () => {
    const { first, pages, dialogs, styles } = weighPages();
    expect(Object.keys(pages).length).toBeGreaterThan(1);
    for (const [page, bytes] of Object.entries(pages)) expect([page, first + bytes < 240_000]).toEqual([page, true]);
    for (const [page, bytes] of Object.entries(pages)) expect([page, bytes < 60_000]).toEqual([page, true]);
    // With what they share among them: fields, and in two of them a calendar.
    for (const [dialog, bytes] of Object.entries(dialogs)) expect([dialog, bytes < 45_000]).toEqual([dialog, true]);
    expect(styles).toBeLessThan(25_000);
  });
});
