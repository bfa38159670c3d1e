import { describe, expect, it } from 'vitest';
import { findBarriers } from './open-browser.ts';
import { sticksOut, usePages } from './use-pages.ts';

describe('What stands around the pages', () => {
  const { test, plan, base, visit, signIn } = usePages();
  const settings = () => `/p/${plan().projectKey}/settings`;

  it('leads by name to pages, iterations and items, with keys alone', async () => {
    const { context, page, complaints } = await visit('/projects');
    await page.getByRole('heading', { name: 'Projects' }).waitFor();
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox');
    const top = (await field.boundingBox())?.y;
    await field.fill('iteration 25');
    await page.getByRole('option', { name: 'Iteration 25' }).waitFor();
    // It stays where it is, however much is found.
    expect((await field.boundingBox())?.y).toBe(top);
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Iteration 25' }).waitFor();

    await page.keyboard.press('Control+k');
    await field.fill('timel');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/timeline$/);
    await page.keyboard.press('Control+k');
    await field.fill('no such thing');
    await page.getByText('Nothing is called that.').waitFor();
    await page.keyboard.press('Escape');
    await field.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('goes to places by two keys, tells which, and does not mistake typing for that', async () => {
    const { context, page, complaints } = await visit('/');
    await page.waitForURL(/\/iterations\/\d+/);
    // Keys are heard once the page is there; a page that is still coming may take the first of two with it.
    const heading = page.getByRole('heading', { level: 1 });
    await heading.waitFor();
    for (const [keys, place] of [
      ['gt', /\/timeline$/],
      ['ga', /\/activity$/],
      ['gc', /\/iterations\/\d+$/],
    ] as const) {
      for (const key of keys) await page.keyboard.press(key);
      await page.waitForURL(place);
      await heading.waitFor();
    }
    await page.keyboard.press('Shift+?');
    await page.getByRole('dialog', { name: 'What keys do' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press('Escape');

    await page.goto(`${base()}/me/preferences`);
    await page.getByLabel('Single keys as shortcuts').click();
    await page.goto(`${base()}/p/${plan().projectKey}/activity`);
    await page.getByRole('heading', { name: 'Activity' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('t');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').waitFor();
    expect(page.url()).toMatch(/\/activity$/);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('keeps what was typed when the session ends, and lets one go on with it', async () => {
    const { context, page } = await visit(settings(), {}, plan().adminLogin);
    const description = page.getByLabel('Description');
    await description.fill('A text that took an hour');
    await context.clearCookies();
    await page.getByRole('button', { name: 'Save' }).click();
    const dialog = page.getByRole('dialog', { name: 'Sign in' });
    await dialog.getByText('Your session has ended.').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await dialog.locator('input[autocomplete=current-password]').fill(plan().password);
    await dialog.locator('button[type=submit]').click();
    await dialog.waitFor({ state: 'detached' });
    expect(await description.inputValue()).toBe('A text that took an hour');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    await context.close();
  });

  it('leads whoever signs in to the address that they wanted', async () => {
    const { context, page } = await visit(`/p/${plan().projectKey}/activity?kind=iteration.created`);
    await context.clearCookies();
    await page.reload();
    await signIn(page);
    await page.getByRole('heading', { name: 'Activity' }).waitFor();
    expect(page.url()).toContain('kind=iteration.created');
    await page.locator('.happening').nth(1).waitFor();
    await page.getByLabel('Kind').selectOption('Webhook failed');
    await page.getByText('Nothing of this kind has happened.').waitFor();
    await page.getByRole('button', { name: 'Clear the filter' }).click();
    await page.locator('.happening').first().waitFor();
    await context.close();
  });

  it.each([
    { width: 1440, colorScheme: 'dark', locale: 'en' },
    { width: 320, colorScheme: 'light', locale: 'ru' },
  ] as const)('holds no barrier in its lists, $width px wide, $colorScheme, in $locale', async (seat) => {
    const { context, page, complaints } = await visit(`/p/${plan().projectKey}/activity`, seat);
    await page.locator('.happening').first().waitFor();
    for (const name of [/^(Signed in as|Вы вошли как)/, /^(Project|Проект):/, /^(Menu|Меню)$/]) {
      const button = page.getByRole('button', { name });
      if (!(await button.isVisible())) continue;
      await button.click();
      expect([await findBarriers(page), await sticksOut(page)]).toEqual([[], 0]);
      await page.keyboard.press('Escape');
      expect(await button.getAttribute('aria-expanded')).toBe('false');
    }
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('says so where there is nothing, and leads on', async () => {
    const { context, page } = await visit('/p/NOWHERE/timeline');
    await page.getByRole('heading', { name: 'Nothing is here' }).waitFor();
    expect(await page.getByRole('link', { name: 'Planning' }).count()).toBe(0);
    await page.getByRole('link', { name: 'To all projects' }).click();
    await page.getByRole('heading', { name: 'Projects' }).waitFor();
    expect(page.url()).toBe(`${base()}/projects`);
    for (const path of ['/p/WEBSHOP/iterations/999999', '/p/WEBSHOP/iterations/abc', '/p/WEBSHOP/no/such/page']) {
      await page.goto(base() + path);
      await page.getByRole('heading', { name: 'Nothing is here' }).waitFor();
      await page.getByRole('link', { name: 'To the timeline of Webshop' }).waitFor();
    }
    await context.close();
  });

  it.each([320, 390, 768])('keeps its buttons apart, however long a project is called, %i px wide', async (width) => {
    const title = 'A project that is called by a name which is longer than anybody would want it to be';
    const { key } = await test().actions.createProject(test().admin, { title });
    const { context, page } = await visit(`/p/${key}/timeline`, { width });
    const boxOf = async (name: string | RegExp) => {
      const box = await page.getByRole('button', { name }).boundingBox();
      if (box === null) throw new Error(`${name} is not to be seen`);
      return box;
    };
    await page.getByRole('button', { name: `Project: ${title}` }).waitFor();
    const [switcher, next] = [await boxOf(`Project: ${title}`), await boxOf(/^Go to…/)];
    expect(switcher.x + switcher.width).toBeLessThanOrEqual(next.x);
    const [person, menu] = [await boxOf(/^Signed in as/), await boxOf('Menu')];
    expect(person.x + person.width).toBeLessThanOrEqual(menu.x);
    expect(await sticksOut(page)).toBeLessThanOrEqual(0);
    expect(switcher.width).toBeGreaterThan(60);
    await context.close();
  });

  it('lets the keyboard skip to the content', async () => {
    const { context, page } = await visit('/projects');
    await page.getByRole('heading', { name: 'Projects' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Projects' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
    await context.close();
  });

  it('asks anybody to sign in who has not', async () => {
    const { context, page } = await visit('/me/tokens');
    await page.getByRole('heading', { name: 'API tokens' }).waitFor();
    await context.clearCookies();
    await page.reload();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await signIn(page);
    await page.getByRole('heading', { name: 'API tokens' }).waitFor();
    expect(page.url()).toBe(`${base()}/me/tokens`);
    await context.close();
  });
});
