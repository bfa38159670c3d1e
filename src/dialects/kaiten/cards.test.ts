import { describe, expect, test } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useKaiten } from '../../../test/support/use-kaiten.ts';

describe.each(engines)('cards on %s', (engine) => {
  const kaiten = useKaiten(engine);

  const aBoard = async () => {
    const space = await kaiten.addSpace();
    const project = await kaiten.test().actions.getProject(kaiten.test().admin, { id: space.id });
    return { space, boardId: project.defaultBoardId };
  };

  test('are made with a title and a board alone, and answered whole', async () => {
    kaiten.test().setClock(Date.UTC(2026, 6, 28, 6, 28, 2, 762));
    const { space, boardId } = await aBoard();
    const answer = await kaiten.call('POST', '/cards', { title: 'Одна', board_id: boardId });
    expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
    const at = '2026-07-28T06:28:02.762Z';
    const { columnId, laneId } = await kaiten.test().actions.getBoardItem(kaiten.test().admin, {
      item: { id: answer.json().id },
    });
    const flat = {
      id: expect.any(Number),
      uid: expect.any(String),
      title: 'Одна',
      description: null,
      state: 1,
      condition: 1,
      archived: false,
      asap: false,
      due_date: null,
      due_date_time_present: false,
      expires_later: false,
      sort_order: expect.any(Number),
      fifo_order: null,
      board_id: boardId,
      column_id: columnId,
      lane_id: laneId,
      owner_id: 1,
      responsible_id: null,
      type_id: 1,
      version: 1,
      updater_id: 1,
      size: null,
      size_unit: null,
      size_text: null,
      blocked: false,
      blocking_card: false,
      completed_on_time: null,
      completed_at: null,
      last_moved_at: at,
      lane_changed_at: at,
      column_changed_at: at,
      first_moved_to_in_progress_at: null,
      last_moved_to_done_at: null,
      planned_start: null,
      planned_end: null,
      sprint_id: null,
      milestone_id: null,
      external_id: null,
      service_id: null,
      properties: null,
      tag_ids: [],
      public: false,
      share_id: null,
      share_settings: null,
      estimate_workload: null,
      text_format_type_id: 1,
      parents_count: 0,
      children_count: 0,
      children_done: 0,
      children_ids: null,
      parents_ids: null,
      goals_total: 0,
      goals_done: 0,
      comments_total: 0,
      comment_last_added_at: null,
      time_spent_sum: 0,
      time_blocked_sum: 0,
      has_blocked_children: false,
      description_filled: false,
      import_id: null,
      fts_version: null,
      locked: null,
      source: 'api',
      key: expect.stringMatching(/^ALPHA\d*-1$/),
      created: at,
      updated: at,
      members: [],
      tags: [],
    };
    expect(answer.json()).toEqual(flat);
    const avatar = { avatar_initials_url: '', avatar_uploaded_url: null, initials: 'AO', avatar_type: 2 };
    const named = { full_name: 'Admin of acme', email: '', username: 'acme-admin' };
    const admin = { id: 1, uid: expect.any(String), ...named, ...avatar };
    const board = { id: boardId, uid: expect.any(String), title: expect.any(String) };
    const column = {
      id: columnId,
      uid: expect.any(String),
      title: 'Queue',
      type: 1,
      sort_order: 1,
      board_id: boardId,
      column_id: null,
      wip_limit: null,
    };
    const lane = { id: laneId, uid: expect.any(String), title: expect.any(String), sort_order: 1, board_id: boardId };
    const listed = {
      ...flat,
      space_id: space.id,
      board,
      column,
      lane,
      type: {
        id: 1,
        uid: expect.any(String),
        name: 'Card',
        letter: 'C',
        color: 1,
        company_id: null,
        archived: false,
        description_template: null,
        properties: null,
        card_properties: null,
        suggest_fields: true,
        created: null,
        updated: null,
      },
      owner: admin,
      responsible: null,
      path_data: { space: { id: space.id, uid: space.uid, title: 'Alpha' }, board, column, subcolumn: null, lane },
    };
    expect((await kaiten.call('GET', `/cards?board_id=${boardId}`)).json()).toEqual([listed]);
    expect((await kaiten.call('GET', `/cards/${answer.json().id}`)).json()).toEqual({
      ...listed,
      checklists: [],
      files: [],
      children: [],
      parents: [],
      external_links: [],
      blockers: [],
    });
    kaiten.test().setClock(null);
  });

  test('keep everything that they are told', async () => {
    const { boardId } = await aBoard();
    const { caller } = await kaiten.test().addPerson(`pat-${boardId}`, 'member');
    const userId = caller.actor.userId;
    const said = {
      title: 'All of it',
      description: 'Line\nafter line',
      asap: true,
      due_date: '2026-08-03T12:30:00.000Z',
      due_date_time_present: true,
      expires_later: true,
      owner_id: userId,
      responsible_id: userId,
      external_id: 'ext-7',
      text_format_type_id: 2,
      estimate_workload: 90,
      planned_start: '2026-08-01T00:00:00.000Z',
      planned_end: '2026-08-02T08:00:00.000Z',
      sort_order: 4.692551831115192,
      properties: { id_19: '1', id_12: ['a', 2] },
    };
    const made = (await kaiten.call('POST', '/cards', { ...said, board_id: boardId, size_text: '3 ч' })).json();
    expect(made).toMatchObject({ ...said, size: 3, size_unit: 'ч', size_text: '3 ч', version: 1 });
    expect(made.members).toMatchObject([{ id: userId, type: 2, card_id: made.id, user_id: userId }]);

    const other = {
      title: 7,
      description: null,
      asap: false,
      due_date: '2026-09-01',
      due_date_time_present: false,
      external_id: null,
      properties: { id_19: null, id_3: true },
      estimate_workload: null,
      blocked: true,
      planned_start: null,
    };
    const changed = await kaiten.call('PATCH', `/cards/${made.id}`, other);
    expect(changed.json()).toMatchObject({
      ...other,
      title: '7',
      due_date: '2026-09-01T00:00:00.000Z',
      properties: { id_12: ['a', 2], id_3: true },
      size_text: '3 ч',
      version: 2,
    });
    expect(changed.headers['etag']).toBe('"2"');
  });

  test.each([
    ['1', 1, null, '1'],
    ['23.45', 23.45, null, '23.45'],
    ['.5', 0.5, null, '.5'],
    ['S', null, 'S', 'S'],
    ['3 M', 3, 'M', '3 M'],
    ['2 SP', 2, 'SP', '2 SP'],
    ['XL', null, 'XL', 'XL'],
    [5, 5, null, '5'],
    ['', null, null, null],
    [null, null, null, null],
  ])('read the size %j', async (size_text, size, unit, shown) => {
    const { boardId } = await aBoard();
    const { id } = (await kaiten.call('POST', '/cards', { title: 'Sized', board_id: boardId, size_text: '8' })).json();
    const answer = (await kaiten.call('PATCH', `/cards/${id}`, { size_text })).json();
    expect([answer.size, answer.size_unit, answer.size_text]).toEqual([size, unit, shown]);
  });

  test('keep their version when nothing changes, and ignore what they do not know with a warning', async () => {
    const { boardId } = await aBoard();
    const body = {
      title: 'Same',
      board_id: boardId,
      size_text: '2 SP',
      due_date: '2026-08-03',
      properties: { id_1: 1 },
    };
    const made = (await kaiten.call('POST', '/cards', body)).json();
    const same = await kaiten.call('PATCH', `/cards/${made.id}`, {
      ...body,
      due_date: made.due_date,
      column_id: made.column_id,
      lane_id: made.lane_id,
      type_id: 1,
      sort_order: made.sort_order,
      condition: 1,
    });
    expect(same.json()).toEqual(made);
    const ignored = await kaiten.call('PATCH', `/cards/${made.id}`, { size: 3, sprint_id: 9, 'ключ\n': 1 });
    expect([ignored.status, ignored.headers['x-timebox-ignored']]).toEqual([200, 'size, sprint_id, ?????']);
    expect(ignored.json()).toEqual(made);
    expect((await kaiten.call('PATCH', `/cards/${made.id}`, { title: 'Same' })).headers['x-timebox-ignored']).toBe(
      undefined,
    );
  });

  test('are deleted, and found by nobody afterwards', async () => {
    const { boardId } = await aBoard();
    const { id } = (await kaiten.call('POST', '/cards', { title: 'Gone', board_id: boardId })).json();
    const answer = await kaiten.call('DELETE', `/cards/${id}`);
    expect([answer.status, answer.json()]).toMatchObject([200, { id, condition: 3, archived: true, version: 2 }]);
    for (const method of ['GET', 'DELETE'] as const) {
      expect((await kaiten.call(method, `/cards/${id}`)).status).toBe(404);
    }
    expect((await kaiten.call('PATCH', `/cards/${id}`, { condition: 1 })).status).toBe(404);
    expect((await kaiten.call('GET', `/cards?board_id=${boardId}`)).json()).toEqual([]);
    expect((await kaiten.call('GET', `/cards?board_id=${boardId}&condition=3`)).json()).toMatchObject([{ id }]);
  });

  test('tell the open iterations they are in by themselves, and in no list', async () => {
    const { space, boardId } = await aBoard();
    const { id, uid } = (await kaiten.call('POST', '/cards', { title: 'Planned', board_id: boardId })).json();
    const iteration = await kaiten.add(space.list);
    expect((await kaiten.call('GET', `/cards/${id}`)).json()).not.toHaveProperty('iteration');
    await kaiten.call('POST', `${space.list}/${iteration.id}/cards`, { card_uid: uid });
    expect((await kaiten.call('GET', `/cards/${id}`)).json().iteration).toEqual([
      {
        id: iteration.id,
        iteration_id: iteration.id,
        card_uid: uid,
        space_uid: space.uid,
        title: 'Sprint',
        status: 'planned',
        creator_uid: iteration.creator_uid,
        updater_uid: iteration.updater_uid,
      },
    ]);
    expect((await kaiten.call('GET', `/cards?board_id=${boardId}`)).json()[0]).not.toHaveProperty('iteration');
  });

  test('are changed many at once by a job', async () => {
    const { boardId } = await aBoard();
    const titles = ['One', 'Two', 'Three'];
    for (const title of titles) await kaiten.call('POST', '/cards', { title, board_id: boardId });
    const answer = await kaiten.call('PATCH', '/cards', {
      criteria: { board_id: boardId, query: 't' },
      attributes: { asap: true, size_text: '2 SP' },
    });
    expect([answer.status, answer.json()]).toEqual([
      202,
      { id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) },
    ]);
    await expect
      .poll(async () =>
        (await kaiten.call('GET', `/cards?board_id=${boardId}&asap=true`))
          .json()
          .map((each: { title: string }) => each.title),
      )
      .toEqual(['Three', 'Two']);
    expect((await kaiten.call('GET', `/cards?board_id=${boardId}&asap=false`)).json()).toMatchObject([
      { title: 'One', size: null },
    ]);
  });
});
