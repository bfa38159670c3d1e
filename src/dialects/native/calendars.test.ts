import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';

const nothing = { weekdays: null, days: [] };
const plain = { weekdays: [1, 2, 3, 4, 5], days: [] };
const holiday = (day: string, name = 'Holiday') => ({ day, isWorking: false, name });

describe.each(engines)('Native calendars, on %s', (engine) => {
  const test = useTestServer(engine);
  const send = (method: 'GET' | 'PUT' | 'POST' | 'PATCH', path: string, body?: unknown, more: object = {}) =>
    test().send(method, `/native/v1${path}`, {
      ...(body === undefined ? {} : { body }),
      headers: { authorization: `Bearer ${test().token}`, ...more },
    });
  const get = async (path: string) => (await send('GET', path)).json();
  const put = (path: string, body: unknown, version: number | '*' = '*') =>
    send('PUT', path, body, { 'if-match': version === '*' ? '*' : `"${version}"` });

  async function addIteration(zone = 'UTC') {
    const project = await test().actions.createProject(test().admin, { title: 'Alpha', zone });
    const made = await send('POST', `/projects/${project.id}/iterations`, {
      title: 'Sprint 12',
      start: '2026-03-23',
      end: '2026-04-03',
    });
    expect(made.status).toBe(201);
    return { projectId: project.id, id: Number(made.json().id) };
  }
  async function setStatus(id: number, status: string) {
    const changed = await send('PATCH', `/iterations/${id}`, { status }, { 'if-match': '*' });
    expect(changed.status).toBe(200);
  }
  const workingDays = async (id: number) =>
    (await get(`/iterations/${id}/burndown`)).days
      .filter((each: { isWorking: boolean }) => each.isWorking)
      .map((each: { day: string }) => each.day.slice(5));

  it('say nothing at first, and Monday to Friday holds', async () => {
    const { projectId, id } = await addIteration();
    for (const path of [`/projects/${projectId}/calendar`, `/iterations/${id}/calendar`]) {
      const answer = await send('GET', path);
      expect([answer.status, answer.json()]).toEqual([200, { version: 1, ...nothing, inForce: plain }]);
      expect(answer.headers.etag).toMatch(/^"1-\d+"$/);
    }
  });

  it('are set whole, each change one version and one event, and what changes nothing is none', async () => {
    const { projectId } = await addIteration();
    const path = `/projects/${projectId}/calendar`;
    const days = [holiday('2026-05-01', 'Labour Day'), holiday('2026-01-01', 'New Year')];
    const set = await put(path, { weekdays: [7, 1, 2, 3, 4], days }, 1);
    const settings = { weekdays: [1, 2, 3, 4, 7], days: days.toReversed() };
    expect([set.status, set.headers.etag, set.json()]).toEqual([
      200,
      '"2"',
      { version: 2, ...settings, inForce: settings },
    ]);
    expect(await get(path)).toEqual(set.json());
    const heard = test().heard.length;
    const again = await put(path, { weekdays: [1, 2, 3, 4, 7], days }, 2);
    expect([again.status, again.json(), test().heard.length]).toEqual([200, set.json(), heard]);
    expect(test().heard.at(-1)).toMatchObject({
      kind: 'calendar.changed',
      projectId,
      iterationId: null,
      actorId: test().admin.actor.userId,
      data: { version: 2, before: nothing, after: settings },
    });
  });

  it('decide by the nearest level which days of a burndown are working days', async () => {
    const { projectId, id } = await addIteration('Europe/Berlin');
    await setStatus(id, 'active');
    const march = ['03-23', '03-24', '03-25', '03-26', '03-27', '03-30', '03-31'];
    expect(await workingDays(id)).toEqual([...march, '04-01', '04-02', '04-03']);
    await put('/calendar', { weekdays: null, days: [holiday('2026-04-03', 'Good Friday'), holiday('2026-04-01')] });
    expect(await workingDays(id)).toEqual([...march, '04-02']);
    await put(`/projects/${projectId}/calendar`, {
      weekdays: null,
      days: [{ day: '2026-04-01', isWorking: true, name: 'No fooling' }, holiday('2026-03-23')],
    });
    expect(await workingDays(id)).toEqual([...march.slice(1), '04-01', '04-02']);
    // The day on which clocks go forward, a Sunday, is one of them.
    await put(`/iterations/${id}/calendar`, { weekdays: [1, 2, 3, 4, 7], days: [] });
    expect(await workingDays(id)).toEqual(['03-24', '03-25', '03-26', '03-29', '03-30', '03-31', '04-01', '04-02']);
    await put('/calendar', nothing);
  });

  it('stay with an iteration as they were when it was closed, until it is reopened', async () => {
    const { projectId, id } = await addIteration();
    const project = `/projects/${projectId}/calendar`;
    await put(project, { weekdays: null, days: [holiday('2026-04-03')] });
    await setStatus(id, 'active');
    const open = await get(`/iterations/${id}/burndown`);
    expect(open.days.filter((each: { isWorking: boolean }) => each.isWorking)).toHaveLength(9);
    await setStatus(id, 'closed');
    const closed = await get(`/iterations/${id}/burndown`);
    await put(project, { weekdays: [1], days: [] });
    expect((await get(`/iterations/${id}/burndown`)).days).toEqual(closed.days);
    expect(await get(`/iterations/${id}/calendar`)).toMatchObject({
      ...nothing,
      inForce: { weekdays: [1, 2, 3, 4, 5], days: [holiday('2026-04-03')] },
    });
    const refused = await put(`/iterations/${id}/calendar`, { weekdays: [2], days: [] });
    expect([refused.status, refused.json().type]).toEqual([409, 'urn:timebox:problem:iteration-closed']);
    await setStatus(id, 'archived');
    expect((await get(`/iterations/${id}/burndown`)).days).toEqual(closed.days);
    await setStatus(id, 'active');
    expect(await workingDays(id)).toEqual(['03-23', '03-30']);
    await setStatus(id, 'closed');
    await put(project, nothing);
    expect(await workingDays(id)).toEqual(['03-23', '03-30']);
  });

  it('of an iteration that is born closed are those of its birth', async () => {
    const { projectId } = await addIteration();
    const project = `/projects/${projectId}/calendar`;
    await put(project, { weekdays: [1, 2], days: [] });
    const body = { title: 'Past', start: '2026-03-23', end: '2026-04-03', status: 'closed' };
    const { id } = (await send('POST', `/projects/${projectId}/iterations`, body)).json();
    await put(project, nothing);
    expect(await workingDays(id)).toEqual(['03-23', '03-24', '03-30', '03-31']);
  });

  it('need the version they were read at, and answer what is there now to a stale one', async () => {
    const { id } = await addIteration();
    const path = `/iterations/${id}/calendar`;
    const body = { weekdays: [1], days: [] };
    expect((await send('PUT', path, body)).status).toBe(428);
    expect((await put(path, body, 1)).status).toBe(200);
    const stale = await put(path, { weekdays: [2], days: [] }, 1);
    expect([stale.status, stale.headers.etag, stale.json().current]).toEqual([412, '"2"', await get(path)]);
    // A stale version is told before what is wrong with the fields.
    expect((await put(path, { weekdays: [9], days: [] }, 1)).status).toBe(412);
  });

  it.each([
    [{ weekdays: [0], days: [] }, '#/weekdays/0'],
    [{ weekdays: [], days: [] }, '#/weekdays'],
    [{ weekdays: [1, 1], days: [] }, '#/weekdays'],
    [{ weekdays: null }, '#/days'],
    [{ weekdays: null, days: [holiday('2026-02-30')] }, '#/days/0/day'],
    [{ weekdays: null, days: [holiday('2026-02-03'), holiday('2026-02-03', 'Again')] }, '#/days/1/day'],
    [{ weekdays: null, days: [holiday('2026-02-03', 'two\nlines')] }, '#/days/0/name'],
    [{ weekdays: null, days: [holiday('2026-02-03', '')] }, '#/days/0/name'],
    [{ weekdays: null, days: [], more: 1 }, '#/more'],
  ])('refuse %j at %s', async (body, pointer) => {
    const answer = await put('/calendar', body);
    expect([answer.status, answer.json().errors[0].pointer]).toEqual([400, pointer]);
  });

  it('are for those who plan; the one of the organization for its administrators', async () => {
    const { projectId, id } = await addIteration();
    const member = await test().addPerson(`member${projectId}`, 'member');
    const viewer = await test().addPerson(`viewer${projectId}`, 'viewer');
    const guest = await test().addPerson(`guest${projectId}`, null);
    const status = async (token: string, path: string, body: unknown = nothing) =>
      (
        await test().send('PUT', `/native/v1${path}`, {
          body,
          headers: { authorization: `Bearer ${token}`, 'if-match': '*' },
        })
      ).status;
    const [own, project, iteration] = ['/calendar', `/projects/${projectId}/calendar`, `/iterations/${id}/calendar`];
    const all = async (token: string) => Promise.all([own, project, iteration].map((path) => status(token, path)));
    expect(await all(test().token)).toEqual([200, 200, 200]);
    expect(await all(member.token)).toEqual([403, 200, 200]);
    expect(await all(viewer.token)).toEqual([403, 403, 403]);
    expect(await all(guest.token)).toEqual([403, 404, 404]);
    expect(await status(viewer.token, project, { weekdays: 'no' })).toBe(403);
    expect(await status(test().token, '/projects/999999/calendar', { weekdays: 'no' })).toBe(404);
    expect(await status(test().token, '/iterations/x/calendar')).toBe(404);
    const other = await test().addOrganization(`other${projectId}`);
    expect(await status(other.token, project)).toBe(404);
  });
});
