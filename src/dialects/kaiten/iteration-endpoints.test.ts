import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import {
  active,
  closed,
  instantPattern,
  list,
  planned,
  type Row,
  removed,
  useKaitenWorld,
  type World,
} from '../../../test/support/use-kaiten-world.ts';

const dates = { start_date: '2026-08-03', finish_date: '2026-08-14' };
const instant = expect.stringMatching(instantPattern);
const record = {
  iteration_id: expect.any(String),
  card_uid: expect.any(String),
  added_by_uid: expect.any(String),
  removed_at: null,
  removed_by_uid: null,
  sort_order: 1,
  created: instant,
  updated: instant,
};

const faulty = (message: string) => [400, { message }];
const shown = (more: object) => [200, expect.objectContaining(more)];
const to = (target: (world: World) => string) => (world: World) => ({ new_iteration_id: target(world) });

/** The endpoints, one row for each thing that is promised of them. A body may be made of the world. */
const endpoints: readonly Row[] = [
  ['lists the iterations of a space', 'GET', list, undefined, [200, expect.any(Array)]],
  [
    'lists by statuses, a comma percent-encoded',
    'GET',
    (w) => `${list(w)}?status=closed%2Cremoved`,
    undefined,
    [200, [expect.objectContaining({ status: 'closed' }), expect.objectContaining({ status: 'removed' })]],
  ],
  ['names none by an unknown status', 'GET', (w) => `${list(w)}?status=archived`, undefined, [200, []]],
  [
    'lists with their cards',
    'GET',
    (w) => `${list(w)}?status=active&with_data=cards`,
    undefined,
    [200, [expect.objectContaining({ cards: [expect.objectContaining({ removed_at: null })] })]],
  ],
  [
    'lists in the order of creation turned round',
    'GET',
    (w) => `${list(w)}?order=desc&limit=1`,
    undefined,
    [200, [expect.objectContaining({ status: 'removed' })]],
  ],
  [
    'skips so many',
    'GET',
    (w) => `${list(w)}?offset=3`,
    undefined,
    [200, [expect.objectContaining({ status: 'removed' })]],
  ],
  ['takes skip for offset', 'GET', (w) => `${list(w)}?skip=4`, undefined, [200, []]],
  [
    'clamps a limit above a hundred',
    'GET',
    (w) => `${list(w)}?limit=100000`,
    undefined,
    [200, [expect.anything(), expect.anything(), expect.anything(), expect.anything()]],
  ],
  [
    'ignores query parameters that it does not know',
    'GET',
    (w) => `${list(w)}?colour=red&limit=many`,
    undefined,
    [200, expect.any(Array)],
  ],
  [
    'creates a planned iteration',
    'POST',
    list,
    { title: 'New', goal: 'G', ...dates },
    shown({
      title: 'New',
      goal: 'G',
      status: 'planned',
      data: null,
      start_date: '2026-08-03T00:00:00.000Z',
      finish_date: '2026-08-14T00:00:00.000Z',
      actual_finish_date: null,
    }),
  ],
  [
    'creates with nothing said of goal and dates',
    'POST',
    list,
    { title: 'N', goal: null, start_date: null },
    shown({
      goal: null,
      start_date: null,
    }),
  ],
  ['wants a title', 'POST', list, { goal: 'G' }, faulty("Iteration should have required property 'title'")],
  ['wants a title that is a text', 'POST', list, { title: 7 }, faulty('Iteration.title should be string')],
  [
    'wants a title of 1 or more',
    'POST',
    list,
    { title: '' },
    faulty('Iteration.title should NOT be shorter than 1 characters'),
  ],
  [
    'wants a title of 256 or less',
    'POST',
    list,
    { title: 'x'.repeat(257) },
    faulty('Iteration.title should NOT be longer than 256 characters'),
  ],
  [
    'wants a date to be one',
    'POST',
    list,
    { title: 'N', start_date: 'soon' },
    faulty('Iteration.start_date should match format "date-time"'),
  ],
  ['answers one', 'GET', closed, undefined, shown({ status: 'closed', actual_finish_date: instant })],
  ['answers a removed one too', 'GET', removed, undefined, shown({ status: 'removed' })],
  ['changes title and goal', 'PATCH', planned, { title: 'T', goal: null }, shown({ title: 'T', goal: null })],
  [
    'wants one of five keys',
    'PATCH',
    planned,
    {},
    [400, { message: expect.stringContaining("Iteration should have required property 'finish_date'") }],
  ],
  [
    'takes no actual finish alone',
    'PATCH',
    planned,
    { actual_finish_date: '2026-08-14' },
    [400, { message: expect.stringContaining("Iteration should have required property 'status'") }],
  ],
  [
    'takes no target alone',
    'PATCH',
    planned,
    to((w) => w.active),
    [400, { message: expect.stringContaining("Iteration should have required property 'title'") }],
  ],
  [
    'wants a status there is',
    'PATCH',
    planned,
    { status: 'archived' },
    faulty('Iteration.status should be equal to one of the allowed values'),
  ],
  [
    'wants a target that is a text',
    'PATCH',
    active,
    { status: 'closed', new_iteration_id: 5 },
    faulty('Iteration.new_iteration_id should be string,null'),
  ],
  [
    'deletes, and answers no moved cards without a target',
    'DELETE',
    planned,
    undefined,
    shown({
      status: 'removed',
      moved_cards: null,
    }),
  ],
  ['deletes with a target of null', 'DELETE', planned, { new_iteration_id: null }, shown({ moved_cards: null })],
  ['deletes a closed one', 'DELETE', closed, {}, shown({ status: 'removed', data: expect.any(Object) })],
  [
    'deletes with a target',
    'DELETE',
    active,
    to((w) => w.planned),
    shown({
      status: 'removed',
      moved_cards: [
        {
          iteration_id: expect.any(String),
          card_uid: expect.any(String),
          added_by_uid: expect.any(String),
          sort_order: 1,
          created: instant,
          updated: instant,
        },
      ],
    }),
  ],
  [
    'lists the records of cards',
    'GET',
    (w) => `${active(w)}/cards`,
    undefined,
    [
      200,
      [
        {
          iteration_id: expect.any(String),
          card_uid: expect.any(String),
          card_id: expect.any(Number),
          added_by_uid: expect.any(String),
          removed_at: null,
          removed_by_uid: null,
          sort_order: 1,
          created: instant,
          updated: instant,
        },
      ],
    ],
  ],
  ['lists the live records', 'GET', (w) => `${active(w)}/cards?status=active`, undefined, [200, [expect.anything()]]],
  ['lists the ended records', 'GET', (w) => `${active(w)}/cards?status=removed`, undefined, [200, []]],
  [
    'lists records by no other status',
    'GET',
    (w) => `${active(w)}/cards?status=planned`,
    undefined,
    faulty('status should be equal to one of the allowed values'),
  ],
  ['lists no cards of a removed one', 'GET', (w) => `${removed(w)}/cards`, undefined, [200, []]],
  [
    'adds a card',
    'POST',
    (w) => `${planned(w)}/cards`,
    (w: World) => ({ card_uid: w.card.uid }),
    shown({
      removed_at: null,
    }),
  ],
  [
    'wants a card',
    'POST',
    (w) => `${planned(w)}/cards`,
    {},
    faulty("IterationCard should have required property 'card_uid'"),
  ],
  [
    'wants a card that has a name',
    'POST',
    (w) => `${planned(w)}/cards`,
    { card_uid: '' },
    faulty('IterationCard.card_uid should NOT be shorter than 1 characters'),
  ],
  [
    'takes a card out',
    'DELETE',
    (w) => `${active(w)}/cards/${w.member.uid}`,
    undefined,
    shown({
      removed_at: instant,
      removed_by_uid: expect.any(String),
    }),
  ],
  [
    'tells the history of a card',
    'GET',
    (w) => `/cards/${w.member.uid}/iterations-history`,
    undefined,
    [200, [record]],
  ],
  [
    'tells it with details',
    'GET',
    (w) => `/cards/${w.member.uid}/iterations-history?with_details=true`,
    undefined,
    [
      200,
      [
        expect.objectContaining({
          iteration: expect.objectContaining({ is_accessible: true, status: 'active', archived: false }),
          addedBy: expect.objectContaining({ full_name: expect.any(String) }),
          removedBy: null,
        }),
      ],
    ],
  ],
];

describe.each(engines)('The endpoints of Kaiten iterations, on %s', (engine) => {
  const { call, addWorld } = useKaitenWorld(engine);

  it.each(endpoints)('%s', async (_promise, method, path, body, answer) => {
    const world = await addWorld();
    const sent = typeof body === 'function' ? body(world) : body;
    const { status, text, json } = await call(method, path(world), sent);
    expect([status, text === '' ? '' : json()]).toEqual(answer);
  });
});
