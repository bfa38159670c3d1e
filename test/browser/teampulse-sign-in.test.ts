import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestServer, type TestServer } from '../support/open-test-server.ts';
import { titleOf, useSignIn } from '../support/use-sign-in.ts';
import { findBarriers, openPage, useBrowser } from './open-browser.ts';

describe('The sign-in pages of TeamPulse', () => {
  const browser = useBrowser();
  let test: TestServer;
  const { addPerson, withCode } = useSignIn(() => test);
  let base: string;
  beforeAll(async () => {
    test = await openTestServer('sqlite');
    await addPerson('anna', 'correct horse');
    base = await test.server.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(async () => {
    await test.close();
  });

  const titled = (page: Page) => page.content().then((text) => titleOf({ text }));

  it.each([
    { width: 1440, colorScheme: 'light', locale: 'en' },
    { width: 320, colorScheme: 'dark', locale: 'ru' },
  ] as const)('let a person in and an application act for them, $width px wide, in $locale', async (seat) => {
    const { context, page, complaints } = await openPage(browser(), seat);
    const words =
      seat.locale === 'en' ? ['Refuse', 'Allow', 'Sign out'] : (['Отказать', 'Разрешить', 'Выйти'] as const);
    await page.goto(`${base}/Authenticate/WRAPv0.9?wrap_client_id=uri%3aTeamPulse`);
    expect(await page.locator('html').getAttribute('lang')).toBe(seat.locale);
    await page.locator('#login').fill('anna');
    await page.locator('#password').fill('correct horse');
    expect(await findBarriers(page)).toEqual([]);
    await page.locator('button').click();

    await page.getByRole('button', { name: words[0] }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: words[0] }).click();
    await page.waitForURL('**/Delegate');
    expect(await titled(page)).toBe('Authentication Delegation, code=user_denied');

    await page.goBack();
    await page.getByRole('button', { name: words[1] }).click();
    await page.waitForURL('**/Delegate');
    const title = await titled(page);
    expect(await findBarriers(page)).toEqual([]);
    expect((await withCode(title.split('code=')[1] ?? '')).status).toBe(200);

    await page.goto(`${base}/Authenticate/Login`);
    await page.getByRole('button', { name: words[2] }).click();
    await page.locator('#password').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('say what is wrong to who reads by ear as well', async () => {
    const { context, page } = await openPage(browser(), { width: 390, colorScheme: 'dark', locale: 'en' });
    await page.goto(`${base}/teampulse/Authenticate/Login`);
    await page.locator('#login').fill('anna');
    await page.locator('#password').fill('wrong');
    await page.locator('button').click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toBe('Wrong login or password.');
    expect(await page.locator('#login').inputValue()).toBe('anna');
    expect(await findBarriers(page)).toEqual([]);
    await context.close();
  });
});
