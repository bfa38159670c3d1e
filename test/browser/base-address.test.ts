import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { usePages } from './use-pages.ts';

const run = promisify(execFile);

describe.each([
  { proxy: 'leaves', strips: false },
  { proxy: 'takes away', strips: true },
])('Below a path that the proxy $proxy', ({ strips }) => {
  const { test, plan, base, proxy, visit, signIn } = usePages({}, { path: '/tools/timebox', strips });
  const project = () => `/p/${plan().projectKey}`;

  it('every page is reached by its address, by a reload and by going back, and asks for nothing outside', async () => {
    const { context, page, complaints } = await visit(`${project()}/timeline`);
    await page.getByRole('heading', { level: 1, name: 'Timeline' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Timeline' }).waitFor();
    for (const name of ['Planning', 'Velocity', 'Activity', 'Settings']) {
      await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click();
      await page.waitForURL(new RegExp(`/tools/timebox/p/[^/]+/${name.toLowerCase()}`));
      await page.locator('main h1').waitFor();
    }
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Activity' }).waitFor();
    await page.getByRole('link', { name: 'Timebox', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: plan().active.title }).waitFor();
    await page.locator('.chart > svg').waitFor();
    expect(page.url()).toBe(`${base()}${project()}/iterations/${plan().active.id}`);
    expect([complaints, proxy().strayed]).toEqual([[], []]);
    await context.close();
  });

  it('a move is made, told to another tab over the stream, and stored', async () => {
    const { actions, admin } = test();
    const { id: projectId } = await actions.getProject(admin, { key: plan().projectKey });
    const item = await actions.createItem(admin, { project: { id: projectId }, fields: { title: 'Wanderer' } });
    const { context, page, complaints } = await visit(`${project()}/planning`);
    await page.getByRole('img', { name: 'Live' }).waitFor();
    const second = await context.newPage();
    await second.goto(`${base()}${project()}/planning`);
    const column = second.getByRole('region', { name: 'Iteration 25', exact: true });
    await column.waitFor();
    const card = page.getByRole('button', { name: / Wanderer$/ });
    await card.dragTo(page.getByRole('region', { name: 'Iteration 25', exact: true }).locator('.plan-rows'));
    await column.getByRole('button', { name: / Wanderer$/ }).waitFor({ timeout: 3000 });
    const { iterations } = await actions.getItem(admin, { item: { key: item.key } });
    expect(iterations.map(({ title }) => title)).toEqual(['Iteration 25']);
    expect([complaints, proxy().strayed]).toEqual([[], []]);
    await context.close();
  });

  it('the lines for a new token can be pasted as they are', async () => {
    const { context, page, complaints } = await visit('/me/tokens');
    await page.getByRole('button', { name: 'New token' }).click();
    await page.getByLabel('Name').fill('ci');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByText('To try it').click();
    const lines = await page.locator('.code').allInnerTexts();
    expect(lines).toHaveLength(4);
    for (const line of lines) {
      expect(line).toContain(`'${base()}/`);
      const { stdout } = await run('sh', ['-c', `${line} -s -o /dev/null -w '%{http_code}' -m 10`]);
      expect([line, stdout]).toEqual([line, '200']);
    }
    expect([complaints, proxy().strayed]).toEqual([[], []]);
    await context.close();
  });

  it('a calendar is subscribed to by an address that is reached', async () => {
    const { actions, admin, token } = test();
    const { id } = await actions.getProject(admin, { key: plan().projectKey });
    const headers = { authorization: `Bearer ${token}` };
    const made = await fetch(`${base()}/native/v1/projects/${id}/feed`, { method: 'PUT', headers });
    const { url }: { url: string } = await made.json();
    expect(url.startsWith(`${base()}/native/`)).toBe(true);
    expect(await (await fetch(url)).text()).toContain('SUMMARY:Iteration 24');
  });

  it('the session ends with signing out, and is sent to nobody else', async () => {
    const { context, page } = await visit('/projects');
    await page.getByRole('heading', { level: 1, name: 'Projects' }).waitFor();
    const cookies = await context.cookies();
    expect(cookies.map(({ name, path }) => [name, path])).toEqual([['timebox_session', '/tools/timebox/']]);
    await page.getByRole('button', { name: /^Signed in as/ }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await context.cookies()).toEqual([]);
    await signIn(page);
    await page.getByRole('heading', { level: 1, name: 'Projects' }).waitFor();
    expect(proxy().strayed).toEqual([]);
    await context.close();
  });
});
