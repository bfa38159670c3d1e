import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';

describe.each(engines)('Native iterations, on %s', (engine) => {
  const test = useTestServer(engine);
  const headers = (more: Record<string, string> = {}) => ({ authorization: `Bearer ${test().token}`, ...more });
  const get = (url: string, more?: Record<string, string>) => test().send('GET', url, { headers: headers(more) });
  const patch = (id: number, body: unknown, ifMatch?: string) =>
    test().send('PATCH', `/native/v1/iterations/${id}`, {
      body,
      headers: headers(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    });

  async function addProject(title = 'Alpha'): Promise<number> {
    return (await test().actions.createProject(test().admin, { title })).id;
  }
  async function add(projectId: number, body: object = {}) {
    const made = await test().send('POST', `/native/v1/projects/${projectId}/iterations`, {
      body: { title: 'Iteration 1', start: '2026-11-09', end: '2026-11-22', ...body },
      headers: headers(),
    });
    expect(made.status).toBe(201);
    return made.json();
  }
  async function addItem(projectId: number, estimate: number, iterationId?: number) {
    const { actions, admin } = test();
    const item = await actions.createItem(admin, { project: { id: projectId }, fields: { title: 'Item', estimate } });
    if (iterationId !== undefined) {
      await actions.enterIteration(admin, {
        iteration: { id: iterationId },
        item: { id: item.id },
        policy: { findsRemoved: false, findsGroups: false, leaves: 'same board', takesForeign: true },
      });
    }
    return item;
  }

  it('answers a new iteration whole, with its tag and its address', async () => {
    const projectId = await addProject();
    const answer = await test().send('POST', `/native/v1/projects/${projectId}/iterations`, {
      body: { title: 'Iteration 1', goal: 'Parity', start: '2026-11-09', end: null, maxCapacity: 46 },
      headers: headers(),
    });
    const made = answer.json();
    expect(answer.status).toBe(201);
    expect(answer.headers.etag).toBe('"1"');
    expect(answer.headers.location).toBe(`/native/v1/iterations/${made.id}`);
    const person = { id: expect.any(Number), uid: expect.any(String), name: 'Admin of acme' };
    const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(made).toEqual({
      id: expect.any(Number),
      uid: expect.any(String),
      projectId,
      parentId: expect.any(Number),
      kind: 'iteration',
      title: 'Iteration 1',
      goal: 'Parity',
      status: 'planned',
      start: '2026-11-09',
      end: null,
      startedAt: null,
      finishedAt: null,
      sequence: 0,
      path: 'Iteration 1',
      minCapacity: null,
      maxCapacity: 46,
      zone: null,
      scope: { points: 0, items: 0 },
      done: { points: 0, items: 0 },
      committed: null,
      unestimatedItems: 0,
      version: 1,
      createdAt: instant,
      createdBy: person,
      updatedAt: instant,
      updatedBy: person,
    });
    expect((await get(answer.headers.location ?? '')).json()).toEqual(made);
  });

  it('asks for the version of every change, and takes it in quotes only', async () => {
    const { id } = await add(await addProject());
    const missing = await patch(id, { title: 'X' });
    expect([missing.status, missing.headers['content-type']]).toEqual([428, 'application/problem+json; charset=utf-8']);
    expect((await test().send('DELETE', `/native/v1/iterations/${id}`, { headers: headers() })).status).toBe(428);
    expect((await patch(id, { title: 'X' }, '1')).status).toBe(400);
    expect((await patch(id, { title: 'X' }, 'W/"1"')).status).toBe(412);
    expect((await patch(id, { title: 'X' }, '"01"')).status).toBe(412);
    expect((await patch(id, { title: 'X' }, '"3", "1"')).status).toBe(200);
    expect((await patch(id, { title: 'Y' }, '*')).json()).toMatchObject({ title: 'Y', version: 3 });
  });

  it('takes the tag of a read as a version', async () => {
    const { id } = await add(await addProject());
    const { etag = '' } = (await get(`/native/v1/iterations/${id}`)).headers;
    expect((await get(`/native/v1/iterations/${id}`, { 'if-none-match': etag })).status).toBe(304);
    expect((await patch(id, { title: 'X' }, etag)).status).toBe(200);
  });

  it('shows the present state to whoever changed a stale one', async () => {
    const { id } = await add(await addProject());
    await patch(id, { title: 'First' }, '"1"');
    const late = await patch(id, { title: 5 }, '"1"');
    expect(late.status).toBe(412);
    expect(late.headers.etag).toBe('"2"');
    expect(late.json()).toMatchObject({
      type: 'urn:timebox:problem:version-conflict',
      title: 'Changed in the meantime',
      status: 412,
      requestId: late.headers['x-request-id'],
      current: { id, title: 'First', version: 2 },
    });
  });

  it('names every fault of a body by its pointer', async () => {
    const { id } = await add(await addProject());
    const answer = await patch(id, { title: '', start: '2026-02-30', maxCapacity: -1, colour: 'red' }, '"1"');
    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({ type: 'urn:timebox:problem:invalid', status: 400 });
    expect(
      answer
        .json()
        .errors.map((each: { pointer: string }) => each.pointer)
        .sort(),
    ).toEqual(['#/colour', '#/maxCapacity', '#/start', '#/title']);
    expect((await patch(id, { title: 'a\u0007b', end: '1899-12-31' }, '"1"')).json().errors).toEqual([
      { pointer: '#/title', detail: 'A title has 1 to 256 characters, on one line' },
      { pointer: '#/end', detail: 'A day is written YYYY-MM-DD, from 1900 to 2200' },
    ]);
    expect((await patch(id, { end: '2026-11-01' }, '"1"')).json()).toMatchObject({
      type: 'urn:timebox:problem:dates-reversed',
      status: 422,
      errors: [{ pointer: '#/end' }],
    });
  });

  it('starts and closes, moves what is unfinished, and keeps the figures of the close', async () => {
    const projectId = await addProject();
    const { id } = await add(projectId);
    const target = await add(projectId, { title: 'Iteration 2' });
    const done = await addItem(projectId, 3, id);
    const open = await addItem(projectId, 5, id);
    await patch(id, { status: 'active' }, '"1"');
    await test().actions.changeItem(test().admin, { item: { id: done.id }, fields: {}, to: { category: 'done' } });
    const closed = await patch(id, { status: 'closed', moveUnfinishedTo: target.id }, '"2"');
    expect(closed.json()).toMatchObject({
      status: 'closed',
      version: 3,
      scope: { points: 8, items: 2 },
      done: { points: 3, items: 1 },
      committed: { points: 8, items: 2 },
      movedItemIds: [open.id],
    });
    await test().actions.changeItem(test().admin, {
      item: { id: open.id },
      fields: { estimate: 8 },
      to: { category: 'done' },
    });
    const later = (await get(`/native/v1/iterations/${id}`)).json();
    expect(later).toMatchObject({ scope: { points: 8, items: 2 }, done: { points: 3, items: 1 } });
    expect((await get(`/native/v1/iterations/${target.id}`)).json()).toMatchObject({ done: { points: 8, items: 1 } });
    const again = await patch(id, { status: 'closed' }, '"3"');
    expect([again.status, again.json().type]).toEqual([409, 'urn:timebox:problem:transition-not-allowed']);
  });

  it('tells the burndown day by day, and none before the start', async () => {
    const projectId = await addProject();
    test().setClock(Date.parse('2026-11-09T08:00:00Z'));
    const { id } = await add(projectId);
    const first = await addItem(projectId, 3, id);
    await addItem(projectId, 5, id);
    const before = (await get(`/native/v1/iterations/${id}/burndown`)).json();
    expect(before).toMatchObject({ startedDay: null, committed: null, days: [], scope: { points: 8, items: 2 } });
    await patch(id, { status: 'active' }, '"1"');
    test().setClock(Date.parse('2026-11-10T08:00:00Z'));
    await test().actions.changeItem(test().admin, { item: { id: first.id }, fields: {}, to: { category: 'done' } });
    await addItem(projectId, 2, id);
    const told = (await get(`/native/v1/iterations/${id}/burndown`)).json();
    test().setClock(null);
    expect(told).toMatchObject({ zone: 'UTC', startedDay: '2026-11-09', finishedDay: null, version: 2 });
    expect(told.days).toHaveLength(14);
    expect(told.days[0]).toMatchObject({ remaining: { points: 8, items: 2 }, ideal: { points: 7.2, items: 1.8 } });
    expect(told.days[1]).toMatchObject({
      scope: { points: 10 },
      done: { points: 3 },
      remaining: { points: 7, items: 2 },
    });
    expect(told.days[5]).toMatchObject({ day: '2026-11-14', isWorking: false });
  });

  it('pages through a list by cursor, each iteration once, and takes no cursor of another list', async () => {
    const projectId = await addProject();
    for (let number = 1; number <= 5; number += 1) await add(projectId, { title: `Iteration ${number}` });
    const titles: string[] = [];
    let url: string | undefined = `/native/v1/projects/${projectId}/iterations?limit=2`;
    let cursor = '';
    while (url !== undefined) {
      const page = await get(url);
      titles.push(...page.json().iterations.map((each: { title: string }) => each.title));
      cursor = page.json().next ?? cursor;
      url = /<http:\/\/timebox\.test(.*)>; rel="next"/.exec(page.headers.link ?? '')?.[1];
    }
    expect(titles).toEqual([1, 2, 3, 4, 5].map((number) => `Iteration ${number}`));
    const other = `/native/v1/projects/${await addProject('Beta')}/iterations`;
    for (const wrong of [`${other}?cursor=${cursor}`, `${other}?cursor=a&cursor=b`]) {
      const answer = await get(wrong);
      expect([answer.status, answer.json().errors]).toEqual([400, [expect.objectContaining({ parameter: 'cursor' })]]);
    }
    expect((await get(`${other}?limit=201`)).json().errors).toMatchObject([{ parameter: 'limit' }]);
    expect((await get(`${other}?status=planned,open`)).json().errors).toMatchObject([{ parameter: 'status' }]);
    expect((await get('/native/v1/projects/999/iterations?limit=x')).status).toBe(404);
  });

  it('lists releases with what they hold, and removes an iteration with its items going elsewhere', async () => {
    const projectId = await addProject();
    const release = await add(projectId, { title: 'R 1', kind: 'release' });
    const { id } = await add(projectId, { parentId: release.id });
    const target = await add(projectId, { title: 'Iteration 2' });
    await addItem(projectId, 5, id);
    const removed = await test().send('DELETE', `/native/v1/iterations/${id}?moveItemsTo=${target.id}`, {
      headers: headers({ 'if-match': '"1"' }),
    });
    expect([removed.status, removed.text]).toEqual([204, '']);
    expect((await get(`/native/v1/iterations/${id}`)).status).toBe(404);
    const { iterations } = (await get(`/native/v1/projects/${projectId}/iterations`)).json();
    expect(iterations).toMatchObject([
      { id: release.id, kind: 'release', path: 'R 1' },
      { id: target.id, scope: { points: 5, items: 1 } },
    ]);
  });

  it('does a change once, however often it is sent with one key', async () => {
    const { id } = await add(await addProject());
    const send = () =>
      test().send('PATCH', `/native/v1/iterations/${id}`, {
        body: { title: 'Once' },
        headers: headers({ 'if-match': '"1"', 'idempotency-key': '"k1"' }),
      });
    const [first, second] = [await send(), await send()];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(second.json()).toEqual(first.json());
  });

  it('answers with problems whatever goes wrong', async () => {
    const unknown = await get('/native/v1/nothing');
    expect([unknown.status, unknown.json()]).toMatchObject([404, { type: 'urn:timebox:problem:not-found' }]);
    const other = await test().send('PUT', '/native/v1/projects', { headers: headers(), body: {} });
    expect([other.status, other.headers.allow]).toEqual([405, 'GET, HEAD, POST']);
    const { id } = await add(await addProject());
    const broken = await test().send('PATCH', `/native/v1/iterations/${id}`, {
      body: '{',
      headers: headers({ 'if-match': '"1"' }),
    });
    expect([broken.status, broken.json().type]).toEqual([400, 'urn:timebox:problem:malformed-body']);
    const none = await test().send('GET', '/native/v1/projects');
    expect([none.status, none.headers['www-authenticate']]).toEqual([401, 'Bearer realm="timebox"']);
    const foreign = await test().addOrganization(`other-${engine}`);
    const theirs = await test().send('GET', `/native/v1/iterations/${id}`, {
      headers: { authorization: `Bearer ${foreign.token}` },
    });
    expect(theirs.status).toBe(404);
  });

  it('describes itself', async () => {
    const described = (await test().send('GET', '/native/openapi.json')).json();
    expect(described.openapi).toBe('3.1.0');
    expect(Object.keys(described.paths['/v1/projects/{id}/iterations'])).toEqual(['get', 'post']);
    expect(Object.keys(described.paths['/v1/iterations/{id}'])).toEqual(['get', 'patch', 'delete']);
  });
});
