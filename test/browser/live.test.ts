import { describe, expect, it } from 'vitest';
import { usePages } from './use-pages.ts';

describe('What others do', () => {
  const { test, plan, base, visit } = usePages();
  const path = () => `/p/${plan().projectKey}/planning`;

  it('is shown in every tab within two seconds, over one stream for all of them', async () => {
    const { context, page, complaints } = await visit(path());
    const streams: string[] = [];
    context.on('request', (request) => {
      if (request.url().includes('/events')) streams.push(request.url());
    });
    await page.getByRole('img', { name: 'Live' }).waitFor();
    streams.length = 0;
    const second = await context.newPage();
    await second.goto(base() + path());
    await second.getByRole('img', { name: 'Live' }).waitFor();

    const { actions, admin } = test();
    const { id } = await actions.getProject(admin, { key: plan().projectKey });
    await actions.createItem(admin, { project: { id }, fields: { title: 'From elsewhere' } });
    for (const tab of [page, second]) {
      await tab.getByRole('button', { name: / From elsewhere$/ }).waitFor({ timeout: 2000 });
    }
    expect(streams).toEqual([]);

    // The tab that had the stream goes; the other one takes over.
    await page.close();
    await expect.poll(() => streams.length, { timeout: 5000 }).toBe(1);
    await second.getByRole('img', { name: 'Live' }).waitFor();
    await actions.createItem(admin, { project: { id }, fields: { title: 'After that' } });
    await second.getByRole('button', { name: / After that$/ }).waitFor({ timeout: 3000 });
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('changes velocity as well, and an iteration that was no ordinary one is left out with a reason', async () => {
    const { actions, admin } = test();
    await actions.changeIteration(admin, {
      iteration: { id: plan().active.id },
      precondition: { kind: 'any' },
      fields: {},
      status: 'closed',
      policy: {
        moves: { active: ['closed'] },
        refuseRepeatedClose: true,
        fixedWhenClosed: [],
        endAfterStart: 'day',
        findsRemoved: false,
        findsGroups: false,
      },
    });
    const { context, page, complaints } = await visit(`/p/${plan().projectKey}/velocity`);
    await page.getByText('What the next ones may bring is foretold from three closed iterations on.').waitFor();
    await page.getByRole('img', { name: /^Iteration 24: 8 pts completed, 23 pts committed/ }).waitFor();
    const counts = page.getByRole('checkbox', { name: 'Iteration 24 counts for what is foretold' });
    await counts.click();
    await page.getByRole('textbox', { name: 'Why?' }).fill('Two people were ill');
    await page.getByRole('button', { name: 'Leave out' }).click();
    await page.getByRole('img', { name: /Left out of the sample\.$/ }).waitFor();
    expect(await counts.isChecked()).toBe(false);
    await counts.click();
    await expect.poll(() => counts.isChecked()).toBe(true);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
