import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

describe.each(engines)('Native items, on %s', (engine) => {
  const test = useTestServer(engine);
  const ask = (method: Method, path: string, body?: unknown, more: Record<string, string> = {}) =>
    test().send(method, `/native/v1${path}`, {
      ...(body === undefined ? {} : { body }),
      headers: { authorization: `Bearer ${test().token}`, ...more },
    });
  const addProject = async (title = 'Alpha') => (await test().actions.createProject(test().admin, { title })).id;
  async function add(projectId: number, body: object = {}) {
    const made = await ask('POST', `/projects/${projectId}/items`, { title: 'Item', ...body });
    expect([made.status, made.text]).toEqual([201, expect.any(String)]);
    return made.json();
  }
  async function addIteration(projectId: number, body: object = {}) {
    const dates = { start: '2026-11-09', end: '2026-11-22' };
    return (await ask('POST', `/projects/${projectId}/iterations`, { title: 'Sprint', ...dates, ...body })).json();
  }
  const titles = async (path: string) => (await ask('GET', path)).json().items.map((each: any) => each.title);

  it('are made with what is said of them, and answered whole', async () => {
    const projectId = await addProject('Payments');
    const sprint = await addIteration(projectId);
    const parent = await add(projectId, { title: 'Epic', type: 'epic' });
    const person = test().admin.actor.userId;
    const answer = await ask('POST', `/projects/${projectId}/items`, {
      title: 'Pay by card',
      description: 'First line\nsecond line',
      type: 'story',
      priority: 'critical',
      parentId: parent.id,
      estimate: 3.5,
      assigneeId: person,
      start: '2026-11-10',
      due: '2026-11-20',
      plannedMinutes: 90,
      isBlocked: true,
      tags: ['risky', 'ux'],
      iterationId: sprint.id,
    });
    expect(answer.status).toBe(201);
    const made = answer.json();
    expect(answer.headers).toMatchObject({ etag: '"1"', location: `/native/v1/items/${made.id}` });
    const who = { id: person, uid: expect.any(String), name: 'Admin of acme' };
    expect(made).toEqual({
      id: expect.any(Number),
      uid: expect.any(String),
      key: 'PAYMENTS-2',
      projectId,
      type: 'story',
      title: 'Pay by card',
      description: 'First line\nsecond line',
      priority: 'critical',
      category: 'queued',
      status: { id: expect.any(Number), key: 'open', name: 'Open' },
      resolution: null,
      condition: 'live',
      boardId: expect.any(Number),
      columnId: expect.any(Number),
      subcolumnId: null,
      laneId: expect.any(Number),
      estimate: 3.5,
      doneEstimate: null,
      assignee: who,
      parent: { id: parent.id, key: 'PAYMENTS-1', title: 'Epic' },
      tags: ['risky', 'ux'],
      iterations: [{ id: sprint.id, projectId, title: 'Sprint', status: 'planned' }],
      rank: made.id,
      start: '2026-11-10',
      end: null,
      due: '2026-11-20',
      plannedMinutes: 90,
      remainingMinutes: null,
      spentMinutes: null,
      isBlocked: true,
      startedAt: null,
      doneAt: null,
      formerKeys: [],
      version: 1,
      createdAt: expect.stringMatching(/Z$/),
      createdBy: who,
      updatedAt: expect.stringMatching(/Z$/),
      updatedBy: who,
    });
    expect((await ask('GET', `/items/${made.id}`)).json()).toEqual(made);
    expect((await ask('GET', '/items/PAYMENTS-2')).json()).toEqual(made);
    const row = (await ask('GET', `/iterations/${sprint.id}/items`)).json().items[0];
    const { description, doneEstimate, formerKeys, ...short } = made;
    expect(row).toEqual(short);
  });

  it('change from the version that was seen, and say what they are now if it is another', async () => {
    const { id } = await add(await addProject());
    expect((await ask('PATCH', `/items/${id}`, { title: 'X' })).status).toBe(428);
    expect((await ask('PATCH', `/items/${id}`, { title: 'X' }, { 'if-match': '1' })).status).toBe(400);
    const changed = await ask('PATCH', `/items/${id}`, { estimate: 5, isBlocked: true }, { 'if-match': '"1"' });
    expect([changed.status, changed.headers.etag]).toEqual([200, '"2"']);
    const same = await ask('PATCH', `/items/${id}`, { estimate: 5 }, { 'if-match': '"2"' });
    expect(same.json()).toEqual(changed.json());
    const stale = await ask('PATCH', `/items/${id}`, { title: '' }, { 'if-match': '"1"' });
    expect([stale.status, stale.headers.etag]).toEqual([412, '"2"']);
    expect(stale.json().current).toEqual(changed.json());
    const cleared = await ask('PATCH', `/items/${id}`, { estimate: null, title: 'Y' }, { 'if-match': '*' });
    expect(cleared.json()).toMatchObject({ estimate: null, title: 'Y', isBlocked: true, version: 3 });
  });

  it('go through the workflow by status or by column', async () => {
    const projectId = await addProject();
    const { id, version } = await add(projectId, { estimate: 2 });
    const { statuses } = (await ask('GET', `/projects/${projectId}/statuses`)).json();
    const done = statuses.find((each: any) => each.category === 'done');
    const finished = await ask('PATCH', `/items/${id}`, { statusId: done.id }, { 'if-match': `"${version}"` });
    expect(finished.json()).toMatchObject({ category: 'done', resolution: 'fixed', doneEstimate: 2 });
    expect(finished.json().doneAt).toMatch(/Z$/);
    const [board] = (await ask('GET', `/projects/${projectId}/boards`)).json().boards;
    const column = board.columns.find((each: any) => each.category === 'in_progress');
    const back = await ask('PATCH', `/items/${id}`, { columnId: column.id }, { 'if-match': '*' });
    expect(back.json()).toMatchObject({ category: 'in_progress', columnId: column.id, doneAt: null, resolution: null });
  });

  it('are refused in words that name what would be right', async () => {
    const projectId = await addProject();
    const answer = await ask('POST', `/projects/${projectId}/items`, { priority: 'huge', estimate: 'x', type: 3 });
    expect(
      answer
        .json()
        .errors.map(({ detail }: any) => detail)
        .toSorted(),
    ).toEqual([
      'estimate must be number or null',
      'priority must be one of trivial, minor, normal, critical, blocker',
      'title is missing',
      'type must be string',
    ]);
  });

  it('name what of a body is wrong by its pointer, all at once', async () => {
    const projectId = await addProject();
    const { id } = await add(projectId);
    const pointers = async (body: unknown) => {
      const answer = await ask('PATCH', `/items/${id}`, body, { 'if-match': '*' });
      expect(answer.status).toBe(400);
      return answer.json().errors.map((each: any) => each.pointer);
    };
    expect(await pointers({ title: '', estimate: -1, nonsense: 1 })).toEqual(
      expect.arrayContaining(['#/title', '#/estimate', '#/nonsense']),
    );
    expect(await pointers({ title: 'two\nlines', due: '1800-01-01' })).toEqual(['#/title', '#/due']);
    expect(await pointers({ assigneeId: 9999 })).toEqual(['#/assigneeId']);
    expect(await pointers({ parentId: id })).toEqual(['#/parentId']);
    expect(await pointers({ statusId: 9999 })).toEqual(['#/statusId']);
    expect(await pointers({ columnId: 9999 })).toEqual(['#/columnId']);
    expect(await pointers({ laneId: 9999 })).toEqual(['#/laneId']);
    expect(await pointers({ statusId: 1, columnId: 1 })).toEqual(['#/columnId']);
    expect(await pointers({ tags: ['x', 3] })).toEqual(['#/tags/1']);
    expect(await pointers({ resolution: 'fixed' })).toEqual(['#/resolution']);
    const foreign = await ask('POST', `/projects/${projectId}/items`, { title: 'X', iterationId: 9999 });
    expect([foreign.status, foreign.json().errors[0].pointer]).toEqual([400, '#/iterationId']);
  });

  it('are put away, brought back and deleted', async () => {
    const projectId = await addProject();
    const sprint = await addIteration(projectId);
    const { id } = await add(projectId, { iterationId: sprint.id });
    await ask('PATCH', `/items/${id}`, { condition: 'archived' }, { 'if-match': '*' });
    expect(await titles(`/projects/${projectId}/items`)).toEqual([]);
    expect(await titles(`/projects/${projectId}/items?condition=archived`)).toEqual(['Item']);
    expect(await titles(`/iterations/${sprint.id}/items`)).toEqual(['Item']);
    await ask('PATCH', `/items/${id}`, { condition: 'live' }, { 'if-match': '*' });
    expect(await titles(`/projects/${projectId}/items`)).toEqual(['Item']);
    expect((await ask('DELETE', `/items/${id}`)).status).toBe(428);
    expect((await ask('DELETE', `/items/${id}`, undefined, { 'if-match': '"1"' })).status).toBe(412);
    expect((await ask('DELETE', `/items/${id}`, undefined, { 'if-match': '"3"' })).status).toBe(204);
    expect((await ask('GET', `/items/${id}`)).status).toBe(404);
    expect((await ask('DELETE', `/items/${id}`, undefined, { 'if-match': '*' })).status).toBe(404);
    expect(await titles(`/iterations/${sprint.id}/items`)).toEqual([]);
    const [stay] = (await ask('GET', `/iterations/${sprint.id}/memberships?selection=all`)).json().memberships;
    expect(stay).toMatchObject({ itemId: id, iterationId: sprint.id, removedAt: expect.stringMatching(/Z$/) });
    expect((await ask('GET', `/iterations/${sprint.id}/memberships`)).json().memberships).toEqual([]);
  });

  it('are found by a part of the title or of the key in any letter case, and by what they are', async () => {
    const projectId = await addProject('Search');
    const me = test().admin.actor.userId;
    await add(projectId, { title: 'Кнопка Оплаты', type: 'bug', tags: ['ux'], assigneeId: me });
    await add(projectId, { title: 'Refund', type: 'story', tags: ['ux', 'api'] });
    const third = await add(projectId, { title: 'Receipt 100%' });
    await ask(
      'PATCH',
      `/items/${third.id}`,
      { resolution: null, columnId: await doneColumn(projectId) },
      { 'if-match': '*' },
    );
    const found = (search: string) => titles(`/projects/${projectId}/items?${search}`);
    expect(await found(`q=${encodeURIComponent('оплат')}`)).toEqual(['Кнопка Оплаты']);
    expect(await found('q=search-2')).toEqual(['Refund']);
    expect(await found(`q=${encodeURIComponent('0%')}`)).toEqual(['Receipt 100%']);
    expect(await found('q=_')).toEqual([]);
    expect(await found('type=bug')).toEqual(['Кнопка Оплаты']);
    expect(await found('tag=ux')).toEqual(['Кнопка Оплаты', 'Refund']);
    expect(await found('tag=ux&type=story')).toEqual(['Refund']);
    expect(await found(`assignee=${me}`)).toEqual(['Кнопка Оплаты']);
    expect(await found('assignee=none')).toEqual(['Refund', 'Receipt 100%']);
    expect(await found('category=done')).toEqual(['Receipt 100%']);
    expect(await found('category=queued,in_progress')).toEqual(['Кнопка Оплаты', 'Refund']);
    for (const wrong of ['category=finished', 'assignee=me', 'limit=0', 'limit=201', 'q=', 'cursor=x']) {
      const answer = await ask('GET', `/projects/${projectId}/items?${wrong}`);
      expect([wrong, answer.status]).toEqual([wrong, 400]);
      expect(answer.json().errors[0].parameter).toBe(wrong.split('=')[0]);
    }
  });
  const doneColumn = async (projectId: number) =>
    (await ask('GET', `/projects/${projectId}/boards`))
      .json()
      .boards[0].columns.find((each: any) => each.category === 'done').id;

  it('are told in pages, each once, whatever is made meanwhile', async () => {
    const projectId = await addProject();
    for (let count = 1; count <= 5; count += 1) await add(projectId, { title: `Item ${count}` });
    const first = await ask('GET', `/projects/${projectId}/items?limit=2`);
    expect(first.json()).toMatchObject({ total: 5, items: [{ title: 'Item 1' }, { title: 'Item 2' }] });
    expect(first.headers.link).toBe(
      `<http://timebox.test/native/v1/projects/${projectId}/items?limit=2&cursor=${first.json().next}>; rel="next"`,
    );
    await add(projectId, { title: 'Item 6' });
    const rest = await ask('GET', `/projects/${projectId}/items?limit=200&cursor=${first.json().next}`);
    expect(rest.json().items.slice(0, 3)).toMatchObject([
      { title: 'Item 3' },
      { title: 'Item 4' },
      { title: 'Item 5' },
    ]);
    expect(rest.json().next).toBeNull();
    const sprint = await addIteration(projectId);
    const elsewhere = await ask('GET', `/iterations/${sprint.id}/items?cursor=${first.json().next}`);
    expect(elsewhere.status).toBe(400);
  });

  it('are in the backlog while no open iteration of their project has them', async () => {
    const projectId = await addProject();
    const sprint = await addIteration(projectId);
    await add(projectId, { title: 'Planned', iterationId: sprint.id });
    await add(projectId, { title: 'Free' });
    const backlog = `/projects/${projectId}/items?iteration=none`;
    expect(await titles(backlog)).toEqual(['Free']);
    expect(await titles(`/projects/${projectId}/items?iteration=${sprint.id}`)).toEqual(['Planned']);
    for (const status of ['active', 'closed']) {
      await ask('PATCH', `/iterations/${sprint.id}`, { status }, { 'if-match': '*' });
    }
    expect(await titles(backlog)).toEqual(['Planned', 'Free']);
    expect(await titles(`/iterations/${sprint.id}/items`)).toEqual(['Planned']);
  });

  it('are asked for by number, as far as they are in the list', async () => {
    const projectId = await addProject();
    const sprint = await addIteration(projectId);
    const planned = await add(projectId, { title: 'Planned', iterationId: sprint.id });
    const free = await add(projectId, { title: 'Free' });
    await add(projectId, { title: 'Not asked for' });
    const ids = `ids=${free.id},${planned.id},999999`;
    expect(await titles(`/projects/${projectId}/items?${ids}`)).toEqual(['Planned', 'Free']);
    expect(await titles(`/projects/${projectId}/items?${ids}&iteration=none`)).toEqual(['Free']);
    expect(await titles(`/iterations/${sprint.id}/items?${ids}`)).toEqual(['Planned']);
    for (const wrong of ['', '0', '1,,2', Array.from({ length: 101 }, (_, index) => index + 1).join(',')]) {
      expect((await ask('GET', `/projects/${projectId}/items?ids=${wrong}`)).status).toBe(400);
    }
  });

  it('answer 304 until something changes', async () => {
    const projectId = await addProject();
    const { id } = await add(projectId);
    const { headers } = await ask('GET', `/items/${id}`);
    const again = await ask('GET', `/items/${id}`, undefined, { 'if-none-match': headers.etag ?? '' });
    expect(again.status).toBe(304);
  });

  it('tell an item in which iterations it was, and its project on which boards it stands', async () => {
    const projectId = await addProject();
    const one = await addIteration(projectId, { title: 'One' });
    const two = await addIteration(projectId, { title: 'Two' });
    const { id, key } = await add(projectId, { iterationId: one.id });
    await ask('POST', '/moves', { itemIds: [id], to: { iterationId: two.id } });
    const { memberships } = (await ask('GET', `/items/${key}/memberships`)).json();
    expect(memberships).toMatchObject([
      { itemId: id, iterationId: two.id, removedAt: null, iteration: { title: 'Two', status: 'planned', projectId } },
      { itemId: id, iterationId: one.id, removedByUid: test().admin.actor.userUid, iteration: { title: 'One' } },
    ]);
    const [board, another] = (await ask('GET', `/projects/${projectId}/boards`)).json().boards;
    expect(another).toBeUndefined();
    expect(board).toMatchObject({ projectId, isDefault: true, takesIterations: true, lanes: [{ itemLimit: null }] });
    expect(board.columns.map((each: any) => each.category)).toEqual(['queued', 'in_progress', 'done']);
    const { statuses } = (await ask('GET', `/projects/${projectId}/statuses`)).json();
    expect(statuses[0]).toEqual({ id: expect.any(Number), key: 'open', name: 'Open', category: 'queued' });
  });
});
