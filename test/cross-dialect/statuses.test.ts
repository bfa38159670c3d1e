import { describe, expect, it } from 'vitest';
import { engines } from '../support/open-test-app.ts';
import { useTestServer } from '../support/open-test-server.ts';
import { speakers } from '../support/speakers.ts';

describe.each(engines)('where an item stands, in all dialects, on %s', (engine) => {
  const test = useTestServer(engine);
  const { kaiten, tracker, home, add, show } = speakers(test);
  let count = 0;
  /** A project with a started iteration, and an issue made in it through Tracker. */
  const fresh = async () => {
    count += 1;
    const place = await home(`Project ${count}`);
    const sprint = await add(place);
    await tracker('POST', `/sprints/${sprint.id}/_start`);
    const made = await tracker('POST', '/issues', {
      queue: place.projectId,
      summary: 'One',
      storyPoints: 3,
      sprint: [sprint.id],
    });
    expect(made.status).toBe(201);
    const { actions, admin } = test();
    const { id, uid, key } = await actions.getItem(admin, { item: { key: made.json().key } });
    const board = await actions.getBoard(admin, { id: place.boardId });
    const columns = await actions.listColumns(admin, { boards: [board] });
    return { place, sprint, id, uid, key, columns };
  };
  const issue = async (key: string) => (await tracker('GET', `/issues/${key}`)).json();
  const go = async (key: string, to: string) => {
    expect((await tracker('POST', `/issues/${key}/transitions/${to}/_execute`)).status).toBe(200);
  };

  it.each([
    ['queued', 'open', 'new'],
    ['in_progress', 'inProgress', 'inProgress'],
    ['done', 'done', 'done'],
  ])('a card in a column of %s has the status %s in Tracker', async (category, status, type) => {
    const { id, key, columns } = await fresh();
    const { actions, admin } = test();
    await go(key, category === 'queued' ? 'done' : 'deferred');
    const column = columns.find((each) => each.category === category);
    await actions.changeItem(admin, { item: { id }, fields: {}, to: { columnId: column?.id ?? 0 } });
    expect(await issue(key)).toMatchObject({ version: 3, status: { key: status }, statusType: { value: type } });
  });

  it.each([
    ['inProgress', 'in_progress'],
    ['needInfo', 'in_progress'],
    ['readyForTest', 'in_progress'],
    ['done', 'done'],
  ])('an issue taken to %s stands in the column of %s', async (status, category) => {
    const { id, key, columns } = await fresh();
    const { actions, admin } = test();
    await go(key, status);
    const item = await actions.getItem(admin, { item: { id } });
    expect(columns.find((each) => each.id === item.columnId)?.category).toBe(category);
    expect(item.category).toBe(category);
  });

  it.each([
    ['queued', 'open'],
    ['in_progress', 'inProgress'],
    ['done', 'done'],
    ['cancelled', 'cancelled'],
  ] as const)('what is %s for TeamPulse is %s in Tracker', async (category, status) => {
    const { id, key } = await fresh();
    const { actions, admin } = test();
    await go(key, category === 'done' ? 'needInfo' : 'done');
    await actions.changeItem(admin, { item: { id }, fields: {}, to: { category } });
    expect((await issue(key)).status.key).toBe(status);
  });

  it('points done in Tracker are velocity in Kaiten, and those cancelled are not', async () => {
    const { place, sprint, key, uid } = await fresh();
    const dropped = await tracker('POST', '/issues', {
      queue: place.projectId,
      summary: 'Dropped',
      storyPoints: 5,
      sprint: [{ id: String(sprint.id) }],
    });
    await go(key, 'done');
    await go(dropped.json().key, 'cancelled');
    const cards = (await kaiten('GET', `${sprint.path}/cards`)).json();
    expect(cards.map((each: any) => each.card_uid)).toContain(uid);
    await kaiten('PATCH', sprint.path, { status: 'closed' });
    expect((await show(sprint)).kaiten.data).toMatchObject({ velocity: { size: 3 }, doneCount: 1 });
  });

  it('a card that Kaiten puts into an iteration, or takes out, is an issue of that sprint, or is not', async () => {
    const { place, sprint, key, uid } = await fresh();
    const sprintsOf = async () => (await issue(key)).sprint?.map((each: any) => each.display);
    const next = await add(place, 'Sprint 2');
    expect((await kaiten('POST', `${next.path}/cards`, { card_uid: uid })).status).toBe(200);
    expect(await sprintsOf()).toEqual(['Sprint 2']);
    expect((await kaiten('DELETE', `${next.path}/cards/${uid}`)).status).toBe(200);
    expect(await sprintsOf()).toBeUndefined();
    await tracker('PATCH', `/issues/${key}`, { sprint: { add: [sprint.id] } });
    expect((await kaiten('GET', `${sprint.path}/cards?status=active`)).json()).toMatchObject([{ card_uid: uid }]);
  });

  it('what is unfinished when Kaiten closes is listed in both sprints by Tracker', async () => {
    const { place, sprint, key } = await fresh();
    const next = await add(place, 'Sprint 2');
    await go(key, 'needInfo');
    await kaiten('PATCH', sprint.path, { status: 'closed', new_iteration_id: next.uid });
    expect((await issue(key)).sprint.map((each: any) => each.display)).toEqual(['Sprint 1', 'Sprint 2']);
    expect((await issue(key)).status.key).toBe('needInfo');
  });
});
