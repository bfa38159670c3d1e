import { beforeEach, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useKaiten } from '../../../test/support/use-kaiten.ts';

const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/);
const unsaid = {
  col_count: 1,
  wip_limit_type: 1,
  rules: 0,
  archive_after_days: -1,
  last_moved_warning_after_days: -1,
  last_moved_warning_after_hours: -1,
  last_moved_warning_after_minutes: -1,
  card_hide_after_days: null,
  months_to_hide_cards: null,
  external_id: null,
  default_tags: null,
  pause_sla: false,
};

describe.each(engines)('Kaiten columns, on %s', (engine) => {
  const { test, call, addSpace, addActive } = useKaiten(engine);
  const as = (token: string) => ({ authorization: `Bearer ${token}` });
  let space: Awaited<ReturnType<typeof addSpace>>;
  let board: any;
  let list: string;

  beforeEach(async () => {
    space = await addSpace();
    const columns = [
      { title: 'To do', type: 1 },
      { title: 'Doing', type: 2 },
      { title: 'Done', type: 3 },
    ];
    board = (await call('POST', `/spaces/${space.id}/boards`, { title: 'B', columns })).json();
    list = `/boards/${board.id}/columns`;
  });
  const titles = async () => (await call('GET', list)).json().map((each: { title: string }) => each.title);
  const addCard = (columnId: number, estimate: number | null = null) =>
    test().actions.createItem(test().admin, {
      project: { id: space.id },
      boardId: board.id,
      columnId,
      fields: { title: 'Card', estimate },
    });
  const cards = async () =>
    (await call('GET', `/boards/${board.id}`))
      .json()
      .cards.map((each: { id: number; column_id: unknown; state: unknown }) => [each.id, each.column_id, each.state])
      .sort();

  it('are listed as the board has them', async () => {
    expect((await call('GET', list)).json()).toEqual(board.columns);
  });

  it('are added at the end, or where they are to be, and answered whole', async () => {
    const made = await call('POST', list, { title: 'Review', type: 2, wip_limit: 4, rules: 1, extra: 1 });
    expect([made.status, made.headers['x-timebox-ignored']]).toEqual([200, 'extra']);
    expect(made.json()).toEqual({
      ...unsaid,
      created: instant,
      updated: instant,
      id: expect.any(Number),
      uid: uuid,
      title: 'Review',
      sort_order: 4,
      type: 2,
      wip_limit: 4,
      board_id: board.id,
      column_id: null,
      rules: 1,
      subcolumns: [],
    });
    const second = (await call('POST', list, { title: 'Review', sort_order: 1.5 })).json();
    expect([second.type, second.sort_order]).toEqual([1, 1.5]);
    expect(await titles()).toEqual(['To do', 'Review', 'Doing', 'Done', 'Review']);
  });

  it('change, and keep what is not mentioned', async () => {
    const [{ id }] = board.columns;
    const body = {
      title: 'Later',
      wip_limit: 2,
      wip_limit_type: 2,
      default_tags: 'a,b',
      external_id: 5,
      pause_sla: true,
      last_moved_warning_after_days: 3,
    };
    const changed = (await call('PATCH', `${list}/${id}`, body)).json();
    expect(changed).toEqual({ ...board.columns[0], ...body, external_id: '5', updated: instant });
    const told = test().heard.length;
    expect((await call('PATCH', `${list}/${id}`, body)).json()).toEqual(changed);
    expect(test().heard).toHaveLength(told);
    expect((await call('PATCH', `${list}/${id}`, { wip_limit: null, default_tags: null })).json()).toEqual({
      ...changed,
      wip_limit: null,
      default_tags: null,
      updated: instant,
    });
  });

  it('move beside their neighbours, to the beginning and to the end', async () => {
    const [todo, doing, done] = board.columns.map((each: { id: number }) => each.id);
    const move = async (id: number, body: unknown) => {
      expect((await call('PATCH', `${list}/${id}`, body)).status).toBe(200);
      return titles();
    };
    expect(await move(done, { prev_column_id: null })).toEqual(['Done', 'To do', 'Doing']);
    expect(await move(done, { next_column_id: null })).toEqual(['To do', 'Doing', 'Done']);
    expect(await move(todo, { prev_column_id: doing })).toEqual(['Doing', 'To do', 'Done']);
    expect(await move(done, { next_column_id: doing })).toEqual(['Done', 'Doing', 'To do']);
    expect(await move(done, { sort_order: 99.5 })).toEqual(['Doing', 'To do', 'Done']);
    for (const id of [doing, 424_242]) {
      expect((await call('PATCH', `${list}/${doing}`, { prev_column_id: id })).status).toBe(400);
    }
  });

  it('move between two neighbours as often as one likes', async () => {
    const [todo, doing, done] = board.columns.map((each: { id: number }) => each.id);
    for (let time = 0; time < 30; time += 1) {
      await call('PATCH', `${list}/${done}`, { prev_column_id: todo });
      expect(await titles()).toEqual(['To do', 'Done', 'Doing']);
      await call('PATCH', `${list}/${doing}`, { prev_column_id: todo });
      expect(await titles()).toEqual(['To do', 'Doing', 'Done']);
    }
  });

  it('take the state of their cards along when their type changes', async () => {
    const { uid } = space;
    const iteration = await addActive(`/spaces/${uid}/iterations`);
    const [, doing] = board.columns;
    const card = await addCard(doing.id, 5);
    await call('POST', `/spaces/${uid}/iterations/${iteration.id}/cards`, { card_uid: card.uid });
    expect((await call('PATCH', `${list}/${doing.id}`, { type: 3 })).json().type).toBe(3);
    expect(await cards()).toEqual([[card.id, doing.id, 3]]);
    const closed = await call('PATCH', `/spaces/${uid}/iterations/${iteration.id}`, { status: 'closed' });
    expect(closed.json().data).toMatchObject({ velocity: { size: 5 }, doneCount: 1, totalCount: 1 });
  });

  it('are deleted when they are empty; by force when cards stand in them, which go to the nearest alike', async () => {
    const [todo, doing, done] = board.columns;
    const review = (await call('POST', list, { title: 'Review', type: 2 })).json();
    const card = await addCard(review.id);
    const gone = await addCard(review.id);
    await test().actions.changeItem(test().admin, { item: { id: gone.id }, fields: { condition: 'deleted' } });
    for (const body of [undefined, {}, { force: false }]) {
      const refused = await call('DELETE', `${list}/${review.id}`, body);
      expect([refused.status, refused.json()]).toEqual([400, { message: 'Column should be deleted with force' }]);
    }
    expect((await call('DELETE', `${list}/${review.id}`, { force: true })).json()).toEqual({ id: review.id });
    expect(await cards()).toEqual([[card.id, doing.id, 2]]);
    expect((await call('DELETE', `${list}/${doing.id}?force=true`)).status).toBe(200);
    expect(await cards()).toEqual([[card.id, todo.id, 1]]);
    expect((await call('DELETE', `${list}/${done.id}`)).json()).toEqual({ id: done.id });
    const last = await call('DELETE', `${list}/${todo.id}`, { force: true });
    expect([last.status, last.json()]).toEqual([400, { message: 'A board has at least one column' }]);
    expect((await call('DELETE', `${list}/${done.id}`)).status).toBe(404);
  });

  it.each([
    ['POST', {}, "Column should have required property 'title'"],
    ['POST', { title: '' }, 'Column.title should NOT be shorter than 1 characters'],
    ['POST', { title: 'x'.repeat(129) }, 'Column.title should NOT be longer than 128 characters'],
    ['POST', { title: 5 }, 'Column.title should be string'],
    ['POST', { title: 'a\tb' }, 'Column.title should NOT contain control characters'],
    ['POST', { title: 'a', type: 4 }, 'Column.type should be equal to one of the allowed values'],
    ['POST', { title: 'a', type: '1' }, 'Column.type should be equal to one of the allowed values'],
    ['POST', { title: 'a', wip_limit: 1.5 }, 'Column.wip_limit should be integer,null'],
    ['POST', { title: 'a', wip_limit: -1 }, 'Column.wip_limit should be >= 0'],
    ['POST', { title: 'a', sort_order: 0 }, 'Column.sort_order should be > 0'],
    ['PATCH', { title: null }, 'Column.title should be string'],
    ['PATCH', { wip_limit_type: 3 }, 'Column.wip_limit_type should be equal to one of the allowed values'],
    ['PATCH', { rules: -1 }, 'Column.rules should be >= 0'],
    ['PATCH', { prev_column_id: 'x' }, 'Column.prev_column_id should be integer,null'],
    ['PATCH', null, 'Column should be object'],
  ] as const)('%s of %j is refused', async (method, body, message) => {
    const path = method === 'POST' ? list : `${list}/${board.columns[0].id}`;
    const answer = await call(method, path, body);
    expect([answer.status, answer.json()]).toEqual([400, { message }]);
    expect((await call('GET', list)).json()).toEqual(board.columns);
  });

  it('are found on their board, by those who see it; and changed by those who may', async () => {
    const [{ id, uid }] = board.columns;
    const other = (await call('POST', `/spaces/${space.id}/boards`, { title: 'O' })).json();
    const far = as((await test().addOrganization(`far-${engine}-${id}`)).token);
    const looker = as((await test().addPerson(`looker-${id}`, 'viewer')).token);
    for (const path of [`/boards/${other.id}/columns/${id}`, `${list}/${uid}`, `${list}/424242`, `${list}/0`]) {
      expect([path, (await call('PATCH', path, '{')).status]).toEqual([path, 404]);
      expect([path, (await call('DELETE', path)).status]).toEqual([path, 404]);
    }
    expect((await call('PATCH', `${list}/${id}`, {})).json().message).toContain(
      "Column should have required property 'prev_column_id'",
    );
    const subcolumns = `/columns/${id}/subcolumns`;
    for (const path of [list, subcolumns]) {
      expect((await call('GET', path, undefined, far)).status).toBe(404);
      expect((await call('POST', path, '{', far)).status).toBe(404);
      expect((await call('POST', path, '{', looker)).status).toBe(403);
      expect((await call('POST', path, '{')).status).toBe(400);
      expect((await call('GET', path, undefined, looker)).status).toBe(200);
    }
    for (const method of ['PATCH', 'DELETE'] as const) {
      expect((await call(method, `${list}/${id}`, '{', far)).status).toBe(404);
      expect((await call(method, `${list}/${id}`, '{', looker)).status).toBe(403);
    }
    expect((await call('GET', `/boards/${board.uid}/columns`)).status).toBe(404);
    expect((await call('GET', `/columns/${uid}/subcolumns`)).status).toBe(404);
    expect((await call('PATCH', list, {})).status).toBe(405);
  });

  it('may be called alike, and one of the two still be changed as a column of statuses', async () => {
    const twin = (await call('POST', list, { title: 'Doing', type: 2 })).json();
    await test().actions.changeColumn(test().admin, {
      boardId: board.id,
      columnId: twin.id,
      precondition: { kind: 'none' },
      fields: { itemLimit: 3 },
    });
    expect((await call('GET', list)).json().at(-1)).toMatchObject({ id: twin.id, title: 'Doing', wip_limit: 3 });
  });

  describe('within a column', () => {
    const parts = () => `/columns/${board.columns[1].id}/subcolumns`;
    const make = async (body: Record<string, unknown>) => (await call('POST', parts(), body)).json();

    it('are columns of their own in it, and no columns of the board', async () => {
      const answer = await call('POST', parts(), { title: 'Coding', type: 2, rules: 2, wip_limit: 3 });
      expect([answer.status, answer.headers['x-timebox-ignored']]).toEqual([200, 'wip_limit']);
      const made = answer.json();
      expect(made).toEqual({
        ...unsaid,
        created: instant,
        updated: instant,
        id: expect.any(Number),
        uid: uuid,
        title: 'Coding',
        sort_order: 1,
        type: 2,
        wip_limit: null,
        board_id: board.id,
        column_id: board.columns[1].id,
        rules: 2,
      });
      const second = await make({ title: 'Waiting', type: 3 });
      expect((await call('GET', parts())).json()).toEqual([made, second]);
      expect(await titles()).toEqual(['To do', 'Doing', 'Done']);
      expect((await call('GET', list)).json()[1].subcolumns).toEqual([made, second]);
      const found = await test().actions.getBoard(test().admin, { id: board.id });
      expect(await test().actions.listColumns(test().admin, { boards: [found] })).toHaveLength(3);
    });

    it('change and move within their column', async () => {
      const [one, two] = [await make({ title: 'One' }), await make({ title: 'Two' })];
      const changed = await call('PATCH', `${parts()}/${one.id}`, {
        title: 'First',
        pause_sla: true,
        wip_limit_type: 2,
      });
      expect(changed.json()).toEqual({ ...one, title: 'First', pause_sla: true, updated: instant });
      const order = async () => (await call('GET', parts())).json().map((each: { id: number }) => each.id);
      await call('PATCH', `${parts()}/${two.id}`, { prev_column_id: null });
      expect(await order()).toEqual([two.id, one.id]);
      expect((await call('PATCH', `${parts()}/${two.id}`, { next_column_id: null })).json().sort_order).toBe(2);
      expect(await order()).toEqual([one.id, two.id]);
      const beside = await call('PATCH', `${parts()}/${two.id}`, { prev_column_id: board.columns[0].id });
      expect(beside.status).toBe(400);
      expect((await call('PATCH', `${parts()}/${two.id}`, { wip_limit: 4 })).status).toBe(400);
      expect((await call('POST', parts(), {})).json()).toEqual({
        message: "Column should have required property 'title'",
      });
    });

    it('are deleted when they are empty; by force otherwise, when cards go on standing in the column', async () => {
      const part = await make({ title: 'Coding', type: 3 });
      const card = (await call('POST', '/cards', { title: 'C', board_id: board.id, column_id: part.id })).json();
      expect(await cards()).toEqual([[card.id, part.id, 2]]);
      const refused = await call('DELETE', `${parts()}/${part.id}`);
      expect([refused.status, refused.json()]).toEqual([400, { message: 'Column should be deleted with force' }]);
      expect((await call('DELETE', `${parts()}/${part.id}`, { force: true })).json()).toEqual({ id: part.id });
      expect(await cards()).toEqual([[card.id, board.columns[1].id, 2]]);
      expect((await call('DELETE', `${parts()}/${part.id}`)).status).toBe(404);
      const left = await make({ title: 'Left' });
      await call('PATCH', `/cards/${card.id}`, { column_id: left.id });
      expect((await call('DELETE', `${list}/${board.columns[1].id}`, { force: true })).status).toBe(200);
      expect(await cards()).toEqual([[card.id, board.columns[0].id, 1]]);
      expect((await call('GET', parts())).status).toBe(404);
    });
  });
});
