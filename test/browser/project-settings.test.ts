import { describe, expect, it } from 'vitest';
import { findBarriers } from './open-browser.ts';
import { sticksOut, usePages } from './use-pages.ts';

describe('The settings by which a project plans', () => {
  const { test, plan, base, visit } = usePages();
  const settings = (section: string) => `/p/${plan().projectKey}/settings/${section}`;
  const visitAsAdmin = (section: string, seat = {}) => visit(settings(section), seat, plan().adminLogin);
  const ask = (path: string) =>
    test().send('GET', `/native/v1${path}`, { headers: { authorization: `Bearer ${test().token}` } });

  it.each([
    { width: 1440, colorScheme: 'dark', locale: 'ru' },
    { width: 768, colorScheme: 'light', locale: 'en' },
    { width: 390, colorScheme: 'light', locale: 'ru' },
  ] as const)('hold no barrier and fit, $width px wide, $colorScheme, in $locale', async (seat) => {
    const { context, page, complaints } = await visitAsAdmin('cadence', seat);
    for (const section of ['cadence', 'rules', 'policies', 'statuses', 'away', 'programs', 'sharing']) {
      await page.locator('.side-nav h1').waitFor();
      await page.goto(base() + settings(section));
      await page.locator('main [role=status]').first().waitFor({ state: 'detached' });
      expect([section, await findBarriers(page), await sticksOut(page)]).toEqual([section, [], 0]);
    }
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('set a cadence that goes on where the iterations end, and make what is missing at once', async () => {
    const { context, page, complaints } = await visitAsAdmin('cadence');
    await page.getByText('No cadence yet.').waitFor();
    expect(await page.getByLabel('Title', { exact: true }).inputValue()).toBe('Iteration {number}');
    expect(await page.getByLabel('Next number').inputValue()).toBe('26');
    await page.getByLabel('How many ahead').fill('11');
    await page.getByText('A whole number from 1 to 10.').waitFor();
    expect(await page.getByRole('button', { name: 'Set the cadence' }).isDisabled()).toBe(true);
    await page.getByLabel('How many ahead').fill('3');
    const preview = page.getByRole('region', { name: 'What comes next' });
    const foretold = await preview.getByRole('row').allInnerTexts();
    expect(foretold).toHaveLength(4);
    await page.getByLabel('Closes each one by itself').click();
    await page.getByLabel('What is not finished then').selectOption('goes into the next one');
    await page.getByRole('button', { name: 'Set the cadence' }).click();
    await page.getByText('Saved.').waitFor();
    const made = page.getByRole('region', { name: 'What it has made' });
    await made.getByRole('link', { name: 'Iteration 28' }).waitFor();
    const shown = await preview.getByRole('row').allInnerTexts();
    expect(shown.map((row) => row.replace(/\s+/g, ' ').trim())).toEqual(
      foretold.map((row) => row.replace('Will be made', '').replace(/\s+/g, ' ').trim()),
    );
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('link', { name: 'All that it did, in the activity' }).click();
    await page.locator('.happening').filter({ hasText: 'Cadence made the iteration' }).first().waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('tell what each status counts as, and by which addresses and numbers other programs find the project', async () => {
    const { context, page, complaints } = await visitAsAdmin('statuses');
    await page.getByRole('row', { name: 'Done: it is completed' }).first().waitFor();
    await page.getByRole('link', { name: 'Other programs' }).click();
    const told = async (program: string, what: string | RegExp) => {
      const row = page.getByRole('region', { name: program }).getByRole('row').filter({ hasText: what });
      return (await row.locator('code').first().innerText()).replace(base(), '');
    };
    const bearer = { authorization: `Bearer ${test().token}` };
    const tracker = {
      authorization: `OAuth ${test().token}`,
      'x-org-id': await told('Yandex Tracker', 'Organization'),
    };
    const asked = [
      { at: `${await told('Kaiten', 'Address')}/spaces/${await told('Kaiten', 'by its')}/iterations`, headers: bearer },
      { at: `${await told('Kaiten', 'Address')}/boards/${await told('Kaiten', 'Board')}`, headers: bearer },
      {
        at: `${await told('TeamPulse', 'Address')}/projects/${await told('TeamPulse', 'Project')}/iterations`,
        headers: { authorization: `WRAP access_token="${test().token}"` },
      },
      {
        at: `${await told('Yandex Tracker', 'Address')}/boards/${await told('Yandex Tracker', 'Board')}/sprints`,
        headers: tracker,
      },
      {
        at: `${await told('Yandex Tracker', 'Address')}/queues/${await told('Yandex Tracker', 'Queue')}`,
        headers: tracker,
      },
      { at: `${await told('Timebox', 'Address')}/projects/${await told('Timebox', 'Project')}`, headers: bearer },
    ];
    for (const { at, headers } of asked) {
      expect([at, (await test().send('GET', at, { headers })).status]).toEqual([at, 200]);
    }
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('keep what two administrators change at once, and say so', async () => {
    const { context, page } = await visitAsAdmin('rules');
    await page.getByLabel('Grace after the start, minutes').fill('60');
    const { id } = await test().actions.getProject(test().admin, { key: plan().projectKey });
    const other = await test().send('PATCH', `/native/v1/projects/${id}/rules`, {
      body: { creditHours: 24 },
      headers: { authorization: `Bearer ${test().token}`, 'if-match': '*' },
    });
    expect(other.status).toBe(200);
    const card = page.getByRole('region', { name: 'Rules', exact: true });
    await card.getByRole('button', { name: 'Save' }).click();
    await card.getByRole('alert').getByText('in the meantime').waitFor();
    expect(await page.getByLabel('Grace after the start, minutes').inputValue()).toBe('60');
    expect(await page.getByLabel('Credit after the close, hours').inputValue()).toBe('24');
    await card.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    expect((await ask(`/projects/${id}/rules`)).json()).toMatchObject({ graceMinutes: 60, creditHours: 24 });
    await context.close();
  });

  it('limit what may come into an iteration', async () => {
    const { context, page, complaints } = await visitAsAdmin('rules');
    const policy = page.getByRole('group', { name: 'What may come into Iteration 24' });
    await policy.getByLabel('Iteration 24').selectOption('Up to a budget');
    await policy.getByLabel('Budget').fill('8');
    await policy.getByLabel('Measured in').selectOption('points');
    await policy.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    await policy.getByText('At most 8.').waitFor();
    expect((await ask(`/iterations/${plan().active.id}/scope-policy`)).json()).toMatchObject({
      policy: 'budget',
      budget: { measure: 'points', amount: 8 },
      net: { points: 5 },
    });
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("let people tell their own days off, and only administrators those of others'", async () => {
    const { context, page, complaints } = await visit(settings('away'));
    await page.getByText('No days off.').waitFor();
    await page.getByLabel('First day').fill('2027-03-08');
    await page.getByLabel('Last day').fill('2027-03-01');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByText('The last day is before the first.').waitFor();
    await page.getByLabel('Last day').fill('2027-03-12');
    await page.keyboard.press('Tab');
    await page.getByLabel('How much of the day').selectOption('Half of it');
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    await page.reload();
    await page.getByRole('listitem').filter({ hasText: 'Half of it' }).waitFor();
    await page.getByLabel('Whose').selectOption('Boris Orlov');
    await page.getByText('You can change your own days off.').waitFor();
    expect(await page.getByRole('button', { name: 'Add' }).count()).toBe(0);
    const [anna] = (await ask('/people')).json().people.filter(({ login }: { login: string }) => login === 'anna');
    expect((await ask(`/people/${anna.id}/time-off`)).json().timeOff).toEqual([
      { from: '2027-03-08', to: '2027-03-12', share: 0.5 },
    ]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('give a calendar an address that is told once, changed and ended', async () => {
    const { context, page, complaints } = await visit(settings('sharing'));
    await page.getByRole('button', { name: 'Make an address' }).click();
    const shown = page.locator('.secret code').first();
    const first = await shown.innerText();
    expect(first).toMatch(/\/native\/v1\/feeds\/tbx_\w+\.ics$/);
    expect(await page.getByRole('link', { name: 'Subscribe' }).getAttribute('href')).toBe(
      first.replace('http:', 'webcal:'),
    );
    const status = async (url: string) => (await context.request.get(url)).status();
    expect(await status(first)).toBe(200);
    for (const name of [/^Burndown of/, /^Burn-up of/, /^Velocity$/]) {
      const picture = await page.locator('.secret').getByRole('link', { name }).getAttribute('href');
      const drawn = await context.request.get(picture ?? '');
      expect([drawn.status(), drawn.headers()['content-type']]).toEqual([200, 'image/svg+xml; charset=utf-8']);
    }
    expect([await findBarriers(page), await sticksOut(page)]).toEqual([[], 0]);
    await page.getByRole('button', { name: 'Make a new address' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Make a new address' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => shown.innerText()).not.toBe(first);
    const second = await shown.innerText();
    expect([await status(first), await status(second)]).toEqual([404, 200]);
    await page.getByRole('button', { name: 'End the address' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End the address' }).click();
    await page.getByText('You have no address yet.').waitFor();
    expect(await status(second)).toBe(404);
    expect(await page.locator('.secret').count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('keep ordered rules for closes, and tell what they would have done', async () => {
    const { context, page, complaints } = await visitAsAdmin('policies');
    await page.getByText('No policies yet.').waitFor();
    await page.getByRole('button', { name: 'New policy' }).click();
    const policy = page.getByRole('region', { name: 'Policy', exact: true });
    await policy.getByRole('button', { name: 'Add a rule' }).click();
    await policy.getByRole('button', { name: 'Add a rule' }).click();
    await policy.getByLabel('Condition of rule 2').selectOption('Nobody is assigned');
    await policy.getByLabel('Target of rule 2').selectOption('stays where it is');
    await policy.getByRole('button', { name: 'Ask rule 2 earlier' }).click();
    expect(await policy.getByLabel('Condition of rule 1').inputValue()).toBe('unassigned');
    await policy.getByLabel('How often, rule 2').selectOption('at least 3 times');
    await policy.getByLabel('Tell the assignee, the author and the followers 2').check();
    await policy.getByLabel('Name').fill('Careful');
    expect([await findBarriers(page), await sticksOut(page)]).toEqual([[], 0]);
    await policy.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    const { id } = await test().actions.getProject(test().admin, { key: plan().projectKey });
    const kept = (await ask(`/projects/${id}/rollover-policies`)).json().policies;
    expect(kept).toMatchObject([
      {
        name: 'Careful',
        rules: [
          { when: { unassigned: true }, to: 'stay', notify: false },
          { when: { carryCount: { atLeast: 3 } }, to: 'backlogTop', notify: true },
          { when: {}, to: 'next' },
        ],
      },
    ]);
    const careful = page.getByRole('region', { name: 'Careful', exact: true });
    await careful.getByRole('button', { name: 'What it would have done' }).click();
    await careful.getByText('No iteration has been closed yet.').waitFor();
    await page.getByRole('link', { name: 'Cadence' }).click();
    await page.getByLabel('Closes each one by itself').check();
    await page.getByLabel('Rollover policy').selectOption('Careful');
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('link', { name: 'Rollover policies' }).click();
    await careful.getByRole('button', { name: 'Remove Careful' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove Careful' }).click();
    await page.getByText('No policies yet.').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('show a reader everything and offer nothing', async () => {
    const { passwordHash } = await import('../../src/actions/secrets.ts');
    const vera = { login: 'vera', name: 'Vera', email: null, passwordHash: await passwordHash(plan().password) };
    await test().actions.createPerson(test().admin, { ...vera, role: 'viewer' });
    const { context, page, complaints } = await visit(settings('cadence'), {}, 'vera');
    for (const [section, told] of [
      ['cadence', 'You read this project.'],
      ['rules', 'Only administrators can change this.'],
      ['calendar', 'You read this project.'],
      ['', 'Only administrators can change this.'],
    ] as const) {
      await page.locator('.side-nav h1').waitFor();
      await page.goto(base() + settings(section));
      await page.getByText(told).waitFor();
      expect([section, await page.getByRole('button', { name: /^(Save|Set|Add)/ }).count()]).toEqual([section, 0]);
    }
    expect(complaints).toEqual([]);
    await context.close();
  });
});
