import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { checkBooks } from '../../actions/check-books.ts';

describe.each(engines)('Native moves, on %s', (engine) => {
  const test = useTestServer(engine);
  const ask = (method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown, token = test().token) =>
    test().send(method, `/native/v1${path}`, {
      ...(body === undefined ? {} : { body }),
      headers: { authorization: `Bearer ${token}`, 'if-match': '*' },
    });
  const addProject = async (title = 'Alpha') => (await test().actions.createProject(test().admin, { title })).id;
  async function add(projectId: number, iterationId?: number, estimate = 1): Promise<number> {
    const body = { title: 'Item', estimate, ...(iterationId === undefined ? {} : { iterationId }) };
    return (await ask('POST', `/projects/${projectId}/items`, body)).json().id;
  }
  const addMany = async (count: number, projectId: number, iterationId?: number) => {
    const ids: number[] = [];
    while (ids.length < count) ids.push(await add(projectId, iterationId));
    return ids;
  };
  async function addIteration(projectId: number): Promise<number> {
    const body = { title: 'Sprint', start: '2026-11-09', end: '2026-11-22' };
    return (await ask('POST', `/projects/${projectId}/iterations`, body)).json().id;
  }
  async function move(body: object) {
    const answer = await ask('POST', '/moves', body);
    expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
    return answer.json();
  }
  const idsAt = async (path: string): Promise<number[]> =>
    (await ask('GET', `${path}limit=200`)).json().items.map((each: any) => each.id);
  const backlog = (projectId: number) => idsAt(`/projects/${projectId}/items?iteration=none&`);
  const held = (iterationId: number) => idsAt(`/iterations/${iterationId}/items?`);
  const figures = async (id: number) => (await ask('GET', `/iterations/${id}`)).json();

  it('take items into an iteration in the order given, behind those that are there, and tell how to take them back', async () => {
    const projectId = await addProject();
    const sprint = await addIteration(projectId);
    const [a = 0, b = 0, c = 0] = await addMany(3, projectId);
    const present = await add(projectId, sprint);
    const { items, undo } = await move({ itemIds: [c, a], to: { iterationId: sprint } });
    expect(items.map((each: any) => each.id)).toEqual([c, a]);
    expect(items[0].iterations).toMatchObject([{ id: sprint }]);
    expect(await held(sprint)).toEqual([present, c, a]);
    expect(await backlog(projectId)).toEqual([b]);
    expect((await figures(sprint)).scope).toEqual({ points: 3, items: 3 });
    for (const each of undo) await move(each);
    expect([await held(sprint), await backlog(projectId)]).toEqual([[present], [a, b, c]]);
    expect((await figures(sprint)).scope).toEqual({ points: 1, items: 1 });
  });

  it('rank items within the backlog and within an iteration', async () => {
    const projectId = await addProject();
    const sprint = await addIteration(projectId);
    const [a = 0, b = 0, c = 0] = await addMany(3, projectId);
    await move({ itemIds: [c], to: { iterationId: null }, before: a });
    expect(await backlog(projectId)).toEqual([c, a, b]);
    await move({ itemIds: [a], to: { iterationId: null }, before: null });
    expect(await backlog(projectId)).toEqual([c, b, a]);
    const late = await add(projectId);
    expect(await backlog(projectId)).toEqual([c, b, a, late]);
    await move({ itemIds: [late], to: { iterationId: null }, after: null });
    expect(await backlog(projectId)).toEqual([late, c, b, a]);
    const [x = 0, y = 0, z = 0] = await addMany(3, projectId, sprint);
    await move({ itemIds: [z], to: { iterationId: sprint }, after: null });
    await move({ itemIds: [a, b], to: { iterationId: sprint }, after: z });
    expect(await held(sprint)).toEqual([z, a, b, x, y]);
    expect(await backlog(projectId)).toEqual([late, c]);
  });

  it('rank as often as somebody likes, though numbers have an end', async () => {
    const projectId = await addProject();
    const sprint = await addIteration(projectId);
    const [a = 0, b = 0, c = 0] = await addMany(3, projectId);
    for (let turn = 0; turn < 60; turn += 1) {
      await move({ itemIds: [turn % 2 === 0 ? c : b], to: { iterationId: null }, after: a });
    }
    expect(await backlog(projectId)).toEqual([a, b, c]);
    const { activity } = (await ask('GET', `/projects/${projectId}/activity?kind=items.ranked`)).json();
    expect(activity).toMatchObject([{ iteration: null, item: null }]);
    await move({ itemIds: [a, b, c], to: { iterationId: sprint } });
    for (let turn = 0; turn < 60; turn += 1) {
      await move({ itemIds: [turn % 2 === 0 ? c : b], to: { iterationId: sprint }, after: a });
    }
    expect(await held(sprint)).toEqual([a, b, c]);
  });

  it('raise the version of what moves between plans, and of no item that is only ordered within one', async () => {
    const projectId = await addProject();
    const sprint = await addIteration(projectId);
    const [a = 0, b = 0] = await addMany(2, projectId, sprint);
    const version = async (id: number) => (await ask('GET', `/items/${id}`)).json().version;
    const revision = async () =>
      (
        await test().send('GET', `/native/v1/iterations/${sprint}/items`, {
          headers: { authorization: `Bearer ${test().token}` },
        })
      ).headers.etag;
    const before = await revision();
    await move({ itemIds: [b], to: { iterationId: sprint }, before: a });
    expect([await version(a), await version(b)]).toEqual([1, 1]);
    expect(await revision()).not.toBe(before);
    await move({ itemIds: [b], to: { iterationId: null } });
    expect([await version(a), await version(b)]).toEqual([1, 2]);
    const quiet = await revision();
    await move({ itemIds: [a], to: { iterationId: sprint } });
    await move({ itemIds: [a], to: { iterationId: sprint }, after: null });
    expect(await revision()).toBe(quiet);
  });

  it('leave no trace when one item of many cannot go', async () => {
    const projectId = await addProject();
    const sprint = await addIteration(projectId);
    const [a = 0, b = 0] = await addMany(2, projectId);
    await ask('PATCH', `/items/${b}`, { condition: 'archived' });
    const archived = await ask('POST', '/moves', { itemIds: [a, b], to: { iterationId: sprint } });
    expect([archived.status, archived.json().errors[0].pointer]).toEqual([409, '#/itemIds/1']);
    const missing = await ask('POST', '/moves', { itemIds: [a, 9999], to: { iterationId: sprint } });
    expect([missing.status, missing.json().errors[0].pointer]).toEqual([400, '#/itemIds/1']);
    expect(await held(sprint)).toEqual([]);
    await ask('PATCH', `/iterations/${sprint}`, { status: 'active' });
    await ask('PATCH', `/iterations/${sprint}`, { status: 'closed' });
    const closed = await ask('POST', '/moves', { itemIds: [a], to: { iterationId: sprint } });
    expect([closed.status, closed.json().errors[0].pointer]).toEqual([409, '#/to/iterationId']);
  });

  it('name what is wrong with them', async () => {
    const projectId = await addProject();
    const [a = 0, b = 0] = await addMany(2, projectId);
    const foreign = await add(await addProject('Beta'));
    const pointer = async (body: unknown) => {
      const answer = await ask('POST', '/moves', body);
      expect(answer.status).toBe(400);
      return answer.json().errors[0].pointer;
    };
    const to = { iterationId: null };
    expect(await pointer({ itemIds: [], to })).toBe('#/itemIds');
    expect(await pointer({ itemIds: [a, a], to })).toBe('#/itemIds');
    expect(await pointer({ itemIds: Array.from({ length: 201 }, (_, place) => place + 1), to })).toBe('#/itemIds');
    expect(await pointer({ itemIds: [a] })).toBe('#/to');
    expect(await pointer({ itemIds: [a], to: { iterationId: 9999 } })).toBe('#/to/iterationId');
    expect(await pointer({ itemIds: [a], to, after: b, before: b })).toBe('#/before');
    expect(await pointer({ itemIds: [a], to, after: a })).toBe('#/after');
    expect(await pointer({ itemIds: [a], to, before: foreign })).toBe('#/before');
    expect(await pointer({ itemIds: [a, foreign], to, after: null })).toBe('#/itemIds');
  });

  it('are for planners of every project they touch', async () => {
    const projectId = await addProject();
    const other = await addProject('Beta');
    const item = await add(projectId);
    const viewer = await test().addPerson(`viewer-${engine}`, 'viewer');
    const guest = await test().addPerson(`guest-${engine}`, null);
    await test().actions.setProjectRole(test().admin, { login: `guest-${engine}`, projectId: other, role: 'member' });
    const body = { itemIds: [item], to: { iterationId: null }, after: null };
    expect((await ask('POST', '/moves', body, viewer.token)).status).toBe(403);
    // A token that was just looked up is trusted for a second.
    test().setClock(Date.now() + 2000);
    const hidden = await ask('POST', '/moves', body, guest.token);
    expect([hidden.status, hidden.json().errors[0].pointer]).toEqual([400, '#/itemIds/0']);
    test().setClock(null);
  });

  it('are undone whatever they were', async () => {
    const projectId = await addProject();
    const sprints = [await addIteration(projectId), await addIteration(projectId)];
    const ids = [
      ...(await addMany(4, projectId)),
      ...(await addMany(3, projectId, sprints[0])),
      ...(await addMany(2, projectId, sprints[1])),
    ];
    const all = async () => [await backlog(projectId), ...(await Promise.all(sprints.map(held)))];
    const wish = fc.record({
      itemIds: fc.shuffledSubarray(ids, { minLength: 1, maxLength: 4 }),
      iterationId: fc.constantFrom(null, ...sprints),
      side: fc.constantFrom('after', 'before', undefined),
      place: fc.nat({ max: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(wish, async ({ itemIds, iterationId, side, place }) => {
        const before = await all();
        const row = (iterationId === null ? ids : await held(iterationId)).filter((id) => !itemIds.includes(id));
        const beside = side === undefined ? {} : { [side]: row[place] ?? null };
        const { undo } = await move({ itemIds, to: { iterationId }, ...beside });
        for (const each of undo) await move(each);
        expect(await all()).toEqual(before);
      }),
      { numRuns: 25 },
    );
    // Whatever went to and fro, counters and day rows are those of the facts.
    expect(await checkBooks(test().app.read)).toEqual([]);
  });
});
