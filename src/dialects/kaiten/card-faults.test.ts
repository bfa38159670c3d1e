import { describe, expect, test } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useKaiten } from '../../../test/support/use-kaiten.ts';

const acceptable = [
  'title',
  'description',
  'asap',
  'due_date',
  'due_date_time_present',
  'expires_later',
  'sort_order',
  'position',
  'prev_card_id',
  'size_text',
  'board_id',
  'column_id',
  'lane_id',
  'owner_id',
  'owner_email',
  'responsible_id',
  'type_id',
  'external_id',
  'text_format_type_id',
  'properties',
  'blocked',
  'condition',
  'estimate_workload',
  'planned_start',
  'planned_end',
];

/** A body → what is said of it; the same for a new card and for one that is there. */
const faults: readonly [object, string][] = [
  [{ title: '' }, 'Card.title should NOT be shorter than 1 characters'],
  [{ title: 'x'.repeat(1025) }, 'Card.title should NOT be longer than 1024 characters'],
  [{ title: 'a\nb' }, 'Card.title should NOT contain control characters'],
  [{ title: null }, 'Card.title should be string,number'],
  [{ title: ['a'] }, 'Card.title should be string,number'],
  [{ description: 'x'.repeat(32_769) }, 'Card.description should NOT be longer than 32768 characters'],
  [{ description: {} }, 'Card.description should be string,number,null'],
  [{ asap: 'yes' }, 'Card.asap should be boolean'],
  [{ due_date: 'tomorrow' }, 'Card.due_date should match format "date-time"'],
  [{ due_date: '2026-02-30' }, 'Card.due_date should match format "date-time"'],
  [{ due_date: '2026-02-03T10:00:00' }, 'Card.due_date should match format "date-time"'],
  [{ due_date: 5 }, 'Card.due_date should be string,null'],
  [
    { planned_start: 'x', planned_end: 'y' },
    'Card.planned_start should match format "date-time", Card.planned_end should match format "date-time"',
  ],
  [{ due_date_time_present: 1 }, 'Card.due_date_time_present should be boolean'],
  [{ expires_later: null }, 'Card.expires_later should be boolean'],
  [{ sort_order: 0 }, 'Card.sort_order should be > 0'],
  [{ sort_order: '1' }, 'Card.sort_order should be number'],
  [{ position: 3 }, 'Card.position should be equal to one of the allowed values'],
  [{ size_text: 'x'.repeat(129) }, 'Card.size_text should NOT be longer than 128 characters'],
  [{ size_text: true }, 'Card.size_text should be string,number,null'],
  [{ column_id: 99_999 }, 'column_id names nothing that there is'],
  [{ column_id: 'x' }, 'Card.column_id should be integer'],
  [{ column_id: 1.5 }, 'Card.column_id should be integer'],
  [{ lane_id: 99_999 }, 'lane_id names nothing that there is'],
  [{ owner_id: 99_999 }, 'owner_id names nothing that there is'],
  [{ owner_id: null }, 'Card.owner_id should be integer'],
  [{ owner_email: 'nobody@example.com' }, 'owner_id names nothing that there is'],
  [{ responsible_id: 99_999 }, 'responsible_id names nothing that there is'],
  [{ type_id: 99_999 }, 'Card.type_id should be the id of a card type'],
  [{ type_id: 'Bug' }, 'Card.type_id should be integer,null'],
  [{ external_id: 'x'.repeat(1025) }, 'Card.external_id should NOT be longer than 1024 characters'],
  [{ text_format_type_id: 4 }, 'Card.text_format_type_id should be equal to one of the allowed values'],
  [{ properties: { size: 1 } }, 'properties should NOT have additional properties'],
  [{ properties: [] }, 'Card.properties should be object,null'],
  [{ condition: 3 }, 'Card.condition should be equal to one of the allowed values'],
  [{ blocked: 'x' }, 'Card.blocked should be boolean'],
  [{ estimate_workload: -1 }, 'Card.estimate_workload should be >= 0'],
  [{ estimate_workload: 1.5 }, 'Card.estimate_workload should be integer,null'],
  [{ board_id: 'x' }, 'Card.board_id should be integer'],
];

describe.each(engines)('faults of cards on %s', (engine) => {
  const kaiten = useKaiten(engine);
  const aBoard = async () => {
    const { id } = await kaiten.addSpace();
    return (await kaiten.test().actions.getProject(kaiten.test().admin, { id })).defaultBoardId;
  };
  const aCard = async () => (await kaiten.call('POST', '/cards', { title: 'Card', board_id: await aBoard() })).json();

  test('a new card %j is refused, and so is a change to it', async () => {
    const card = await aCard();
    for (const [body, message] of faults) {
      const made = await kaiten.call('POST', '/cards', { title: 'New', board_id: card.board_id, ...body });
      expect([body, made.status, made.json()]).toEqual([body, 400, { message }]);
      const changed = await kaiten.call('PATCH', `/cards/${card.id}`, body);
      expect([body, changed.status, changed.json()]).toEqual([body, 400, { message }]);
    }
    expect((await kaiten.call('GET', `/cards/${card.id}`)).json().version).toBe(1);
    expect((await kaiten.call('GET', `/cards?board_id=${card.board_id}`)).json()).toHaveLength(1);
  });

  test.each([
    [{}, "Card should have required property 'title', Card should have required property 'board_id'"],
    [{ title: 'A' }, "Card should have required property 'board_id'"],
    [{ board_id: 1 }, "Card should have required property 'title'"],
    [[], 'Card should be object'],
    ['"text"', 'Card should be object'],
    ['null', 'Card should be object'],
  ])('a new card %j lacks something', async (body, message) => {
    const answer = await kaiten.call('POST', '/cards', body);
    expect([answer.status, answer.json()]).toEqual([400, { message }]);
  });

  test('a change of nothing is told all that could be changed', async () => {
    const { id } = await aCard();
    const answer = await kaiten.call('PATCH', `/cards/${id}`, {});
    const told = acceptable.map((key) => `Card should have required property '${key}'`).join(', ');
    expect([answer.status, answer.json()]).toEqual([
      400,
      { message: `${told}, Card should match some schema in anyOf` },
    ]);
  });

  test.each([
    [{}, "Card should have required property 'criteria', Card should have required property 'attributes'"],
    [{ criteria: {}, attributes: { asap: true } }, 'Card.criteria should NOT have fewer than 1 properties'],
    [{ criteria: { query: 'a' }, attributes: { asap: true } }, 'Card.criteria should NOT have fewer than 1 properties'],
    [{ criteria: { board_id: 1 }, attributes: { asap: 1 } }, 'Card.attributes.asap should be boolean'],
    [{ criteria: { board_id: 1 }, attributes: { due_date: 'x' } }, 'Card.due_date should match format "date-time"'],
    [{ criteria: 7, attributes: { asap: true } }, 'Card.criteria should be object'],
  ])('a change of many %j is refused', async (body, message) => {
    const answer = await kaiten.call('PATCH', '/cards', body);
    expect([answer.status, answer.json()]).toEqual([400, { message }]);
  });

  test('a broken body is told after what is not there, and before nothing else', async () => {
    const { id, board_id } = await aCard();
    expect((await kaiten.call('PATCH', '/cards/99999', '{')).status).toBe(404);
    expect((await kaiten.call('PATCH', `/cards/${id}`, '{')).status).toBe(400);
    expect((await kaiten.call('POST', '/cards', '{')).status).toBe(400);
    expect((await kaiten.call('POST', '/cards', { title: 'A', board_id: 99_999 })).status).toBe(404);
    const text = await kaiten.call('PATCH', `/cards/${id}`, 'x', { 'content-type': 'text/plain' });
    expect(text.status).toBe(415);
    const stale = await kaiten.call('PATCH', `/cards/${id}`, { title: '' }, { 'if-match': '"7"' });
    expect(stale.status).toBe(412);
    expect((await kaiten.call('PATCH', `/cards/${id}`, { title: 'B' }, { 'if-match': '"1"' })).status).toBe(200);
    expect(board_id).toBeGreaterThan(0);
  });

  test.each(['x', '0', '-1', '1.5', '99999', '00000000-0000-4000-8000-000000000000', '9'.repeat(20)])(
    'nothing is called %s',
    async (id) => {
      for (const path of ['', '/members', '/tags', '/comments', '/location-history']) {
        const answer = await kaiten.call('GET', `/cards/${id}${path}`);
        expect([path, answer.status, answer.text]).toEqual([path, 404, '']);
      }
      expect((await kaiten.call('DELETE', `/cards/${id}`)).status).toBe(404);
    },
  );

  test('who may only look changes nothing', async () => {
    const { addPerson, send } = kaiten.test();
    const { id, board_id } = await aCard();
    for (const [login, role, scope] of [
      [`viewer-${id}`, 'viewer', 'write'],
      [`reader-${id}`, 'member', 'read'],
    ] as const) {
      const { token } = await addPerson(login, role, scope);
      const ask = async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) =>
        (
          await send(method, `/api/latest${path}`, {
            headers: { authorization: `Bearer ${token}` },
            ...(body === undefined ? {} : { body }),
          })
        ).status;
      expect(await ask('GET', `/cards/${id}`)).toBe(200);
      expect([
        await ask('POST', '/cards', { title: 'A', board_id }),
        await ask('POST', '/cards', { title: '', board_id }),
        await ask('PATCH', `/cards/${id}`, { title: 'A' }),
        await ask('PATCH', `/cards/${id}`, {}),
        await ask('DELETE', `/cards/${id}`),
        await ask('POST', `/cards/${id}/members`, { user_id: 1 }),
        await ask('POST', `/cards/${id}/tags`, { name: 'a' }),
        await ask('POST', `/cards/${id}/comments`, { text: 'a' }),
        await ask('POST', '/tags', { name: 'a' }),
        await ask('POST', '/card-types', { name: 'a' }),
      ]).toEqual(Array(10).fill(403));
    }
  });

  test('a method that there is not is told as such', async () => {
    const { id } = await aCard();
    for (const path of ['/cards', `/cards/${id}`]) {
      const answer = await kaiten.test().send('PUT', `/api/latest${path}`, { headers: kaiten.headers(), body: {} });
      expect([answer.status, answer.json()]).toEqual([405, { message: expect.any(String) }]);
    }
    const others = [
      ['PATCH', '/tags/1'],
      ['DELETE', '/tags/1'],
      ['GET', `/cards/${id}/checklists`],
      ['POST', `/cards/${id}/checklists`],
    ] as const;
    for (const [method, path] of others) {
      const answer = await kaiten.call(method, path);
      expect([answer.status, answer.json()]).toEqual([405, { message: expect.any(String) }]);
    }
  });

  test('a card is made once however often it is sent under one key', async () => {
    const board_id = await aBoard();
    const send = () =>
      kaiten.call('POST', '/cards', { title: 'Once', board_id }, { 'idempotency-key': `k-${board_id}` });
    const [first, second] = [await send(), await send()];
    expect(second.json().id).toBe(first.json().id);
    expect((await kaiten.call('GET', `/cards?board_id=${board_id}`)).json()).toHaveLength(1);
  });
});
