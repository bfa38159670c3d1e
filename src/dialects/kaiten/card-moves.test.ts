import { describe, expect, test } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useKaiten } from '../../../test/support/use-kaiten.ts';

describe.each(engines)('moves of cards on %s', (engine) => {
  const kaiten = useKaiten(engine);

  /** A space with its board: three columns, of type 1, 2 and 3, and two lanes. */
  const aBoard = async () => {
    const { actions, admin } = kaiten.test();
    const { id: projectId } = await kaiten.addSpace();
    const { defaultBoardId: boardId } = await actions.getProject(admin, { id: projectId });
    const board = await actions.getBoard(admin, { id: boardId });
    const second = await actions.addLane(admin, { boardId, fields: { title: 'Second' } });
    const { columns, lanes } = await actions.listBoardParts(admin, { boards: [board] });
    const [queue = 0, doing = 0, done = 0] = columns.map((each) => each.id);
    return { projectId, boardId, queue, doing, done, lane: lanes[0]?.id ?? 0, second: second.id };
  };
  const add = async (board_id: number, body: object = {}) =>
    (await kaiten.call('POST', '/cards', { title: 'Card', board_id, ...body })).json();
  const patch = async (id: number, body: object) => (await kaiten.call('PATCH', `/cards/${id}`, body)).json();
  const titles = async (query: string) =>
    (await kaiten.call('GET', `/cards?order_by=sort_order&${query}`))
      .json()
      .map((each: { title: string }) => each.title);

  test('into a column change the state with it, and say when', async () => {
    const { boardId, queue, doing, done } = await aBoard();
    kaiten.test().setClock(Date.UTC(2026, 6, 1));
    const { id } = await add(boardId);
    kaiten.test().setClock(Date.UTC(2026, 6, 2));
    expect(await patch(id, { column_id: doing })).toMatchObject({
      column_id: doing,
      state: 2,
      version: 2,
      first_moved_to_in_progress_at: '2026-07-02T00:00:00.000Z',
      column_changed_at: '2026-07-02T00:00:00.000Z',
      lane_changed_at: '2026-07-01T00:00:00.000Z',
      last_moved_at: '2026-07-02T00:00:00.000Z',
      completed_at: null,
    });
    kaiten.test().setClock(Date.UTC(2026, 6, 3));
    expect(await patch(id, { column_id: done, due_date: '2026-07-02' })).toMatchObject({
      state: 3,
      completed_at: '2026-07-03T00:00:00.000Z',
      last_moved_to_done_at: '2026-07-03T00:00:00.000Z',
      completed_on_time: false,
    });
    expect(await patch(id, { due_date: '2026-07-03' })).toMatchObject({ completed_on_time: true });
    expect(await patch(id, { column_id: queue })).toMatchObject({ state: 1, completed_at: null, version: 5 });
    kaiten.test().setClock(null);
  });

  test('into a part of a column keep to the state of the column', async () => {
    const { boardId, doing } = await aBoard();
    const { actions, admin } = kaiten.test();
    const fields = { title: 'Tested', category: 'done' } as const;
    const part = await actions.addSubcolumn(admin, { columnId: doing, fields });
    const { id } = await add(boardId, { column_id: part.id });
    const card = (await kaiten.call('GET', `/cards/${id}`)).json();
    expect(card).toMatchObject({
      column_id: part.id,
      state: 2,
      column: { id: part.id, type: 3, column_id: doing, column: { id: doing, column_id: null } },
      path_data: { column: { id: doing }, subcolumn: { id: part.id } },
    });
    expect(await titles(`column_id=${doing}`)).toEqual(['Card']);
    expect(await titles(`column_id=${part.id}`)).toEqual(['Card']);
    expect(await patch(id, { column_id: doing })).toMatchObject({ column_id: doing, state: 2, version: 2 });
  });

  test('into a lane, which has to be one of the board', async () => {
    const { boardId, lane, second } = await aBoard();
    const card = await add(boardId, { lane_id: second });
    expect(card.lane_id).toBe(second);
    expect(await patch(card.id, { lane_id: lane })).toMatchObject({ lane_id: lane, version: 2 });
    const other = await aBoard();
    const refused = await kaiten.call('PATCH', `/cards/${card.id}`, { lane_id: other.lane });
    expect([refused.status, refused.json()]).toEqual([400, { message: 'lane_id names nothing that there is' }]);
  });

  test('to a board of the same space keep the state and the key', async () => {
    const { projectId, boardId, doing } = await aBoard();
    const { actions, admin } = kaiten.test();
    const board = await actions.createBoard(admin, {
      home: { project: { id: projectId }, field: 'space' },
      title: 'Other',
      takesIterations: true,
      hasBacklog: true,
      settings: {},
      stages: [
        { title: 'A', category: 'queued' },
        { title: 'B', category: 'in_progress' },
      ],
    });
    const card = await add(boardId, { column_id: doing });
    const moved = await patch(card.id, { board_id: board.id });
    const there = await actions.listColumns(admin, { boards: [await actions.getBoard(admin, { id: board.id })] });
    expect(moved).toMatchObject({ board_id: board.id, column_id: there[1]?.id, state: 2, key: card.key, version: 2 });
    expect(await patch(card.id, { board_id: boardId, column_id: doing })).toMatchObject({ column_id: doing });
    const strayed = await kaiten.call('PATCH', `/cards/${card.id}`, { board_id: board.id, column_id: doing });
    expect([strayed.status, strayed.json()]).toEqual([400, { message: 'column_id names nothing that there is' }]);
  });

  test('to a board of another space give it a key of that space, and keep the old one', async () => {
    const [one, two] = [await aBoard(), await aBoard()];
    const card = await add(one.boardId, { size_text: '2 SP' });
    const moved = await patch(card.id, { board_id: two.boardId, column_id: two.done });
    expect(moved).toMatchObject({
      board_id: two.boardId,
      column_id: two.done,
      lane_id: two.lane,
      state: 3,
      version: 2,
    });
    expect(moved.key).not.toBe(card.key);
    const found = await kaiten.test().actions.getItem(kaiten.test().admin, { item: { key: card.key } });
    expect([found.id, found.projectId]).toEqual([card.id, two.projectId]);
    expect(await titles(`space_id=${one.projectId}`)).toEqual([]);
    expect(await titles(`space_id=${two.projectId}`)).toEqual(['Card']);
    expect((await kaiten.call('PATCH', `/cards/${card.id}`, { board_id: 99_999 })).json()).toEqual({
      message: 'board_id names nothing that there is',
    });
  });

  test('within a column go first, last, behind another card, and to a number', async () => {
    const { boardId, queue } = await aBoard();
    const [a, b, c] = [
      await add(boardId, { title: 'a' }),
      await add(boardId, { title: 'b' }),
      await add(boardId, { title: 'c' }),
    ];
    const order = () => titles(`board_id=${boardId}`);
    expect(await order()).toEqual(['a', 'b', 'c']);
    await add(boardId, { title: 'first', position: 1 });
    await add(boardId, { title: 'last', position: 2 });
    expect(await order()).toEqual(['first', 'a', 'b', 'c', 'last']);
    await patch(c.id, { prev_card_id: a.id });
    expect(await order()).toEqual(['first', 'a', 'c', 'b', 'last']);
    await patch(b.id, { position: 1 });
    expect(await order()).toEqual(['b', 'first', 'a', 'c', 'last']);
    await patch(b.id, { position: 2, column_id: queue });
    expect(await order()).toEqual(['first', 'a', 'c', 'last', 'b']);
    expect(await patch(a.id, { sort_order: 1000.5 })).toMatchObject({ sort_order: 1000.5 });
    expect(await order()).toEqual(['first', 'c', 'last', 'b', 'a']);
    expect((await kaiten.call('PATCH', `/cards/${a.id}`, { prev_card_id: 99_999 })).json()).toEqual({
      message: 'prev_card_id names nothing that there is',
    });
  });

  test('between two cards never run out of room', async () => {
    const { boardId } = await aBoard();
    const first = await add(boardId, { title: 'first' });
    await add(boardId, { title: 'last' });
    let expected: string[] = [];
    for (let count = 0; count < 70; count += 1) {
      const { id } = await add(boardId, { title: `${count}` });
      await patch(id, { prev_card_id: first.id });
      expected = [`${count}`, ...expected];
    }
    expect(await titles(`board_id=${boardId}`)).toEqual(['first', ...expected, 'last']);
  });

  test('into the archive and back', async () => {
    const { boardId } = await aBoard();
    const { id } = await add(boardId);
    expect(await patch(id, { condition: 2 })).toMatchObject({ condition: 2, archived: true, version: 2 });
    expect(await titles(`board_id=${boardId}`)).toEqual([]);
    expect(await titles(`board_id=${boardId}&archived=true`)).toEqual(['Card']);
    expect(await patch(id, { condition: 1 })).toMatchObject({ condition: 1, archived: false, version: 3 });
    expect(await titles(`board_id=${boardId}`)).toEqual(['Card']);
  });

  test('make the mover take part where the board wants it so', async () => {
    const { projectId, boardId, doing, done, queue } = await aBoard();
    const { addPerson, send } = kaiten.test();
    const { token, caller } = await addPerson(`mover-${boardId}`, 'member');
    const move = async (id: number, column_id: number) =>
      (
        await send('PATCH', `/api/latest/cards/${id}`, {
          body: { column_id },
          headers: { authorization: `Bearer ${token}` },
        })
      ).json();
    const plain = await add(boardId);
    expect((await move(plain.id, doing)).members).toEqual([]);
    const board = `/spaces/${projectId}/boards/${boardId}`;
    expect((await kaiten.call('PATCH', board, { auto_assign_enabled: true })).status).toBe(200);
    const mover = { id: caller.actor.userId };
    const card = await add(boardId);
    expect(await move(card.id, doing)).toMatchObject({ version: 2, members: [{ ...mover, type: 2 }] });
    const owned = await add(boardId, { responsible_id: 1 });
    expect(await move(owned.id, done)).toMatchObject({
      members: [
        { id: 1, type: 2 },
        { ...mover, type: 1 },
      ],
    });
    const back = await add(boardId, { column_id: done });
    expect((await move(back.id, queue)).members).toEqual([]);
  });
});
