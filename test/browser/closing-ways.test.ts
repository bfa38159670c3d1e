import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { usePages } from './use-pages.ts';

describe('Ways to close an iteration', () => {
  const { test, plan, base, visit } = usePages();
  const path = () => `/p/${plan().projectKey}/iterations/${plan().active.id}`;
  const authorization = () => ({ authorization: `Bearer ${test().token}` });
  const itemsOf = async (list: string): Promise<readonly string[]> => {
    const answer = await test().send('GET', `/native/v1/${list}`, { headers: authorization() });
    return answer.json().items.map(({ key }: { key: string }) => key);
  };
  const inIteration = (id: number) => itemsOf(`iterations/${id}/items`);
  const projectId = async () => (await test().actions.getProject(test().admin, { key: plan().projectKey })).id;
  const inBacklog = async () =>
    itemsOf(`projects/${await projectId()}/items?iteration=none&category=queued,in_progress`);
  const statusOf = async () =>
    (await test().actions.getFigures(test().admin, { iteration: { id: plan().active.id } })).iteration.status;
  /** Opens the dialog, and answers the keys of what is not finished. */
  const ask = async (page: Page, to: string) => {
    await page.getByRole('button', { name: 'Close iteration…' }).click();
    await page.getByLabel(/not finished\. They go to$/).selectOption(to);
    await page.getByText('Item by item').click();
    const keys = page.getByRole('dialog').locator('.close-items .key');
    await expect.poll(() => keys.count()).toBe(5);
    return keys.allInnerTexts();
  };
  const close = (page: Page) => page.getByRole('button', { name: 'Close Iteration 24' }).click();
  const takeBack = async (page: Page) => {
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Iteration 24 is open again, and everything is where it was.').last().waitFor();
    await expect.poll(statusOf).toBe('active');
  };

  it('leaves what is not finished where it is, sends it to the backlog, or into a new iteration, as it is told', async () => {
    const { context, page, complaints } = await visit(path());
    const before = await inIteration(plan().active.id);

    await ask(page, 'Nowhere, they stay here');
    await close(page);
    await page.getByText('0 items moved on.').waitFor();
    expect(await inIteration(plan().active.id)).toEqual(before);
    await takeBack(page);

    const unfinished = await ask(page, 'The backlog');
    await close(page);
    await page.getByText('5 items moved on.').waitFor();
    expect((await inBacklog()).toSorted()).toEqual([...unfinished].sort());
    await takeBack(page);
    expect(await inBacklog()).toEqual([]);
    expect(await inIteration(plan().active.id)).toEqual(before);

    await ask(page, 'A new iteration: Iteration 26');
    await close(page);
    await page.getByText('5 items moved on.').waitFor();
    const { iterations } = (
      await test().send('GET', `/native/v1/projects/${await projectId()}/iterations`, { headers: authorization() })
    ).json();
    const made = iterations.find(({ title }: { title: string }) => title === 'Iteration 26');
    expect((await inIteration(made.id)).toSorted()).toEqual([...unfinished].sort());
    await takeBack(page);
    expect(await inIteration(plan().active.id)).toEqual(before);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('states what it came to for good; opened again, it names what has moved on, and leaves that where it went', async () => {
    const { context, page, complaints } = await visit(path());
    const unfinished = await ask(page, 'Iteration 25');
    await close(page);
    await page.getByText('5 items moved on.').waitFor();

    // Whatever becomes of them there, the report of the close stays as it was.
    await page.goto(`${base() + path()}/report`);
    const report = async () => {
      await page.locator('tbody tr').first().waitFor();
      await page.getByRole('region', { name: 'Burndown' }).locator('svg').first().waitFor();
      return page.getByRole('main').innerText();
    };
    const before = await report();
    const [first = '', second = '', ...left] = unfinished;
    const { actions, admin } = test();
    await actions.changeItem(admin, { item: { key: first }, fields: { title: 'Anew', estimate: 13 } });
    const gone = await actions.getItem(admin, { item: { key: second } });
    const headers = { ...authorization(), 'if-match': '*' };
    expect((await test().send('DELETE', `/native/v1/items/${gone.id}`, { headers })).status).toBe(204);
    await page.reload();
    expect(await report()).toBe(before);

    await page.goto(base() + path());
    await page.getByRole('button', { name: 'Open again' }).click();
    await page.getByText('Iteration 24 is open again.', { exact: true }).waitFor();
    expect((await inIteration(plan().planned.id)).slice(-4).toSorted()).toEqual([first, ...left].sort());
    await page.goto(`${base() + path()}?tab=items`);
    const moved = page.getByRole('region', { name: 'Moved on at the close' });
    await moved.getByRole('heading', { name: 'Iteration 25 5 items' }).waitFor();
    await expect
      .poll(async () => (await moved.locator('.key').allInnerTexts()).toSorted())
      .toEqual([first, ...left].sort());
    expect(complaints).toEqual([]);
    await context.close();
  });
});
