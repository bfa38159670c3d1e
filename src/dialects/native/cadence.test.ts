import { afterEach, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useNative } from '../../../test/support/use-native.ts';
import { bindOperations } from '../../actions/operations.ts';
import { keepCadences } from '../../jobs/keep-cadences.ts';

const cadence = {
  isOn: true,
  firstDay: '2026-10-12',
  lengthDays: 14,
  cooldownDays: 0,
  ahead: 2,
  title: 'Sprint {number}',
  nextNumber: 24,
  startsItself: true,
  closesItself: true,
  unfinished: 'next',
};

describe.each(engines)('Native cadences, on %s', (engine) => {
  const { test, send, get, put, addProject, addIteration, addItem, moveItem, setStatus } = useNative(engine);
  afterEach(() => test().setClock(null));

  /** Sets the clock, and has everything done that is due by then. */
  async function at(time: string) {
    test().setClock(Date.parse(time));
    const operations = bindOperations(test().app);
    for (const due of await operations.listDueCadences(test().app.now())) await operations.keepCadence(due);
  }
  const told = (projectId: number, from: number) =>
    test()
      .heard.slice(from)
      .filter((event) => event.projectId === projectId && event.kind.startsWith('cadence.'));
  const iterationsOf = async (projectId: number) => (await get(`/projects/${projectId}/iterations`)).iterations;

  it('do nothing for a project without one', async () => {
    const projectId = await addProject();
    const answer = await send('GET', `/projects/${projectId}/cadence`);
    const nothing = { projectId, version: 1, cadence: null, setBy: null, slots: [], trouble: null };
    expect([answer.status, answer.headers['etag'], answer.json()]).toEqual([200, '"1"', nothing]);
  });

  it('make iterations at once and ahead of time, as local days over a change of clocks and a new year', async () => {
    const projectId = await addProject('Europe/Berlin');
    test().setClock(Date.parse('2026-10-14T08:00:00Z'));
    const set = await put(`/projects/${projectId}/cadence`, { ...cadence, ahead: 5 });
    expect(set).toMatchObject({ version: 3, cadence: { nextNumber: 30 }, setBy: test().admin.actor.userId });
    expect(set.slots.map((slot: any) => [slot.title, slot.start, slot.end, slot.startsAt, slot.closesAt])).toEqual([
      ['Sprint 24', '2026-10-12', '2026-10-25', null, '2026-10-25T22:59:00.000Z'],
      ['Sprint 25', '2026-10-26', '2026-11-08', '2026-10-25T23:00:00.000Z', '2026-11-08T22:59:00.000Z'],
      ['Sprint 26', '2026-11-09', '2026-11-22', '2026-11-08T23:00:00.000Z', '2026-11-22T22:59:00.000Z'],
      ['Sprint 27', '2026-11-23', '2026-12-06', '2026-11-22T23:00:00.000Z', '2026-12-06T22:59:00.000Z'],
      ['Sprint 28', '2026-12-07', '2026-12-20', '2026-12-06T23:00:00.000Z', '2026-12-20T22:59:00.000Z'],
      ['Sprint 29', '2026-12-21', '2027-01-03', '2026-12-20T23:00:00.000Z', '2027-01-03T22:59:00.000Z'],
    ]);
    expect((await iterationsOf(projectId)).map((each: any) => [each.title, each.start, each.end, each.status])).toEqual(
      set.slots.map((slot: any) => [slot.title, slot.start, slot.end, slot.status]),
    );
    expect(set.slots[0].status).toBe('active');
    expect(await get(`/projects/${projectId}/cadence`)).toEqual(set);
  });

  it('start and close in the name of who set them, and tell of it', async () => {
    const projectId = await addProject('Europe/Berlin');
    const lead = await test().addPerson(`lead${projectId}`, 'member');
    test().setClock(Date.parse('2026-10-11T08:00:00Z'));
    const put1 = await send('PUT', `/projects/${projectId}/cadence`, {
      body: cadence,
      ifMatch: '"1"',
      token: lead.token,
    });
    expect(put1.status).toBe(200);
    const [first, second] = put1.json().slots.map((slot: any) => slot.iterationId);
    const done = await addItem(projectId, first, 3);
    const left = await addItem(projectId, first, 5);
    await moveItem(done, 'done');
    const from = test().heard.length;
    await at('2026-10-11T21:59:59Z');
    expect(await get(`/iterations/${first}`)).toMatchObject({ status: 'planned' });
    await at('2026-10-11T22:00:05Z');
    expect(await get(`/iterations/${first}`)).toMatchObject({
      status: 'active',
      startedAt: '2026-10-11T22:00:05.000Z',
    });
    await at('2026-10-25T22:59:10Z');
    expect(await get(`/iterations/${first}`)).toMatchObject({ status: 'closed', done: { points: 3 } });
    const burndown = await get(`/iterations/${first}/burndown`);
    expect([burndown.finishedDay, burndown.days.at(-1).day]).toEqual(['2026-10-25', '2026-10-25']);
    expect(await get(`/iterations/${second}`)).toMatchObject({ status: 'planned', scope: { points: 5, items: 1 } });
    await at('2026-10-25T23:00:00Z');
    expect(await get(`/iterations/${second}`)).toMatchObject({ status: 'active', committed: { points: 5, items: 1 } });
    expect((await get(`/items/${left}`)).id).toBe(left);
    expect(
      told(projectId, from).map(({ kind, iterationId, actorId, data }) => [kind, iterationId, actorId, data]),
    ).toEqual([
      ['cadence.planned', expect.any(Number), expect.any(Number), expect.objectContaining({ title: 'Sprint 26' })],
      ['cadence.started', first, lead.caller.actor.userId, { dueAt: Date.parse('2026-10-11T22:00:00Z') }],
      [
        'cadence.closed',
        first,
        lead.caller.actor.userId,
        { dueAt: Date.parse('2026-10-25T22:59:00Z'), unfinishedTo: second },
      ],
      ['cadence.planned', expect.any(Number), expect.any(Number), expect.objectContaining({ title: 'Sprint 27' })],
      ['cadence.started', second, lead.caller.actor.userId, { dueAt: Date.parse('2026-10-25T23:00:00Z') }],
    ]);
  });

  it('leave alone what people do: an iteration removed, moved in time or reopened stays so', async () => {
    const projectId = await addProject();
    test().setClock(Date.parse('2026-10-11T08:00:00Z'));
    const { slots } = await put(`/projects/${projectId}/cadence`, { ...cadence, ahead: 3, unfinished: 'stay' });
    const [first, second, third] = slots.map((slot: any) => slot.iterationId);
    await send('DELETE', `/iterations/${second}`, { ifMatch: '*' });
    await send('PATCH', `/iterations/${first}`, { body: { end: '2026-10-28' }, ifMatch: '*' });
    await at('2026-10-12T00:00:00Z');
    const open = await addItem(projectId, first, 2);
    await at('2026-10-26T12:00:00Z');
    expect((await iterationsOf(projectId)).map((each: any) => [each.title, each.status])).toEqual([
      ['Sprint 24', 'active'],
      ['Sprint 26', 'planned'],
      ['Sprint 27', 'planned'],
      ['Sprint 28', 'planned'],
    ]);
    await at('2026-10-28T23:59:30Z');
    expect(await get(`/iterations/${first}`)).toMatchObject({ status: 'closed', scope: { points: 2 } });
    expect(await get(`/iterations/${third}`)).toMatchObject({ scope: { points: 0 } });
    await setStatus(first, 'active');
    await at('2026-10-29T12:00:00Z');
    expect(await get(`/iterations/${first}`)).toMatchObject({ status: 'active' });
    expect((await get(`/projects/${projectId}/cadence`)).slots[0]).toMatchObject({
      iterationId: first,
      closesAt: null,
    });
    expect(open).toBeGreaterThan(0);
  });

  it('leave an iteration open that is reopened after its time, also when people had closed it before that', async () => {
    const projectId = await addProject();
    test().setClock(Date.parse('2026-10-11T08:00:00Z'));
    const { slots } = await put(`/projects/${projectId}/cadence`, cadence);
    const [first, second] = slots.map((slot: any) => slot.iterationId);
    await at('2026-10-12T00:00:00Z');
    await at('2026-10-23T12:00:00Z');
    await setStatus(first, 'closed');
    await at('2026-10-26T08:00:00Z');
    await setStatus(first, 'active');
    await at('2026-10-26T08:00:20Z');
    expect(await get(`/iterations/${first}`)).toMatchObject({ status: 'active' });
    // What is opened again before its time is closed at that time.
    await setStatus(second, 'closed');
    await setStatus(second, 'active');
    await at('2026-11-08T23:59:10Z');
    expect(await get(`/iterations/${second}`)).toMatchObject({ status: 'closed' });
  });

  it('skip windows that are off or taken, and say so', async () => {
    const projectId = await addProject();
    test().setClock(Date.parse('2026-10-12T08:00:00Z'));
    await addIteration(projectId, { start: '2026-10-19', end: '2026-10-23' });
    const days = Array.from({ length: 5 }, (_, index) => ({
      day: `2026-10-${26 + index}`,
      isWorking: false,
      name: 'Off',
    }));
    await put(`/projects/${projectId}/calendar`, { weekdays: null, days });
    const from = test().heard.length;
    const { slots } = await put(`/projects/${projectId}/cadence`, { ...cadence, lengthDays: 7 });
    expect(slots.map((slot: any) => [slot.start, slot.skipped, slot.title])).toEqual([
      ['2026-10-12', null, 'Sprint 24'],
      ['2026-10-19', 'overlap', null],
      ['2026-10-26', 'no working day', null],
      ['2026-11-02', null, 'Sprint 25'],
      ['2026-11-09', null, 'Sprint 26'],
    ]);
    const skipped = told(projectId, from).filter(({ kind }) => kind === 'cadence.skipped');
    expect(skipped.map(({ data }) => data['reason'])).toEqual(['overlap', 'no working day']);
  });

  it('say what they cannot do, try again later, and do it once it can be done', async () => {
    const projectId = await addProject();
    const lead = await test().addPerson(`lead${projectId}`, 'member');
    test().setClock(Date.parse('2026-10-11T08:00:00Z'));
    await send('PUT', `/projects/${projectId}/cadence`, { body: cadence, ifMatch: '*', token: lead.token });
    const login = `lead${projectId}`;
    await test().actions.setRole(test().admin, { login, role: 'viewer' });
    const from = test().heard.length;
    await at('2026-10-12T00:00:00Z');
    await at('2026-10-12T00:00:30Z');
    await at('2026-10-12T00:01:00Z');
    const reason = 'Whoever set the cadence has no planning rights in this project any more';
    expect(told(projectId, from).map(({ kind, data }) => [kind, data['deed'], data['reason']])).toEqual([
      ['cadence.failed', 'plan', reason],
      ['cadence.failed', 'start', reason],
    ]);
    const failed = await get(`/projects/${projectId}/cadence`);
    const trouble = { reason, attempts: 2, nextAttemptAt: '2026-10-12T00:06:00.000Z' };
    expect([failed.trouble, failed.slots[0].trouble]).toEqual([
      { deed: 'plan', ...trouble },
      { deed: 'start', ...trouble },
    ]);
    await test().actions.setRole(test().admin, { login, role: 'member' });
    await at('2026-10-12T00:06:00Z');
    const settled = await get(`/projects/${projectId}/cadence`);
    expect([settled.trouble, settled.slots[0].trouble, settled.slots[0].status]).toEqual([null, null, 'active']);
    expect(settled.slots).toHaveLength(3);
  });

  it('are kept by the server, without anybody asking', async () => {
    const projectId = await addProject();
    test().setClock(Date.parse('2026-10-11T08:00:00Z'));
    const { slots } = await put(`/projects/${projectId}/cadence`, cadence);
    test().setClock(Date.parse('2026-10-12T08:00:00Z'));
    const failures: unknown[] = [];
    const job = keepCadences(test().app, (error) => failures.push(error));
    await expect
      .poll(async () => (await get(`/iterations/${slots[0].iterationId}`)).status, { timeout: 10_000 })
      .toBe('active');
    await job.stop();
    expect(failures).toEqual([]);
  });

  it('stop when they are switched off', async () => {
    const projectId = await addProject();
    test().setClock(Date.parse('2026-10-11T08:00:00Z'));
    await put(`/projects/${projectId}/cadence`, cadence);
    const off = await put(`/projects/${projectId}/cadence`, { ...cadence, nextNumber: 26, isOn: false });
    expect(off.slots.map((slot: any) => [slot.startsAt, slot.closesAt])).toEqual([
      [null, null],
      [null, null],
    ]);
    await at('2026-11-12T00:00:00Z');
    expect((await iterationsOf(projectId)).map((each: any) => each.status)).toEqual(['planned', 'planned']);
  });

  it.each([
    [{ firstDay: '2026-02-30' }, 'firstDay'],
    [{ lengthDays: 0 }, 'lengthDays'],
    [{ lengthDays: 367 }, 'lengthDays'],
    [{ cooldownDays: -1 }, 'cooldownDays'],
    [{ ahead: 11 }, 'ahead'],
    [{ title: '' }, 'title'],
    [{ title: 'two\nlines' }, 'title'],
    [{ unfinished: 'gone' }, 'unfinished'],
    [{ more: 1 }, 'more'],
  ])('refuse %j', async (wrong, member) => {
    const projectId = await addProject();
    const body = { ...cadence, ...wrong };
    const answer = await send('PUT', `/projects/${projectId}/cadence`, { body, ifMatch: '*' });
    expect([answer.status, answer.json().errors[0].pointer]).toEqual([400, `#/${member}`]);
  });

  it('are set by those who plan, at the version they know', async () => {
    const projectId = await addProject();
    const path = `/projects/${projectId}/cadence`;
    const viewer = await test().addPerson(`viewer${projectId}`, 'viewer');
    const body = { ...cadence, isOn: false };
    expect((await send('PUT', path, { body })).status).toBe(428);
    expect((await send('PUT', path, { body, ifMatch: '*', token: viewer.token })).status).toBe(403);
    expect((await send('PUT', '/projects/999999/cadence', { body: {}, ifMatch: '*' })).status).toBe(404);
    const set = await send('PUT', path, { body, ifMatch: '"1"' });
    expect([set.status, set.headers['etag']]).toEqual([200, '"2"']);
    const stale = await send('PUT', path, { body, ifMatch: '"1"' });
    expect([stale.status, stale.json().current]).toEqual([412, set.json()]);
    const heard = test().heard.length;
    expect([await put(path, body), test().heard.length]).toEqual([set.json(), heard]);
  });
});
