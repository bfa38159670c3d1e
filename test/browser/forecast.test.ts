import { afterAll, describe, expect, it } from 'vitest';
import { liveIteration } from '../support/close-iterations.ts';
import { findBarriers, type Seat } from './open-browser.ts';
import { sticksOut, usePages } from './use-pages.ts';

const dayMs = 86_400_000;

describe('The forecasts of a project', () => {
  const { test, plan, visit } = usePages();
  const path = () => `/p/${plan().projectKey}/velocity`;
  const projectId = async () => {
    const address = `/native/v1/iterations/${plan().active.id}`;
    const answer = await test().send('GET', address, { headers: { authorization: `Bearer ${test().token}` } });
    return answer.json().projectId;
  };
  afterAll(() => test().setClock(null));

  it('say so when too little is known', async () => {
    const { context, page, complaints } = await visit(path());
    await page.getByRole('button', { name: 'Forecast', exact: true }).click();
    await page.getByText('something has to have been done on five days at least').waitFor();
    await page.getByText('How much?', { exact: true }).click();
    await page.locator('label', { hasText: 'Points' }).last().click();
    await page.getByRole('button', { name: 'Forecast', exact: true }).click();
    await page.getByText('that takes three closed iterations at least').waitFor();
    expect(await page.locator('.forecast-answers').count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('are the same for the same question, have an address, and print what they were reckoned from', async () => {
    const { actions, admin, setClock } = test();
    const project = { id: await projectId() };
    for (let day = 20; day > 0; day -= 1) {
      setClock(Date.now() - day * dayMs);
      const { id } = await actions.createItem(admin, { project, fields: { title: `Done ${day} days ago` } });
      await actions.changeItem(admin, { item: { id }, fields: {}, to: { category: 'done' } });
    }
    setClock(null);
    const { context, page, complaints } = await visit(path());
    const answers = page.locator('.forecast-answers');
    const amount = page.getByRole('textbox', { name: 'Items to be done' });
    const ask = async () => {
      const before = page.url();
      await page.getByRole('button', { name: 'Forecast', exact: true }).click();
      await expect.poll(() => page.url()).not.toBe(before);
      await answers.waitFor();
      return answers.innerText();
    };
    await amount.fill('12');
    const first = await ask();
    expect(first).toMatch(/85\s%\s+by \d+ \w+ \d{4}, \d+ working days/);
    const hash = await page.getByText(/Reckoned exactly; equal inputs/).innerText();
    expect(hash).toMatch(/From the items of \d+ working days; of all windows that of \d+ foretold best/);
    expect(await ask()).toBe(first);
    expect(await page.getByText(/Reckoned exactly; equal inputs/).innerText()).toBe(hash);
    const link = page.url();
    await page.getByRole('textbox', { name: 'Of the people there, %' }).fill('50');
    await expect.poll(ask).not.toBe(first);
    await page.goto(link);
    await answers.waitFor();
    expect(await answers.innerText()).toBe(first);
    expect(await findBarriers(page)).toEqual([]);
    await page.getByText('How much?', { exact: true }).click();
    await page.getByRole('textbox', { name: 'Working days' }).fill('5');
    expect(await ask()).toMatch(/85\s%\s+at least \d+ items/);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('are given of points as well, and follow what is left out of the sample', async () => {
    const id = await projectId();
    test().setClock(Date.now() - 10 * dayMs);
    for (const points of [10, 12, 14, 40]) await liveIteration(test(), id, `Lived ${points}`, [points, 3]);
    test().setClock(null);
    const { context, page, complaints } = await visit(path());
    const band = page.getByRole('img', { name: /^Iteration 24: at least/ });
    const before = await band.getAttribute('aria-label');
    await page.getByRole('checkbox', { name: 'Lived 40 counts for what is foretold' }).click();
    await page.getByRole('textbox', { name: 'Why?' }).fill('Bought in');
    await page.getByRole('button', { name: 'Leave out' }).click();
    await expect.poll(() => band.getAttribute('aria-label')).not.toBe(before);
    await page.locator('label', { hasText: 'Points' }).last().click();
    await page.getByRole('textbox', { name: 'Points to be done' }).fill('30');
    await page.getByRole('button', { name: 'Forecast', exact: true }).click();
    await page.getByText(/From the points of 3 iterations/).waitFor();
    await page.getByText('within 3 iterations').first().waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  const seats: readonly Seat[] = [
    { width: 1440, colorScheme: 'dark', locale: 'en' },
    { width: 390, colorScheme: 'light', locale: 'ru' },
  ];
  it.each(seats)('hold no barrier, with the scorecard, $width px wide, $colorScheme, in $locale', async (seat) => {
    const { context, page, complaints } = await visit(`${path()}?forecast=1`, seat);
    await page.locator('#scorecard').waitFor();
    await page.locator('#forecast').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(await sticksOut(page)).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
