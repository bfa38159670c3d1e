import { beforeEach, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useKaiten } from '../../../test/support/use-kaiten.ts';

const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

describe.each(engines)('Kaiten lanes, on %s', (engine) => {
  const { test, call, addSpace } = useKaiten(engine);
  const as = (token: string) => ({ authorization: `Bearer ${token}` });
  let space: Awaited<ReturnType<typeof addSpace>>;
  let board: any;
  let list: string;

  beforeEach(async () => {
    space = await addSpace();
    board = (await call('POST', `/spaces/${space.id}/boards`, { title: 'B' })).json();
    list = `/boards/${board.id}/lanes`;
  });
  const make = async (title: string) => (await call('POST', list, { title })).json();
  const ids = async (query = '') => (await call('GET', list + query)).json().map((each: { id: number }) => each.id);
  const addCard = () =>
    test().actions.createItem(test().admin, { project: { id: space.id }, boardId: board.id, fields: { title: 'C' } });
  const lanesOfCards = async () =>
    (await call('GET', `/boards/${board.id}`))
      .json()
      .cards.map((each: { id: number; lane_id: unknown }) => [each.id, each.lane_id]);

  it('are added at the end, answered whole, and listed as the board has them', async () => {
    const body = { title: 'Fast', row_count: 2, wip_limit: 5, wip_limit_type: 2, last_moved_warning_after_hours: 8 };
    const made = await call('POST', list, { ...body, unheard: null });
    expect([made.status, made.headers['x-timebox-ignored']]).toEqual([200, 'unheard']);
    expect(made.json()).toEqual({
      created: instant,
      updated: instant,
      id: expect.any(Number),
      uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      sort_order: 2,
      board_id: board.id,
      condition: 1,
      default_card_type_id: null,
      default_tags: null,
      external_id: null,
      last_moved_warning_after_days: -1,
      last_moved_warning_after_minutes: -1,
      ...body,
    });
    const between = (await call('POST', list, { title: 'Between', sort_order: 1.5 })).json();
    const expected = [board.lanes[0], between, made.json()];
    expect((await call('GET', list)).json()).toEqual(expected);
    expect((await call('GET', `/boards/${board.id}`)).json().lanes).toEqual(expected);
  });

  it('change, and are put away and brought back with what stands in them', async () => {
    const lane = await make('Slow');
    const body = { title: 'Slower', default_card_type_id: 1, default_tags: 't', wip_limit: 3 };
    const changed = (await call('PATCH', `${list}/${lane.id}`, body)).json();
    expect(changed).toEqual({ ...lane, ...body, updated: instant });
    const told = test().heard.length;
    expect((await call('PATCH', `${list}/${lane.id}`, body)).json()).toEqual(changed);
    expect(test().heard).toHaveLength(told);
    expect((await call('PATCH', `${list}/${lane.id}`, { wip_limit: null })).json().wip_limit).toBe(null);

    const card = await addCard();
    const [{ id: first }] = board.lanes;
    expect((await call('PATCH', `${list}/${first}`, { condition: 2 })).json().condition).toBe(2);
    expect(await lanesOfCards()).toEqual([[card.id, first]]);
    expect([await ids(), await ids('?condition=1'), await ids('?condition=2'), await ids('?condition=1%2C2')]).toEqual([
      [first, lane.id],
      [lane.id],
      [first],
      [first, lane.id],
    ]);
    // What is new stands in a lane that is in play.
    expect((await addCard()).laneId).toBe(lane.id);
    const last = await call('PATCH', `${list}/${lane.id}`, { condition: 2 });
    expect([last.status, last.json()]).toEqual([400, { message: 'A board has at least one lane' }]);
    expect((await call('PATCH', `${list}/${first}`, { condition: 1 })).json().condition).toBe(1);
  });

  it('are deleted when they are empty; by force when cards stand in them, which go to the first in play', async () => {
    const [{ id: first }] = board.lanes;
    const [empty, next] = [await make('Empty'), await make('Next')];
    expect((await call('DELETE', `${list}/${empty.id}`)).json()).toEqual({ id: empty.id });
    const card = await addCard();
    const refused = await call('DELETE', `${list}/${first}`, {});
    expect([refused.status, refused.json()]).toEqual([400, { message: 'Lane should be deleted with force' }]);
    expect((await call('DELETE', `${list}/${first}`, { force: true })).json()).toEqual({ id: first });
    expect(await lanesOfCards()).toEqual([[card.id, next.id]]);
    expect([await ids(), await ids('?condition=3')]).toEqual([[next.id], [first, empty.id]]);
    const last = await call('DELETE', `${list}/${next.id}?force=true`);
    expect([last.status, last.json()]).toEqual([400, { message: 'A board has at least one lane' }]);
    expect((await call('DELETE', `${list}/${first}`)).status).toBe(404);
    expect((await call('PATCH', `${list}/${first}`, { condition: 1 })).status).toBe(404);
  });

  it.each([
    ['POST', {}, "Lane should have required property 'title'"],
    ['POST', { title: '' }, 'Lane.title should NOT be shorter than 1 characters'],
    ['POST', { title: 'x'.repeat(129) }, 'Lane.title should NOT be longer than 128 characters'],
    ['POST', { title: 5 }, 'Lane.title should be string'],
    ['POST', { title: 'a', wip_limit: 'x' }, 'Lane.wip_limit should be integer,null'],
    ['POST', { title: 'a', sort_order: 0 }, 'Lane.sort_order should be > 0'],
    ['PATCH', { condition: 3 }, 'Lane.condition should be equal to one of the allowed values'],
    ['PATCH', { row_count: 1.5 }, 'Lane.row_count should be integer'],
    ['PATCH', { default_tags: 'a\u0001' }, 'Lane.default_tags should NOT contain control characters'],
    ['PATCH', [], 'Lane should be object'],
    ['DELETE', { force: 'yes' }, 'Lane.force should be boolean'],
  ] as const)('%s of %j is refused', async (method, body, message) => {
    const path = method === 'POST' ? list : `${list}/${board.lanes[0].id}`;
    const answer = await call(method, path, body);
    expect([answer.status, answer.json()]).toEqual([400, { message }]);
    expect((await call('GET', list)).json()).toEqual(board.lanes);
  });

  it('are found on their board, by those who see it; and changed by those who may', async () => {
    const [{ id, uid }] = board.lanes;
    const other = (await call('POST', `/spaces/${space.id}/boards`, { title: 'O' })).json();
    const far = as((await test().addOrganization(`far-${engine}-${id}`)).token);
    const looker = as((await test().addPerson(`looker-${id}`, 'viewer')).token);
    for (const path of [`/boards/${other.id}/lanes/${id}`, `${list}/${uid}`, `${list}/424242`]) {
      expect([path, (await call('PATCH', path, '{')).status]).toEqual([path, 404]);
    }
    expect((await call('PATCH', `${list}/${id}`, {})).json().message).toContain(
      "Lane should have required property 'condition'",
    );
    expect((await call('GET', list, undefined, far)).status).toBe(404);
    expect((await call('POST', list, '{', looker)).status).toBe(403);
    for (const method of ['PATCH', 'DELETE'] as const) {
      expect((await call(method, `${list}/${id}`, '{', far)).status).toBe(404);
      expect((await call(method, `${list}/${id}`, '{', looker)).status).toBe(403);
      expect((await call(method, `${list}/${id}`, '{')).status).toBe(400);
    }
    expect((await call('PATCH', list, {})).status).toBe(405);
  });
});
