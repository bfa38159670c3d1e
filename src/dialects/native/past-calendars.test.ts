import { afterAll, describe, expect, it } from 'vitest';
import { march } from '../../../test/support/live-days.ts';
import { engines } from '../../../test/support/open-test-app.ts';
import { useNative } from '../../../test/support/use-native.ts';

/** What tells of the answer and not of what was asked for. */
const beside = new Set(['asOf', 'version']);

describe.each(engines)('Working time of the past, on %s', (engine) => {
  const { test, send, get, put, addProject, addIteration, addItem, moveItem, setStatus } = useNative(engine);
  afterAll(() => test().setClock(null));
  const kept = (body: unknown): unknown =>
    JSON.parse(JSON.stringify(body, (key, value: unknown) => (beside.has(key) ? undefined : value)));
  const patch = async (id: number, body: object) =>
    expect((await send('PATCH', `/iterations/${id}`, { body, ifMatch: '*' })).status).toBe(200);
  const holiday = (day: string) => ({ weekdays: null, days: [{ day, isWorking: false, name: 'Holiday' }] });

  it('is told as it was known then: calendars, who works when, who is away, plans, and what that comes to', async () => {
    test().setClock(march(2));
    const projectId = await addProject();
    const { caller } = await test().addPerson(`ann${projectId}`, 'member');
    const ann = caller.actor.userId;
    const recorded: { readonly at: number; readonly path: string; readonly body: unknown }[] = [];
    const ids: number[] = [];
    const record = async () => {
      const at = test().app.now();
      const paths = ids.flatMap((id) => [`/iterations/${id}/capacity`, `/iterations/${id}/burndown`]);
      for (const path of [...paths, `/projects/${projectId}/planning-checks`]) {
        recorded.push({ at, path, body: kept(await get(path)) });
      }
      // What changes the very instant is not known before it.
      test().setClock(at + 60_000);
    };
    const patterns = (hoursPerDay: number) => ({ patterns: [{ personId: ann, hoursPerDay }] });

    for (const [title, day] of [['A', 3] as const, ['B', 4] as const, ['C', 5] as const]) {
      test().setClock(march(day));
      const past = await addIteration(projectId, { title, start: `2026-03-0${day}`, end: `2026-03-0${day}` });
      ids.push(past);
      await put(`/iterations/${past}/work-patterns`, patterns(8));
      const item = await addItem(projectId, past, day);
      await setStatus(past, 'active');
      test().setClock(march(day, 10));
      await moveItem(item, 'done');
      await setStatus(past, 'closed');
      await record();
    }
    const [first = 0] = ids;
    test().setClock(march(23));
    const sprint = await addIteration(projectId, { maxCapacity: 5 });
    ids.push(sprint);
    await addItem(projectId, sprint, 3);
    const bare = await addItem(projectId, sprint, null);
    await record();
    await put('/calendar', holiday('2026-03-25'));
    await record();
    await put(`/projects/${projectId}/work-patterns`, patterns(8));
    await record();
    await put(`/people/${ann}/time-off`, { timeOff: [{ from: '2026-03-26', to: '2026-03-27' }] });
    await record();
    await setStatus(sprint, 'active');
    await put(`/projects/${projectId}/calendar`, holiday('2026-03-30'));
    await record();
    await put(`/iterations/${sprint}/calendar`, { weekdays: [1, 2, 3], days: [] });
    await put(`/iterations/${sprint}/work-patterns`, patterns(4));
    await record();
    await put(`/people/${ann}/time-off`, { timeOff: [] });
    await patch(sprint, { end: '2026-04-10', maxCapacity: 2, minCapacity: 1, title: 'Longer' });
    await record();
    const release = await addIteration(projectId, { title: 'Release', kind: 'release', start: null, end: null });
    const story = await test().actions.createItem(test().admin, {
      project: { id: projectId },
      fields: { title: 'Story', type: 'story', estimate: 1 },
    });
    await test().actions.changeItem(test().admin, { item: { id: bare }, fields: { estimate: 2 } });
    await record();
    await patch(sprint, { parentId: release });
    await test().actions.addCriterion(test().admin, {
      itemId: story.id,
      title: 'Works',
      description: null,
      status: 'Pass',
    });
    await test().actions.changeItem(test().admin, {
      item: { id: bare },
      fields: { estimate: null, condition: 'archived' },
    });
    await record();
    await setStatus(sprint, 'closed');
    await record();
    await put('/calendar', holiday('2026-03-31'));
    await setStatus(sprint, 'active');
    await record();
    await setStatus(first, 'active');
    await put(`/iterations/${first}/work-patterns`, patterns(2));
    await record();
    await setStatus(first, 'closed');
    await setStatus(sprint, 'closed');
    await record();

    test().setClock(march(31));
    await put(`/projects/${projectId}/work-patterns`, patterns(1));
    await put('/calendar', { weekdays: [5], days: [] });
    await put(`/people/${ann}/time-off`, { timeOff: [{ from: '2026-01-01', to: '2026-12-31' }] });
    expect((await send('DELETE', `/iterations/${release}`, { ifMatch: '*' })).status).toBeLessThan(300);
    for (const { at, path, body } of recorded) {
      const asOf = new Date(at + 1).toISOString();
      expect([path, asOf, kept(await get(`${path}?asOf=${asOf}`))]).toEqual([path, asOf, body]);
    }
    expect((await send('GET', `/iterations/${sprint}/capacity?asOf=2026-03-01T00:00:00Z`)).status).toBe(404);
    const early = await send('GET', `/projects/${projectId}/planning-checks?asOf=2026-03-01T00:00:00Z`);
    expect(early.status).toBe(404);
  });
});
