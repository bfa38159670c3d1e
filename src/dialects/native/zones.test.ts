import { afterAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { prepareSprint12 } from '../../../test/support/play-sprint-12.ts';
import { findBookFaults } from '../../store/check-books.ts';

describe.each(engines)('The zone of an iteration, on %s', (engine) => {
  const test = useTestServer(engine);
  afterAll(() => test().setClock(null));
  const ask = async (method: 'GET' | 'PATCH' | 'POST', path: string, body?: object) => {
    const headers = { authorization: `Bearer ${test().token}`, 'if-match': '*' };
    const answer = await test().send(method, `/native/v1${path}`, { headers, ...(body === undefined ? {} : { body }) });
    return { status: answer.status, ...answer.json() };
  };
  /** What is left on a day by the sums that are kept, once they were found to be those of the facts. */
  const leftOn = async (id: number, day: string) => {
    const kept = await ask('GET', `/iterations/${id}/burndown`);
    const folded = await ask('GET', `/iterations/${id}/burndown?asOf=2200-01-01T00:00:00Z`);
    expect(folded.days).toEqual(kept.days);
    expect(await findBookFaults(test().app.read, test().admin.actor.orgId)).toEqual([]);
    return kept.days.find((each: { day: string }) => each.day === day).remaining.points;
  };

  it('is its own or the project’s, and decides to which day each event belongs, whenever it is set', async () => {
    const { iterationId: id, liveUntil, start } = await prepareSprint12(test());
    await start();
    await liveUntil('2026-04-01 12:00');
    // C is done at half past midnight in Berlin, which is the day before in UTC.
    expect(await leftOn(id, '2026-03-30')).toBe(21);
    const changed = await ask('PATCH', `/iterations/${id}`, { zone: 'UTC' });
    expect(changed).toMatchObject({ status: 'active', zone: 'UTC', version: 3 });
    expect(await leftOn(id, '2026-03-30')).toBe(18);
    expect((await ask('GET', `/iterations/${id}/figures`)).zone).toBe('UTC');
    const { activity } = await ask('GET', `/iterations/${id}/activity?limit=1`);
    expect(activity[0]).toMatchObject({
      kind: 'iteration.changed',
      changes: { zone: [null, 'UTC'] },
    });
    expect(await ask('PATCH', `/iterations/${id}`, { zone: null })).toMatchObject({ zone: null, version: 4 });
    expect(await leftOn(id, '2026-03-30')).toBe(21);
  });

  it('is the organization’s, if there is no other, and follows it', async () => {
    const { id: projectId } = await test().actions.createProject(test().admin, { title: 'Anywhere' });
    const { iterationId: id, liveUntil, start } = await prepareSprint12(test(), projectId);
    await start();
    await liveUntil('2026-04-01 12:00');
    expect(await leftOn(id, '2026-03-30')).toBe(18);
    await ask('PATCH', '/organization', { zone: 'Europe/Berlin' });
    expect(await leftOn(id, '2026-03-30')).toBe(21);
    await ask('PATCH', '/organization', { zone: 'UTC' });
    expect(await leftOn(id, '2026-03-30')).toBe(18);
  });

  it('leaves what happened while it was closed on the day of its reopening', async () => {
    const { iterationId: id, liveUntil, start, close, reopen, change } = await prepareSprint12(test());
    await start();
    await liveUntil('2026-03-28 12:00');
    await close('nowhere', '2026-03-28 12:00');
    await change('G', '2026-03-29 09:00', { estimate: 5 });
    await change('A', '2026-03-29 10:00', { to: 'queued' });
    await reopen('2026-03-31 00:30');
    const left = await leftOn(id, '2026-03-31');
    await ask('PATCH', `/iterations/${id}`, { zone: 'UTC' });
    expect(await leftOn(id, '2026-03-30')).toBe(left);
    await ask('PATCH', `/iterations/${id}`, { zone: 'Pacific/Kiritimati' });
    expect(await leftOn(id, '2026-03-31')).toBe(left);
  });

  it('is set when it is made, is known by name, and is fixed once it is closed', async () => {
    const { projectId } = await prepareSprint12(test());
    const path = `/projects/${projectId}/iterations`;
    const made = await ask('POST', path, { title: 'Far', zone: 'Asia/Tokyo', start: '2026-04-06', end: '2026-04-17' });
    expect(made).toMatchObject({ zone: 'Asia/Tokyo', start: '2026-04-06', end: '2026-04-17' });
    const none = { pointer: '#/zone', detail: 'There is no such zone' };
    for (const zone of ['Mars/Olympus', '+03:00', '', 'UTC\n']) {
      expect(await ask('POST', path, { title: 'Farther', zone })).toMatchObject({ status: 400, errors: [none] });
      expect(await ask('PATCH', `/iterations/${made.id}`, { zone })).toMatchObject({ status: 400, errors: [none] });
    }
    for (const status of ['active', 'closed']) await ask('PATCH', `/iterations/${made.id}`, { status });
    expect(await ask('PATCH', `/iterations/${made.id}`, { zone: null })).toMatchObject({
      status: 409,
      type: 'urn:timebox:problem:transition-not-allowed',
      errors: [{ pointer: '#/zone' }],
    });
    expect(await ask('PATCH', `/iterations/${made.id}`, { zone: 'Asia/Tokyo' })).toMatchObject({ zone: 'Asia/Tokyo' });
  });
});
