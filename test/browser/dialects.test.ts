import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { speakers } from '../support/speakers.ts';
import { usePages } from './use-pages.ts';

describe('What programs do in their own dialects', () => {
  const { test, plan, base, visit } = usePages();
  const { kaiten, teampulse, tracker } = speakers(test);
  const path = () => `/p/${plan().projectKey}/iterations/${plan().active.id}`;
  /** How Kaiten addresses the iteration. */
  const inKaiten = async (id: number) => {
    const { actions, admin } = test();
    const { iteration } = await actions.getFigures(admin, { iteration: { id } });
    const project = await actions.getProject(admin, { key: plan().projectKey });
    return { uid: iteration.uid, address: `/spaces/${project.uid}/iterations/${iteration.uid}` };
  };
  const heading = (page: Page, name: string) =>
    page.getByRole('heading', { level: 1, name, exact: true }).waitFor({ timeout: 3000 });

  it('is shown while one looks, each with its name and token in the activity', async () => {
    const { context, page, complaints } = await visit(path());
    await heading(page, 'Iteration 24');
    await page.getByRole('img', { name: 'Live' }).waitFor();
    const { address } = await inKaiten(plan().active.id);
    expect((await kaiten('PATCH', address, { title: 'Named in Kaiten' })).status).toBe(200);
    await heading(page, 'Named in Kaiten');

    const sprint = `/sprints/${plan().active.id}`;
    const { headers } = await tracker('GET', sprint);
    const etag = headers['etag'] ?? '';
    const current = { 'if-match': etag };
    expect((await tracker('PATCH', sprint, { name: 'Named in Tracker' }, current)).status).toBe(200);
    await heading(page, 'Named in Tracker');
    expect((await tracker('PATCH', sprint, { name: 'Too late' }, current)).status).toBe(412);

    const inTeamPulse = await teampulse('PUT', `/iterations/${plan().active.id}`, { name: 'Named in TeamPulse' });
    expect(inTeamPulse.status).toBe(200);
    await heading(page, 'Named in TeamPulse');
    expect(await page.getByText('Too late').count()).toBe(0);

    await page.goto(`${base()}/p/${plan().projectKey}/activity`);
    const rows = page.locator('.happening', { hasText: /→ Named in/ });
    await rows.nth(2).waitFor();
    const told = await rows.allInnerTexts();
    expect(told.map((text) => /→ Named in (\w+)/.exec(text)?.[1])).toEqual(['TeamPulse', 'Tracker', 'Kaiten']);
    for (const [place, text] of told.entries()) {
      expect(text.toLowerCase()).toContain(`via ${['teampulse', 'tracker', 'kaiten'][place]}`);
      expect(text).toContain('token test');
    }
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('closes an iteration with the very cards that the page has foretold', async () => {
    const { context, page, complaints } = await visit(path());
    await page.getByRole('button', { name: 'Close iteration…' }).click();
    await page.getByLabel('5 items not finished. They go to').selectOption('Iteration 25');
    await page.getByText('Item by item').click();
    const keys = page.getByRole('dialog').locator('.close-items .key');
    await expect.poll(() => keys.count()).toBe(5);
    const foretold = (await keys.allInnerTexts()).toSorted();
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();

    const [from, to] = [await inKaiten(plan().active.id), await inKaiten(plan().planned.id)];
    const closed = await kaiten('PATCH', from.address, { status: 'closed', new_iteration_id: to.uid });
    const uids: readonly string[] = closed.json().moved_cards.map((card: { card_uid: string }) => card.card_uid);
    const { actions, admin } = test();
    const moved = await Promise.all(uids.map((uid) => actions.getItem(admin, { item: { uid } })));
    expect(moved.map(({ key }) => key).toSorted()).toEqual(foretold);
    await page.getByRole('button', { name: 'Open again' }).waitFor({ timeout: 3000 });
    await page.goto(`${base() + path()}?tab=items`);
    await page.getByRole('heading', { name: 'Iteration 25 5 items' }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});
