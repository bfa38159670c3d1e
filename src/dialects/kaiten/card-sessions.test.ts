import { describe, expect, test } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useKaiten } from '../../../test/support/use-kaiten.ts';

/** The requests that published clients are known to make of cards, in the order in which they make them. */
describe.each(engines)('sessions of clients on %s', (engine) => {
  const kaiten = useKaiten(engine);
  const aBoard = async () => {
    const { id } = await kaiten.addSpace();
    const { actions, admin } = kaiten.test();
    const { defaultBoardId } = await actions.getProject(admin, { id });
    const board = await actions.getBoard(admin, { id: defaultBoardId });
    const { columns, lanes } = await actions.listBoardParts(admin, { boards: [board] });
    return { spaceId: id, boardId: board.id, columns: columns.map((each) => each.id), laneId: lanes[0]?.id };
  };
  const ok = async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown) => {
    const answer = await kaiten.call(method, path, body);
    expect([method, path, answer.status, answer.status === 200 ? '' : answer.text]).toEqual([method, path, 200, '']);
    return answer.json();
  };

  test('a small assistant makes, tags, reads and deletes a card', async () => {
    const { boardId } = await aBoard();
    const card = await ok('POST', '/cards', { title: 'Task', board_id: boardId, description: 'Text' });
    await ok('POST', `/cards/${card.id}/tags`, { name: 'assistant' });
    expect(await ok('GET', `/cards?board_id=${boardId}&limit=20`)).toMatchObject([
      { id: card.id, title: 'Task', archived: false, tags: [{ name: 'assistant' }] },
    ]);
    await ok('PATCH', `/cards/${card.id}`, { title: 'Other' });
    expect(await ok('GET', `/cards/${card.id}`)).toMatchObject({ title: 'Other', board_id: boardId });
    expect((await ok('GET', '/tags')).map((each: { name: string }) => each.name)).toContain('assistant');
    await ok('DELETE', `/cards/${card.id}`);
  });

  test('a second one lists far, archives, and reads types of columns', async () => {
    const { boardId, columns } = await aBoard();
    const body = { title: 'Task', board_id: boardId, owner_id: 1, due_date: '2026-08-03', responsible_id: 1 };
    const { id } = await ok('POST', '/cards', body);
    expect(await ok('GET', `/cards?board_id=${boardId}&limit=1000`)).toMatchObject([
      { id, column: { type: 1 }, due_date: '2026-08-03T00:00:00.000Z', responsible_id: 1 },
    ]);
    expect((await ok('GET', '/cards?condition=1&limit=500&owner_id=1'))[0].id).toBe(id);
    await ok('PATCH', `/cards/${id}`, { column_id: columns[2] });
    expect(await ok('GET', `/cards/${id}`)).toMatchObject({ column: { type: 3 }, state: 3 });
    await ok('PATCH', `/cards/${id}`, { condition: 2 });
    expect(await ok('GET', `/cards?board_id=${boardId}&limit=1000`)).toEqual([]);
    await ok('DELETE', `/cards/${id}`);
  });

  test('a third one pages by skip, searches titles, and repeats its writes under a key', async () => {
    const { boardId } = await aBoard();
    for (const title of ['Login page', 'Logout page', 'Report']) {
      const more = { 'x-idempotency-key': `${boardId}-${title.replaceAll(' ', '-')}` };
      const send = () => kaiten.call('POST', '/cards', { title, board_id: boardId }, more);
      expect((await send()).json().id).toBe((await send()).json().id);
    }
    const list = `/cards?board_id=${boardId}&condition=1&order_by=created&order_direction=desc`;
    const titles = async (path: string) => (await ok('GET', path)).map((each: { title: string }) => each.title);
    expect(await titles(`${list}&limit=2&skip=0`)).toEqual(['Report', 'Logout page']);
    expect(await titles(`${list}&limit=2&skip=2`)).toEqual(['Login page']);
    expect(await titles(`${list}&limit=10&skip=0&search_fields=title&query=log`)).toEqual([
      'Logout page',
      'Login page',
    ]);
  });

  test('one for teams writes comments and needs lists of members and tags', async () => {
    const { boardId } = await aBoard();
    const { id } = await ok('POST', '/cards', { title: 'Task', board_id: boardId });
    expect(await ok('PATCH', `/cards/${id}`, { description: 'More' })).toMatchObject({ members: [], tags: [] });
    expect(await ok('GET', `/cards/${id}`)).toMatchObject({ members: [], tags: [], description: 'More' });
    await ok('POST', `/cards/${id}/comments`, { text: 'Done' });
    expect(await ok('GET', `/cards/${id}/comments`)).toMatchObject([{ text: 'Done', author: { id: 1 } }]);
  });

  test('a scenario with types, tags, filters and comments', async () => {
    const { boardId, columns } = await aBoard();
    const type = await ok('POST', '/card-types', { name: 'E2E', letter: 'E', color: 3 });
    await ok('GET', '/card-types');
    const tag = await ok('POST', '/tags', { name: `e2e-${boardId}` });
    const cards: any[] = [];
    for (let count = 1; count <= 5; count += 1) {
      const body = { title: `E2E card ${count}`, board_id: boardId, type_id: type.id, column_id: columns[0] };
      cards.push(await ok('POST', '/cards', body));
    }
    expect(await ok('GET', `/cards?board_id=${boardId}&query=E2E`)).toHaveLength(5);
    await ok('PATCH', `/cards/${cards[0].id}`, { column_id: columns[1] });
    await ok('PATCH', `/cards/${cards[1].id}`, { column_id: columns[2] });
    expect(await ok('GET', `/cards?board_id=${boardId}&states=2`)).toMatchObject([{ id: cards[0].id }]);
    expect(await ok('GET', `/cards?board_id=${boardId}&states=3`)).toMatchObject([{ id: cards[1].id }]);
    expect(await ok('GET', `/cards?type_id=${type.id}`)).toHaveLength(5);
    expect(await ok('GET', `/cards?column_id=${columns[0]}`)).toHaveLength(3);
    await ok('POST', `/cards/${cards[2].id}/tags`, { name: tag.name });
    expect(await ok('GET', `/cards?tag_ids=${tag.id}`)).toMatchObject([{ id: cards[2].id }]);
    const comment = await ok('POST', `/cards/${cards[2].id}/comments`, { text: 'One' });
    await ok('PATCH', `/cards/${cards[2].id}/comments/${comment.id}`, { text: 'Two' });
    await ok('DELETE', `/cards/${cards[2].id}/comments/${comment.id}`);
    await ok('DELETE', `/cards/${cards[2].id}/tags/${tag.id}`);
    await ok('GET', `/cards/${cards[0].id}/location-history`);
    for (const { id } of cards) await ok('DELETE', `/cards/${id}`);
    await ok('DELETE', `/card-types/${type.id}`);
    expect((await kaiten.call('DELETE', `/tags/${tag.id}`)).status).toBe(405);
  });

  test('a program with its own names of parameters', async () => {
    const { boardId, columns, laneId } = await aBoard();
    const card = await ok('POST', '/cards', {
      title: 'Задача',
      board_id: boardId,
      column_id: columns[0],
      lane_id: laneId,
      responsible_id: 1,
      size_text: '3 ч',
      properties: { id_12: null, id_19: '1' },
    });
    expect(card).toMatchObject({ size: 3, size_unit: 'ч', properties: { id_19: '1' }, members: [{ id: 1, type: 2 }] });
    expect((await ok('GET', '/cards?limit=50&sort=updated&order=desc'))[0].id).toBe(card.id);
    await ok('POST', `/cards/${card.id}/tags`, { name: 'тег' });
  });

  test('one with iterations moves a card through them', async () => {
    const { id, uid, list } = await kaiten.addSpace();
    const { defaultBoardId } = await kaiten.test().actions.getProject(kaiten.test().admin, { id });
    const card = await ok('POST', '/cards', { title: 'Planned', board_id: defaultBoardId, size_text: '2' });
    const iteration = await kaiten.addActive(list);
    await ok('POST', `/spaces/${uid}/iterations/${iteration.id}/cards`, { card_uid: card.uid });
    expect((await ok('GET', `/cards/${card.id}`)).iteration).toMatchObject([{ id: iteration.id, status: 'active' }]);
    await ok('DELETE', `/spaces/${uid}/iterations/${iteration.id}/cards/${card.uid}`);
    expect(await ok('GET', `/cards/${card.uid}/iterations-history`)).toHaveLength(1);
  });
});
