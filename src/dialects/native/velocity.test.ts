import { describe, expect, it } from 'vitest';
import { liveIteration, planIteration, setStatus, tick } from '../../../test/support/close-iterations.ts';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { anyChange } from '../../../test/support/play-sprint-12.ts';
import { noPrecondition } from '../../domain/precondition.ts';

const velocities = [24, 18, 31, 22, 27, 20];

describe.each(engines)('Native velocity, on %s', (engine) => {
  const test = useTestServer(engine);
  const send = (method: 'GET' | 'PUT', path: string, more: { body?: unknown; ifMatch?: string; token?: string } = {}) =>
    test().send(method, `/native/v1/${path}`, {
      headers: {
        authorization: `Bearer ${more.token ?? test().token}`,
        ...(more.ifMatch === undefined ? {} : { 'if-match': more.ifMatch }),
      },
      ...(more.body === undefined ? {} : { body: more.body }),
    });
  const newProject = async (title: string) => (await test().actions.createProject(test().admin, { title })).id;

  it('tells the worked figures of six iterations, and what the next three may bring', async () => {
    const projectId = await newProject('Six');
    for (const [index, points] of velocities.entries()) await liveIteration(test(), projectId, `S${index}`, [points]);
    const { id: plannedId } = await planIteration(test(), projectId, 'Next', []);
    const found = (await send('GET', `projects/${projectId}/velocity`)).json();
    expect(found.iterations.map((each: any) => each.completed.points)).toEqual(velocities);
    expect(found.summary).toMatchObject({
      iterations: 6,
      mean: 23.666667,
      median: 23,
      standardDeviation: 4.760952,
      p15: 18,
      p50: 22,
      p85: 31,
    });
    expect(found.window).toBe(20);
    expect(found.summary).toMatchObject({ least: 18, most: 31, variation: 0.201167 });
    expect(found.summary).toMatchObject({ lastThreeMean: 23, bestThreeMean: 27.333333, worstThreeMean: 20 });
    expect(found.reliability).toEqual({ points: 1, items: 1 });
    const band = { p15: 18, p50: 22, p85: 31 };
    expect(found.next).toMatchObject([
      { iteration: { id: plannedId, title: 'Next' }, band, atLeast: { p50: 24, p85: 18, p95: 18 } },
      { iteration: null, band },
      { iteration: null, band, atLeast: { p50: 71, p85: 63, p95: 60 } },
    ]);
    const two = (await send('GET', `projects/${projectId}/velocity?last=2`)).json();
    expect([two.iterations.length, two.summary.iterations]).toEqual([2, 6]);
  });

  it('tells apart what was kept, what came done, and what was only begun', async () => {
    const projectId = await newProject('Apart');
    const { actions, admin } = test();
    const { id, itemIds } = await planIteration(test(), projectId, 'Mixed', [5, 8, 3]);
    const [early = 0, kept = 0] = itemIds;
    const done = (item: number) =>
      actions.changeItem(admin, { item: { id: item }, fields: {}, to: { category: 'done' } });
    await done(early);
    await setStatus(test(), id, 'active');
    tick(test());
    await done(kept);
    await setStatus(test(), id, 'closed');
    const { iterations, reliability, summary, next } = (await send('GET', `projects/${projectId}/velocity`)).json();
    expect(iterations).toMatchObject([
      {
        id,
        committed: { points: 11, items: 2 },
        completed: { points: 8, items: 1 },
        doneOnArrival: { points: 5, items: 1 },
        kept: { points: 8, items: 1 },
        isExcluded: false,
      },
    ]);
    expect(reliability).toEqual({ points: 0.727273, items: 0.5 });
    // One iteration has a mean, but says nothing of the next.
    expect(summary).toMatchObject({ iterations: 1, mean: 8, standardDeviation: null });
    expect(next[0]).toMatchObject({ band: null, atLeast: null });
  });

  it('pools what was kept and what was delivered over all commitments, and never shows what never ran', async () => {
    const projectId = await newProject('Pooled');
    const { actions, admin } = test();
    const first = await liveIteration(test(), projectId, 'First', [10]);
    // A commitment of 2, and 9 more that came in and were done: a mean of both ratios would be 3.
    const { id, itemIds } = await planIteration(test(), projectId, 'Second', [2, 3]);
    const [kept = 0, dropped = 0] = itemIds;
    const move = async (item: number, category: 'done' | 'cancelled') => {
      tick(test());
      await actions.changeItem(admin, { item: { id: item }, fields: {}, to: { category } });
    };
    await move(dropped, 'cancelled');
    await setStatus(test(), id, 'active');
    const late = await planIteration(test(), projectId, 'Called off', [9]);
    await actions.moveItems(admin, { itemIds: late.itemIds, iterationId: id });
    for (const item of [kept, ...late.itemIds]) await move(item, 'done');
    await setStatus(test(), id, 'closed');
    await planIteration(test(), projectId, 'Planned', [50]);
    const calledOff = {
      iteration: { id: late.id },
      precondition: noPrecondition,
      fields: {},
      policy: anyChange,
    } as const;
    await actions.changeIteration(admin, { ...calledOff, status: 'archived' });
    const found = (await send('GET', `projects/${projectId}/velocity`)).json();
    expect(found.iterations.map((each: any) => each.id)).toEqual([first, id]);
    expect(found.sample).toEqual([first, id]);
    expect([found.reliability.points, found.delivery.points]).toEqual([1, 1.75]);
  });

  it('leaves out of the sample what was excluded with a reason, and still shows it', async () => {
    const projectId = await newProject('Sampled');
    const ids: number[] = [];
    for (const points of [10, 0, 12, 14]) ids.push(await liveIteration(test(), projectId, `${points}`, [points]));
    const path = `iterations/${ids[1]}/sample`;
    const before = await send('GET', path);
    expect(before.json()).toEqual({ iterationId: ids[1], excluded: false, reason: null, version: 1 });
    const ifMatch = before.headers['etag'] ?? '';
    const set = await send('PUT', path, { ifMatch, body: { excluded: true, reason: 'Hardening' } });
    expect([set.status, set.headers['etag'], set.json()]).toEqual([
      200,
      '"2"',
      { iterationId: ids[1], excluded: true, reason: 'Hardening', version: 2 },
    ]);
    const { iterations, sample, summary } = (await send('GET', `projects/${projectId}/velocity`)).json();
    expect(iterations[1]).toMatchObject({ id: ids[1], isExcluded: true, reason: 'Hardening' });
    expect(sample).toEqual([ids[0], ids[2], ids[3]]);
    expect(summary.mean).toBe(12);
    const back = await send('PUT', path, { ifMatch: '"2"', body: { excluded: false } });
    expect(back.json()).toEqual({ iterationId: ids[1], excluded: false, reason: null, version: 3 });
    const again = await send('PUT', path, { ifMatch: '"3"', body: { excluded: false } });
    expect(again.json().version).toBe(3);
    expect((await send('GET', `projects/${projectId}/velocity`)).json().summary.mean).toBe(9);
  });

  it('asks for existence, rights, the version and a reason, in that order', async () => {
    const projectId = await newProject('Asked');
    const { id } = await planIteration(test(), projectId, 'One', []);
    const { token: outsider } = await test().addPerson(`sample-outsider-${engine}`, null);
    const { token: viewer } = await test().addPerson(`sample-viewer-${engine}`, 'viewer');
    const path = `iterations/${id}/sample`;
    const bad = { excluded: 'maybe' };
    for (const [status, what] of [
      [404, { token: outsider, body: bad }],
      [403, { token: viewer, body: bad }],
      [428, { body: bad }],
      [400, { body: bad, ifMatch: '1' }],
      [412, { body: bad, ifMatch: '"7"' }],
      [400, { body: bad, ifMatch: '"1"' }],
      [400, { body: { excluded: true }, ifMatch: '"1"' }],
      [400, { body: { excluded: true, reason: 'x'.repeat(501) }, ifMatch: '"1"' }],
      [400, { body: { excluded: true, reason: 'x', more: 1 }, ifMatch: '"1"' }],
      [200, { body: { excluded: true, reason: 'x' }, ifMatch: '*' }],
    ] as const) {
      expect([what, (await send('PUT', path, what)).status]).toEqual([what, status]);
    }
    expect((await send('PUT', path, { body: bad, ifMatch: '"7"' })).json().current).toMatchObject({ version: 2 });
    for (const [what, status] of [
      [`projects/${projectId}/velocity`, 404],
      [`iterations/${id}/sample`, 404],
    ] as const) {
      expect((await send('GET', what, { token: outsider })).status).toBe(status);
    }
    expect((await send('GET', `projects/${projectId}/velocity?last=51`)).status).toBe(400);
    expect((await send('GET', `projects/${projectId}/velocity`)).json()).toMatchObject({
      iterations: [],
      summary: null,
      reliability: { points: null, items: null },
    });
  });
});
