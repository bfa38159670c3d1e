import { describe, expect, it } from 'vitest';
import { findBarriers, openPage, useBrowser } from './open-browser.ts';
import { sticksOut, usePages } from './use-pages.ts';

describe('The documentation of the APIs', () => {
  const browser = useBrowser();
  const { test, base, visit } = usePages();

  it('is found from the pages', async () => {
    const { context, page } = await visit('/projects');
    await page.getByRole('button', { name: /^Signed in as/ }).click();
    await page.getByRole('link', { name: 'API documentation' }).click();
    await page.getByRole('heading', { level: 1, name: /^Timebox API/ }).waitFor();
    await page.getByRole('link', { name: 'Timebox', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Iteration 24' }).waitFor();
    expect(page.url()).toMatch(/\/iterations\/\d+$/);
    await context.close();
  });

  it.each([
    { name: 'native', width: 1440, colorScheme: 'light' },
    { name: 'kaiten', width: 390, colorScheme: 'dark' },
    { name: 'teampulse', width: 1440, colorScheme: 'dark' },
    { name: 'tracker', width: 390, colorScheme: 'light' },
  ] as const)('of $name asks nobody but this server, and fits, $width px wide', async ({ name, ...seat }) => {
    const { context, page, complaints } = await openPage(browser(), { ...seat, locale: 'en' });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`${base()}/docs/${name}`);
    await page.getByLabel('Token for trying it here').waitFor();
    await page.locator('main > details').first().locator('summary').click();
    await page.locator('form.try').first().waitFor();
    expect([await findBarriers(page), await sticksOut(page)]).toEqual([[], 0]);
    expect(asked.filter((url) => !url.startsWith(`${base()}/`))).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('lets one try what it tells, with a token', async () => {
    const { context, page } = await openPage(browser(), { width: 1440, colorScheme: 'light', locale: 'en' });
    await page.goto(`${base()}/docs/native#postV1Projects`);
    const open = async (id: string) => {
      await page.locator(`#${id} > summary`).click();
      return page.locator(`#${id}`);
    };
    const make = await open('postV1Projects');
    await make.getByRole('button', { name: 'Send' }).click();
    await make.getByText(/^401 /).waitFor();
    await page.getByLabel('Token for trying it here').fill(test().token);
    await make.getByLabel('Body').fill('{"title":"Tried out"}');
    await make.getByRole('button', { name: 'Send' }).click();
    const answer = make.locator('.answer');
    await answer.getByText('"title": "Tried out"').waitFor();
    const id = /location: \/native\/v1\/projects\/(\d+)/.exec(await answer.innerText())?.[1] ?? '';

    const read = await open('getV1ProjectsById');
    await read.getByLabel('id', { exact: true }).fill(id);
    expect(await read.locator('.curl').innerText()).toContain(`${base()}/native/v1/projects/${id}'`);
    await read.getByRole('button', { name: 'Send' }).click();
    await read.getByText('"title": "Tried out"').waitFor();
    await context.close();
  });
});
