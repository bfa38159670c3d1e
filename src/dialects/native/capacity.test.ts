import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useNative } from '../../../test/support/use-native.ts';
import { addDays } from '../../domain/days.ts';

describe.each(engines)('Native capacity, on %s', (engine) => {
  const { test, send, get, put, addProject, addIteration, addItem, moveItem, setStatus } = useNative(engine);
  const refused = async (path: string, body: unknown) => {
    const answer = await send('PUT', path, { body, ifMatch: '*' });
    return [answer.status, answer.json().errors[0].pointer];
  };

  /** A team of four over a sprint with a holiday: 150.3 hours, 24.75 full-time days. */
  async function addTeam() {
    const projectId = await addProject('Europe/Berlin');
    const people = [];
    for (const name of ['ann', 'bob', 'chi', 'dee'])
      people.push(await test().addPerson(`${name}${projectId}`, 'member'));
    const [ann, bob, chi, dee] = people.map(({ caller }) => caller.actor.userId);
    await put(`/projects/${projectId}/calendar`, {
      weekdays: null,
      days: [{ day: '2026-04-03', isWorking: false, name: 'Good Friday' }],
    });
    await put(`/projects/${projectId}/work-patterns`, {
      patterns: [
        { personId: ann, focus: 0.75 },
        { personId: bob, focus: 0.75 },
        { personId: chi, weekdays: [1, 2, 3], hoursPerDay: 6, focus: 0.8 },
        { personId: dee, allocation: 0.5, focus: 0.75 },
      ],
    });
    await put(`/people/${bob}/time-off`, { timeOff: [{ from: '2026-03-26', to: '2026-03-27' }] });
    await put(`/people/${dee}/time-off`, { timeOff: [{ from: '2026-04-02', share: 0.5 }] });
    return { projectId, people, ids: [ann, bob, chi, dee] };
  }

  it('is not known where nobody has a work pattern', async () => {
    const id = await addIteration(await addProject(), { minCapacity: 2 });
    expect(await get(`/iterations/${id}/capacity`)).toEqual({
      iterationId: id,
      version: 1,
      start: '2026-03-23',
      end: '2026-04-03',
      minCapacity: 2,
      maxCapacity: null,
      hours: null,
      personDays: null,
      people: [],
      days: [],
      pointsPerPersonDay: null,
      sample: [],
      expectedPoints: null,
      scope: { points: 0, load: 'under', share: null },
      committed: null,
    });
  });

  it('is the hours of a team with part-time, leave and a holiday', async () => {
    const { projectId, ids } = await addTeam();
    const id = await addIteration(projectId);
    const found = await get(`/iterations/${id}/capacity`);
    expect(found).toMatchObject({ hours: 150.3, personDays: 24.75 });
    expect(found.people).toEqual([
      { personId: ids[0], hours: 54, personDays: 9 },
      { personId: ids[1], hours: 42, personDays: 7 },
      { personId: ids[2], hours: 28.8, personDays: 4.5 },
      { personId: ids[3], hours: 25.5, personDays: 4.25 },
    ]);
    expect(found.days.map((each: { hours: number }) => each.hours)).toEqual([
      19.8, 19.8, 19.8, 9, 9, 19.8, 19.8, 19.8, 13.5,
    ]);
    await put(`/iterations/${id}/work-patterns`, { patterns: [{ personId: ids[0], allocation: 0 }] });
    expect(await get(`/iterations/${id}/capacity`)).toMatchObject({ hours: 96.3, personDays: 15.75 });
    const patterns = await get(`/iterations/${id}/work-patterns`);
    expect([patterns.patterns.length, patterns.inForce.length]).toEqual([1, 4]);
    await send('PATCH', `/iterations/${id}`, { body: { end: null }, ifMatch: '*' });
    expect(await get(`/iterations/${id}/capacity`)).toMatchObject({ hours: null, personDays: null, people: [] });
  });

  it('draws the ideal line by the hours of each day, and keeps them when the iteration is closed', async () => {
    const { projectId, people, ids } = await addTeam();
    const id = await addIteration(projectId);
    await addItem(projectId, id, 24);
    await setStatus(id, 'active');
    const weighted = async () =>
      (await get(`/iterations/${id}/burndown`)).days
        .filter((each: { day: string }) => each.day >= '2026-03-23' && each.day <= '2026-04-03')
        .map((each: { idealByCapacity: { points: number } | null }) => each.idealByCapacity?.points.toFixed(3));
    const expected = '20.838 17.677 14.515 13.078 11.641 11.641 11.641 8.479 5.317 2.156 0.000 0.000'.split(' ');
    expect(await weighted()).toEqual(expected);
    await setStatus(id, 'closed');
    const closed = await get(`/iterations/${id}/capacity`);
    await put(`/people/${ids[0]}/time-off`, { timeOff: [{ from: '2026-03-01', to: '2026-04-30' }] });
    await put(`/projects/${projectId}/work-patterns`, { patterns: [{ personId: people[0]?.caller.actor.userId }] });
    expect(await weighted()).toEqual(expected);
    expect(await get(`/iterations/${id}/capacity`)).toEqual(closed);
    const late = await send('PUT', `/iterations/${id}/work-patterns`, { body: { patterns: [] }, ifMatch: '*' });
    expect([late.status, late.json().type]).toEqual([409, 'urn:timebox:problem:iteration-closed']);
    await setStatus(id, 'active');
    expect((await get(`/iterations/${id}/capacity`)).hours).toBe(0);
    expect(await weighted()).toEqual(expected.map(() => undefined));
  });

  it('tells what a team may be expected to finish by what it finished in a full-time day', async () => {
    const { projectId, ids } = await addTeam();
    const lone = [{ personId: ids[0], focus: 0.5 }];
    const history = [
      [24, 40],
      [18, 30],
      [31, 45],
      [22, 36],
      [27, 45],
      [20, 34],
    ] as const;
    const closed: number[] = [];
    for (const [index, [points, days]] of history.entries()) {
      // So many working days from a Monday on.
      const end = addDays('2026-05-04', Math.floor((days - 1) / 5) * 7 + ((days - 1) % 5));
      test().setClock(Date.parse('2026-05-04T08:00:00Z') + index * 3_600_000);
      const id = await addIteration(projectId, { start: '2026-05-04', end });
      await put(`/iterations/${id}/work-patterns`, {
        patterns: [...lone, ...ids.slice(1).map((personId) => ({ personId, allocation: 0 }))],
      });
      await setStatus(id, 'active');
      const item = await addItem(projectId, id, points);
      test().setClock(Date.parse('2026-05-04T08:30:00Z') + index * 3_600_000);
      await moveItem(item, 'done');
      await setStatus(id, 'closed');
      closed.unshift(id);
    }
    test().setClock(Date.parse('2026-05-05T08:00:00Z'));
    const other = await addIteration(projectId, { title: 'Hardening' });
    await setStatus(other, 'active');
    await setStatus(other, 'closed');
    await put(`/iterations/${other}/sample`, { excluded: true, reason: 'Hardening' });
    const id = await addIteration(projectId, { minCapacity: 10, maxCapacity: 20 });
    const first = await addItem(projectId, id, 24);
    await setStatus(id, 'active');
    const found = await get(`/iterations/${id}/capacity`);
    expect(found.sample.map((each: object) => Object.values(each))).toEqual(
      history.toReversed().map(([points, days], index) => [closed[index], points, days]),
    );
    expect(found.pointsPerPersonDay).toBeCloseTo(142 / 230, 6);
    expect(found.expectedPoints.toFixed(2)).toBe('15.28');
    expect(found.committed).toEqual({ points: 24, load: 'over', share: found.scope.share });
    expect(found.committed.share.toFixed(2)).toBe('1.57');

    await moveItem(first, 'cancelled');
    await addItem(projectId, id, 12);
    expect((await get(`/iterations/${id}/capacity`)).scope).toMatchObject({ points: 12, load: 'within' });
    // What is closed later does not move the rate of an iteration that was started before.
    test().setClock(Date.parse('2026-05-06T08:00:00Z'));
    await setStatus(id, 'closed');
    const next = await addIteration(projectId);
    expect((await get(`/iterations/${next}/capacity`)).sample[0]).toEqual({
      iterationId: id,
      points: 0,
      personDays: 24.75,
    });
    expect(await get(`/iterations/${id}/capacity`)).toMatchObject({ pointsPerPersonDay: found.pointsPerPersonDay });
    test().setClock(null);
  });

  it('refuses time off that makes no sense, and keeps the rest oldest first', async () => {
    const { ids } = await addTeam();
    const path = `/people/${ids[0]}/time-off`;
    expect(await refused(path, { timeOff: [{ from: '2026-02-30' }] })).toEqual([400, '#/timeOff/0/from']);
    expect(await refused(path, { timeOff: [{ from: '2026-02-03', to: '2026-02-02' }] })).toEqual([
      400,
      '#/timeOff/0/to',
    ]);
    expect(await refused(path, { timeOff: [{ from: '2026-02-03', share: 0 }] })).toEqual([400, '#/timeOff/0/share']);
    expect(await refused(path, { timeOff: [{ from: '2026-02-03', share: 1.1 }] })).toEqual([400, '#/timeOff/0/share']);
    const body = {
      timeOff: [
        { from: '2026-08-03', to: '2026-08-21' },
        { from: '2026-02-03', share: 0.25 },
      ],
    };
    const set = await send('PUT', path, { body, ifMatch: '"1"' });
    expect([set.status, set.headers['etag'], set.json()]).toEqual([
      200,
      '"2"',
      {
        personId: ids[0],
        version: 2,
        timeOff: [
          { from: '2026-02-03', to: '2026-02-03', share: 0.25 },
          { from: '2026-08-03', to: '2026-08-21', share: 1 },
        ],
      },
    ]);
    expect(test().heard.at(-1)).toMatchObject({ kind: 'time_off.changed', data: { personId: ids[0], version: 2 } });
    expect(JSON.stringify(test().heard.at(-1)?.data)).not.toContain('2026');
    expect((await send('PUT', path, { body, ifMatch: '"1"' })).status).toBe(412);
    expect((await send('PUT', path, { body })).status).toBe(428);
    expect(await put(path, body)).toEqual(set.json());
  });

  it('lets people say when they are away, and administrators for them', async () => {
    const { people, ids } = await addTeam();
    const [ann, bob] = people;
    const guest = await test().addPerson(`guest${ids[0]}`, null);
    const reader = await test().addPerson(`reader${ids[0]}`, 'admin', 'read');
    const body = { timeOff: [{ from: '2026-08-03' }] };
    const status = async (token: string | undefined, id: number | undefined, method: 'GET' | 'PUT' = 'PUT') =>
      (await send(method, `/people/${id}/time-off`, { body, ifMatch: '*', token: token ?? '' })).status;
    expect([await status(ann?.token, ids[0]), await status(ann?.token, ids[1])]).toEqual([200, 403]);
    expect(await status(test().token, ids[1])).toBe(200);
    expect(await status(bob?.token, ids[0], 'GET')).toBe(200);
    const { userId } = guest.caller.actor;
    expect([await status(guest.token, ids[0], 'GET'), await status(guest.token, userId)]).toEqual([404, 200]);
    expect(await status(reader.token, reader.caller.actor.userId)).toBe(403);
    expect([await status(test().token, 999_999), await status(test().token, 0)]).toEqual([404, 404]);
  });

  it('refuses work patterns that make no sense, or are of nobody', async () => {
    const { projectId, ids } = await addTeam();
    const path = `/projects/${projectId}/work-patterns`;
    const [personId] = ids;
    const at = (member: string) => [400, `#/patterns/0/${member}`];
    expect(await refused(path, { patterns: [{ personId, hoursPerDay: 25 }] })).toEqual(at('hoursPerDay'));
    expect(await refused(path, { patterns: [{ personId, hoursPerDay: 0 }] })).toEqual(at('hoursPerDay'));
    expect(await refused(path, { patterns: [{ personId, allocation: -0.1 }] })).toEqual(at('allocation'));
    expect(await refused(path, { patterns: [{ personId, focus: 2 }] })).toEqual(at('focus'));
    expect(await refused(path, { patterns: [{ personId, weekdays: [] }] })).toEqual(at('weekdays'));
    expect(await refused(path, { patterns: [{ personId: 999_999 }] })).toEqual(at('personId'));
    expect(await refused(path, { patterns: [{ personId }, { personId }] })).toEqual([400, '#/patterns/1/personId']);
    const stranger = await test().addOrganization(`strangers${projectId}`);
    expect(await refused(path, { patterns: [{ personId: stranger.caller.actor.userId }] })).toEqual(at('personId'));
  });

  it('has its work patterns set by those who plan, at the version they know', async () => {
    const { projectId, people, ids } = await addTeam();
    const viewer = await test().addPerson(`viewer${projectId}`, 'viewer');
    const path = `/projects/${projectId}/work-patterns`;
    const body = { patterns: [{ personId: ids[1] }, { personId: ids[0], weekdays: [5, 1] }] };
    const status = async (ifMatch?: string, token = people[0]?.token ?? '') =>
      (await send('PUT', path, { body, token, ...(ifMatch === undefined ? {} : { ifMatch }) })).status;
    expect([await status(), await status('"1"'), await status('"2"', viewer.token)]).toEqual([428, 412, 403]);
    const set = await send('PUT', path, { body, ifMatch: '"2"' });
    const whole = { hoursPerDay: 8, allocation: 1, focus: 1 };
    const patterns = [
      { personId: ids[0], weekdays: [1, 5], ...whole },
      { personId: ids[1], weekdays: null, ...whole },
    ];
    expect([set.status, set.json()]).toEqual([200, { version: 3, patterns, inForce: patterns }]);
    expect(await get(path)).toEqual(set.json());
    expect(test().heard.at(-1)).toMatchObject({ kind: 'work_patterns.changed', projectId, data: { version: 3 } });
    const heard = test().heard.length;
    expect([(await put(path, body)).version, test().heard.length]).toEqual([3, heard]);
  });
});
