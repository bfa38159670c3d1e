import { describe, expect, it } from 'vitest';
import { findBarriers } from './open-browser.ts';
import { sticksOut, usePages } from './use-pages.ts';

describe('The pages of an organization', () => {
  const { test, plan, base, visit } = usePages();
  const visitAsAdmin = (path: string, seat = {}) => visit(path, seat, plan().adminLogin);
  const signIn = async (login: string, password: string) =>
    (await test().send('POST', '/native/v1/session', { body: { login, password } })).status;

  it.each([
    { width: 1440, colorScheme: 'light', locale: 'ru' },
    { width: 768, colorScheme: 'dark', locale: 'en' },
    { width: 390, colorScheme: 'dark', locale: 'ru' },
  ] as const)('hold no barrier and fit, $width px wide, $colorScheme, in $locale', async (seat) => {
    const { context, page, complaints } = await visitAsAdmin('/projects', seat);
    await page.locator('.project').first().waitFor();
    for (const section of ['people', 'organization', 'calendar', 'health']) {
      await page.goto(`${base()}/admin/${section}`);
      await page.locator('main .card').first().waitFor();
      expect([section, await findBarriers(page), await sticksOut(page)]).toEqual([section, [], 0]);
    }
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('let an administrator make a person, change what they may, and switch them off', async () => {
    const { context, page, complaints } = await visitAsAdmin('/admin/people');
    await page.getByRole('button', { name: 'New person' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Lena Kim');
    await page.getByLabel('Login').fill('anna');
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByText('Somebody signs in as anna already').waitFor();
    await page.getByLabel('Login').fill('lena');
    await page.getByRole('button', { name: 'Create' }).click();
    const told = page.locator('.secret code');
    await told.waitFor();
    const first = await told.innerText();
    expect(await signIn('lena', first)).toBe(201);

    const row = page.getByRole('row', { name: /^Lena Kim/ });
    await row.getByRole('combobox').selectOption('Reader');
    await page.getByText('Saved.').waitFor();
    await row.getByRole('button', { name: 'New password for Lena Kim' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'New password for Lena Kim' }).click();
    await expect.poll(() => told.innerText()).not.toBe(first);
    expect([await signIn('lena', first), await signIn('lena', await told.innerText())]).toEqual([401, 201]);

    await row.getByRole('button', { name: 'Switch off Lena Kim' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Switch off Lena Kim' }).click();
    await page.getByText('Lena Kim is switched off.').waitFor();
    expect(await signIn('lena', await told.innerText())).toBe(401);
    await row.getByRole('button', { name: 'Switch on Lena Kim' }).click();
    await page.getByText('Lena Kim may sign in again.').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    // The login that was taken; browsers complain of every refusal.
    expect(complaints).toEqual([expect.stringContaining('409')]);
    await context.close();
  });

  it('keep working days for every project that says nothing else', async () => {
    const { context, page, complaints } = await visitAsAdmin('/admin/calendar');
    await page.getByLabel('Own working week').check();
    await page.getByRole('checkbox', { name: 'Friday' }).uncheck();
    await page.getByLabel('Day', { exact: true }).fill('2027-05-03');
    await page.keyboard.press('Tab');
    await page.getByLabel('Name').fill('Spring day');
    await page.getByRole('button', { name: 'Add the day' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    await page.goto(`${base()}/p/${plan().projectKey}/settings/calendar`);
    await page.getByText('As the organization has it: Monday, Tuesday, Wednesday, Thursday').waitFor();
    await page.getByRole('row', { name: /Spring day.*From the organization/ }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('warn of what moves with the time zone, and say so when there is none of that name', async () => {
    const { context, page, complaints } = await visitAsAdmin('/admin/organization');
    const zone = page.getByLabel('Time zone');
    await zone.fill('Europe/Nowhere');
    await page.getByText('Midnight moves to Europe/Nowhere').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('No time zone is called that.').waitFor();
    await page.getByRole('alert').getByText('There is no such zone').waitFor();
    await zone.fill('Pacific/Kiritimati');
    await page.getByText('Closed iterations stay as they were counted.').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('textbox', { name: 'Organization' }).fill('Acme & Sons');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    const { actions, admin } = test();
    expect(await actions.getOrganization(admin)).toMatchObject({ name: 'Acme & Sons', zone: 'Pacific/Kiritimati' });
    await zone.fill('UTC');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(async () => (await actions.getOrganization(admin)).zone).toBe('UTC');
    expect(complaints).toEqual([expect.stringContaining('400')]);
    await context.close();
  });

  it('tell whether the server is well', async () => {
    const { context, page, complaints } = await visitAsAdmin('/projects');
    await page.getByRole('heading', { name: 'Projects' }).waitFor();
    await page.getByRole('button', { name: /^Signed in as/ }).click();
    await page.getByRole('link', { name: 'Organization' }).click();
    await page.getByRole('link', { name: 'Health' }).click();
    await page.getByText(/^the schema is the newest/).waitFor();
    await page.getByText(/^Timebox \d+\.\d+\.\d+$/).waitFor();
    await page.getByRole('button', { name: 'Look again' }).click();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('make a project and lead to its empty timeline, and to its first iteration', async () => {
    const { context, page, complaints } = await visitAsAdmin('/projects');
    await page.getByRole('button', { name: 'New project' }).click();
    await page.getByLabel('Title', { exact: true }).fill('Billing');
    const key = page.getByLabel('Key, if not made from the title');
    await key.fill('web-shop');
    await page.getByRole('button', { name: 'Create' }).click();
    expect(await key.evaluate((field: HTMLInputElement) => field.validity.patternMismatch)).toBe(true);
    await key.fill(plan().projectKey);
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('dialog').getByRole('alert').getByText('Taken already').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await key.fill('bill');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.waitForURL(/\/p\/BILL\/timeline/);
    await page.getByRole('heading', { name: 'No iterations yet' }).waitFor();
    await page.getByRole('navigation').getByRole('link', { name: 'Iteration', exact: true }).click();
    await page.getByRole('button', { name: 'New iteration' }).click();
    const dialog = page.getByRole('dialog', { name: 'New iteration' });
    await dialog.getByLabel('Title', { exact: true }).fill('Sprint 1');
    await dialog.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('heading', { name: 'Sprint 1' }).waitFor();
    expect(complaints).toEqual([expect.stringContaining('409')]);
    await context.close();
  });

  it('are closed to all others, who are told so', async () => {
    const { context, page } = await visit('/projects');
    await page.getByRole('heading', { name: 'Projects' }).waitFor();
    expect(await page.getByRole('button', { name: 'New project' }).count()).toBe(0);
    await page.goto(`${base()}/admin/people`);
    await page.getByText('Only administrators of the organization see this.').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await context.close();
  });
});
