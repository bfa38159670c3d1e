import { afterAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { at, type Played, prepareSprint12 } from '../../../test/support/play-sprint-12.ts';
import { findBookFaults } from '../../store/check-books.ts';

describe.each(engines)('Native rules of a project, on %s', (engine) => {
  const test = useTestServer(engine);
  afterAll(() => test().setClock(null));
  const ask = (method: 'GET' | 'PATCH', path: string, body?: unknown, ifMatch?: string, token = test().token) =>
    test().send(method, `/native/v1/${path}`, {
      ...(body === undefined ? {} : { body }),
      headers: { authorization: `Bearer ${token}`, ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }) },
    });
  const newProject = async () =>
    (await test().actions.createProject(test().admin, { title: 'Ruled', zone: 'Europe/Berlin' })).id;
  const figures = async ({ iterationId }: Played) => (await ask('GET', `iterations/${iterationId}/figures`)).json();
  const sound = async () => expect(await findBookFaults(test().app.read, test().admin.actor.orgId)).toEqual([]);

  it('are plain until somebody sets them, and have versions', async () => {
    const id = await newProject();
    const plain = await ask('GET', `projects/${id}/rules`);
    expect([plain.status, plain.json()]).toEqual([
      200,
      { projectId: id, graceMinutes: 0, defaultEstimate: null, creditHours: 0, version: 1 },
    ]);
    const changed = await ask('PATCH', `projects/${id}/rules`, { graceMinutes: 90, defaultEstimate: 2 }, '"1"');
    expect([changed.status, changed.headers.etag]).toEqual([200, '"2"']);
    expect(changed.json()).toMatchObject({ graceMinutes: 90, defaultEstimate: 2, creditHours: 0, version: 2 });
    expect((await ask('GET', `projects/${id}/rules`)).json()).toEqual(changed.json());
    const stale = await ask('PATCH', `projects/${id}/rules`, { creditHours: 24 }, '"1"');
    expect([stale.status, stale.json().current]).toEqual([412, changed.json()]);
    const same = await ask('PATCH', `projects/${id}/rules`, { graceMinutes: 90 }, '"2"');
    expect(same.json().version).toBe(2);
    const none = await ask('PATCH', `projects/${id}/rules`, { defaultEstimate: null }, '"2"');
    expect(none.json()).toMatchObject({ defaultEstimate: null, graceMinutes: 90, version: 3 });
  });

  it('are changed by whoever administers the project, and by nobody without their version', async () => {
    const id = await newProject();
    const { token: member } = await test().addPerson(`member-${engine}`, 'member');
    const { token: stranger } = await test().addPerson(`stranger-${engine}`, null);
    expect((await ask('PATCH', `projects/${id}/rules`, { creditHours: 1 }, '"1"', member)).status).toBe(403);
    expect((await ask('GET', `projects/${id}/rules`, undefined, undefined, member)).status).toBe(200);
    expect((await ask('PATCH', `projects/${id}/rules`, { creditHours: 1 }, '"1"', stranger)).status).toBe(404);
    expect((await ask('GET', 'projects/99999/rules')).status).toBe(404);
    expect((await ask('PATCH', `projects/${id}/rules`, { creditHours: 1 })).status).toBe(428);
    for (const [body, pointer] of [
      [{ graceMinutes: -1 }, '#/graceMinutes'],
      [{ graceMinutes: 1.5 }, '#/graceMinutes'],
      [{ graceMinutes: 10_081 }, '#/graceMinutes'],
      [{ defaultEstimate: 1001 }, '#/defaultEstimate'],
      [{ creditHours: 721 }, '#/creditHours'],
      [{ profile: 'jira' }, '#/profile'],
    ] as const) {
      const answer = await ask('PATCH', `projects/${id}/rules`, body, '"1"');
      expect([answer.status, answer.json().errors?.[0]?.pointer]).toEqual([400, pointer]);
    }
  });

  it('let the commitment follow what happens until the grace is over', async () => {
    const id = await newProject();
    await ask('PATCH', `projects/${id}/rules`, { graceMinutes: 180 }, '"1"');
    const played = await prepareSprint12(test(), id);
    await played.start();
    await played.change('B', '2026-03-23 10:00', { estimate: 10 });
    await played.change('A', '2026-03-23 11:00', { to: 'done' });
    const committed = async () => {
      const { committedPoints, committedItems } = await test().actions.getIteration(test().admin, {
        iteration: { id: played.iterationId },
        precondition: { kind: 'none' },
        policy: { findsRemoved: false, findsGroups: false },
      });
      return { points: committedPoints, items: committedItems };
    };
    expect(await figures(played)).toMatchObject({
      frozenAt: '2026-03-23T11:00:00.000Z',
      commitment: { points: 21, items: 6 },
      columns: { raised: { points: 0 }, completed: { points: 0 } },
    });
    expect(await committed()).toEqual({ points: 21, items: 6 });
    await played.change('B', '2026-03-23 12:00', { estimate: 13 });
    expect(await figures(played)).toMatchObject({
      commitment: { points: 21, items: 6 },
      columns: { raised: { points: 3 } },
    });
    expect(await committed()).toEqual({ points: 21, items: 6 });
    await played.close('nowhere');
    const { closing } = await figures(played);
    // Finished after the start, though before the commitment was measured.
    expect(closing).toMatchObject({ velocity: { points: 5, items: 1 }, kept: { points: 0, items: 0 } });
    await sound();
  });

  it('let what is cancelled by a close within the grace leave the commitment', async () => {
    const id = await newProject();
    await ask('PATCH', `projects/${id}/rules`, { graceMinutes: 180 }, '"1"');
    const played = await prepareSprint12(test(), id);
    await played.start();
    test().setClock(at('2026-03-23 10:00'));
    const headers = { authorization: `Bearer ${test().token}` };
    const path = `/native/v1/iterations/${played.iterationId}`;
    const plan = (await test().send('POST', `${path}/close-plans`, { headers, body: { unfinished: 'cancel' } })).json();
    const ifMatch = { ...headers, 'if-match': `"${plan.fingerprint}"` };
    const closed = await test().send('POST', `${path}/close`, { headers: ifMatch, body: { planId: plan.id } });
    expect(closed.status).toBe(201);
    expect((await figures(played)).commitment).toEqual({ points: 0, items: 0 });
    const { committed } = (await ask('GET', `iterations/${played.iterationId}`)).json();
    expect(committed).toEqual({ points: 0, items: 0 });
    await sound();
  });

  it('have items without an estimate count for the default, in iterations that are made from then on', async () => {
    const id = await newProject();
    const before = await prepareSprint12(test(), id);
    await ask('PATCH', `projects/${id}/rules`, { defaultEstimate: 2 }, '"1"');
    const after = await prepareSprint12(test(), id);
    expect((await figures(before)).commitment).toEqual({ points: 24, items: 7 });
    expect(await figures(after)).toMatchObject({
      commitment: { points: 26, items: 7 },
      unestimatedItems: { atFreeze: 1, now: 1 },
    });
    await after.start();
    await after.change('I', '2026-03-24 10:00', { to: 'done' });
    await after.change('I', '2026-03-24 11:00', { to: 'queued' });
    await after.change('I', '2026-03-24 12:00', { estimate: 3 });
    await after.change('I', '2026-03-24 13:00', { to: 'done' });
    expect(await figures(after)).toMatchObject({
      scope: { points: 27, items: 7 },
      done: { points: 3, items: 1 },
      columns: { raised: { points: 1 }, completed: { points: 5, items: 2 }, reopened: { points: 2, items: 1 } },
      unestimatedItems: { atFreeze: 1, now: 0 },
    });
    await after.close('next');
    const statement = (await figures(after)).closing;
    expect(statement).toMatchObject({ kept: { points: 2, items: 1 }, velocity: { points: 3, items: 1 } });
    await sound();
  });
});
