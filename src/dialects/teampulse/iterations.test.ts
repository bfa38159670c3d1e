import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { faultsOf, useTeamPulse } from '../../../test/support/use-teampulse.ts';

describe.each(engines)('a new TeamPulse iteration on %s', (engine) => {
  const test = useTestServer(engine);
  const { send, post, add, put, get, projectId } = useTeamPulse(test);

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
});
