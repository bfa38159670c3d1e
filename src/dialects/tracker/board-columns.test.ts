import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { openToWrite } from '../../../test/support/open-to-write.ts';
import { errorBody, useTracker } from '../../../test/support/use-tracker.ts';

describe.each(engines)('Tracker columns, on %s', (engine) => {
  const { test, send } = useTracker(engine);
  let made = 0;
  /** A board with the three columns of every new board. */
  async function addBoard() {
    made += 1;
    const project = await test().actions.createProject(test().admin, { title: `Queue ${made}`, key: `Q${made}` });
    const answer = await send('POST', '/v3/boards', { name: 'Testing', defaultQueue: project.key });
    const [queued, doing, done] = answer.json().columns.map(({ id }: { id: string }) => Number(id));
    return { project, id: answer.json().id, path: `/v3/boards/${answer.json().id}`, queued, doing, done };
  }
  const versionOf = async (path: string) => (await send('GET', path)).json().version;
  const columnsOf = async (path: string) => (await send('GET', `${path}/columns`)).json();
  const keys = (column: { statuses: { key: string }[] }) => column.statuses.map(({ key }) => key);

  it('are listed and read with the statuses that stand in them', async () => {
    const { path, id, doing } = await addBoard();
    const statuses = await test().actions.listStatuses(test().admin, { projectId: null });
    const reference = (key: string, display: string) => {
      const status = statuses.find((each) => each.key === key)?.id;
      return { self: `http://timebox.test/v3/statuses/${status}`, id: String(status), key, display };
    };
    const answer = await send('GET', `${path}/columns/${doing}/`);
    expect([answer.status, answer.json()]).toEqual([
      200,
      {
        self: `http://timebox.test/v3/boards/${id}/columns/${doing}`,
        id: doing,
        name: 'In progress',
        statuses: [
          reference('inProgress', 'In progress'),
          reference('needInfo', 'Need info'),
          reference('readyForTest', 'Ready for test'),
        ],
      },
    ]);
    expect((await columnsOf(path))[1]).toEqual(answer.json());
    expect((await columnsOf(path)).map(keys)).toEqual([['open'], ['inProgress', 'needInfo', 'readyForTest'], ['done']]);
    const russian = await send('GET', `${path}/columns/${doing}`, undefined, { 'accept-language': 'ru' });
    expect(russian.json().statuses[0].display).toBe('В работе');
    expect((await send('GET', `${path}/columns/999999`)).json()).toEqual(
      errorBody(404, {}, ['Column does not exist.']),
    );
    expect((await send('GET', `${path}/columns/x`)).status).toBe(404);
    expect((await send('GET', '/v3/boards/999999/columns')).json()).toEqual(
      errorBody(404, {}, ['Board does not exist.']),
    );
  });

  it('are added at the end, each under a number of its own, and raise the version of the board', async () => {
    const { path, id } = await addBoard();
    const answer = await send('POST', `${path}/columns/`, { name: 'Review', statuses: ['readyForTest'], limit: 3 });
    expect([answer.status, answer.headers.etag]).toEqual([201, '"2"']);
    expect(answer.json()).toMatchObject({ name: 'Review', limit: 3, statuses: [{ key: 'readyForTest' }] });
    expect((await columnsOf(path)).at(-1)).toEqual(answer.json());
    const numbers = (await columnsOf(path)).map((each: { id: number }) => each.id);
    expect(new Set(numbers).size).toBe(4);
    expect(await versionOf(path)).toBe(2);
    expect(test().heard.at(-1)).toMatchObject({ kind: 'board.changed', data: { boardId: id, version: 2 } });
  });

  it.each([
    ['a key', 'readyForTest'],
    ['a number in a text', 'id as text'],
    ['a number', 'id'],
    ['an object with a key', { key: 'readyForTest' }],
    ['an object with a number', 'object'],
    ['an object with a name', { name: 'Ready for test' }],
  ])('take a status as %s', async (_, form) => {
    const { path, project } = await addBoard();
    const statuses = await test().actions.listStatuses(test().admin, { projectId: project.id });
    const id = statuses.find(({ key }) => key === 'readyForTest')?.id;
    const forms: Record<string, unknown> = { 'id as text': String(id), id, object: { id: String(id) } };
    const status = typeof form === 'string' ? (forms[form] ?? form) : form;
    expect(keys((await send('POST', `${path}/columns`, { name: 'A', statuses: [status, status] })).json())).toEqual([
      'readyForTest',
    ]);
  });

  it('are changed, and nothing is raised when nothing changes', async () => {
    const { path, doing } = await addBoard();
    const column = `${path}/columns/${doing}`;
    const named = await send('PATCH', column, { name: 'Doing', limit: 2 });
    expect([named.status, named.headers.etag]).toEqual([200, '"2"']);
    expect(named.json()).toMatchObject({ id: doing, name: 'Doing', limit: 2 });
    const same = await send('PATCH', column, { name: 'Doing', limit: 2 });
    expect([same.headers.etag, same.json()]).toEqual(['"2"', named.json()]);
    const listed = await send('PATCH', column, { statuses: ['needInfo', 'inProgress'], limit: null });
    expect(listed.json().limit).toBeUndefined();
    expect(keys(listed.json())).toEqual(['needInfo', 'inProgress']);
    expect(await versionOf(path)).toBe(3);
  });

  it('take along the issues of a status that comes into them', async () => {
    const { actions, admin } = test();
    const { path, id, project, queued, doing } = await addBoard();
    const item = await actions.createItem(admin, {
      project: { id: project.id },
      boardId: id,
      fields: { title: 'One' },
    });
    const other = await actions.createItem(admin, {
      project: { id: project.id },
      boardId: id,
      fields: { title: 'Two' },
    });
    const standing = async () => {
      const { columnId, version, status } = await actions.getItem(admin, { item: { id: item.id } });
      return [columnId, version, status.key];
    };
    expect(await standing()).toEqual([queued, 1, 'open']);
    const added = (await send('POST', `${path}/columns`, { name: 'New', statuses: ['open'] })).json();
    expect(await standing()).toEqual([added.id, 2, 'open']);
    expect((await actions.getItem(admin, { item: { id: other.id } })).columnId).toBe(added.id);
    await send('PATCH', `${path}/columns/${doing}`, { statuses: ['inProgress', 'open'] });
    expect(await standing()).toEqual([added.id, 2, 'open']);
    await send('PATCH', `${path}/columns/${added.id}`, { statuses: ['needInfo'] });
    expect(await standing()).toEqual([doing, 3, 'open']);
    await send('DELETE', `${path}/columns/${doing}`);
    expect(await standing()).toEqual([queued, 4, 'open']);
  });

  it('send their issues to one that fits when they are deleted, else to the first; the last one stays', async () => {
    const { actions, admin } = test();
    const { path, id, project, queued, doing, done } = await addBoard();
    const { id: itemId } = await actions.createItem(admin, {
      project: { id: project.id },
      boardId: id,
      columnId: done,
      fields: { title: 'One' },
    });
    const gone = await send('DELETE', `${path}/columns/${done}`);
    expect([gone.status, gone.text]).toEqual([204, '']);
    expect((await actions.getItem(admin, { item: { id: itemId } })).columnId).toBe(queued);
    expect((await columnsOf(path)).map((each: { id: number }) => each.id)).toEqual([queued, doing]);
    expect(await versionOf(path)).toBe(2);
    expect((await send('DELETE', `${path}/columns/${done}`)).status).toBe(404);
    await send('DELETE', `${path}/columns/${queued}`);
    expect((await actions.getItem(admin, { item: { id: itemId } })).columnId).toBe(doing);
    expect((await send('DELETE', `${path}/columns/${doing}`)).json()).toEqual(
      errorBody(422, { columns: 'A board has at least one column' }),
    );
    expect(await versionOf(path)).toBe(3);
  });

  it.each([
    ['POST', {}, 422, { name: 'Required parameter.', statuses: 'Required parameter.' }],
    ['POST', { name: 'A' }, 422, { statuses: 'Required parameter.' }],
    ['POST', { name: 'A', statuses: [] }, 422, { statuses: 'Required parameter.' }],
    ['POST', { name: 'A', statuses: 'open' }, 400, { statuses: 'Incorrect data format' }],
    ['POST', { name: 'A', statuses: [true] }, 400, { statuses: 'Incorrect data format' }],
    ['POST', { name: 'A', statuses: ['zz', 'open'] }, 422, { statuses: 'Status zz does not exist.' }],
    ['POST', { name: 'A', statuses: [{}] }, 400, { statuses: 'Incorrect data format' }],
    ['POST', { name: 'Done', statuses: ['open'] }, 409, { name: 'There is a column of this name already' }],
    ['POST', { name: '', statuses: ['open'] }, 400, { name: 'A name has 1 to 256 characters, on one line' }],
    ['POST', { name: 'A', statuses: ['open'], id: 5 }, 400, { id: 'Incorrect data format' }],
    ['PATCH', { name: null }, 400, { name: 'Incorrect data format' }],
    ['PATCH', { name: 'Done' }, 409, { name: 'There is a column of this name already' }],
    ['PATCH', { statuses: [] }, 422, { statuses: 'Required parameter.' }],
    ['PATCH', { statuses: [999_999] }, 422, { statuses: 'Status 999999 does not exist.' }],
    ['PATCH', { limit: 1.5 }, 400, { limit: 'Incorrect data format' }],
    ['PATCH', { limit: -1 }, 400, { limit: expect.any(String) }],
    ['PATCH', { version: 1 }, 400, { version: 'Incorrect data format' }],
  ] as const)('refuse a %s of %j with %i, and the board stays as it was', async (method, body, status, errors) => {
    const { path, doing } = await addBoard();
    const before = await columnsOf(path);
    const answer = await send(method, method === 'POST' ? `${path}/columns` : `${path}/columns/${doing}`, body);
    expect([answer.status, answer.json()]).toEqual([status, errorBody(status, errors)]);
    expect([await columnsOf(path), await versionOf(path)]).toEqual([before, 1]);
  });

  it('name the unknown status in Russian too', async () => {
    const { path } = await addBoard();
    const own = { 'accept-language': 'ru' };
    const answer = await send('POST', `${path}/columns`, { name: 'A', statuses: ['проверка'] }, own);
    expect(answer.json().errors).toEqual({ statuses: 'Статус проверка не существует.' });
  });

  it('compare the version of the board, after existence and rights, before the faults of the body', async () => {
    const { path, doing } = await addBoard();
    const column = `${path}/columns/${doing}`;
    const stale = { 'if-match': '"9"' };
    const viewer = { authorization: `OAuth ${(await test().addPerson('watcher', 'viewer')).token}` };
    for (const [method, url, body] of [
      ['POST', `${path}/columns`, { name: 5 }],
      ['PATCH', column, { name: 5 }],
      ['DELETE', column, undefined],
    ] as const) {
      expect((await send(method, url.replace(path, '/v3/boards/999999'), body, stale)).status).toBe(404);
      expect((await send(method, url, body, { ...stale, ...viewer })).status).toBe(403);
      expect((await send(method, url, body, stale)).status).toBe(412);
      expect((await send(method, `${url}?version=9`, body)).status).toBe(412);
    }
    expect((await send('PATCH', `${path}/columns/999999`, '{bad', stale)).status).toBe(404);
    expect((await send('PATCH', column, { name: 'Doing' }, { 'if-match': '"1"' })).headers.etag).toBe('"2"');
    expect((await send('DELETE', `${column}?version=2`)).status).toBe(204);
  });

  it('bring a status into the workflow of the queue', async () => {
    const { actions, admin } = test();
    const { path, project } = await addBoard();
    const before = await actions.listStatuses(admin, { projectId: project.id });
    const { db, close } = await openToWrite(test());
    await db
      .deleteFrom('workflow_status')
      .where('project_id', '=', project.id)
      .where('status_id', '=', before.at(-1)?.id ?? 0)
      .execute();
    await close();
    await send('POST', `${path}/columns`, { name: 'Later', statuses: ['deferred'] });
    expect((await actions.listStatuses(admin, { projectId: project.id })).map(({ key }) => key)).toEqual(
      before.map(({ key }) => key),
    );
  });
});
