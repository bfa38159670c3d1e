import { afterEach, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useKaiten } from '../../../test/support/use-kaiten.ts';
import type { ItemFields } from '../../actions/index.ts';
import type { Wish } from '../../domain/workflow.ts';

describe.each(engines)('The summary of a Kaiten sprint, on %s', (engine) => {
  const { test, call, addSpace, addActive, addCard, finish } = useKaiten(engine);
  afterEach(() => test().setClock(null));

  const enter = (list: string, uid: string, card: { uid: string }) =>
    call('POST', `${list}/${uid}/cards`, { card_uid: card.uid });

  it('tells every card in full, with its place', async () => {
    const { id: spaceId, uid, list } = await addSpace('Beta');
    const iteration = await addActive(list);
    const card = await addCard(spaceId, 3);
    await enter(list, iteration.id, card);
    const [{ id, board_id }] = (await call('GET', '/sprints?limit=1')).json();
    const [shown, ...others] = (await call('GET', `/sprints/${id}`)).json().cards;
    expect(others).toEqual([]);
    expect(shown).toMatchObject({
      id: card.id,
      uid: card.uid,
      size: 3,
      state: 1,
      condition: 1,
      space_id: spaceId,
      has_access_to_space: true,
      members: [],
      owner: { id: test().admin.actor.userId },
      type: { name: expect.any(String) },
      path_data: { space: { id: spaceId, uid, title: 'Beta' }, board: { id: board_id }, lane: {}, column: {} },
      iteration: [{ iteration_id: iteration.id, status: 'active' }],
    });
  });

  it('tells every version of its cards since they came in, as they were', async () => {
    const { actions, admin, setClock } = test();
    const { id: spaceId, list } = await addSpace();
    const iteration = await addActive(list);
    const start = Date.parse('2026-08-04T10:00:00Z');
    const at = (hour: number) => setClock(start + hour * 3_600_000);
    at(0);
    const card = await addCard(spaceId, 3);
    const change = (fields: ItemFields, to?: Wish) =>
      actions.changeItem(admin, { item: { id: card.id }, fields, ...(to === undefined ? {} : { to }) });
    await change({ description: 'Before' });
    at(1);
    await enter(list, iteration.id, card);
    at(2);
    await change({ estimate: 5, description: 'After', tags: { set: ['red'] } });
    at(3);
    await finish(card.id);
    at(4);
    await call('DELETE', `${list}/${iteration.id}/cards/${card.uid}`);
    at(5);
    await change({ estimate: 8, tags: { set: [] } });
    setClock(null);
    const [{ id }] = (await call('GET', '/sprints?limit=1')).json();
    const { cards, cardUpdates } = (await call('GET', `/sprints/${id}`)).json();
    expect(cards).toEqual([]);
    const [first] = cardUpdates;
    expect(first).toEqual({
      id: card.id,
      sprint_id: id,
      created: '2026-08-04T10:00:00.000Z',
      updated: '2026-08-04T11:00:00.000Z',
      size: 3,
      size_unit: null,
      size_text: '3',
      properties: null,
      tag_ids: [],
      description: 'Before',
      board_id: card.boardId,
      column_id: card.columnId,
      lane_id: card.laneId,
      condition: 1,
      state: 1,
      archived: false,
      version: 3,
    });
    expect(
      cardUpdates.map(
        (each: {
          updated: string;
          sprint_id: unknown;
          size: unknown;
          state: unknown;
          description: unknown;
          tag_ids: unknown[];
          version: unknown;
        }) => [
          each.updated.slice(11, 13),
          each.sprint_id,
          each.size,
          each.state,
          each.description,
          each.tag_ids.length,
          each.version,
        ],
      ),
    ).toEqual([
      ['11', id, 3, 1, 'Before', 0, 3],
      ['12', id, 5, 1, 'After', 1, 4],
      ['13', id, 5, 3, 'After', 1, 5],
      ['14', null, 5, 3, 'After', 1, 6],
      ['15', null, 8, 3, 'After', 0, 7],
    ]);
    expect(cardUpdates[2].column_id).not.toBe(card.columnId);
  });

  it('leaves out deleted cards on request, and those of spaces that the caller cannot see', async () => {
    const { actions, admin } = test();
    const [own, hidden] = [await addSpace('Own'), await addSpace('Hidden')];
    const iteration = await addActive(own.list);
    const [kept, gone, foreign, left] = [
      await addCard(own.id, 1),
      await addCard(own.id, 2),
      await addCard(hidden.id, 3),
      await addCard(own.id, 4),
    ];
    for (const card of [kept, gone, left]) await enter(own.list, iteration.id, card);
    const policy = { findsRemoved: false, findsGroups: false, leaves: 'same board', takesForeign: true } as const;
    await actions.enterIteration(admin, { iteration: { uid: iteration.id }, item: { id: foreign.id }, policy });
    await call('DELETE', `${own.list}/${iteration.id}/cards/${left.uid}`);
    for (const { id } of [gone, left]) {
      await actions.changeItem(admin, { item: { id }, fields: { condition: 'deleted' } });
    }
    const [{ id }] = (await call('GET', '/sprints?limit=1')).json();
    const cards = async (query: string, more = {}) =>
      (await call('GET', `/sprints/${id}${query}`, undefined, more))
        .json()
        .cards.map((card: { id: number; condition: number }) => [card.id, card.condition]);
    expect(await cards('')).toEqual([
      [kept.id, 1],
      [gone.id, 3],
      [foreign.id, 1],
    ]);
    expect(await cards('?exclude_deleted_cards=true')).toEqual([
      [kept.id, 1],
      [foreign.id, 1],
    ]);
    const { token } = await test().addPerson(`guest-${own.uid}`, null);
    await actions.setProjectRole(admin, { login: `guest-${own.uid}`, projectId: own.id, role: 'viewer' });
    test().setClock(Date.now() + 1500);
    const guest = { authorization: `Bearer ${token}` };
    expect(await cards('?exclude_deleted_cards=true', guest)).toEqual([[kept.id, 1]]);
    const unseen = await addActive(hidden.list);
    const all = (await call('GET', '/sprints', undefined, guest)).json();
    expect(all.map(({ uid }: { uid: string }) => uid)).toEqual([iteration.id]);
    const [{ id: unseenId }] = (await call('GET', '/sprints?limit=1')).json();
    expect((await call('GET', `/sprints/${unseenId}`)).json().uid).toBe(unseen.id);
    expect((await call('GET', `/sprints/${unseenId}`, undefined, guest)).status).toBe(404);
    expect((await call('PATCH', `/sprints/${unseenId}`, { title: 'x' }, guest)).status).toBe(404);
    expect((await call('PATCH', `/sprints/${id}`, { title: 'x' }, guest)).status).toBe(403);
  });

  it('tells the first cards and the newest versions, and that there are more', async () => {
    const { actions, admin } = test();
    const { id: spaceId, list } = await addSpace();
    const { id: uid } = await addActive(list);
    const cards = [await addCard(spaceId, 1), await addCard(spaceId, 2)];
    for (const card of cards) await enter(list, uid, card);
    for (const card of cards) await finish(card.id);
    const held = async (items: number, versions: number) => {
      const found = await actions.getIterationItems(admin, { iteration: { uid }, limits: { items, versions } });
      return [
        found.items.map(({ id }) => id),
        found.versions.map(({ item, category }) => [item.id, category]),
        found.isCut,
      ];
    };
    const [first, second] = cards.map(({ id }) => id);
    const all = [
      [first, 'queued'],
      [second, 'queued'],
      [first, 'done'],
      [second, 'done'],
    ];
    expect(await held(2, 4)).toEqual([[first, second], all, { items: false, versions: false }]);
    expect(await held(1, 4)).toEqual([[first], [all[0], all[2]], { items: true, versions: false }]);
    expect(await held(2, 3)).toEqual([[first, second], all.slice(1), { items: false, versions: true }]);
    expect(await held(2, 1)).toEqual([[first, second], all.slice(3), { items: false, versions: true }]);
  });
});
