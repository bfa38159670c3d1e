import { beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';

describe.each(engines)('Native lists, on %s', (engine) => {
  const test = useTestServer(engine);
  const names: Record<string, number> = {};
  const ask = async (method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown) => {
    const headers = { authorization: `Bearer ${test().token}`, 'if-match': '*' };
    const answer = await test().send(method, `/native/v1${path}`, { headers, ...(body === undefined ? {} : { body }) });
    expect([path, answer.status]).toEqual([path, expect.toSatisfy((status: number) => status < 300)]);
    return answer.json();
  };

  beforeAll(async () => {
    const make = async (path: string, body: object): Promise<number> => (await ask('POST', path, body)).id;
    for (const title of ['Alpha', 'Beta', 'Gamma']) names['project'] = await make('/projects', { title });
    const { project } = names;
    const dates = { start: '2026-03-02', end: '2026-03-13' };
    const one = await make(`/projects/${project}/iterations`, { title: 'One', ...dates });
    const two = await make(`/projects/${project}/iterations`, { title: 'Two' });
    const item = await make(`/projects/${project}/items`, { title: 'A', iterationId: one });
    for (const title of ['B', 'C']) await make(`/projects/${project}/items`, { title, iterationId: one });
    for (const iterationId of [two, one]) await ask('POST', '/moves', { itemIds: [item], to: { iterationId } });
    for (const status of ['active', 'closed', 'active', 'closed', 'active', 'closed']) {
      await ask('PATCH', `/iterations/${one}`, { status });
    }
    for (const name of ['x', 'y', 'z']) {
      await test().addPerson(`${name}-${engine}`, 'member');
      await make('/tokens', { name, scope: 'read' });
      await make('/webhooks', { name, url: 'https://1.1.1.1/hook' });
      await make(`/projects/${project}/rollover-policies`, { name, rules: [{ id: 'rest', when: {}, to: 'stay' }] });
    }
    const last = await make(`/projects/${project}/iterations`, { title: 'Last', ...dates });
    for (const title of ['D', 'E', 'F']) await make(`/projects/${project}/items`, { title, iterationId: last });
    await ask('PATCH', `/iterations/${last}`, { status: 'closed', moveUnfinishedTo: two });
    const { actions, admin } = test();
    for (const title of ['Second', 'Third']) {
      await actions.createBoard(admin, {
        home: { project: { id: names['project'] ?? 0 }, field: 'project' },
        title,
        takesIterations: false,
        hasBacklog: false,
        settings: {},
      });
    }
    Object.assign(names, { one, item });
  });

  it.each([
    ['/projects', 'projects', 'id'],
    ['/people', 'people', 'id'],
    ['/projects/{project}/people', 'people', 'id'],
    ['/organization/people', 'people', 'id'],
    ['/tokens', 'tokens', 'id'],
    ['/webhooks', 'webhooks', 'id'],
    ['/projects/{project}/rollover-policies', 'policies', 'id'],
    ['/projects/{project}/boards', 'boards', 'id'],
    ['/projects/{project}/statuses', 'statuses', 'id'],
    ['/projects/{project}/carried?least=1', 'items', 'id'],
    ['/iterations/{one}/receipts', 'receipts', 'id'],
    ['/iterations/{one}/statements', 'statements', 'number'],
    ['/iterations/{one}/memberships', 'memberships', 'id'],
    ['/iterations/{one}/memberships?selection=all', 'memberships', 'id'],
    ['/items/{item}/memberships', 'memberships', 'id'],
  ])('come whole in pages of one: %s', async (form, member, key) => {
    const path = form.replace(/\{(\w+)\}/, (_, name: string) => String(names[name]));
    const whole = await ask('GET', path);
    expect(whole.next).toBeNull();
    expect(whole[member].length).toBeGreaterThan(2);
    const rows: unknown[] = [];
    let cursor = '';
    do {
      const page = await ask('GET', `${path}${path.includes('?') ? '&' : '?'}limit=1${cursor}`);
      rows.push(...page[member]);
      cursor = page.next === null ? '' : `&cursor=${page.next}`;
    } while (cursor !== '' && rows.length < 50);
    expect(rows).toEqual(whole[member]);
    expect(new Set(whole[member].map((row: Record<string, unknown>) => row[key])).size).toBe(rows.length);
  });
});
