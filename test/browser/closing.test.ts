import { describe, expect, it } from 'vitest';
import { usePages } from './use-pages.ts';

describe('Closing an iteration', () => {
  const { test, plan, visit } = usePages();
  const path = () => `/p/${plan().projectKey}/iterations/${plan().active.id}`;
  const planned = async () => {
    const { actions, admin } = test();
    return (await actions.getFigures(admin, { iteration: { id: plan().planned.id } })).figures.scopeItems;
  };

  /** Has an unfinished item's assignee be away, and makes rules that tell people. */
  const sendAway = async () => {
    const { actions, admin } = test();
    const { id: projectId } = await actions.getProject(admin, { key: plan().projectKey });
    const headers = { authorization: `Bearer ${test().token}`, 'if-match': '*' };
    const send = (method: 'POST' | 'PUT', path: string, body: object) =>
      test().send(method, `/native/v1${path}`, { headers, body });
    const rules = [{ id: 'rest', when: {}, to: 'next', notify: true }];
    await send('POST', `/projects/${projectId}/rollover-policies`, { name: 'Ours', rules });
    const people = (await test().send('GET', '/native/v1/people', { headers })).json().people;
    const anna = people.find(({ login }: { login: string }) => login === plan().login).id;
    const items = (await test().send('GET', `/native/v1/iterations/${plan().active.id}/items`, { headers })).json()
      .items;
    const open = items.find(({ category }: { category: string }) => category === 'queued').id;
    await actions.changeItem(admin, { item: { id: open }, fields: { assignee: { id: anna } } });
    const [from, to] = [0, 60].map((days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10));
    await send('PUT', `/people/${anna}/time-off`, { timeOff: [{ from, to }] });
  };

  it('shows what it would do, item by item, does exactly that, and takes it back', async () => {
    await sendAway();
    const { context, page, complaints } = await visit(path());
    const before = await planned();
    await page.getByRole('button', { name: 'Close iteration…' }).click();
    const ways = page.getByRole('combobox', { name: /^Where / });
    const all = page.getByLabel('5 items not finished. They go to');
    await page.getByText('Away for most of what follows: Anna Petrova').waitFor();
    await all.selectOption('By the rules “Ours”');
    await page
      .getByText(/^Will be told: .*Anna Petrova/)
      .first()
      .waitFor();
    await all.selectOption('Iteration 25');
    await expect.poll(() => page.getByText('Will be told:').count()).toBe(0);
    await page.getByText(/^Iteration 25: 8 pts now, then 28 of 26 pts/).waitFor();
    await page.getByText('Item by item').click();
    await page.getByText('Anna Petrova is away.').waitFor();
    expect(await ways.count()).toBe(5);
    await ways.first().selectOption('The backlog');
    await expect.poll(() => page.getByText(/^Iteration 25: 8 pts now/).innerText()).not.toContain('then 28');

    // Somebody adds an item meanwhile: the preview is no longer true.
    const { actions, admin } = test();
    const { id } = await actions.getProject(admin, { key: plan().projectKey });
    await actions.createItem(admin, {
      project: { id },
      fields: { title: 'Late', estimate: 1 },
      iterations: { set: [{ id: plan().active.id }] },
    });
    await page.getByRole('button', { name: 'Close Iteration 24' }).click();
    await page.getByRole('alert').getByText('Something has changed since you saw this.').waitFor();
    await expect.poll(() => ways.count()).toBe(6);
    await page.getByRole('button', { name: 'Close Iteration 24' }).click();
    await page.getByText('6 items moved on.').waitFor();
    expect(await planned()).toBe(before + 5);

    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Iteration 24 is open again, and everything is where it was.').waitFor();
    await page.getByRole('button', { name: 'Close iteration…' }).waitFor();
    expect(await planned()).toBe(before);
    expect(complaints.filter((text) => !text.includes('412'))).toEqual([]);
    await context.close();
  });

  it('changes nothing when it is cancelled, and can be undone by opening the iteration again', async () => {
    const { context, page, complaints } = await visit(path());
    const before = await planned();
    await page.getByRole('button', { name: 'Close iteration…' }).click();
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    expect(await planned()).toBe(before);
    await page.getByRole('button', { name: 'Close iteration…' }).click();
    await page.getByLabel(/not finished\. They go to$/).selectOption('Nowhere, they stay here');
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    await page.getByLabel('Actual finish').fill(yesterday);
    await page.keyboard.press('Tab');
    await page.getByText(/^After that day \d+ items? changed/).waitFor();
    await page.getByRole('button', { name: 'Close Iteration 24' }).click();
    await page.getByText('0 items moved on.').waitFor();
    const headers = { authorization: `Bearer ${test().token}` };
    const closed = await test().send('GET', `/native/v1/iterations/${plan().active.id}`, { headers });
    expect(closed.json().finishedAt).toBe(`${yesterday}T23:59:59.999Z`);
    await page.getByRole('button', { name: 'Open again' }).click();
    await page.getByText('Iteration 24 is open again.', { exact: true }).waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Undo' }).count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
