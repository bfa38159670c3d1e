import { describe, expect, it } from 'vitest';
import { engines } from '../support/open-test-app.ts';
import { useTestServer } from '../support/open-test-server.ts';
import { speakers } from '../support/speakers.ts';

describe.each(engines)('a card and its issue on %s', (engine) => {
  const test = useTestServer(engine);
  const { kaiten, tracker, home, add } = speakers(test);
  let count = 0;

  const fresh = async () => {
    count += 1;
    const place = await home(`Project ${count}`);
    const { actions, admin } = test();
    const board = await actions.getBoard(admin, { id: place.boardId });
    const [queue, doing, done] = await actions.listColumns(admin, { boards: [board] });
    const made = await kaiten('POST', '/cards', { title: 'One', board_id: place.boardId, size_text: '3 SP' });
    expect(made.status).toBe(200);
    return { place, id: made.json().id, uid: made.json().uid, key: made.json().key, queue, doing, done };
  };
  const card = async (id: number) => (await kaiten('GET', `/cards/${id}`)).json();
  const issue = async (key: string) => (await tracker('GET', `/issues/${key}`)).json();
  const edit = async (key: string, body: object) =>
    expect((await tracker('PATCH', `/issues/${key}`, body)).status).toBe(200);

  it('a card that is moved has the status of its column in Tracker', async () => {
    const { id, key, queue, doing, done } = await fresh();
    for (const [column, status] of [
      [doing, 'inProgress'],
      [done, 'done'],
      [queue, 'open'],
    ] as const) {
      await kaiten('PATCH', `/cards/${id}`, { column_id: column?.id });
      expect((await issue(key)).status.key).toBe(status);
    }
    expect((await issue(key)).version).toBe(4);
  });

  it.each([
    ['inProgress', 2, 1],
    ['needInfo', 2, 1],
    ['done', 3, 1],
    ['cancelled', 3, 2],
  ])('an issue taken to %s is a card of state %i and condition %i', async (status, state, condition) => {
    const { id, key, doing, done, queue } = await fresh();
    await tracker('POST', `/issues/${key}/transitions/${status}/_execute`);
    const columns = { 2: doing?.id, 3: status === 'done' ? done?.id : queue?.id };
    expect(await card(id)).toMatchObject({ state, condition, column_id: columns[state as 2 | 3], version: 2 });
  });

  it('a cancelled issue is an archived card, which comes back into its column', async () => {
    const { place, id, key, queue } = await fresh();
    await tracker('POST', `/issues/${key}/transitions/cancelled/_execute`);
    const listed = async (query: string) => (await kaiten('GET', `/cards?board_id=${place.boardId}${query}`)).json();
    expect(await listed('')).toEqual([]);
    expect(await listed('&archived=true')).toMatchObject([{ id, archived: true, condition: 2, state: 3 }]);
    const archived = (await kaiten('PATCH', `/cards/${id}`, { condition: 2 })).json();
    expect(archived).toMatchObject({ condition: 2, version: 2 });
    const back = (await kaiten('PATCH', `/cards/${id}`, { condition: 1 })).json();
    expect(back).toMatchObject({ condition: 1, state: 1, column_id: queue?.id, version: 3 });
    expect((await issue(key)).status.key).toBe('open');
  });

  it('fields that both know are one and the same', async () => {
    const { id, key } = await fresh();
    await kaiten('PATCH', `/cards/${id}`, {
      responsible_id: 1,
      due_date: '2026-08-03T12:30:00Z',
      planned_start: '2026-08-01',
      estimate_workload: 90,
    });
    expect(await issue(key)).toMatchObject({
      storyPoints: 3,
      assignee: { id: '1' },
      deadline: '2026-08-03',
      start: '2026-08-01',
      originalEstimation: 'PT1H30M',
    });
    await edit(key, { deadline: '2026-08-04', storyPoints: 5, description: 'Said', tags: ['a'], assignee: null });
    expect(await card(id)).toMatchObject({
      due_date: '2026-08-04T00:00:00.000Z',
      size: 5,
      size_unit: null,
      size_text: '5',
      description: 'Said',
      description_filled: true,
      responsible_id: null,
      tags: [{ name: 'a' }],
    });
    await edit(key, { deadline: '2026-08-04' });
    expect((await card(id)).version).toBe(3);
  });

  it('iterations of a card are the sprints of its issue', async () => {
    const { place, id, uid, key } = await fresh();
    const sprint = await add(place);
    await kaiten('POST', `${sprint.path}/cards`, { card_uid: uid });
    expect((await issue(key)).sprint).toMatchObject([{ id: String(sprint.id) }]);
    await edit(key, { sprint: [] });
    expect(await card(id)).not.toHaveProperty('iteration');
    await edit(key, { sprint: [sprint.id] });
    expect((await card(id)).iteration).toMatchObject([{ id: sprint.uid, card_uid: uid }]);
    await kaiten('DELETE', `/cards/${id}`);
    expect((await tracker('GET', `/issues/${key}`)).status).toBe(404);
    expect((await kaiten('GET', `${sprint.path}/cards?status=active`)).json()).toEqual([]);
  });

  it('a comment of one is a comment of the other', async () => {
    const { id, key } = await fresh();
    await tracker('POST', `/issues/${key}/comments`, { text: 'From Tracker' });
    await kaiten('POST', `/cards/${id}/comments`, { text: 'From Kaiten' });
    const texts = (answer: { json: () => any }) => answer.json().map((each: any) => each.text);
    expect(texts(await kaiten('GET', `/cards/${id}/comments`))).toEqual(['From Tracker', 'From Kaiten']);
    expect(texts(await tracker('GET', `/issues/${key}/comments`))).toEqual(['From Tracker', 'From Kaiten']);
  });

  it('an issue of a type of its own is an ordinary card, and stays what it is', async () => {
    const { place, id } = await fresh();
    const made = await tracker('POST', '/issues', { queue: place.projectId, summary: 'Bug', type: 'bug' });
    const { id: itemId } = await test().actions.getItem(test().admin, { item: { key: made.json().key } });
    expect(await card(itemId)).toMatchObject({ type_id: 1, type: { name: 'Card' } });
    await kaiten('PATCH', `/cards/${itemId}`, { type_id: 1, title: 'Still a bug' });
    expect(await issue(made.json().key)).toMatchObject({ summary: 'Still a bug', type: { key: 'bug' } });
    const type = (await kaiten('POST', '/card-types', { name: 'Idea' })).json();
    await kaiten('PATCH', `/cards/${id}`, { type_id: type.id });
    expect((await issue((await card(id)).key)).type.key).toBe(`type${type.id}`);
  });
});
