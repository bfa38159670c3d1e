import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { day, json, linkOf, origin, useSessions } from '../../../test/support/use-sessions.ts';
import { errorBody } from '../../../test/support/use-tracker.ts';

const withoutVersion = 'Нужно указать изменяемую версию: в заголовке If-Match или в параметре version адреса.';

/** What a client sends from its first request to its last, as that client writes it. */
describe.each(engines)('A session with Tracker, on %s', (engine) => {
  const { test, client, oauth, me, sprintOf, dates } = useSessions(engine);

  it('of yandex_tracker_client: slashes at the end, JSON types without a body, If-Match, and self as its only address', async () => {
    const send = client({
      ...oauth(),
      ...json,
      'x-org-id': 'not provided',
      'x-cloud-org-id': 'acme',
      'accept-encoding': 'gzip, deflate',
      accept: '*/*',
    });
    const base = `${origin}/v2`;
    const follow = (self: string) => new URL(self).pathname;

    const made = await send('POST', '/v2/sprints/', `{"name": "Sprint 1", "board": {"id": 3}, ${dates}}`);
    expect([made.status, made.json()]).toEqual([201, sprintOf(base, made.json())]);
    const sprint = made.json();
    const inBoard = await send('GET', '/v2/boards/3/sprints/');
    expect([inBoard.status, inBoard.json()]).toEqual([200, [sprint]]);
    expect((await send('GET', `/v2/sprints/${sprint.id}`)).json()).toEqual(sprint);
    const named = await send('PATCH', follow(sprint.self), '{"name": "Renamed"}', { 'if-match': '"1"' });
    expect([named.status, named.json()]).toEqual([200, { ...sprint, name: 'Renamed', version: 2 }]);
    const stale = await send('PATCH', follow(sprint.self), '{"name": "Lost"}', { 'if-match': '"1"' });
    const isTwo = 'Объект успели изменить: текущая версия — 2.';
    expect([stale.status, stale.json()]).toEqual([412, errorBody(412, {}, [isTwo])]);
    const started = await send('POST', `${follow(sprint.self)}/_start`, '{}', { 'if-match': '"2"' });
    expect([started.status, started.json().status, started.json().version]).toEqual([200, 'in_progress', 3]);

    const fields = (await send('GET', '/v2/fields/')).json();
    const typeOf = (id: string) => fields.find((each: any) => each.id === id)?.schema.type;
    expect(['sprint', 'storyPoints', 'summary'].map(typeOf)).toEqual(['array', 'float', 'string']);
    const unique = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
    const create = `{"queue": "TEST", "summary": "One", "sprint": {"id": ${sprint.id}}, "unique": "${unique}"}`;
    const issue = await send('POST', '/v2/issues/', create);
    const reference = { self: sprint.self, id: String(sprint.id), display: 'Renamed' };
    expect([issue.status, issue.json().sprint, issue.json().unique]).toEqual([201, [reference], unique]);
    const again = await send('POST', '/v2/issues/', create);
    const isTaken = 'Задача с таким значением unique уже существует.';
    expect([again.status, again.json()]).toEqual([409, errorBody(409, { unique: isTaken })]);
    const found = await send('POST', `/v2/issues/_findByUnique?unique=${unique}`, '{}');
    expect([found.status, found.json()]).toEqual([200, issue.json()]);
    const emptied = await send('PATCH', follow(issue.json().self), '{"sprint": []}', { 'if-match': '"1"' });
    expect([emptied.status, emptied.json().version, 'sprint' in emptied.json()]).toEqual([200, 2, false]);

    const ways = (await send('GET', `${follow(issue.json().self)}/transitions/`)).json();
    const way = ways.find((each: any) => each.id === 'inProgress');
    const went = await send('POST', `${follow(way.self)}/_execute`, '{"comment": "Taken"}');
    expect([went.status, went.json().map((each: any) => each.id)]).toEqual([
      200,
      expect.not.arrayContaining(['inProgress']),
    ]);
    expect((await send('GET', `${follow(issue.json().self)}/comments/`)).json()).toMatchObject([{ text: 'Taken' }]);

    for (const name of ['Two', 'Three']) await send('POST', '/v2/issues/', `{"queue": "TEST", "summary": "${name}"}`);
    const six =
      '{"filter": {"queue": "TEST"}, "filterId": null, "query": null, "keys": null, "queue": null, "order": ["+key"]}';
    const page = await send('POST', '/v2/issues/_search?perPage=2', six);
    expect([page.status, page.json().map((each: any) => each.summary)]).toEqual([200, ['One', 'Two']]);
    expect(page.headers).toMatchObject({ 'x-total-count': '3', 'x-total-pages': '2' });
    const next = await send('POST', linkOf(page.headers['link'], 'next') ?? '', six);
    expect(next.json().map((each: any) => each.summary)).toEqual(['Three']);
    expect(linkOf(next.headers['link'], 'next')).toBeUndefined();
    const seek = linkOf(page.headers['link'], 'seek') ?? '';
    expect(seek).toMatch(/\{&page\}$/);
    expect((await send('POST', seek.replace('{&page}', '&page=2'), six)).json()).toEqual(next.json());
    expect((await send('POST', '/v2/issues/_count', six)).text).toBe('3');
    for (const key of ['TEST-1', 'TEST-2', 'TEST-3']) await send('PATCH', `/v2/issues/${key}`, '{"sprint": null}');

    const gone = await send('DELETE', follow(sprint.self));
    expect([gone.status, gone.text]).toEqual([204, '']);
    const missing = await send('GET', follow(sprint.self));
    expect([missing.status, missing.json()]).toEqual([404, errorBody(404, {}, ['Спринт не существует.'])]);
  });

  it('of go-yandex-tracker: a bare If-Match, a null body, texts as ids, and scrolling by id and token', async () => {
    const send = client({ ...oauth(), ...json, 'x-org-id': '1', 'user-agent': 'go-yandex-tracker' });
    const base = `${origin}/v3`;
    const body = `{"name":"Sprint 1","board":{"id":"3"},"startDate":"${day.start}","endDate":"${day.end}"}`;
    const made = await send('POST', '/v3/sprints', body);
    expect([made.status, made.json()]).toEqual([201, sprintOf(base, made.json())]);
    expect((await send('GET', '/v3/boards/3/sprints')).json()).toEqual([made.json()]);
    const board = await send('POST', '/v3/boards/', '{"name":"Go","defaultQueue":{"key":"TWO"},"boardType":"kanban"}');
    expect([board.status, board.json().defaultQueue.key, board.json().version]).toEqual([201, 'TWO', 1]);
    const edited = await send('PATCH', `/v3/boards/${board.json().id}`, '{"name":"Gone"}', { 'if-match': '1' });
    expect([edited.status, edited.json().version, edited.json().name]).toEqual([200, 2, 'Gone']);
    const column = '{"name":"Ready","statuses":["done"]}';
    const added = await send('POST', `/v3/boards/${board.json().id}/columns/`, column, { 'if-match': '2' });
    expect([added.status, added.json().name]).toEqual([201, 'Ready']);
    expect((await send('DELETE', `/v3/boards/${board.json().id}`)).status).toBe(204);

    const issue = await send('POST', '/v3/issues/', `{"queue":"ONE","summary":"Go","sprint":["${made.json().id}"]}`);
    expect([issue.status, issue.json().sprint[0].id]).toEqual([201, String(made.json().id)]);
    const { key } = issue.json();
    expect((await send('POST', `/v3/issues/${key}/transitions/inProgress/_execute`, 'null')).status).toBe(200);
    const changed = await send('PATCH', `/v3/issues/${key}?version=2`, '{"storyPoints":2.5}');
    expect([changed.status, changed.json().version, changed.json().storyPoints]).toEqual([200, 3, 2.5]);
    const stale = await send('PATCH', `/v3/issues/${key}?version=2`, '{"storyPoints":3}');
    expect(stale.json()).toEqual(errorBody(409, {}, ['Объект успели изменить: текущая версия — 3.']));
    for (const name of ['B', 'C']) await send('POST', '/v3/issues/', `{"queue":"ONE","summary":"${name}"}`);
    const search = '{"filter":{"queue":"ONE"},"order":"-key"}';
    const seen: string[] = [];
    let path = '/v3/issues/_search?scrollType=sorted&perScroll=2&scrollTTLMillis=60000';
    for (let piece = 0; piece < 3 && path !== ''; piece += 1) {
      const { status, headers, json } = await send('POST', path, search);
      expect([status, headers['x-total-count']]).toEqual([200, '3']);
      seen.push(...json().map((each: any) => each.key));
      const { 'x-scroll-id': id, 'x-scroll-token': token } = headers;
      path = id === undefined ? '' : `/v3/issues/_search?scrollId=${id}&scrollToken=${token}`;
    }
    expect(seen).toEqual(['ONE-3', 'ONE-2', 'ONE-1']);
    const count = await send('POST', '/v3/issues/_count', '{"query":"Queue: ONE"}');
    expect(count.text).toBe('3');
    const moved = await send('POST', `/v3/issues/ONE-3/_move?queue=TWO&initialStatus=true`, 'null');
    expect([moved.status, moved.json().key, moved.json().aliases]).toEqual([200, 'TWO-1', ['ONE-3']]);
    expect((await send('DELETE', `/v3/sprints/${made.json().id}`)).status).toBe(204);
  });

  it('of YaTracker: If-Match with quotes on every verb, camelCase bodies, boards in pages', async () => {
    const send = client({ ...oauth(), ...json, 'x-org-id': '1' });
    const base = `${origin}/v3`;
    const made = await send('POST', '/v3/sprints', `{"name": "Sprint 1", "board": {"id": "3"}, ${dates}}`);
    const at = `/v3/sprints/${made.json().id}`;
    const edited = await send('PATCH', at, '{"endDate": "2026-04-22"}', { 'if-match': '"1"' });
    expect(edited.json()).toMatchObject({ version: 2, endDate: '2026-04-22', startDate: day.start });
    const started = await send('POST', `${at}/_start`, '{}', { 'if-match': '"2"' });
    const archived = await send('POST', `${at}/_archive`, '{}', { 'if-match': '"3"' });
    expect([started.status, archived.status]).toEqual([200, 200]);
    expect(archived.json()).toMatchObject({ status: 'archived', archived: true, version: 4 });
    expect((await send('PATCH', at, '{"name": "x"}', { 'if-match': '"3"' })).status).toBe(412);
    expect((await send('DELETE', at)).status).toBe(204);
    const boards = [];
    for (let last = 0, read = [{ id: 0 }]; read.length > 0; last = read.at(-1)?.id ?? 0) {
      read = (await send('GET', `/v3/boards/_paginate?perPage=2&id=${last}`)).json();
      boards.push(...read);
    }
    expect(boards).toEqual((await send('GET', '/v3/boards')).json());
    const live = await send(
      'POST',
      '/v3/liveBoards/',
      '{"name": "Live", "backlogAvailable": true, "sprintsAvailable": true, "columns": [{"name": "Do", "statuses": ["open"], "limit": 5}], "autoFilters": {"addFilter": {"liveFilter": {"fieldValues": {"queue": [{"fixed": "TWO"}]}}}}}',
    );
    expect([live.status, live.json()]).toEqual([
      201,
      expect.objectContaining({
        version: 1,
        name: 'Live',
        createdBy: me(base),
        createdAt: expect.any(String),
        filter: {},
      }),
    ]);
    expect((await send('GET', `/v3/boards/${live.json().id}/sprints`)).json()).toEqual([]);
    const issue = (await send('POST', '/v3/issues/', '{"queue": "TWO", "summary": "Typed"}')).json();
    const needed = ['version', 'type', 'priority', 'queue', 'favorite', 'createdAt', 'createdBy', 'votes', 'status'];
    for (const key of needed) expect(issue).toHaveProperty(key);
  });

  it('of ycli: versions in the address, actions without a body', async () => {
    const send = client({ authorization: `Bearer ${test().token}`, 'x-cloud-org-id': 'acme' });
    const made = await send('POST', '/v3/sprints', `{"name": "Sprint 1", "board": {"id": "3"}, ${dates}}`, json);
    const { id, createdAt } = made.json();
    const edited = await send('PATCH', `/v3/sprints/${id}?version=1`, '{"name": "Other"}', json);
    const expected = sprintOf(`${origin}/v3`, { id, createdAt }, { name: 'Other', version: 2 });
    expect([edited.status, edited.json()]).toEqual([200, expected]);
    expect((await send('POST', `/v3/sprints/${id}/_start?version=2`)).json()).toMatchObject({ status: 'in_progress' });
    const stale = await send('POST', `/v3/sprints/${id}/_archive?version=2`);
    expect([stale.status, stale.headers['etag']]).toEqual([412, '"3"']);
    expect((await send('POST', `/v3/sprints/${id}/_archive?version=3`)).json()).toMatchObject({ archived: true });
    expect((await send('DELETE', `/v3/sprints/${id}`)).status).toBe(204);
  });

  it('of LsMacox: made under v2, edited under v3 without a version, finished by _finish', async () => {
    const send = client({ ...oauth(), ...json, 'x-org-id': '1', accept: 'application/json' });
    const made = await send('POST', '/v2/sprints', `{"name": "Sprint 1", "board": {"id": 3}, ${dates}}`);
    const { id, createdAt } = made.json();
    expect([made.status, made.json()]).toEqual([201, sprintOf(`${origin}/v2`, { id, createdAt })]);
    const edited = await send('PATCH', `/v3/sprints/${id}`, '{"name": "Sprint 2"}');
    expect(edited.json()).toEqual(sprintOf(`${origin}/v3`, { id, createdAt }, { name: 'Sprint 2', version: 2 }));
    expect((await send('POST', `/v3/sprints/${id}/_start`, '{}')).json().status).toBe('in_progress');
    const finished = await send('POST', `/v3/sprints/${id}/_finish`, '{}');
    expect([finished.status, finished.json().status, finished.json().version]).toEqual([200, 'released', 4]);
    const kanban = await send('POST', '/v3/boards/', '{"name": "K", "boardType": "kanban", "defaultQueue": "TWO"}');
    const none = await send('GET', `/v3/boards/${kanban.json().id}/sprints`);
    expect(none.json()).toEqual(errorBody(400, {}, ['У доски этого типа не может быть спринтов']));
    expect((await send('POST', '/v3/boards/3/sprints', '{}')).json()).toEqual(
      errorBody(405, {}, ['Метод POST не поддерживается ([GET])']),
    );
    expect((await send('DELETE', `/v3/sprints/${id}`)).status).toBe(204);
  });

  it('of FractalizeR: the board as a text, ?version=, and refusals of what the service refuses', async () => {
    const send = client({ ...oauth(), ...json, 'x-org-id': '1' });
    const made = await send('POST', '/v2/sprints', `{"name":"Sprint 1","board":"3",${dates}}`);
    const { id } = made.json();
    expect([made.status, made.json().board.id]).toEqual([201, '3']);
    for (const key of ['version', 'startDateTime', 'endDateTime', 'country']) {
      const answer = await send('PATCH', `/v3/sprints/${id}`, `{"${key}": 1}`);
      expect([answer.status, answer.json()]).toEqual([400, errorBody(400, { [key]: 'Неверный формат данных' })]);
    }
    expect((await send('PATCH', `/v3/sprints/${id}?version=1`, '{"name":"N"}')).json().version).toBe(2);
    expect((await send('POST', `/v3/sprints/${id}/_start?version=2`, '')).json().version).toBe(3);
    const issue = (await send('POST', '/v3/issues', '{"queue":"TEST","summary":"F"}')).json();
    const status = await send('PATCH', `/v3/issues/${issue.key}`, '{"status":"open"}');
    expect(status.json()).toEqual(errorBody(422, { status: 'Поля [status] только для чтения.' }));
    const board = await send(
      'POST',
      '/v3/liveBoards/',
      '{"name":"F","sprintsAvailable":true,"backlogAvailable":false}',
    );
    expect([board.status, Object.keys(board.json().errors)]).toEqual([422, ['sprintsAvailable']]);
    const page = await send('POST', '/v3/issues/_search?perPage=1&page=1', '{"filter":{"queue":"TEST"}}');
    expect([linkOf(page.headers['link'], 'seek'), Number(page.headers['x-total-count'])]).toEqual([
      '/v3/issues/_search?perPage=1{&page}',
      expect.any(Number),
    ]);
    const created = await send('POST', '/v2/sprints', '{"name":"F","board":"3"}');
    const isMissing = 'Требуется параметр.';
    expect(created.json()).toEqual(errorBody(422, { startDate: isMissing, endDate: isMissing }));
    expect((await send('DELETE', `/v3/sprints/${id}`)).status).toBe(204);
  });
});

describe.each(engines)('A session with a Tracker that asks for versions, on %s', (engine) => {
  const test = useTestServer(engine, { trackerRequiresVersion: true });

  it('of FractalizeR of August 2026 is told what is missing, and deletes without one', async () => {
    const { actions, admin, send, token } = test();
    const { defaultBoardId } = await actions.createProject(admin, { title: 'My board', key: 'TEST' });
    const headers = { authorization: `OAuth ${token}`, 'x-org-id': '1', ...json };
    const body = `{"name":"Sprint 1","board":"${defaultBoardId}","startDate":"${day.start}","endDate":"${day.end}"}`;
    const { id } = (await send('POST', '/v2/sprints', { body, headers })).json();
    for (const [method, path, sent] of [
      ['PATCH', `/v2/sprints/${id}`, '{"name":"x"}'],
      ['POST', `/v3/sprints/${id}/_start`, ''],
      ['POST', `/v3/sprints/${id}/_finish`, '{}'],
      ['POST', `/v3/sprints/${id}/_archive`, '{}'],
    ] as const) {
      const answer = await send(method, path, { body: sent, headers });
      expect([answer.status, answer.json()]).toEqual([428, errorBody(428, {}, [withoutVersion])]);
    }
    expect((await send('DELETE', `/v3/sprints/${id}`, { headers })).status).toBe(204);
  });
});
