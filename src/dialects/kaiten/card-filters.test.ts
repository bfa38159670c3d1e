import { beforeAll, describe, expect, test } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useKaiten } from '../../../test/support/use-kaiten.ts';

describe.each(engines)('filters of cards on %s', (engine) => {
  const kaiten = useKaiten(engine);
  const names: Record<string, number> = {};
  const now = Date.UTC(2026, 6, 15, 12);
  const day = 86_400_000;

  const aSpace = async (title: string) => {
    const { actions, admin } = kaiten.test();
    const { id: projectId } = await kaiten.addSpace(title);
    const { defaultBoardId: boardId } = await actions.getProject(admin, { id: projectId });
    const board = await actions.getBoard(admin, { id: boardId });
    await actions.addLane(admin, { boardId, fields: { title: 'Second' } });
    const { columns, lanes } = await actions.listBoardParts(admin, { boards: [board] });
    return { projectId, boardId, columns: columns.map((each) => each.id), lanes: lanes.map((each) => each.id) };
  };
  const add = async (at: number, body: object) => {
    kaiten.test().setClock(at);
    const answer = await kaiten.call('POST', '/cards', body);
    if (answer.status !== 200) throw new Error(answer.text);
    return answer.json();
  };
  const patch = async (at: number, id: number, body: object) => {
    kaiten.test().setClock(at);
    const answer = await kaiten.call('PATCH', `/cards/${id}`, body);
    if (answer.status !== 200) throw new Error(answer.text);
  };

  beforeAll(async () => {
    const [one, two] = [await aSpace('One'), await aSpace('Two')];
    const person = (await kaiten.test().addPerson('filtered', 'member')).caller.actor.userId;
    const type = (await kaiten.call('POST', '/card-types', { name: 'Bug' })).json().id;
    const board = { board_id: one.boardId };
    // A: queued, tagged, dated. B: in progress in the second lane. C: done in time. D: elsewhere. E: archived.
    const a = await add(now - 9 * day, {
      ...board,
      title: 'Alpha ÄPFEL',
      description: 'needle in hay',
      due_date: '2026-07-20T10:00:00Z',
      due_date_time_present: true,
      responsible_id: person,
      type_id: type,
      sort_order: 9,
    });
    const b = await add(now - 8 * day, {
      ...board,
      title: 'Beta',
      lane_id: one.lanes[1],
      asap: true,
      owner_id: person,
      external_id: 'ext 1',
      due_date: '2026-07-14',
      sort_order: 8,
      size_text: '5',
    });
    const c = await add(now - 7 * day, { ...board, title: 'Gamma needle', due_date: '2026-07-11', size_text: '3' });
    const d = await add(now - 6 * day, { board_id: two.boardId, title: 'Delta' });
    const e = await add(now - 5 * day, { ...board, title: 'Epsilon' });
    await patch(now - 4.5 * day, c.id, { column_id: one.columns[2] });
    await patch(now - 3 * day, b.id, { column_id: one.columns[1] });
    await patch(now - 2 * day, e.id, { condition: 2 });
    const tag = (await kaiten.call('POST', `/cards/${a.id}/tags`, { name: 'red' })).json().id;
    await kaiten.call('POST', `/cards/${d.id}/members`, { user_id: person });
    Object.assign(names, {
      space1: one.projectId,
      space2: two.projectId,
      board1: one.boardId,
      board2: two.boardId,
      queue: one.columns[0],
      doing: one.columns[1],
      done: one.columns[2],
      lane2: one.lanes[1],
      person,
      type,
      tag,
      a: a.id,
      b: b.id,
      c: c.id,
    });
    kaiten.test().setClock(now);
  });

  /** The first letters of the titles, newest first unless the query says otherwise. */
  const found = async (query: string) => {
    const filled = query.replace(/<(\w+)>/g, (_, name) => String(names[name]));
    const answer = await kaiten.call('GET', `/cards?${filled}`);
    expect(answer.status).toBe(200);
    return answer
      .json()
      .map((each: { title: string }) => each.title[0])
      .join('');
  };

  test.each([
    ['', 'DGBA'],
    ['space_id=<space1>', 'GBA'],
    ['space_id=<space2>', 'D'],
    ['board_id=<board1>', 'GBA'],
    ['board_id=<board1>&query=needle', 'GA'],
    ['query=needle&search_fields=title', 'G'],
    ['query=needle&search_fields=description', 'A'],
    ['query=%C3%A4pfel', 'A'],
    ['query=NEEDLE%20hay', 'A'],
    ['query=100%25', ''],
    ['column_id=<doing>', 'B'],
    ['column_ids=<doing>%2C<done>', 'GB'],
    ['column_ids=<doing>&column_ids=<done>', 'GB'],
    ['lane_id=<lane2>', 'B'],
    ['type_id=<type>', 'A'],
    ['type_id=1', 'DGB'],
    ['type_ids=1,<type>', 'DGBA'],
    ['type_id=999', ''],
    ['owner_id=<person>', 'B'],
    ['owner_ids=<person>,1', 'DGBA'],
    ['responsible_id=<person>', 'A'],
    ['responsible_ids=<person>', 'A'],
    ['member_ids=<person>', 'DA'],
    ['member_ids=x', ''],
    ['tag=red', 'A'],
    ['tag=blue', ''],
    ['tag_ids=<tag>', 'A'],
    ['tag_ids=999,x', ''],
    ['states=1', 'DA'],
    ['states=2,3', 'GB'],
    ['states=4', ''],
    ['condition=1', 'DGBA'],
    ['condition=2', 'E'],
    ['condition=3', ''],
    ['condition=1,2', 'EDGBA'],
    ['condition=9', ''],
    ['archived=true', 'E'],
    ['archived=false', 'DGBA'],
    ['asap=true', 'B'],
    ['asap=false', 'DGA'],
    ['asap=maybe', 'DGBA'],
    ['overdue=true', 'B'],
    ['overdue=false', 'DGA'],
    ['with_due_date=true', 'GBA'],
    ['with_due_date=false', 'D'],
    ['done_on_time=true', 'G'],
    ['done_on_time=false', ''],
    ['external_id=ext%201', 'B'],
    ['external_id=ext', ''],
    ['created_before=2026-07-07T12:00:00Z', 'A'],
    ['created_after=2026-07-08', 'DG'],
    ['updated_before=2026-07-12', 'G'],
    ['updated_after=2026-07-12', 'DBA'],
    ['due_date_before=2026-07-14', 'G'],
    ['due_date_before=2026-07-14T00:00:01Z', 'GB'],
    ['due_date_after=2026-07-13', 'BA'],
    ['due_date_after=2026-07-20T09:59:59Z', 'A'],
    ['due_date_after=2026-07-20T10:00:00Z', ''],
    ['first_moved_in_progress_after=2026-07-11', 'B'],
    ['first_moved_in_progress_before=2026-07-12', 'G'],
    ['last_moved_to_done_at_after=2026-07-10', 'G'],
    ['last_moved_to_done_at_before=2026-07-10', ''],
    ['exclude_board_ids=<board1>', 'D'],
    ['exclude_column_ids=<queue>,<doing>', 'DG'],
    ['exclude_lane_ids=<lane2>', 'DGA'],
    ['exclude_owner_ids=1', 'B'],
    ['exclude_card_ids=<a>,<b>', 'DG'],
    ['space_id=x', ''],
    ['board_id=', 'DGBA'],
    ['unknown=1&sort=updated&order=desc&created_after=yesterday', 'DGBA'],
    ['order_by=created&order_direction=asc', 'ABGD'],
    ['order_by=created&order_direction=desc', 'DGBA'],
    ['order_by=title', 'ABDG'],
    ['order_by=title&order_direction=DESC', 'GDBA'],
    ['order_by=updated', 'GBAD'],
    ['order_by=due_date', 'DGBA'],
    ['order_by=size,title&order_direction=desc,asc', 'BGAD'],
    ['order_by=state,id', 'ADBG'],
    ['board_id=<board1>&order_by=sort_order', 'GBA'],
    ['order_by=nonsense', 'DGBA'],
    ['order_by=constructor', 'DGBA'],
    ['limit=2', 'DG'],
    ['limit=2&offset=1', 'GB'],
    ['limit=2&skip=3', 'A'],
    ['limit=0', 'DGBA'],
    ['limit=1000', 'DGBA'],
    ['limit=-1&offset=x', 'DGBA'],
    ['offset=999', ''],
    ['condition=1&order_by=created&order_direction=desc&search_fields=title&query=a', 'DGBA'],
    ['board_id=<board1>&states=2|3', ''],
  ])('%s finds %s', async (query, titles) => {
    expect(await found(query)).toBe(titles);
  });

  test('what only the clock changes is asked anew', async () => {
    kaiten.test().setClock(Date.UTC(2026, 6, 20, 10, 0, 1));
    expect(await found('overdue=true')).toBe('BA');
    kaiten.test().setClock(now);
    expect(await found('overdue=true')).toBe('B');
  });

  test('a page is never longer than a hundred cards', async () => {
    const { projectId, boardId } = await aSpace('Long');
    const { actions, admin } = kaiten.test();
    for (let count = 0; count < 101; count += 1) {
      await actions.createItem(admin, { project: { id: projectId }, boardId, fields: { title: `Card ${count}` } });
    }
    for (const query of ['', '&limit=1000', '&limit=100']) {
      expect((await kaiten.call('GET', `/cards?board_id=${boardId}${query}`)).json()).toHaveLength(100);
    }
    expect((await kaiten.call('GET', `/cards?board_id=${boardId}&skip=100`)).json()).toHaveLength(1);
  });

  test('whoever sees one space alone finds its cards alone', async () => {
    const { actions, admin, addPerson, send } = kaiten.test();
    const { token } = await addPerson('guest', null);
    const headers = { authorization: `Bearer ${token}` };
    const list = async () => (await send('GET', '/api/latest/cards', { headers })).json();
    expect(await list()).toEqual([]);
    const role = { login: 'guest', projectId: names['space2'] ?? 0, role: 'member' } as const;
    await actions.setProjectRole(admin, role);
    // Who asks is remembered for a second.
    kaiten.test().setClock(now + 2000);
    expect((await list()).map((each: { title: string }) => each.title)).toEqual(['Delta']);
    expect((await send('GET', `/api/latest/cards/${names['a']}`, { headers })).status).toBe(404);
  });
});
