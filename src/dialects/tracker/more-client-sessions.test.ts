import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { json, useSessions } from '../../../test/support/use-sessions.ts';
import { errorBody } from '../../../test/support/use-tracker.ts';

/** What a client sends from its first request to its last, as that client writes it. */
describe.each(engines)('Another session with Tracker, on %s', (engine) => {
  const { test, client, oauth, dates } = useSessions(engine);

  it('of polza-ai: sprints to be sorted, an issue into one of them, a transition with no body at all', async () => {
    const send = client({ ...oauth(), ...json, 'x-org-id': '1' });
    const made: any[] = [];
    for (const start of ['2026-05-01', '2026-04-01']) {
      const body = `{"name":"Sprint","board":{"id":3},"startDate":"${start}","endDate":"2026-06-01"}`;
      made.push((await send('POST', '/v3/sprints', body)).json());
    }
    const listed = (await send('GET', '/v3/boards/3/sprints')).json();
    listed.sort((a: any, b: any) => a.startDate.localeCompare(b.startDate) || a.id - b.id);
    expect(listed.map((each: any) => [each.id, each.status])).toEqual([
      [made[1].id, 'draft'],
      [made[0].id, 'draft'],
    ]);
    const body = `{"queue":"TEST","summary":"P","sprint":[{"id":${made[0].id}}]}`;
    const issue = (await send('POST', '/v3/issues/', body)).json();
    const edited = await send('PATCH', `/v3/issues/${issue.key}`, `{"sprint":[{"id":"${made[1].id}"}]}`);
    expect(edited.json().sprint.map((each: any) => each.id)).toEqual([String(made[1].id)]);
    const path = `/v3/issues/${issue.key}/transitions/inProgress/_execute`;
    expect((await send('POST', path, undefined, { 'content-length': '0' })).status).toBe(200);
    const found = await send('POST', '/v3/issues/_search?perPage=50&page=1', `{"query":"Sprint: ${made[1].id}"}`);
    expect([found.json().map((each: any) => each.key), found.headers['x-total-pages']]).toEqual([[issue.key], '1']);
    for (const { id } of made) expect((await send('DELETE', `/v3/sprints/${id}`)).status).toBe(204);
  });

  it('of aikts: fifteen a page, transitions under v2, numbers where its types ask for them', async () => {
    const send = client({ authorization: `Bearer ${test().token}`, 'x-cloud-org-id': '1' });
    const person = (await send('GET', '/v3/myself')).json();
    expect([person.uid, person.login]).toEqual([test().admin.actor.userId, 'acme-admin']);
    const queues = await send('GET', '/v3/queues?perPage=100&page=1');
    expect([queues.headers['x-total-pages'], queues.json().map((each: any) => typeof each.id)]).toEqual([
      '1',
      ['number', 'number', 'number'],
    ]);
    const made = await send('POST', '/v3/sprints', `{"name": "Sprint 1", "board": {"id": 3}, ${dates}}`, json);
    const { id } = made.json();
    expect((await send('GET', '/v3/boards/3/sprints')).json()).toEqual([made.json()]);
    const issue = (
      await send('POST', '/v3/issues/', `{"queue": "TEST", "summary": "A", "sprint": [{"id": ${id}}]}`, json)
    ).json();
    const query = '{"query": "Queue: \\"TEST\\""}';
    const page = await send('POST', '/v3/issues/_search?perPage=15&page=1', query, json);
    expect(page.headers['x-total-pages']).toBe('1');
    expect(page.json().map((each: any) => each.key)).toContain(issue.key);
    expect(Number((await send('POST', '/v3/issues/_count', query, json)).text)).toBe(page.json().length);
    const ways = (await send('GET', `/v2/issues/${issue.key}/transitions`)).json();
    expect(ways[0]).toEqual({
      self: expect.any(String),
      id: 'inProgress',
      display: 'В работе',
      to: expect.any(Object),
    });
    expect((await send('POST', `/v2/issues/${issue.key}/transitions/done/_execute`, '{}', json)).status).toBe(200);
    for (const each of (await send('GET', '/v3/statuses')).json()) {
      expect(each).toMatchObject({ version: expect.any(Number), order: expect.any(Number) });
      expect(['new', 'inProgress', 'paused', 'done', 'cancelled']).toContain(each.type);
    }
    expect((await send('DELETE', `/v3/sprints/${id}`)).status).toBe(204);
  });

  it('of Oskarov: a page that does not matter, sprints added and removed, everything of the sprint', async () => {
    const send = client({ ...oauth(), ...json, 'x-org-id': '1' });
    const add = async (name: string) =>
      (await send('POST', '/v3/sprints', `{"name":"${name}","board":{"id":3},${dates}}`)).json().id;
    const [first, second] = [await add('Sprint 1'), await add('Sprint 2')];
    const listed = await send('GET', '/v3/boards/3/sprints?page=1');
    expect(listed.json().map((each: any) => each.id)).toEqual([first, second]);
    const issue = (await send('POST', '/v3/issues', `{"queue":"TEST","summary":"O","sprint":[${first}]}`)).json();
    const own = `"assignee":"${test().admin.actor.login}"`;
    const moved = await send(
      'PATCH',
      `/v3/issues/${issue.key}`,
      `{"sprint":{"add":[${second}],"remove":[${first}]},${own}}`,
    );
    expect([moved.status, moved.json().sprint.map((each: any) => each.id)]).toEqual([200, [String(second)]]);
    const query = `Queue: \\"TEST\\" AND Assignee: me() AND Resolution: empty() AND Sprint: \\"Sprint 2\\" \\"Sort by\\": Updated DESC`;
    const found = await send('POST', '/v3/issues/_search?perPage=100', `{"query":"${query}"}`);
    expect([found.status, found.json().map((each: any) => each.key)]).toEqual([200, [issue.key]]);
    const left = await send('PATCH', `/v3/issues/${issue.key}`, `{"sprint":{"add":[],"remove":[${second}]}}`);
    expect(left.json()).not.toHaveProperty('sprint');
    for (const id of [first, second]) expect((await send('DELETE', `/v3/sprints/${id}`)).status).toBe(204);
  });

  it('of kirqe: four keys in every error, texts in errors', async () => {
    const send = client({ ...oauth(), ...json, 'x-org-id': '1' });
    const isMissing = 'Требуется параметр.';
    expect((await send('POST', '/v3/issues/', '{}')).json()).toEqual(
      errorBody(422, { queue: isMissing, summary: isMissing }),
    );
    expect((await send('GET', '/v3/issues/NONE-1')).json()).toEqual(errorBody(404, {}, ['Задача не существует.']));
    const unknown = await send('GET', '/v3/myself', undefined, { authorization: 'OAuth not provided' });
    expect(unknown.json()).toEqual(errorBody(401, {}, ['Нужен токен.']));
    const nowhere = await send('GET', '/v3/myself', undefined, { 'x-org-id': 'not provided' });
    expect([nowhere.status, Object.keys(nowhere.json())]).toEqual([403, Object.keys(errorBody(403, {}))]);
  });

  it('of yandex_tracker_api_rust: lists of texts in, every error and reference with all that its types ask for', async () => {
    const send = client({ ...oauth(), ...json, 'x-org-id': '1' });
    const sprint = (await send('POST', '/v3/sprints', `{"name":"R","board":{"id":"3"},${dates}}`)).json();
    const issue = (await send('POST', '/v3/issues', `{"queue":"TEST","summary":"R","sprint":["${sprint.id}"]}`)).json();
    for (const each of [issue.queue, issue.status, issue.type, issue.priority, ...issue.sprint, issue.createdBy]) {
      expect(each).toMatchObject({ self: expect.any(String), id: expect.any(String), display: expect.any(String) });
    }
    expect([typeof issue.id, typeof issue.version, /^[0-9a-f]{24}$/.test(issue.id)]).toEqual([
      'string',
      'number',
      true,
    ]);
    const wrong = await send('PATCH', `/v3/issues/${issue.key}`, '{"sprint":["999999"]}');
    expect(wrong.json()).toEqual(errorBody(422, { sprint: 'Спринт не существует.' }));
    expect((await send('DELETE', `/v3/sprints/${sprint.id}`)).status).toBe(204);
  });

  it('of yandex-tracker-cli: sprints of all boards, and its query language', async () => {
    const send = client({ ...oauth(), ...json, 'x-org-id': '1', 'accept-language': 'ru' });
    const sprint = (await send('POST', '/v3/sprints', `{"name":"Sprint 7","board":{"id":"3"},${dates}}`)).json();
    expect((await send('GET', '/v3/sprints')).json()).toEqual([sprint]);
    const body = `{"queue":"TWO","summary":"Y","storyPoints":5,"sprint":[{"id":${sprint.id}}],"tags":["yql"]}`;
    const { key } = (await send('POST', '/v3/issues', body)).json();
    for (const query of [
      `Sprint: ${sprint.id}`,
      'Sprint: "Sprint 7"',
      'Queue: TWO Status: open Tags: yql "Sort by": Updated DESC',
      'Tags: yql AND ("Story Points": >3 OR Priority: blocker) AND Resolution: unresolved()',
      'Tags: yql "Story Points": 1..5 Created: >=now()-7d Status: !done, !cancelled "Sort By": Key DESC, Updated ASC',
      'Tags: yql Assignee: empty() Sprint: notEmpty() Created: today()',
    ]) {
      const found = await send('POST', '/v3/issues/_search', JSON.stringify({ query }));
      expect([query, found.status, found.json().map?.((each: any) => each.key)]).toEqual([query, 200, [key]]);
    }
    const unknown = await send('POST', '/v3/issues/_search', '{"query":"storyPoints: 5"}');
    expect(unknown.json()).toEqual(errorBody(422, { query: 'Фильтр storyPoints не существует' }));
    expect((await send('DELETE', `/v3/sprints/${sprint.id}`)).status).toBe(204);
  });
});
