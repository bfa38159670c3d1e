import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findBarriers, openPage, useBrowser } from './open-browser.ts';
import { sticksOut, usePages } from './use-pages.ts';

describe('Whoever has nothing but a keyboard', () => {
  const browser = useBrowser();
  const { plan, base, visit } = usePages();
  const press = async (page: Page, ...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  /** Goes on by Tab until something of this name has the focus. */
  const tabTo = async (page: Page, name: RegExp) => {
    for (let count = 0; count < 60; count += 1) {
      await page.keyboard.press('Tab');
      const found = await page.evaluate(() => {
        const active = document.activeElement;
        const labels =
          active instanceof HTMLInputElement ? [...(active.labels ?? [])].map((each) => each.innerText) : [];
        return `${active?.getAttribute('aria-label') ?? ''} ${labels.join(' ')} ${active?.textContent ?? ''}`;
      });
      if (name.test(found)) return;
    }
    throw new Error(`Tab does not lead to ${name}`);
  };

  it('signs in, plans three items, closes an iteration and starts the next one', async () => {
    const { context, page, complaints } = await openPage(browser(), {
      width: 1440,
      colorScheme: 'light',
      locale: 'en',
    });
    await page.goto(base());
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await tabTo(page, /Login/);
    await page.keyboard.type(plan().login);
    await tabTo(page, /Password/);
    await page.keyboard.type(plan().password);
    await press(page, 'Enter');
    const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
    await heading('Iteration 24');

    await press(page, 'g', 'p');
    const list = (name: string) => page.getByRole('region', { name, exact: true });
    await list('Backlog').waitFor();
    await press(page, 'n');
    for (const title of ['Keys one', 'Keys two', 'Keys three']) {
      await page.getByRole('textbox', { name: 'Title' }).waitFor();
      await page.keyboard.type(title);
      await press(page, 'Enter');
      await list('Backlog')
        .getByRole('button', { name: new RegExp(`${title}$`) })
        .waitFor();
    }
    await press(page, 'Escape');
    await tabTo(page, / Keys \w+$/);
    await press(page, 'k', 'k', 'k', 'x');
    for (const chosen of ['1 chosen', '2 chosen', '3 chosen']) {
      await page.getByText(chosen).waitFor();
      if (chosen !== '3 chosen') await press(page, 'Shift+ArrowDown');
    }
    await press(page, 'Shift+ArrowRight');
    await expect
      .poll(() =>
        list('Iteration 24')
          .getByRole('button', { name: / Keys / })
          .count(),
      )
      .toBe(3);
    await page
      .getByText(/3 items moved to Iteration 24/)
      .first()
      .waitFor();
    await press(page, 'Control+z');
    await expect
      .poll(() =>
        list('Backlog')
          .getByRole('button', { name: / Keys / })
          .count(),
      )
      .toBe(3);
    await page.getByText('The move was taken back.').first().waitFor();

    await press(page, 'g', 'c');
    await heading('Iteration 24');
    await page.locator('.chart > svg').waitFor();
    await press(page, 'Shift+S');
    await page.getByRole('dialog').waitFor();
    await tabTo(page, /^ *Close Iteration 24$/);
    await press(page, 'Enter');
    await page.getByText('Iteration 24 is closed.').waitFor();
    await press(page, ']');
    await heading('Iteration 25');
    await page.getByRole('button', { name: 'Start iteration' }).waitFor();
    await press(page, 's');
    await page.getByText('Iteration 25 is started.').waitFor();
    await press(page, '[');
    await heading('Iteration 24');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('is told which keys there are, in either language, and may switch single ones off', async () => {
    const { context, page, complaints } = await visit(`/p/${plan().projectKey}/activity`, { width: 390, locale: 'ru' });
    await page.getByRole('heading', { level: 1, name: 'События' }).waitFor();
    await press(page, 'Shift+?');
    const sheet = page.getByRole('dialog', { name: 'Что делают клавиши' });
    await sheet.getByText('Переместить…').waitFor();
    expect([await findBarriers(page), await sticksOut(page)]).toEqual([[], 0]);
    await sheet.getByRole('link', { name: 'Предпочтения' }).click();
    await page.getByRole('heading', { level: 1, name: 'Предпочтения' }).waitFor();
    await page.getByRole('switch').first().click();
    await page.goto(`${base()}/p/${plan().projectKey}/activity`);
    await page.locator('.happening').first().waitFor();
    await press(page, 'g', 't', 'Shift+?');
    await press(page, 'Control+k');
    await page.getByRole('dialog', { name: 'Перейти' }).waitFor();
    expect(page.url()).toMatch(/\/activity$/);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('may have it write Russian: the same keys do the same', async () => {
    const { context, page } = await visit(`/p/${plan().projectKey}/activity`, { locale: 'ru' });
    await page.locator('.happening').first().waitFor();
    const pressRussian = (key: string, code: string, modifiers: object = {}) =>
      page.evaluate(
        (init) =>
          void (document.activeElement ?? document.body).dispatchEvent(
            new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true }),
          ),
        { key, code, ...modifiers },
      );
    await pressRussian('п', 'KeyG');
    await pressRussian('з', 'KeyP');
    await page.waitForURL(/\/planning/);
    await page.getByRole('region', { name: 'Бэклог', exact: true }).waitFor();
    await pressRussian('л', 'KeyK', { ctrlKey: true });
    await page.getByRole('dialog').getByRole('combobox').waitFor();
    expect(page.url()).toMatch(/\/planning$/);
    await context.close();
  });

  it('edits the iteration that is shown', async () => {
    const { context, page } = await visit(`/p/${plan().projectKey}/iterations/${plan().planned.id}`);
    await page.getByRole('heading', { level: 1, name: 'Iteration 25' }).waitFor();
    await press(page, 'e');
    const dialog = page.getByRole('dialog', { name: 'Edit Iteration 25' });
    await dialog.waitFor();
    expect(await dialog.getByLabel('Title').inputValue()).toBe('Iteration 25');
    await context.close();
  });
});
