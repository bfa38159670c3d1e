import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { faultsOf, useTeamPulse } from '../../../test/support/use-teampulse.ts';

describe.each(engines)('a change of a TeamPulse iteration on %s', (engine) => {
  const test = useTestServer(engine);
  const { send, post, add, put, get, projectId } = useTeamPulse(test);

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
