import { afterEach, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useKaiten } from '../../../test/support/use-kaiten.ts';

const dates = { start_date: '2026-08-03', finish_date: '2026-08-14' };
const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

describe.each(engines)('Kaiten sprints, on %s', (engine) => {
  const { test, call, addSpace, add, addActive, addCard, finish } = useKaiten(engine);
  afterEach(() => test().setClock(null));

  const addBoard = async () => {
    const { actions, admin } = test();
    const space = await addSpace();
    const project = await actions.getProject(admin, { id: space.id });
    return { ...space, boardId: project.defaultBoardId };
  };
  const make = async (boardId: number, more: object = {}) =>
    (await call('POST', '/sprints', { title: 'Sprint 1', board_id: boardId, ...more })).json();
  const enter = (list: string, uid: string, card: { uid: string }) =>
    call('POST', `${list}/${uid}/cards`, { card_uid: card.uid });
  const answer = async (id: number, assignee: number) =>
    test().actions.changeItem(test().admin, { item: { id }, fields: { assignee: { id: assignee } } });

  it('answers a new one whole: the iteration of its board, by its number', async () => {
    const { uid, boardId } = await addBoard();
    const { actor } = test().admin;
    const { status, headers, json } = await call('POST', '/sprints', {
      title: 'Sprint 1',
      board_id: boardId,
      goal: 'Deliver',
      ...dates,
      colour: 'red',
    });
    expect([status, headers.etag]).toEqual([200, '"1"']);
    const { id, uid: iterationUid } = json();
    expect(json()).toEqual({
      id: expect.any(Number),
      uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      board_id: boardId,
      title: 'Sprint 1',
      goal: 'Deliver',
      active: false,
      committed: 0,
      children_committed: 0,
      velocity: 0,
      velocity_details: null,
      children_velocity: 0,
      children_velocity_details: { by_members: [] },
      creator_id: actor.userId,
      updater_id: actor.userId,
      start_date: '2026-08-03T00:00:00.000Z',
      finish_date: '2026-08-14T00:00:00.000Z',
      actual_finish_date: null,
      created: instant,
      updated: instant,
      archived: false,
    });
    const iteration = (await call('GET', `/spaces/${uid}/iterations/${iterationUid}`)).json();
    expect(iteration).toMatchObject({ title: 'Sprint 1', status: 'planned', space_uid: uid });
    const summary = (await call('GET', `/sprints/${id}`)).json();
    expect(summary).toEqual({ ...json(), cards: [], cardUpdates: [], customProperties: [] });
    expect((await make(boardId, { ...dates, active: true })).active).toBe(true);
  });

  it.each([
    [{}, "Sprint should have required property 'title', Sprint should have required property 'board_id'"],
    [undefined, "Sprint should have required property 'title', Sprint should have required property 'board_id'"],
    [{ title: 'x' }, "Sprint should have required property 'board_id'"],
    [{ title: 'x', board_id: '1' }, 'Sprint.board_id should be integer'],
    [{ title: 'x', board_id: 0 }, 'Sprint.board_id should be >= 1'],
    [{ title: '', board_id: 1 }, 'Sprint.title should NOT be shorter than 1 characters'],
    [{ title: 'x', board_id: 1, goal: 5 }, 'Sprint.goal should be string,null'],
    [{ title: 'x', board_id: 1, active: 'yes' }, 'Sprint.active should be boolean'],
    [{ title: 'x', board_id: 1, start_date: 'soon' }, 'Sprint.start_date should match format "date-time"'],
    [[], 'Sprint should be object'],
    [null, 'Sprint should be object'],
  ])('refuses to make one of %j', async (body, message) => {
    await addBoard();
    const refused = await call('POST', '/sprints', body);
    expect([refused.status, refused.json()]).toEqual([400, { message }]);
  });

  it('passes over keys that it does not know, and names them beside the answer', async () => {
    const { boardId } = await addBoard();
    const made = await call('POST', '/sprints', { title: 'x', board_id: boardId, space_id: 1 });
    expect([made.status, made.headers['x-timebox-ignored']]).toEqual([200, 'space_id']);
    const changed = await call('PATCH', `/sprints/${made.json().id}`, { goal: 'G', status: 'closed' });
    expect([changed.status, changed.headers['x-timebox-ignored']]).toEqual([200, 'status']);
  });

  it('refuses what no iteration may be, by the same codes', async () => {
    const { boardId } = await addBoard();
    const refused = async (body: object) => {
      const { status, json } = await call('POST', '/sprints', { title: 'x', board_id: boardId, ...body });
      return [status, json().code];
    };
    expect(await refused({ active: true })).toEqual([400, 2]);
    expect(await refused({ start_date: '2026-08-03', finish_date: '2026-08-03' })).toEqual([400, 6]);
    const nowhere = await call('POST', '/sprints', { title: 'x', board_id: 987_654 });
    expect([nowhere.status, nowhere.text]).toEqual([404, '']);
  });

  it('lists those of every space, the newest first, a page at a time', async () => {
    const { list } = await addSpace();
    const first = await addActive(list, { title: 'One' });
    const second = await add(list, { title: 'Two' });
    const gone = await add(list, { title: 'Gone' });
    await call('DELETE', `${list}/${gone.id}`);
    const third = await addActive((await addSpace()).list, { title: 'Three' });
    const titles = async (query: string) =>
      (await call('GET', `/sprints${query}`)).json().map(({ title }: { title: string }) => title);
    expect((await titles('')).slice(0, 3)).toEqual(['Three', 'Two', 'One']);
    expect((await titles('?active=true&limit=2')).slice(0, 2)).toEqual(['Three', 'One']);
    expect(await titles('?active=False&limit=1')).toEqual(['Two']);
    expect(await titles('?offset=1&limit=1')).toEqual(['Two']);
    expect((await titles('?limit=0&active=perhaps&colour=red')).slice(0, 3)).toEqual(['Three', 'Two', 'One']);
    expect(await titles('?limit=100000&offset=99999')).toEqual([]);
    const shown = (await call('GET', '/sprints?limit=3')).json();
    expect(shown.map(({ uid }: { uid: string }) => uid)).toEqual([third.id, second.id, first.id]);
  });

  it('is found by its number alone, and not once it is removed', async () => {
    const { list, boardId } = await addBoard();
    const { id, uid } = await make(boardId);
    const root = id - 1;
    for (const path of [uid, '0', '01x', '-1', '99999999', '9'.repeat(20), `${id}.0`]) {
      for (const [method, body] of [
        ['GET', undefined],
        ['PATCH', { title: 'x' }],
      ] as const) {
        const missing = await call(method, `/sprints/${path}`, body);
        expect([path, missing.status, missing.text]).toEqual([path, 404, '']);
      }
    }
    expect((await call('GET', `/sprints/${root}`)).status).toBe(404);
    await call('DELETE', `${list}/${uid}`);
    expect((await call('GET', `/sprints/${id}`)).status).toBe(404);
    expect((await call('PATCH', `/sprints/${id}`, { active: true })).status).toBe(404);
  });

  it('cannot be deleted', async () => {
    const { boardId } = await addBoard();
    const { id } = await make(boardId);
    const refused = await call('DELETE', `/sprints/${id}`);
    expect([refused.status, refused.json()]).toEqual([405, { message: expect.any(String) }]);
    expect(refused.headers.allow).toContain('PATCH');
  });

  it.each([[{}], [{ colour: 'red' }], [{ archive_done_cards: true }], [undefined]])(
    'takes %j for no change, and names every key it could have had',
    async (body) => {
      const { boardId } = await addBoard();
      const { id } = await make(boardId);
      const refused = await call('PATCH', `/sprints/${id}`, body);
      expect([refused.status, refused.json().code]).toEqual([400, undefined]);
      for (const key of ['title', 'goal', 'start_date', 'finish_date', 'active']) {
        expect(refused.json().message).toContain(`Sprint should have required property '${key}'`);
      }
    },
  );

  it.each([
    [{ title: null }, 'Sprint.title should be string'],
    [{ active: null }, 'Sprint.active should be boolean'],
    [{ active: 'false' }, 'Sprint.active should be boolean'],
    [{ active: false, archive_done_cards: 1 }, 'Sprint.archive_done_cards should be boolean'],
    [{ finish_date: '2026-02-30' }, 'Sprint.finish_date should match format "date-time"'],
  ])('refuses the change %j', async (body, message) => {
    const { boardId } = await addBoard();
    const { id } = await make(boardId);
    const refused = await call('PATCH', `/sprints/${id}`, body);
    expect([refused.status, refused.json()]).toEqual([400, { message }]);
  });

  it('starts, finishes, and is not started again', async () => {
    const { boardId } = await addBoard();
    const { id } = await make(boardId);
    const change = async (body: object) => {
      const { status, json } = await call('PATCH', `/sprints/${id}`, body);
      return status === 200 ? [json().active, json().actual_finish_date] : [status, json().code];
    };
    expect(await change({ active: false })).toEqual([false, null]);
    expect(await change({ active: true })).toEqual([400, 2]);
    expect(await change({ active: true, ...dates })).toEqual([true, null]);
    expect(await change({ active: true })).toEqual([true, null]);
    expect(await change({ active: false, title: 'Finished' })).toEqual([false, instant]);
    expect(await change({ active: false })).toEqual([false, instant]);
    expect(await change({ active: true })).toEqual([400, 1]);
    expect(await change({ start_date: '2026-08-01' })).toEqual([400, 1]);
    expect((await call('PATCH', `/sprints/${id}`, { goal: 'Met' }, { 'if-match': '"1"' })).status).toBe(412);
  });

  it('keeps who had finished how much when it was closed', async () => {
    const { actions, admin } = test();
    const { id: spaceId, list } = await addSpace();
    await test().addPerson(`ann-${spaceId}`, 'member');
    const people = await actions.listPeople(admin);
    const ann = people.find(({ login }) => login === `ann-${spaceId}`)!.id;
    const admins = admin.actor.userId;
    const iteration = await add(list, dates);
    const cards = [
      await addCard(spaceId, 3),
      await addCard(spaceId, 5),
      await addCard(spaceId, 2),
      await addCard(spaceId, 8),
    ];
    for (const card of cards) await enter(list, iteration.id, card);
    await call('PATCH', `${list}/${iteration.id}`, { status: 'active' });
    for (const [place, person] of [ann, admins, ann, ann].entries()) await answer(cards[place]!.id, person);
    for (const card of cards.slice(0, 3)) await finish(card.id);
    const [{ id }] = (await call('GET', '/sprints?limit=1')).json();
    const shown = async () => {
      const { committed, velocity, velocity_details } = (await call('GET', `/sprints/${id}`)).json();
      return { committed, velocity, velocity_details };
    };
    expect(await shown()).toEqual({ committed: 18, velocity: 0, velocity_details: null });
    const { json } = await call('PATCH', `/sprints/${id}`, { active: false });
    const details = {
      by_members: [
        { user_id: admins, velocity: 5 },
        { user_id: ann, velocity: 5 },
      ].sort((a, b) => a.user_id - b.user_id),
    };
    const frozen = { committed: 18, velocity: 10, velocity_details: details };
    expect(json()).toMatchObject(frozen);
    await answer(cards[0]!.id, admins);
    await finish(cards[3]!.id);
    await actions.changeItem(admin, { item: { id: cards[1]!.id }, fields: { condition: 'deleted' } });
    expect(await shown()).toEqual(frozen);
    expect((await call('GET', '/sprints?limit=1')).json()[0]).toMatchObject(frozen);

    const { uid } = json();
    const policy = { moves: { closed: ['active'] }, refuseRepeatedClose: false, fixedWhenClosed: [] } as const;
    const reopen = { iteration: { uid }, precondition: { kind: 'none' }, fields: {}, status: 'active' } as const;
    await actions.changeIteration(admin, {
      ...reopen,
      policy: { ...policy, endAfterStart: 'day', findsRemoved: false, findsGroups: false },
    });
    expect(await shown()).toEqual({ committed: 18, velocity: 0, velocity_details: null });
    await call('PATCH', `/sprints/${id}`, { active: false });
    expect((await shown()).velocity_details.by_members).toHaveLength(2);
  });

  it('counts cards where none has a size', async () => {
    const { id: spaceId, list } = await addSpace();
    const iteration = await add(list, dates);
    const cards = [await addCard(spaceId), await addCard(spaceId)];
    for (const card of cards) await enter(list, iteration.id, card);
    await call('PATCH', `${list}/${iteration.id}`, { status: 'active' });
    await answer(cards[0]!.id, test().admin.actor.userId);
    await finish(cards[0]!.id);
    const [{ id }] = (await call('GET', '/sprints?limit=1')).json();
    expect((await call('PATCH', `/sprints/${id}`, { active: false })).json()).toMatchObject({
      committed: 2,
      velocity: 1,
      velocity_details: { by_members: [{ user_id: test().admin.actor.userId, velocity: 1 }] },
    });
  });

  it('puts what is done away when it is finished so, after the figures were taken', async () => {
    const { actions, admin } = test();
    const { id: spaceId, list } = await addSpace();
    const iteration = await addActive(list);
    const cards = [await addCard(spaceId, 3), await addCard(spaceId, 5)];
    for (const card of cards) await enter(list, iteration.id, card);
    await finish(cards[0]!.id);
    const [{ id }] = (await call('GET', '/sprints?limit=1')).json();
    await call('PATCH', `/sprints/${id}`, { title: 'On', archive_done_cards: true });
    const condition = async (card: { id: number }) =>
      (await actions.getItem(admin, { item: { id: card.id } })).condition;
    expect(await condition(cards[0]!)).toBe('live');
    const finished = await call('PATCH', `/sprints/${id}`, { active: false, archive_done_cards: true });
    expect([finished.status, finished.json().velocity]).toEqual([200, 3]);
    expect([await condition(cards[0]!), await condition(cards[1]!)]).toEqual(['archived', 'live']);
    const { data } = (await call('GET', `${list}/${iteration.id}`)).json();
    expect(data).toMatchObject({ velocity: { size: 3 }, doneCount: 1, totalCount: 2 });
    const summary = (await call('GET', `/sprints/${id}`)).json();
    expect(summary.cards.map((card: { id: number; archived: boolean }) => [card.id, card.archived])).toEqual([
      [cards[0]!.id, true],
      [cards[1]!.id, false],
    ]);
  });
});
