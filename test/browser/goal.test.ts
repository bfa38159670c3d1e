import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayFormat } from '../../src/web/words/show-days.ts';
import { findBarriers } from './open-browser.ts';
import { usePages } from './use-pages.ts';

const dayMs = 86_400_000;

describe('The overview of an iteration', () => {
  const { test, plan, visit } = usePages();
  const path = () => `/p/${plan().projectKey}/iterations/${plan().active.id}`;
  const api = (method: 'GET' | 'PUT', address: string, body?: unknown) =>
    test().send(method, `/native/v1${address}`, {
      ...(body === undefined ? {} : { body }),
      headers: { authorization: `Bearer ${test().token}`, 'if-match': '*' },
    });
  const projectId = async () => (await api('GET', `/iterations/${plan().active.id}`)).json().projectId;

  beforeAll(async () => {
    const { actions, admin, setClock } = test();
    const project = { id: await projectId() };
    for (let day = 12; day > 0; day -= 1) {
      setClock(Date.now() - day * dayMs);
      const { id } = await actions.createItem(admin, { project, fields: { title: `Done before ${day}` } });
      await actions.changeItem(admin, { item: { id }, fields: {}, to: { category: 'done' } });
    }
    setClock(null);
  });
  afterAll(() => test().setClock(null));

  it('tells the chance of its goal once it is known what that takes, and keeps how it was judged', async () => {
    const { id } = plan().active;
    const { context, page, complaints } = await visit(path());
    const odds = (await api('GET', `/iterations/${id}/goal-odds`)).json();
    const figure = page.locator('.counter', { hasText: 'Likely done by' });
    const inTime = await figure.getByText(/^By /).innerText();
    expect(Number(inTime.split(':')[1]?.replace(/\D/g, ''))).toBe(Math.max(1, Math.round(odds.now.all.chance * 100)));
    const { iterations } = (await api('GET', `/projects/${await projectId()}/outlook`)).json();
    const { finish } = iterations.find(({ iterationId }: any) => iterationId === id);
    expect(await figure.locator('.figure').innerText()).toBe(dayFormat('en').short(finish.p85));
    await page.getByText('No items are marked as what the goal takes').waitFor();
    await page.getByRole('button', { name: 'Choose what it takes…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('checkbox').nth(1).check();
    expect(await findBarriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText(/^The goal is reached with/).waitFor();
    const now = (await api('GET', `/iterations/${id}/goal-odds`)).json();
    expect(await page.getByText(/^The goal is reached with/).innerText()).toContain(
      `${Math.round(now.now.goal.chance * 100)} %`,
    );

    await page.getByRole('button', { name: 'Change…' }).click();
    await dialog.getByRole('combobox', { name: 'What became of it' }).selectOption('partly');
    await dialog.getByRole('textbox', { name: 'How one can tell' }).fill('Two of three');
    // Somebody else marks another item meanwhile; nobody has to decide anything.
    const goal = (await api('GET', `/iterations/${id}/goal`)).json();
    const more = (await api('GET', `/iterations/${id}/items`)).json().items.at(-1).id;
    const itemIds = [...goal.items.map((each: any) => each.id), more];
    expect((await api('PUT', `/iterations/${id}/goal`, { itemIds })).status).toBe(200);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('button', { name: 'Save merged' }).click();
    await page.getByText('Partly met').waitFor();
    await page.getByText('Two of three').waitFor();
    const saved = (await api('GET', `/iterations/${id}/goal`)).json();
    expect(saved).toMatchObject({ outcome: 'partly', evidence: 'Two of three' });
    expect(saved.items).toHaveLength(2);
    expect(complaints.filter((text) => !text.includes('412'))).toEqual([]);
    await context.close();
  });

  it('draws the flow, and hands out the same figures as a picture and as a table', async () => {
    const { context, page, complaints } = await visit(path(), { colorScheme: 'dark' });
    await page.getByText('Flow', { exact: true }).click();
    await page.locator('.chart > svg[aria-label^="Cumulative flow"]').waitFor();
    expect(new URL(page.url()).search).toBe('?chart=flow');
    await page.getByText('Working days', { exact: true }).click();
    await page.getByText(/half of them within .* working days?/).waitFor();
    expect(new URL(page.url()).search).toBe('?chart=flow&time=workingDays');
    expect(await findBarriers(page)).toEqual([]);
    const flow = (await api('GET', `/iterations/${plan().active.id}/flow`)).json();
    const last = flow.days.at(-1);
    await page.getByText(`${last.toDo} to do, ${last.inProgress} in progress, ${last.done} done`).first().waitFor();
    await page.getByText('Show as a table').click();
    const cells = await page.locator('table tbody tr').last().locator('td').allInnerTexts();
    expect(cells.map(Number)).toEqual([
      last.arrived,
      last.started,
      last.done,
      last.toDo,
      last.inProgress,
      last.reopened,
      last.dropped,
    ]);
    const saved = async (name: string) => {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: `Save as ${name}` }).click(),
      ]);
      const chunks: Buffer[] = [];
      for await (const chunk of await file.createReadStream()) chunks.push(Buffer.from(chunk));
      return { name: file.suggestedFilename(), text: Buffer.concat(chunks).toString('utf8') };
    };
    expect((await saved('SVG')).name).toBe('Iteration 24 flow.svg');
    const rows = (await saved('CSV')).text.trim().split('\r\n');
    expect(rows).toHaveLength(flow.days.length + 1);
    expect(rows.at(-1)?.split(',').slice(1).map(Number)).toEqual(cells.map(Number));
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('says what the cadence will do by itself', async () => {
    const id = await projectId();
    const iso = (offset: number) => new Date(Date.now() + offset * dayMs).toISOString().slice(0, 10);
    const rhythm = { isOn: true, firstDay: iso(30), lengthDays: 7, cooldownDays: 0, ahead: 1, title: 'Next {number}' };
    const acts = { nextNumber: 1, startsItself: true, closesItself: true, unfinished: 'next' };
    expect((await api('PUT', `/projects/${id}/cadence`, { ...rhythm, ...acts })).status).toBe(200);
    const [slot] = (await api('GET', `/projects/${id}/cadence`)).json().slots;
    const { context, page } = await visit(`/p/${plan().projectKey}/iterations/${slot.iterationId}`);
    await page.getByText(/^Starts by itself on/).waitFor();
    await page.getByText(/^Closes by itself on .* goes into the next iteration$/).waitFor();
    await context.close();
  });
});
