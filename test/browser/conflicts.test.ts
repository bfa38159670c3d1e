import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { findBarriers } from './open-browser.ts';
import { usePages } from './use-pages.ts';

describe('Two people who edit the same item', () => {
  const { test, plan, proxy, visit } = usePages({}, { path: '/tools/timebox', strips: true });
  let key = '';
  const actions = () => test().actions;
  const admin = () => test().admin;
  const stored = () => actions().getItem(admin(), { item: { key } });
  const theirs = (fields: object) => actions().changeItem(admin(), { item: { key }, fields });
  const title = (page: Page) => page.getByRole('textbox', { name: 'Title' });
  const note = (page: Page) => page.getByRole('textbox', { name: 'Description' });
  const closed = (page: Page) => page.getByRole('dialog').waitFor({ state: 'detached' });

  beforeEach(async () => {
    const { id } = await actions().getProject(admin(), { key: plan().projectKey });
    ({ key } = await actions().createItem(admin(), { project: { id }, fields: { title: 'Before', estimate: 2 } }));
  });

  /** Opens the item and types. */
  const edit = async () => {
    const seen = await visit(`/p/${plan().projectKey}/planning?q=${key}`);
    await seen.page.getByRole('button', { name: `${key} Before` }).click();
    await title(seen.page).fill('Mine');
    return seen;
  };
  /** Saves against what they have saved, and comes to the choice. */
  const collide = async (page: Page) => {
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('radio', { name: 'Theirs: Theirs' }).waitFor();
  };

  it('the second is asked, and may give up what they have typed', async () => {
    const { context, page } = await edit();
    await theirs({ title: 'Theirs' });
    await collide(page);
    expect(await findBarriers(page)).toEqual([]);
    expect(await title(page).inputValue()).toBe('Mine');
    expect(await page.getByRole('button', { name: 'Save merged' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Discard mine' }).click();
    await closed(page);
    expect(await stored()).toMatchObject({ title: 'Theirs', estimate: 2 });
    expect(proxy().strayed).toEqual([]);
    await context.close();
  });

  it.each([
    ['Mine', 'Mine: Mine', 'Mine'],
    ['theirs', 'Theirs: Theirs', 'Theirs'],
  ])('the second may keep %s, and what nobody else has touched is merged', async (_whose, choice, expected) => {
    const { context, page } = await edit();
    await note(page).fill('Mine alone');
    await theirs({ title: 'Theirs', estimate: 8 });
    await collide(page);
    await page.getByRole('radio', { name: choice }).check();
    await page.getByRole('button', { name: 'Save merged' }).click();
    await closed(page);
    expect(await stored()).toMatchObject({ title: expected, estimate: 8, description: 'Mine alone' });
    await context.close();
  });

  it('are merged without a question where they have changed different things', async () => {
    const { context, page } = await edit();
    await theirs({ estimate: 8 });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: 'Save merged' }).click();
    await closed(page);
    expect(await stored()).toMatchObject({ title: 'Mine', estimate: 8 });
    await context.close();
  });

  it('may collide once more while the second decides, and still nothing that was typed is lost', async () => {
    const { context, page } = await edit();
    await note(page).fill('Mine alone');
    await theirs({ title: 'Theirs' });
    await collide(page);
    await page.getByRole('radio', { name: 'Mine: Mine' }).check();
    await theirs({ title: 'Theirs again' });
    await page.getByRole('button', { name: 'Save merged' }).click();
    await page.getByRole('radio', { name: 'Theirs: Theirs again' }).waitFor();
    expect([await title(page).inputValue(), await note(page).inputValue()]).toEqual(['Mine', 'Mine alone']);
    await page.getByRole('radio', { name: 'Mine: Mine' }).check();
    await page.getByRole('button', { name: 'Save merged' }).click();
    await closed(page);
    expect(await stored()).toMatchObject({ title: 'Mine', description: 'Mine alone' });
    await context.close();
  });

  it('learn of each other while they type, and nothing in the form changes by itself', async () => {
    const { context, page } = await edit();
    await page.getByRole('img', { name: 'Live' }).waitFor();
    await theirs({ title: 'Theirs', estimate: 8 });
    await page.getByText(/has saved version 2 meanwhile\.$/).waitFor({ timeout: 3000 });
    expect(await title(page).inputValue()).toBe('Mine');
    expect(await page.getByRole('textbox', { name: 'Estimate in points' }).inputValue()).toBe('2');
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('radio', { name: 'Theirs: Theirs' }).check();
    await page.getByRole('button', { name: 'Save merged' }).click();
    await closed(page);
    expect(await stored()).toMatchObject({ title: 'Theirs', estimate: 8 });
    await context.close();
  });
});
