import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useBoards } from '../../../test/support/use-boards.ts';
import { errorBody } from '../../../test/support/use-tracker.ts';

const base = 'http://timebox.test/v3';

describe.each(engines)('New Tracker boards, on %s', (engine) => {
  const { test, send, queue, addBoard, listed } = useBoards(engine);

  it('answers the whole board, old keys and new, whose every self is answered', async () => {
    const project = await queue();
    test().setClock(Date.UTC(2026, 3, 7, 9, 30));
    const answer = await send('POST', '/v3/boards/', {
      name: 'Testing',
      boardType: 'scrum',
      defaultQueue: { key: project.key },
      filter: { queue: [project.key] },
      orderBy: 'created',
      orderAsc: true,
      useRanking: true,
      country: { id: '1' },
    });
    test().setClock(null);
    const { id, columns } = answer.json();
    const me = test().admin.actor;
    expect([answer.status, answer.headers.etag]).toEqual([201, '"1"']);
    expect(answer.json()).toEqual({
      self: `${base}/boards/${id}`,
      id: expect.any(Number),
      version: 1,
      name: 'Testing',
      columns: ['Queue', 'In progress', 'Done'].map((display, index) => ({
        self: `${base}/boards/${id}/columns/${columns[index].id}`,
        id: expect.stringMatching(/^\d+$/),
        display,
      })),
      createdAt: '2026-04-07T09:30:00.000+0000',
      updatedAt: '2026-04-07T09:30:00.000+0000',
      createdBy: { self: `${base}/users/${me.userId}`, id: String(me.userId), display: me.name },
      useRanking: true,
      estimateBy: { self: `${base}/fields/storyPoints`, id: 'storyPoints', display: 'Story Points' },
      country: { self: `${base}/countries/1`, id: '1', display: 'Russia' },
      calendar: { id: 1 },
      backlogAvailable: true,
      sprintsAvailable: true,
      autoFilterSettings: {},
      filter: { queue: [project.key] },
      orderBy: 'created',
      orderAsc: true,
      query: '',
      defaultQueue: {
        self: `${base}/queues/${project.key}`,
        id: String(project.id),
        key: project.key,
        display: project.title,
      },
    });
    expect((await send('GET', `/v3/boards/${id}`)).json()).toEqual(answer.json());
    expect((await send('GET', '/v3/boards')).json()).toContainEqual(answer.json());
    const selves = [...answer.text.matchAll(/"self":"([^"]+)"/g)].map((match) => new URL(match[1] ?? '').pathname);
    for (const path of selves) expect([path, (await send('GET', path)).status]).toEqual([path, 200]);
  });

  it('honours all of the present form, and shows what it was given', async () => {
    const project = await queue();
    const liveFilter = { fieldValues: { queue: [{ fixed: project.key }] } };
    const answer = await send('POST', '/v3/liveBoards/', {
      name: 'Live',
      owner: test().admin.actor.login,
      boardPermissionsTemplate: 'public',
      backlogAvailable: true,
      sprintsAvailable: true,
      columns: [
        { name: 'To do', statuses: ['open', 'needInfo'], limit: 5 },
        { name: 'Over', statuses: [{ key: 'cancelled' }, { name: 'Done' }], limit: null },
      ],
      backlogColumns: [{ name: 'Backlog', limit: 10 }],
      nonParametrizedColumns: [{ name: 'Parking' }],
      autoFilters: { addFilter: { liveFilter } },
    });
    expect(answer.status).toBe(201);
    expect(answer.json()).toMatchObject({
      name: 'Live',
      version: 1,
      columns: [{ display: 'To do' }, { display: 'Over' }],
      owner: { display: test().admin.actor.name },
      filter: {},
      autoFilterSettings: { addFilterSettings: { liveFilter } },
      backlogColumns: [{ name: 'Backlog', limit: 10 }],
      nonParametrizedColumns: [{ name: 'Parking' }],
      defaultQueue: { key: project.key },
    });
    const columns = (await send('GET', `/v3/boards/${answer.json().id}/columns`)).json();
    expect(columns.map((each: any) => [each.limit, each.statuses.map(({ key }: any) => key)])).toEqual([
      [5, ['open', 'needInfo']],
      [undefined, ['cancelled', 'done']],
    ]);
  });

  it.each(['key', 'id', 'number', 'object with id', 'filter', 'filter of text', 'filter of reference', 'auto filter'])(
    'puts it into the queue named by %s',
    async (form) => {
      const { key, id } = await queue();
      const forms: Record<string, unknown> = {
        key: { defaultQueue: key },
        id: { defaultQueue: String(id) },
        number: { defaultQueue: id },
        'object with id': { defaultQueue: { id: String(id) } },
        filter: { filter: { queue: [key] } },
        'filter of text': { filter: { queue: key } },
        'filter of reference': { filter: { queue: [{ id }] } },
        'auto filter': { autoFilters: { addFilter: { liveFilter: { fieldValues: { queue: [{ fixed: { key } }] } } } } },
      };
      const answer = await send('POST', '/v2/boards', { name: 'A', ...(forms[form] as object) });
      expect(answer.json().defaultQueue).toMatchObject({ key });
    },
  );

  it('gives a board without a queue a new one of its name, whose own board stays out of sight', async () => {
    const before = await listed();
    const answer = await send('POST', '/v3/liveBoards', { name: 'Команда', query: null, columns: null });
    const { id, defaultQueue } = answer.json();
    expect([answer.status, defaultQueue.key, defaultQueue.display]).toEqual([201, 'KOMANDA', 'Команда']);
    expect(await listed()).toEqual([...before, id]);
    const member = await test().addPerson('planner', 'member');
    const own = { authorization: `OAuth ${member.token}` };
    expect((await send('POST', '/v3/boards', { name: 'B' }, own)).status).toBe(403);
    expect((await send('POST', '/v3/boards', { name: 'B', defaultQueue }, own)).status).toBe(201);
  });

  it.each([
    [{}, true, true],
    [{ boardType: 'scrum' }, true, true],
    [{ boardType: 'default' }, false, false],
    [{ boardType: 'kanban' }, false, false],
    [{ backlogAvailable: true }, true, true],
    [{ backlogAvailable: false }, false, false],
    [{ sprintsAvailable: false }, true, false],
    [{ backlogAvailable: true, sprintsAvailable: true }, true, true],
  ])('of %j has a backlog: %s, and sprints: %s', async (fields, backlogAvailable, sprintsAvailable) => {
    expect(await addBoard(fields)).toMatchObject({ backlogAvailable, sprintsAvailable });
  });

  it.each([
    [{}, 422, { name: 'Required parameter.' }],
    [{ name: '' }, 400, { name: 'A name has 1 to 256 characters, on one line' }],
    [{ name: 5 }, 400, { name: 'Incorrect data format' }],
    [{ name: 'A', version: 1 }, 400, { version: 'Incorrect data format' }],
    [{ name: 'A', defaultQueue: 'NONE' }, 422, { defaultQueue: 'Queue does not exist.' }],
    [{ name: 'A', defaultQueue: 999_999 }, 422, { defaultQueue: 'Queue does not exist.' }],
    [{ name: 'A', defaultQueue: true }, 400, { defaultQueue: 'Incorrect data format' }],
    [{ name: 'A', filter: { queue: 'NONE' } }, 422, { filter: 'Queue does not exist.' }],
    [{ name: 'A', filter: { query: 'x' } }, 422, { filter: 'Filter query does not exist' }],
    [{ name: 'A', filter: 'x' }, 400, { filter: 'Incorrect data format' }],
    [{ name: 'A', query: '((' }, 400, { query: expect.stringMatching(/^Syntax error/) }],
    [{ name: 'A', query: 'Queue: Q1', filter: { queue: 'Q1' } }, 400, { query: expect.any(String) }],
    [{ name: 'A', orderBy: 'created' }, 422, { orderBy: 'An order needs a filter' }],
    [{ name: 'A', orderBy: 'nothing', filter: { queue: 'Q1' } }, 422, { orderBy: 'Filter nothing does not exist' }],
    [{ name: 'A', sprintsAvailable: true }, 422, { sprintsAvailable: 'Sprints need a backlog' }],
    [
      { name: 'A', sprintsAvailable: true, backlogAvailable: false },
      422,
      { sprintsAvailable: 'Sprints need a backlog' },
    ],
    [{ name: 'A', boardType: 'other' }, 400, { boardType: expect.any(String) }],
    [{ name: 'A', country: 2 }, 422, { country: 'There is no such country' }],
    [{ name: 'A', owner: 'nobody' }, 422, { owner: 'User does not exist.' }],
    [{ name: 'A', boardPermissionsTemplate: 'private' }, 400, { boardPermissionsTemplate: expect.any(String) }],
    [{ name: 'A', columns: [] }, 422, { columns: 'A board has at least one column' }],
    [{ name: 'A', columns: [{ name: 'B' }] }, 422, { columns: expect.any(String) }],
    [{ name: 'A', columns: [{ name: 'B', statuses: [] }] }, 422, { columns: 'Required parameter.' }],
    [
      { name: 'A', columns: [{ name: 'B', statuses: ['open', 'zz', 'yy'] }] },
      422,
      { columns: 'Status zz, yy does not exist.' },
    ],
    [{ name: 'A', columns: [{ id: 1, name: 'B' }] }, 422, { columns: 'Column does not exist.' }],
    [{ name: 'A', columns: [{ name: 5 }] }, 400, { columns: 'Incorrect data format' }],
    [{ name: 'A', autoFilters: { other: {} } }, 400, { autoFilters: 'Incorrect data format' }],
    [{ name: 'A', backlogColumns: [{}] }, 400, { backlogColumns: 'Incorrect data format' }],
    [{ name: 5, defaultQueue: 'NONE' }, 400, { defaultQueue: 'Queue does not exist.', name: expect.any(String) }],
  ])('of %j is refused with %i', async (body, status, errors) => {
    await queue();
    const before = (await test().actions.listProjects(test().admin)).length;
    const answer = await send('POST', '/v3/liveBoards/', body);
    expect([answer.status, answer.json()]).toEqual([status, errorBody(status, errors)]);
    expect((await test().actions.listProjects(test().admin)).length).toBe(before);
  });

  it.each([
    ['[]', 400],
    ['7', 400],
    ['{bad', 400],
  ])('of %s is refused with %i and a message', async (body, status) => {
    const answer = await send('POST', '/v3/boards', body);
    expect([answer.status, answer.json()]).toEqual([status, errorBody(status, {}, [expect.any(String)])]);
  });
});
