import { describe, expect, it } from 'vitest';
import { engines } from '../support/open-test-app.ts';
import { useTestServer } from '../support/open-test-server.ts';
import { speakers } from '../support/speakers.ts';

describe.each(engines)('one iteration in three dialects, on %s', (engine) => {
  const test = useTestServer(engine);
  const { kaiten, teampulse, tracker, home, add, show } = speakers(test);
  let count = 0;
  const fresh = async () => {
    count += 1;
    const place = await home(`Project ${count}`);
    return { place, sprint: await add(place) };
  };

  it('is the same thing from its birth on, whoever made it', async () => {
    const { place, sprint } = await fresh();
    expect(await show(sprint)).toMatchObject({
      kaiten: {
        title: 'Sprint 1',
        status: 'planned',
        start_date: '2026-04-07T00:00:00.000Z',
        finish_date: '2026-04-21T00:00:00.000Z',
      },
      teampulse: {
        name: 'Sprint 1',
        path: 'Sprint 1',
        startDate: '2026-04-07',
        endDate: '2026-04-21',
        isRelease: false,
      },
      tracker: { name: 'Sprint 1', status: 'draft', version: 1, startDate: '2026-04-07', endDate: '2026-04-21' },
    });
    const byTracker = (
      await tracker('POST', '/sprints', {
        name: 'T',
        board: place.boardId,
        startDate: '2026-05-01',
        endDate: '2026-05-02',
      })
    ).json();
    const byTeamPulse = (await teampulse('POST', '/iterations', { projectId: place.projectId, name: 'P' })).json();
    const listed = (await kaiten('GET', `/spaces/${place.spaceUid}/iterations`)).json();
    expect(listed.map((each: { title: string }) => each.title)).toEqual(['Sprint 1', 'T', 'P']);
    expect((await tracker('GET', `/boards/${place.boardId}/sprints`)).json()).toMatchObject([
      { id: sprint.id },
      { id: byTracker.id },
      { id: byTeamPulse.id, startDate: null, endDate: null, startDateTime: null },
    ]);
    expect((await teampulse('GET', `/projects/${place.projectId}/iterations`)).json().totalResults).toBe(4);
  });

  it.each([
    ['Kaiten', async (sprint: any) => kaiten('PATCH', sprint.path, { title: 'Renamed' })],
    ['TeamPulse', async (sprint: any) => teampulse('PUT', `/iterations/${sprint.id}`, { name: 'Renamed' })],
    [
      'Tracker',
      async (sprint: any) => tracker('PATCH', `/sprints/${sprint.id}`, { name: 'Renamed' }, { 'if-match': '"1"' }),
    ],
  ])('renamed through %s is renamed everywhere, one version later', async (_, rename) => {
    const { sprint } = await fresh();
    expect((await rename(sprint)).status).toBe(200);
    expect(await show(sprint)).toMatchObject({
      kaiten: { title: 'Renamed' },
      teampulse: { name: 'Renamed', path: 'Renamed' },
      tracker: { name: 'Renamed', version: 2 },
    });
    expect((await tracker('PATCH', `/sprints/${sprint.id}`, { name: 'Late' }, { 'if-match': '"1"' })).status).toBe(412);
    expect((await rename(sprint)).status).toBe(_ === 'Tracker' ? 412 : 200);
    expect((await show(sprint)).tracker.version).toBe(2);
  });

  it.each([
    [
      'Kaiten',
      async (sprint: any) =>
        kaiten('PATCH', sprint.path, {
          start_date: '2026-04-09T00:00:00+03:00',
          finish_date: '2026-04-30T21:00:00.000Z',
        }),
      { start_date: '2026-04-08T21:00:00.000Z', finish_date: '2026-04-30T21:00:00.000Z' },
    ],
    [
      'TeamPulse',
      async (sprint: any) =>
        teampulse('PUT', `/iterations/${sprint.id}`, { startDate: '2026-04-09T00:00:00+03:00', endDate: '2026-04-30' }),
      { start_date: '2026-04-09T00:00:00.000Z', finish_date: '2026-04-30T00:00:00.000Z' },
    ],
    [
      'Tracker',
      async (sprint: any) =>
        tracker('PATCH', `/sprints/${sprint.id}`, { startDate: '2026-04-09', endDate: '2026-04-30' }),
      { start_date: '2026-04-09T00:00:00.000Z', finish_date: '2026-04-30T00:00:00.000Z' },
    ],
  ])('keeps the calendar dates as written through %s, whatever their zone', async (_, move, instants) => {
    const { sprint } = await fresh();
    expect((await move(sprint)).status).toBe(200);
    expect(await show(sprint)).toMatchObject({
      kaiten: instants,
      teampulse: { startDate: '2026-04-09', endDate: '2026-04-30' },
      tracker: {
        startDate: '2026-04-09',
        endDate: '2026-04-30',
        startDateTime: '2026-04-09T00:00:00.000+0000',
        version: 2,
      },
    });
    const again = await kaiten('PATCH', sprint.path, instants);
    expect(again.status).toBe(200);
    expect((await show(sprint)).tracker.version).toBe(2);
  });

  it('loses the instant of a date that another dialect sets anew', async () => {
    const { sprint } = await fresh();
    await kaiten('PATCH', sprint.path, { start_date: '2026-04-09T08:00:00.000Z' });
    await tracker('PATCH', `/sprints/${sprint.id}`, { startDate: '2026-04-09' });
    expect(await show(sprint)).toMatchObject({
      kaiten: { start_date: '2026-04-09T00:00:00.000Z' },
      tracker: { version: 3 },
    });
  });

  it('without dates shows each dialect its own way of saying so', async () => {
    const { sprint } = await fresh();
    await kaiten('PATCH', sprint.path, { start_date: null, finish_date: null });
    const shown = await show(sprint);
    expect(shown.kaiten).toMatchObject({ start_date: null, finish_date: null });
    expect(shown.tracker).toMatchObject({ startDate: null, endDate: null, startDateTime: null, endDateTime: null });
    const created = Date.parse(shown.kaiten.created);
    const day = (days: number) => new Date(created + days * 86_400_000).toISOString().slice(0, 10);
    expect(shown.teampulse).toMatchObject({ startDate: day(7), endDate: day(21) });
  });

  it('goes through its life with the other two watching', async () => {
    const { sprint } = await fresh();
    await kaiten('PATCH', sprint.path, { status: 'active' });
    expect(await show(sprint)).toMatchObject({
      kaiten: { status: 'active', data: { committed: { size: 0 } } },
      tracker: { status: 'in_progress', version: 2 },
    });
    await tracker('PATCH', `/sprints/${sprint.id}`, { status: 'released' }, { 'if-match': '"2"' });
    const released = await show(sprint);
    expect(released).toMatchObject({
      kaiten: {
        status: 'closed',
        data: { committed: { size: 0 }, velocity: { size: 0 }, doneCount: 0, totalCount: 0 },
      },
      tracker: { status: 'released', version: 3 },
    });
    expect(released.tracker.endDateTime).toBe(released.kaiten.actual_finish_date.replace('Z', '+0000'));
    await tracker('POST', `/sprints/${sprint.id}/_archive`);
    expect(await show(sprint)).toMatchObject({
      kaiten: { status: 'closed' },
      tracker: { status: 'archived', archived: true, version: 4 },
    });
    await tracker('PATCH', `/sprints/${sprint.id}`, { status: 'released' });
    await tracker('PATCH', `/sprints/${sprint.id}`, { status: 'in_progress' });
    expect(await show(sprint)).toMatchObject({
      kaiten: { status: 'active', actual_finish_date: null },
      tracker: { version: 6 },
    });
    await kaiten('PATCH', sprint.path, { status: 'removed' });
    expect(await show(sprint)).toMatchObject({ kaiten: { status: 'removed' }, teampulse: 404, tracker: 404 });
  });

  it.each([
    ['TeamPulse', async (sprint: any) => teampulse('DELETE', `/iterations/${sprint.id}`)],
    ['Tracker', async (sprint: any) => tracker('DELETE', `/sprints/${sprint.id}`)],
    ['Kaiten', async (sprint: any) => kaiten('DELETE', sprint.path)],
  ])('deleted through %s can be read in Kaiten alone, as removed', async (_, remove) => {
    const { sprint } = await fresh();
    expect([200, 204]).toContain((await remove(sprint)).status);
    expect(await show(sprint)).toMatchObject({ kaiten: { status: 'removed' }, teampulse: 404, tracker: 404 });
  });

  it('a release and a root are seen by TeamPulse alone', async () => {
    const { place, sprint } = await fresh();
    const release = (
      await teampulse('POST', '/iterations', { projectId: place.projectId, name: '2026.2', isRelease: true })
    ).json();
    await teampulse('PUT', `/iterations/${sprint.id}`, { parentId: release.id });
    expect((await show(sprint)).teampulse.path).toBe('2026.2\\Sprint 1');
    expect((await show(sprint)).tracker.version).toBe(2);
    expect((await tracker('GET', `/sprints/${release.id}`)).status).toBe(404);
    expect((await tracker('PATCH', `/sprints/${release.id}`, { name: 'x' })).status).toBe(404);
    expect((await kaiten('GET', `/spaces/${place.spaceUid}/iterations`)).json()).toHaveLength(1);
    await teampulse('PUT', `/iterations/${release.id}`, { name: 'Spring' });
    expect(await show(sprint)).toMatchObject({ teampulse: { path: 'Spring\\Sprint 1' }, tracker: { version: 2 } });
  });

  it('closed through Kaiten with a target, its cards move, and Tracker hears of a version it has not seen', async () => {
    const { place, sprint } = await fresh();
    const next = await add(place, 'Sprint 2');
    const { actions, admin } = test();
    const cards = [];
    for (const estimate of [3, 5]) {
      const item = await actions.createItem(admin, {
        project: { id: place.projectId },
        fields: { title: `Card ${estimate}`, estimate },
      });
      cards.push(item);
      expect((await kaiten('POST', `${sprint.path}/cards`, { card_uid: item.uid })).status).toBe(200);
    }
    await tracker('POST', `/sprints/${sprint.id}/_start`);
    await actions.changeItem(admin, { item: { id: cards[0]?.id ?? 0 }, fields: {}, to: { category: 'done' } });
    const closed = await kaiten('PATCH', sprint.path, { status: 'closed', new_iteration_id: next.uid });
    expect(closed.json()).toMatchObject({
      status: 'closed',
      data: { committed: { size: 8 }, velocity: { size: 3 }, doneCount: 1, totalCount: 2 },
      moved_cards: [{ iteration_id: next.uid, card_uid: cards[1]?.uid }],
    });
    expect((await tracker('PATCH', `/sprints/${sprint.id}`, { name: 'Late' }, { 'if-match': '"2"' })).status).toBe(412);
    expect((await show(next)).tracker.version).toBe(1);
    expect((await kaiten('GET', `${next.path}/cards?status=active`)).json()).toHaveLength(1);
    const refused = await teampulse('DELETE', `/iterations/${next.id}?reassignmentId=${sprint.id}`);
    expect([refused.status, Object.keys(refused.json())]).toEqual([400, ['reassignmentId', 'Message']]);
    const third = await add(place, 'Sprint 3');
    expect((await teampulse('DELETE', `/iterations/${next.id}?reassignmentId=${third.id}`)).status).toBe(200);
    expect((await kaiten('GET', `${third.path}/cards`)).json()).toHaveLength(1);
    expect((await kaiten('GET', `${sprint.path}/cards`)).json()).toHaveLength(2);
  });
});
