import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useNative } from '../../../test/support/use-native.ts';

const nothing = { weekdays: null, days: [] };
const plain = { weekdays: [1, 2, 3, 4, 5], days: [] };
const holiday = (day: string, name = 'Holiday') => ({ day, isWorking: false, name });

describe.each(engines)('Native calendars, on %s', (engine) => {
  const { test, send, get, put, addProject, addIteration, setStatus } = useNative(engine);
  const workingDays = async (id: number) =>
    (await get(`/iterations/${id}/burndown`)).days
      .filter((each: { isWorking: boolean }) => each.isWorking)
      .map((each: { day: string }) => each.day.slice(5));

  it('say nothing at first, and Monday to Friday holds', async () => {
    const projectId = await addProject();
    const id = await addIteration(projectId);
    for (const path of [`/projects/${projectId}/calendar`, `/iterations/${id}/calendar`]) {
      const answer = await send('GET', path);
      expect([answer.status, answer.json()]).toEqual([200, { version: 1, ...nothing, inForce: plain }]);
      expect(answer.headers['etag']).toMatch(/^"1-\d+"$/);
    }
  });

  it('are set whole, each change one version and one event, and what changes nothing is none', async () => {
    const projectId = await addProject();
    const path = `/projects/${projectId}/calendar`;
    const days = [holiday('2026-05-01', 'Labour Day'), holiday('2026-01-01', 'New Year')];
    const set = await send('PUT', path, { body: { weekdays: [7, 1, 2, 3, 4], days }, ifMatch: '"1"' });
    const settings = { weekdays: [1, 2, 3, 4, 7], days: days.toReversed() };
    const expected = { version: 2, ...settings, inForce: settings };
    expect([set.status, set.headers['etag'], set.json()]).toEqual([200, '"2"', expected]);
    expect(await get(path)).toEqual(expected);
    const heard = test().heard.length;
    const again = await send('PUT', path, { body: { weekdays: [1, 2, 3, 4, 7], days }, ifMatch: '"2"' });
    expect([again.status, again.json(), test().heard.length]).toEqual([200, expected, heard]);
    expect(test().heard.at(-1)).toMatchObject({
      kind: 'calendar.changed',
      projectId,
      iterationId: null,
      actorId: test().admin.actor.userId,
      data: { version: 2, before: nothing, after: settings },
    });
  });

  it('decide by the nearest level which days of a burndown are working days', async () => {
    const projectId = await addProject('Europe/Berlin');
    const id = await addIteration(projectId);
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
    const projectId = await addProject();
    const id = await addIteration(projectId);
    const project = `/projects/${projectId}/calendar`;
    await put(project, { weekdays: null, days: [holiday('2026-04-03')] });
    await setStatus(id, 'active');
    expect(await workingDays(id)).toHaveLength(9);
    await setStatus(id, 'closed');
    const closed = await get(`/iterations/${id}/burndown`);
    await put(project, { weekdays: [1], days: [] });
    expect((await get(`/iterations/${id}/burndown`)).days).toEqual(closed.days);
    expect(await get(`/iterations/${id}/calendar`)).toMatchObject({
      ...nothing,
      inForce: { weekdays: [1, 2, 3, 4, 5], days: [holiday('2026-04-03')] },
    });
    const refused = await send('PUT', `/iterations/${id}/calendar`, {
      body: { weekdays: [2], days: [] },
      ifMatch: '*',
    });
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
    const projectId = await addProject();
    const project = `/projects/${projectId}/calendar`;
    await put(project, { weekdays: [1, 2], days: [] });
    const id = await addIteration(projectId, { status: 'closed' });
    await put(project, nothing);
    expect(await workingDays(id)).toEqual(['03-23', '03-24', '03-30', '03-31']);
  });

  it('need the version they were read at, and answer what is there now to a stale one', async () => {
    const path = `/iterations/${await addIteration(await addProject())}/calendar`;
    const body = { weekdays: [1], days: [] };
    expect((await send('PUT', path, { body })).status).toBe(428);
    expect((await send('PUT', path, { body, ifMatch: '"1"' })).status).toBe(200);
    const stale = await send('PUT', path, { body: { weekdays: [2], days: [] }, ifMatch: '"1"' });
    expect([stale.status, stale.headers['etag'], stale.json().current]).toEqual([412, '"2"', await get(path)]);
    // A stale version is told before what is wrong with the fields.
    expect((await send('PUT', path, { body: { weekdays: [9], days: [] }, ifMatch: '"1"' })).status).toBe(412);
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
    const answer = await send('PUT', '/calendar', { body, ifMatch: '*' });
    expect([answer.status, answer.json().errors[0].pointer]).toEqual([400, pointer]);
  });

  it('are for those who plan; the one of the organization for its administrators', async () => {
    const projectId = await addProject();
    const id = await addIteration(projectId);
    const [member, viewer, guest] = [
      await test().addPerson(`member${projectId}`, 'member'),
      await test().addPerson(`viewer${projectId}`, 'viewer'),
      await test().addPerson(`guest${projectId}`, null),
    ];
    const status = async (token: string, path: string, body: unknown = nothing) =>
      (await send('PUT', path, { body, ifMatch: '*', token })).status;
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
