import { beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { type TestServer, useTestServer } from '../../../test/support/open-test-server.ts';

/** Speaks TeamPulse to a server that gets one project. */
function teamPulse(test: () => TestServer) {
  let projectId = 0;
  beforeAll(async () => {
    projectId = (await test().actions.createProject(test().admin, { title: 'Alpha' })).id;
  });
  const send = (
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) =>
    test().send(method, `/api/v1/${path}`, {
      headers: { authorization: `WRAP access_token=${test().token}`, ...headers },
      ...(body === undefined ? {} : { body }),
    });
  const post = (body: object) => send('POST', 'iterations', { projectId, ...body });
  const add = async (body: object = {}) => {
    const answer = await post({ name: 'Sprint', ...body });
    expect(answer.status).toBe(201);
    return answer.json();
  };
  const put = (id: number, body: unknown, headers?: Record<string, string>) =>
    send('PUT', `iterations/${id}`, body, headers);
  const get = async (id: number) => (await send('GET', `iterations/${id}`)).json();
  return { send, post, add, put, get, projectId: () => projectId };
}

/** The keys of an error beside `Message`. */
function faultsOf(answer: { json: () => any }): string[] {
  const { Message, ...faults } = answer.json();
  expect(Message).toMatch(/^[A-Z].*\.$/);
  return Object.keys(faults).sort();
}

describe.each(engines)('a TeamPulse iteration on %s', (engine) => {
  const test = useTestServer(engine);
  const { send, post, add, put, get, projectId } = teamPulse(test);

  it('is made of a name and a project, and starts and ends a week and three weeks later', async () => {
    test().setClock(Date.parse('2026-03-02T23:30:00.750Z'));
    const made = await post({ name: 'Bare' });
    test().setClock(null);
    expect(made.status).toBe(201);
    expect(made.headers.etag).toBe('"1"');
    const { id, sequence, ...rest } = made.json();
    expect(made.headers.location).toBe(`http://timebox.test/api/v1/iterations/${id}`);
    expect(rest).toEqual({
      startDate: '2026-03-09',
      endDate: '2026-03-23',
      minCapacity: null,
      maxCapacity: null,
      name: 'Bare',
      path: 'Bare',
      parentId: 1,
      isRelease: false,
      projectId: projectId(),
      createdBy: 'Admin of acme',
      createdAt: '2026-03-02T23:30:00',
      lastModifiedBy: 'Admin of acme',
      lastModifiedAt: '2026-03-02T23:30:00',
    });
  });

  it('counts the day of its making in the zone of its project', async () => {
    const { actions, admin, setClock } = test();
    const zoned = await actions.createProject(admin, { title: 'Far east', zone: 'Pacific/Kiritimati' });
    setClock(Date.parse('2026-03-02T23:30:00Z'));
    const made = (await post({ name: 'There', projectId: zoned.id })).json();
    setClock(null);
    expect([made.startDate, made.endDate]).toEqual(['2026-03-10', '2026-03-24']);
  });

  it('takes what a client sends whose integers and dates cannot be empty, as if it had sent nothing', async () => {
    const nothing = '0001-01-01T00:00:00';
    const none = { id: 0, parentId: 0, path: null, createdBy: null, createdAt: nothing, lastModifiedAt: nothing };
    const dates = { startDate: nothing, endDate: nothing };
    const plain = await add();
    const made = await add({ ...none, ...dates, minCapacity: null, maxCapacity: null, isRelease: false });
    expect({ ...made, id: 0, sequence: 0 }).toEqual({
      ...plain,
      id: 0,
      sequence: 0,
      createdAt: made.createdAt,
      lastModifiedAt: made.lastModifiedAt,
    });
    const changed = await put(made.id, { ...none, ...dates, name: 'Renamed', sequence: made.sequence });
    expect([changed.status, changed.json().name, changed.json().startDate]).toEqual([200, 'Renamed', plain.startDate]);
  });

  it('takes null as absent when it is made, and as "back to what it was without" when it is changed', async () => {
    const nulls = { parentId: null, sequence: null, isRelease: null, startDate: null, endDate: null };
    const capacities = { minCapacity: null, maxCapacity: null };
    const plain = await add();
    const made = await add({ ...nulls, ...capacities });
    expect([made.parentId, made.isRelease, made.startDate, made.minCapacity]).toEqual([
      1,
      false,
      plain.startDate,
      null,
    ]);

    const release = await add({ isRelease: true });
    const full = { parentId: release.id, sequence: 0, isRelease: true, startDate: '2030-01-01', endDate: '2030-01-09' };
    const filled = (await put(made.id, { ...full, minCapacity: 1, maxCapacity: 2.5 })).json();
    expect(filled).toMatchObject({ ...full, minCapacity: 1, maxCapacity: 2.5 });
    const emptied = (await put(made.id, { ...nulls, ...capacities })).json();
    expect(emptied).toMatchObject({ parentId: 1, isRelease: false, startDate: plain.startDate, ...capacities });
    const last = await add();
    expect(emptied.sequence).toBe(last.sequence - 1);
    expect(faultsOf(await put(made.id, { name: null, projectId: null }))).toEqual([
      'iteration.name',
      'iteration.projectId',
    ]);
  });

  it('takes the date as written, whatever time and zone stand beside it', async () => {
    for (const written of [
      '2013-10-24',
      '2013-10-24T00:00:00',
      '2013-10-24T00:00:00.1234567+03:00',
      '2013-10-24T23:59Z',
    ])
      expect((await add({ startDate: written })).startDate).toBe('2013-10-24');
  });

  it('takes the end along when only a start beyond the default end is sent', async () => {
    const made = await add({ startDate: '2050-01-01' });
    expect([made.startDate, made.endDate]).toEqual(['2050-01-01', '2050-01-15']);
  });

  it('tells every fault of a body at once, each under its own key', async () => {
    const wrong = {
      name: '',
      startDate: '2013-02-30',
      endDate: 5,
      minCapacity: -1,
      maxCapacity: '9',
      parentId: -7,
      sequence: 1.5,
      isRelease: 'yes',
      projectId: 0,
    };
    const made = await post(wrong);
    expect(made.status).toBe(400);
    expect(faultsOf(made)).toEqual(
      Object.keys(wrong)
        .map((member) => `iteration.${member}`)
        .sort(),
    );
    expect(made.json()['iteration.sequence']).toBe('The field sequence must be an integer.');
    const plain = await add();
    expect(faultsOf(await put(plain.id, wrong))).toEqual(faultsOf(made));
    expect(faultsOf(await send('POST', 'iterations'))).toEqual(['iteration.name', 'iteration.projectId']);
    expect(await get(plain.id)).toEqual(plain);
  });

  it.each([
    ['the end before the start', { startDate: '2013-10-02', endDate: '2013-10-01' }, ['endDate']],
    ['the lower bound above the upper', { minCapacity: 2, maxCapacity: 1.5 }, ['minCapacity']],
    [
      'both',
      { startDate: '2013-10-02', endDate: '2013-10-01', minCapacity: 2, maxCapacity: 1 },
      ['endDate', 'minCapacity'],
    ],
    ['a root of its own', { parentId: -1 }, ['parentId']],
    ['a parent that is nowhere', { parentId: 9999 }, ['parentId']],
    ['a place below zero', { sequence: -1 }, ['sequence']],
    ['a place beyond an integer', { sequence: 2 ** 31 }, ['sequence']],
    ['a year beyond the calendar', { startDate: '2201-01-01' }, ['startDate']],
    ['a capacity beyond all teams', { maxCapacity: 1_000_001 }, ['maxCapacity']],
    ['a name of 257 characters', { name: '🏃'.repeat(257) }, ['name']],
    ['a name of two lines', { name: 'a\nb' }, ['name']],
  ])('refuses %s, new or changed', async (_, body, members) => {
    const keys = members.map((member) => `iteration.${member}`);
    const made = await post({ name: 'Sprint', ...body });
    expect([made.status, faultsOf(made)]).toEqual([400, keys]);
    const plain = await add();
    const changed = await put(plain.id, body);
    expect([changed.status, faultsOf(changed)]).toEqual([400, keys]);
    expect(await get(plain.id)).toEqual(plain);
  });

  it('compares what is sent with what is there', async () => {
    const made = await add({ startDate: '2013-10-02', endDate: '2013-10-16', minCapacity: 2, maxCapacity: 3 });
    for (const [body, member] of [
      [{ startDate: '2013-10-17' }, 'startDate'],
      [{ endDate: '2013-10-01' }, 'endDate'],
      [{ minCapacity: 3.5 }, 'minCapacity'],
      [{ maxCapacity: 1 }, 'maxCapacity'],
    ] as const) {
      expect(faultsOf(await put(made.id, body))).toEqual([`iteration.${member}`]);
    }
    expect((await put(made.id, { startDate: '2013-11-01', endDate: '2013-11-02' })).status).toBe(200);
  });

  it('keeps what a body does not mention, and ignores what only the server says', async () => {
    const made = await add({ startDate: '2013-10-02', endDate: '2013-10-16', minCapacity: 2 });
    const forged = {
      id: 99,
      path: 'x',
      createdBy: 'x',
      createdAt: '1999-01-01',
      lastModifiedBy: 5,
      lastModifiedAt: {},
    };
    const changed = (await put(made.id, { ...forged, maxCapacity: 7.25, stranger: true })).json();
    expect(changed).toEqual({ ...made, maxCapacity: 7.25, lastModifiedAt: changed.lastModifiedAt });
    const born = await add(forged);
    expect(born).toMatchObject({ path: 'Sprint', createdBy: 'Admin of acme', lastModifiedBy: 'Admin of acme' });
    expect(born.id).not.toBe(99);
  });

  it('does not change when it is sent back as it was shown, nor by an empty body', async () => {
    const release = await add({ isRelease: true });
    const made = [await add(), await add({ startDate: '2050-01-01' }), await add({ parentId: release.id }), release];
    const root = await get(1);
    const told = test().heard.length;
    for (const each of [...made, root]) {
      for (const body of [each, {}, undefined, null]) {
        const answer = await put(each.id, body === null ? 'null' : body);
        expect([answer.status, answer.json()]).toEqual([200, each]);
        expect(answer.headers.etag).toBe('"1"');
      }
    }
    expect(test().heard.length).toBe(told);
  });

  it('means all the dates that were sent as soon as one of them is not as shown', async () => {
    const made = await add();
    const later = `${Number(made.endDate.slice(0, 4)) + 1}-01-01`;
    expect(faultsOf(await put(made.id, { startDate: later, endDate: made.endDate }))).toEqual(['iteration.endDate']);
    const changed = (await put(made.id, { startDate: made.endDate, endDate: made.endDate })).json();
    expect([changed.startDate, changed.endDate]).toEqual([made.endDate, made.endDate]);
  });

  it('belongs to its project for good', async () => {
    const { actions, admin } = test();
    const other = await actions.createProject(admin, { title: 'Beta' });
    const made = await add();
    for (const wrong of [other.id, 0, -1, 9999]) {
      const answer = await put(made.id, { projectId: wrong, name: 'Moved' });
      expect([answer.status, faultsOf(answer)]).toEqual([400, ['iteration.projectId']]);
    }
    expect((await put(made.id, { projectId: projectId(), name: 'Stays' })).json().name).toBe('Stays');
  });

  it('is not made in a project that is nowhere, or that the caller cannot see', async () => {
    const other = await test().addOrganization(`other-${engine}`);
    let foreign = 0;
    // Organizations number their projects alike: only a late one has a number that ours has not given.
    for (let count = 0; count < 6; count += 1)
      foreign = (await test().actions.createProject(other.caller, { title: 'Theirs' })).id;
    for (const id of [9999, foreign]) {
      const answer = await post({ name: 'Sprint', projectId: id });
      expect([answer.status, answer.json()]).toEqual([404, { Message: 'Project not found.' }]);
    }
  });

  it('can be edited when it was closed elsewhere', async () => {
    const { actions, admin } = test();
    const made = await add({ startDate: '2013-10-02', endDate: '2013-10-16' });
    const anything = {
      moves: { planned: ['closed'] },
      refuseRepeatedClose: false,
      fixedWhenClosed: [],
      endAfterStart: 'day',
      findsRemoved: false,
      findsGroups: false,
    } as const;
    const find = { iteration: { id: made.id }, precondition: { kind: 'none' }, fields: {} } as const;
    await actions.changeIteration(admin, { ...find, status: 'closed', policy: anything });
    const changed = await put(made.id, { name: 'Done', endDate: '2013-10-20' });
    expect([changed.status, changed.json().name, changed.json().endDate]).toEqual([200, 'Done', '2013-10-20']);
  });

  it('keeps the instant that another dialect gave it, until another day is sent', async () => {
    const { actions, admin } = test();
    const at = Date.parse('2013-10-02T18:30:00Z');
    const policy = {
      moves: {},
      refuseRepeatedClose: false,
      fixedWhenClosed: [],
      endAfterStart: 'day',
      findsRemoved: false,
      findsGroups: true,
    } as const;
    const { id } = await actions.createIteration(admin, {
      home: { projectId: projectId() },
      title: 'Timed',
      fields: { start: { day: '2013-10-02', at }, end: { day: '2013-10-16', at: null } },
      policy,
    });
    const stored = async () =>
      (await actions.getIteration(admin, { iteration: { id }, precondition: { kind: 'none' }, policy })).start;
    await put(id, { startDate: '2013-10-02' });
    await put(id, { startDate: '2013-10-02', endDate: '2013-10-17' });
    expect(await stored()).toEqual({ day: '2013-10-02', at });
    await put(id, { startDate: '2013-10-03' });
    expect(await stored()).toEqual({ day: '2013-10-03', at: null });
  });

  it('becomes a release, and stops being one, while it is empty; the root always is one', async () => {
    const { actions, admin } = test();
    const made = await add();
    expect((await put(made.id, { isRelease: true })).json().isRelease).toBe(true);
    expect((await put(made.id, { isRelease: false })).json().isRelease).toBe(false);
    const item = await actions.createItem(admin, { project: { id: projectId() }, fields: { title: 'Task' } });
    await actions.enterIteration(admin, {
      iteration: { id: made.id },
      item: { id: item.id },
      policy: { findsRemoved: false, findsGroups: false, leaves: 'every other', takesForeign: false },
    });
    expect(faultsOf(await put(made.id, { isRelease: true }))).toEqual(['iteration.isRelease']);
    expect(faultsOf(await put(1, { isRelease: false }))).toEqual(['iteration.isRelease']);
    expect((await put(1, { isRelease: null })).status).toBe(200);
  });

  it('is compared with If-Match where that is sent', async () => {
    const made = await add();
    expect((await put(made.id, { name: 'Two' }, { 'if-match': '"1"' })).headers.etag).toBe('"2"');
    const stale = await put(made.id, { name: 'Three' }, { 'if-match': '"1"' });
    expect([stale.status, stale.headers.etag, stale.json()]).toEqual([
      412,
      '"2"',
      { Message: 'The version is 2 now.' },
    ]);
    expect((await send('DELETE', `iterations/${made.id}`, undefined, { 'if-match': '"1"' })).status).toBe(412);
    expect((await put(made.id, { name: 'Three' }, { 'if-match': '2' })).headers.etag).toBe('"3"');
    expect((await put(made.id, { name: 'Four' }, { 'if-match': '2' })).status).toBe(412);
    expect((await send('DELETE', `iterations/${made.id}`, undefined, { 'if-match': '"3"' })).status).toBe(200);
  });

  it('may have a name of blanks, which is kept as it is', async () => {
    const made = await add({ name: '  ' });
    expect((await put(made.id, { name: '\u3000' })).json().name).toBe('\u3000');
    expect(made.name).toBe('  ');
  });

  it('is answered again as it was when a change is sent again, whatever became of it', async () => {
    const made = await add();
    const key = { 'idempotency-key': 'change-and-remove' };
    const body = { ...made, name: 'Renamed', endDate: '2050-01-02' };
    const first = await put(made.id, body, key);
    expect([first.status, first.json().endDate]).toEqual([200, '2050-01-02']);
    await put(made.id, { startDate: '2060-01-01', endDate: '2060-01-02' });
    const again = await put(made.id, body, key);
    expect([again.status, again.headers['idempotency-replayed'], again.json()]).toEqual([200, 'true', first.json()]);
    await send('DELETE', `iterations/${made.id}`);
    const late = await put(made.id, body, key);
    expect([late.status, late.headers['idempotency-replayed'], late.json()]).toEqual([200, 'true', first.json()]);
    expect((await put(made.id, body)).status).toBe(404);
  });

  it.each(['0', '-1', '+1', '01', '1.0', '1e0', '2147483648', '99999999999999999999', 'x', '%20', '1%00'])(
    'has no id %s',
    async (id) => {
      expect((await send('GET', `iterations/${id}`)).status).toBe(404);
      expect((await send('GET', `projects/${id}/iterations`)).status).toBe(404);
    },
  );
});

describe.each(engines)('bodies that TeamPulse takes, on %s', (engine) => {
  const { send, get, projectId } = teamPulse(useTestServer(engine));
  const form = { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' };

  it('a form says the same as JSON', async () => {
    const body = `name=Form+%D0%AF&projectId=${projectId()}&startDate=2013-10-02T00%3A00%3A00&endDate=2013-10-16&minCapacity=1.5&maxCapacity=&parentId=0&sequence=0&isRelease=True`;
    const made = await send('POST', 'iterations', body, form);
    expect(made.status).toBe(201);
    expect(made.json()).toMatchObject({
      name: 'Form Я',
      startDate: '2013-10-02',
      endDate: '2013-10-16',
      minCapacity: 1.5,
      maxCapacity: null,
      parentId: 1,
      sequence: 0,
      isRelease: true,
    });
    const { id } = made.json();
    const changed = await send('PUT', `iterations/${id}`, 'name=12&minCapacity=', form);
    expect(changed.json()).toMatchObject({ name: '12', minCapacity: null, startDate: '2013-10-02' });
    const wrong = await send('PUT', `iterations/${id}`, 'name=&minCapacity=much&isRelease=maybe', form);
    expect([wrong.status, faultsOf(wrong)]).toEqual([
      400,
      ['iteration.isRelease', 'iteration.minCapacity', 'iteration.name'],
    ]);
    expect((await send('PUT', `iterations/${id}`, 'name=%ff', form)).status).toBe(400);
    expect((await send('PUT', 'iterations/999999', 'name=%ff', form)).status).toBe(404);
    expect(await get(id)).toEqual(changed.json());
  });

  it('JSON may be called plain text, and is read as strictly', async () => {
    const text = { 'content-type': 'text/plain;charset=UTF-8' };
    const made = await send('POST', 'iterations', { name: 'Text', projectId: projectId() }, text);
    expect([made.status, made.json().name]).toEqual([201, 'Text']);
    expect((await send('PUT', `iterations/${made.json().id}`, '{"name":', text)).status).toBe(400);
  });

  it('a form in parts says the same, and carries no files', async () => {
    const type = { 'content-type': 'multipart/form-data; boundary="-- a:b"' };
    const parts = (...fields: readonly (readonly [disposition: string, value: string])[]) =>
      `${fields.map(([name, value]) => `---- a:b\r\nContent-Disposition: form-data; ${name}\r\n\r\n${value}\r\n`).join('')}---- a:b--\r\n`;
    const project: readonly [string, string] = ['name=projectId', String(projectId())];
    const made = await send(
      'POST',
      'iterations',
      parts(project, ['name="name"', 'Форма'], ['name="minCapacity"', '1.5']),
      type,
    );
    expect(made.status).toBe(201);
    expect(made.json()).toMatchObject({ name: 'Форма', minCapacity: 1.5 });
    const { id } = made.json();
    const changed = await send('PUT', `iterations/${id}`, parts(['name="minCapacity"', '']), type);
    expect([changed.status, changed.json().minCapacity]).toEqual([200, null]);
    for (const body of [parts(['name="name"; filename="a.txt"', 'x']), parts(['name="name"', 'x']).slice(0, -4), '']) {
      const refused = await send('PUT', `iterations/${id}`, body, type);
      expect([refused.status, Object.keys(refused.json())]).toEqual([400, ['Message']]);
      expect((await send('PUT', 'iterations/999999', body, type)).status).toBe(404);
    }
    expect((await send('PUT', `iterations/${id}`, 'x'.repeat(2 ** 20 + 1), type)).status).toBe(413);
    expect(await get(id)).toEqual(changed.json());
  });

  it.each<[string, Record<string, string>, string]>([
    ['a type that is neither', { 'content-type': 'application/xml' }, 'The body must be JSON or a form.'],
    ['other letters', { 'content-type': 'application/json; charset=koi8-r' }, 'The body must be in UTF-8.'],
    [
      'a form in other letters',
      { ...form, 'content-type': `${form['content-type'].split(';')[0]}; charset=cp1251` },
      'The body must be in UTF-8.',
    ],
    [
      'what is packed',
      { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      'The body must not be compressed.',
    ],
  ])('of %s they are told that it is just this', async (_, headers, Message) => {
    const answer = await send('POST', 'iterations', '{}', headers);
    expect([answer.status, answer.json()]).toEqual([415, { Message }]);
  });

  it('other types are refused, after what is not there', async () => {
    const xml = { 'content-type': 'application/xml' };
    const { id } = (await send('POST', 'iterations', { name: 'Sprint', projectId: projectId() })).json();
    const answer = await send('PUT', `iterations/${id}`, '<a/>', xml);
    expect([answer.status, answer.json()]).toEqual([415, { Message: 'The body must be JSON or a form.' }]);
    expect((await send('POST', 'iterations', '<a/>', xml)).status).toBe(415);
    expect((await send('PUT', 'iterations/999999', '<a/>', xml)).status).toBe(404);
  });
});
