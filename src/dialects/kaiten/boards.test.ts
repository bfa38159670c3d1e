import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useKaiten } from '../../../test/support/use-kaiten.ts';

const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/);

describe.each(engines)('Kaiten boards, on %s', (engine) => {
  const { test, call, addSpace, add } = useKaiten(engine);
  const make = async (spaceId: number, body: Record<string, unknown> = {}) =>
    (await call('POST', `/spaces/${spaceId}/boards`, { title: 'Board', ...body })).json();
  const addCard = (projectId: number, boardId: number, more: Record<string, unknown> = {}) =>
    test().actions.createItem(test().admin, {
      project: { id: projectId },
      boardId,
      fields: { title: 'Card', ...more },
    });

  it('are made with one column and one lane where none are sent, and answered whole', async () => {
    const { id: spaceId } = await addSpace();
    const answer = await call('POST', `/spaces/${spaceId}/boards`, { title: 'Plain' });
    expect([answer.status, answer.headers.etag]).toEqual([200, '"1"']);
    const board = answer.json();
    expect(board).toEqual({
      created: instant,
      updated: instant,
      id: expect.any(Number),
      uid: uuid,
      title: 'Plain',
      description: null,
      external_id: null,
      email_key: '',
      import_uid: null,
      top: 0,
      left: 0,
      type: 1,
      cell_wip_limits: null,
      default_card_type_id: 1,
      default_tags: null,
      first_image_is_cover: true,
      reset_lane_spent_time: false,
      automove_cards: false,
      backward_moves_enabled: false,
      move_parents_to_done: false,
      hide_done_policies: false,
      hide_done_policies_in_done_column: false,
      auto_assign_enabled: false,
      card_properties: null,
      space_id: spaceId,
      board_id: board.id,
      sort_order: board.id,
      columns: [
        {
          created: instant,
          updated: instant,
          id: expect.any(Number),
          uid: uuid,
          title: 'Queue',
          sort_order: 1,
          type: 1,
          wip_limit: null,
          board_id: board.id,
          column_id: null,
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
          subcolumns: [],
        },
      ],
      lanes: [
        {
          created: instant,
          updated: instant,
          id: expect.any(Number),
          uid: uuid,
          title: 'Plain',
          sort_order: 1,
          wip_limit: null,
          board_id: board.id,
          condition: 1,
          row_count: 1,
          wip_limit_type: 1,
          default_card_type_id: null,
          default_tags: null,
          external_id: null,
          last_moved_warning_after_days: -1,
          last_moved_warning_after_hours: -1,
          last_moved_warning_after_minutes: -1,
        },
      ],
    });
    const list = await call('GET', `/spaces/${spaceId}/boards`);
    expect([list.json(), list.headers.etag]).toEqual([[board], expect.stringMatching(/^"r\d+"$/)]);
    const again = await call('GET', `/spaces/${spaceId}/boards`, undefined, { 'if-none-match': list.headers.etag });
    expect(again.status).toBe(304);
  });

  it('are made with the columns and lanes that are sent, and keep what is said of them', async () => {
    const { id: spaceId } = await addSpace();
    const board = await make(spaceId, {
      title: 7,
      description: 'Two\nlines',
      external_id: 12,
      sort_order: 0.5,
      top: -20,
      auto_assign_enabled: true,
      columns: [
        { title: 'To do', type: 1, wip_limit: 3 },
        { title: 'Doing', type: 2, rules: 2, wip_limit_type: 2 },
        { title: 'Doing', type: 2, sort_order: 2.5 },
        { title: 'Done', type: 3, archive_after_days: 14 },
      ],
      lanes: [
        { title: 'Fast', row_count: 2 },
        { title: 'Slow', wip_limit: 9 },
      ],
      unheard: 1,
    });
    expect(board).toMatchObject({
      title: '7',
      description: 'Two\nlines',
      external_id: '12',
      sort_order: 0.5,
      top: -20,
      auto_assign_enabled: true,
    });
    expect(
      board.columns.map((each: { title: string; type: unknown; sort_order: unknown; wip_limit: unknown }) => [
        each.title,
        each.type,
        each.sort_order,
        each.wip_limit,
      ]),
    ).toEqual([
      ['To do', 1, 1, 3],
      ['Doing', 2, 2, null],
      ['Doing', 2, 2.5, null],
      ['Done', 3, 4, null],
    ]);
    expect(board.columns[1]).toMatchObject({ rules: 2, wip_limit_type: 2 });
    expect(board.columns[3].archive_after_days).toBe(14);
    expect(
      board.lanes.map((each: { title: string; row_count: unknown; wip_limit: unknown }) => [
        each.title,
        each.row_count,
        each.wip_limit,
      ]),
    ).toEqual([
      ['Fast', 2, null],
      ['Slow', 1, 9],
    ]);
    const first = await make(spaceId, { sort_order: 0.25 });
    const listed = (await call('GET', `/spaces/${spaceId}/boards`)).json();
    expect(listed.map((each: { id: number }) => each.id)).toEqual([first.id, board.id]);
  });

  it.each([
    [{}, "Board should have required property 'title'"],
    [{ title: '' }, 'Board.title should NOT be shorter than 1 characters'],
    [{ title: 'x'.repeat(129) }, 'Board.title should NOT be longer than 128 characters'],
    [{ title: null }, 'Board.title should be string,number'],
    [{ title: 'a', columns: [] }, 'Board.columns should NOT have fewer than 1 items'],
    [{ title: 'a', lanes: [] }, 'Board.lanes should NOT have fewer than 1 items'],
    [{ title: 'a', columns: [{ type: 1 }] }, "Board should have required property 'columns.0.title'"],
    [
      { title: 'a', columns: [{ title: 'c', type: 4 }] },
      'Board.columns.0.type should be equal to one of the allowed values',
    ],
    [{ title: 'a', lanes: [{ title: '' }] }, 'Board.lanes.0.title should NOT be shorter than 1 characters'],
    [{ title: 'a', sort_order: -1 }, 'Board.sort_order should be > 0'],
    [{ title: 'a', description: 5 }, 'Board.description should be string,null'],
    [{ title: 'a', auto_assign_enabled: 'yes' }, 'Board.auto_assign_enabled should be boolean'],
    [[], 'Board should be object'],
  ])('are not made of %j', async (body, message) => {
    const { id } = await addSpace();
    const answer = await call('POST', `/spaces/${id}/boards`, body);
    expect([answer.status, answer.json()]).toEqual([400, { message }]);
    expect((await call('GET', `/spaces/${id}/boards`)).json()).toEqual([]);
  });

  it('are read with all their cards, archived ones too, in both places', async () => {
    const { id: spaceId } = await addSpace();
    const board = await make(spaceId);
    const card = await addCard(spaceId, board.id);
    const away = await addCard(spaceId, board.id);
    const gone = await addCard(spaceId, board.id);
    const { actions, admin } = test();
    await actions.changeItem(admin, { item: { id: away.id }, fields: { condition: 'archived' } });
    await actions.changeItem(admin, { item: { id: gone.id }, fields: { condition: 'deleted' } });
    const whole = (await call('GET', `/boards/${board.id}`)).json();
    const { cards, ...rest } = whole;
    expect(rest).toEqual(board);
    expect(
      cards
        .map((each: { id: number; archived: unknown; column_id: unknown; lane_id: unknown }) => [
          each.id,
          each.archived,
          each.column_id,
          each.lane_id,
        ])
        .sort(),
    ).toEqual([
      [card.id, false, board.columns[0].id, board.lanes[0].id],
      [away.id, true, board.columns[0].id, board.lanes[0].id],
    ]);
    expect((await call('GET', `/spaces/${spaceId}/boards/${board.id}`)).json()).toEqual(whole);
  });

  it('change by one version, and not at all when nothing changes', async () => {
    const { id: spaceId } = await addSpace();
    const board = await make(spaceId, { default_tags: 'x' });
    const path = `/spaces/${spaceId}/boards/${board.id}`;
    const body = { title: 'New', description: 'D', hide_done_policies: true, card_properties: [{ id: 1 }], type: 5 };
    const changed = await call('PATCH', path, { ...body, columns: [], move_from_space_id: 3 });
    expect([changed.status, changed.headers.etag, changed.headers['x-timebox-ignored']]).toEqual([
      200,
      '"2"',
      'columns, move_from_space_id',
    ]);
    expect(changed.json()).toEqual({ ...board, ...body, updated: instant });
    const told = test().heard.length;
    expect((await call('PATCH', path, body)).headers.etag).toBe('"2"');
    expect(test().heard).toHaveLength(told);
    const cleared = await call('PATCH', path, { description: null, card_properties: null, default_tags: null });
    expect(cleared.json()).toMatchObject({
      description: null,
      card_properties: null,
      default_tags: null,
      title: 'New',
    });
    expect((await call('PATCH', path, { title: 5.5 }, { 'if-match': '"1"' })).status).toBe(412);
    const nothing = await call('PATCH', path, { columns: [] });
    expect([nothing.status, nothing.json().message]).toEqual([
      400,
      expect.stringContaining("Board should have required property 'description'"),
    ]);
    expect((await call('PATCH', path, { cell_wip_limits: ['x'.repeat(40_000)] })).status).toBe(400);
  });

  it('are deleted by force alone, and what stood on them moves to the first board', async () => {
    const { id: spaceId, uid } = await addSpace();
    const board = await make(spaceId, { columns: [{ title: 'Done', type: 3 }] });
    const card = await addCard(spaceId, board.id, { estimate: 3 });
    const path = `/spaces/${spaceId}/boards/${board.id}`;
    for (const [at, body] of [
      [path, undefined],
      [path, {}],
      [path, { force: false }],
      [`${path}?force=1`, undefined],
    ] as const) {
      const refused = await call('DELETE', at, body);
      expect([refused.status, refused.json()]).toEqual([400, { message: 'Board should be deleted with force' }]);
    }
    const unfit = await call('DELETE', path, { force: 'true' });
    expect(unfit.json().message).toContain('Board.force should be boolean');
    expect((await call('DELETE', path, { force: true })).json()).toEqual({ id: board.id });
    expect((await call('GET', `/boards/${board.id}`)).status).toBe(404);
    const [first] = (await call('GET', `/spaces/${spaceId}/boards`)).json();
    const { cards } = (await call('GET', `/boards/${first.id}`)).json();
    expect(cards.map((each: { id: number; state: unknown }) => [each.id, each.state])).toEqual([[card.id, 3]]);
    const stays = await call('DELETE', `/spaces/${spaceId}/boards/${first.id}?force=true`);
    expect([stays.status, stays.json()]).toEqual([
      400,
      { message: 'The default board of a project cannot be removed' },
    ]);
    await add(`/spaces/${uid}/iterations`);
    const other = await make(spaceId);
    expect((await call('DELETE', `/spaces/${spaceId}/boards/${other.id}?force=true`)).status).toBe(200);
  });
});
