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

const nowhere = '00000000-0000-4000-8000-000000000000';
const dates = { start_date: '2026-08-03', finish_date: '2026-08-14' };
const instant = expect.stringMatching(instantPattern);

const said = (code: number, message: string) => [400, { code, message }];
const shown = (more: object) => [200, expect.objectContaining(more)];

const notAllowed = (from: string, to: string) => said(1, `Iteration status can't be changed from ${from} to ${to}`);
const another = said(3, 'new_iteration_id must be another iteration');
const ofSpace = said(4, 'new_iteration_id must be an iteration of the same space');
const openOne = said(5, 'new_iteration_id must be a planned or active iteration');
const to =
  (target: (world: World) => string, more: object = {}) =>
  (world: World) => ({
    ...more,
    new_iteration_id: target(world),
  });

/** The rules, by their codes and in their words. */
const rules: readonly Row[] = [
  ['PATCH 1: no skipping', 'PATCH', planned, { status: 'closed' }, notAllowed('planned', 'closed')],
  ['PATCH 1: no going back', 'PATCH', active, { status: 'planned' }, notAllowed('active', 'planned')],
  ['PATCH 1: no reopening', 'PATCH', closed, { status: 'active' }, notAllowed('closed', 'active')],
  ['PATCH 1: no second close', 'PATCH', closed, { status: 'closed' }, notAllowed('closed', 'closed')],
  [
    'PATCH 1: dates of a closed one',
    'PATCH',
    closed,
    { finish_date: '2027-01-01' },
    said(1, "finish_date of a closed iteration can't be changed"),
  ],
  [
    'PATCH 1: anything of a removed one',
    'PATCH',
    removed,
    { title: 'x' },
    said(1, "A removed iteration can't be changed"),
  ],
  [
    'PATCH 2: a date is missing',
    'PATCH',
    planned,
    { status: 'active' },
    said(2, 'start_date and finish_date must be set to start an iteration'),
  ],
  [
    'PATCH: dates of the same body start it',
    'PATCH',
    planned,
    { status: 'active', ...dates },
    shown({
      status: 'active',
      data: { committed: { size: 0 } },
    }),
  ],
  ['PATCH 3: itself', 'PATCH', active, to((w) => w.active, { status: 'closed' }), another],
  ['PATCH 4: of another space', 'PATCH', active, to((w) => w.foreign, { status: 'closed' }), ofSpace],
  ['PATCH 4: unknown', 'PATCH', active, to(() => nowhere, { status: 'closed' }), ofSpace],
  ['PATCH 4: no UUID', 'PATCH', active, to(() => 'next', { status: 'closed' }), ofSpace],
  ['PATCH 5: closed', 'PATCH', active, to((w) => w.closed, { status: 'closed' }), openOne],
  ['PATCH 5: removed', 'PATCH', active, to((w) => w.removed, { status: 'closed' }), openOne],
  ['PATCH: a target without a close is judged', 'PATCH', active, to((w) => w.closed, { title: 'x' }), openOne],
  [
    'PATCH: a target without a close does nothing',
    'PATCH',
    active,
    to((w) => w.planned, { title: 'x' }),
    shown({
      status: 'active',
      moved_cards: [],
    }),
  ],
  [
    'PATCH 6: finish on the start',
    'PATCH',
    active,
    { finish_date: '2026-08-03' },
    said(6, 'finish_date must be later than start_date'),
  ],
  [
    'POST 6: finish before the start',
    'POST',
    list,
    { title: 'x', start_date: '2026-08-03', finish_date: '2026-08-02' },
    said(6, 'finish_date must be later than start_date'),
  ],
  [
    'PATCH 7: actual finish before the start',
    'PATCH',
    active,
    { status: 'closed', actual_finish_date: '2026-08-01' },
    said(7, 'actual_finish_date must be later than start_date'),
  ],
  ['DELETE 3: itself', 'DELETE', active, to((w) => w.active), another],
  ['DELETE 4: of another space', 'DELETE', active, to((w) => w.foreign), ofSpace],
  ['DELETE 5: closed', 'DELETE', active, to((w) => w.closed), openOne],
  [
    'add 2: of another space',
    'POST',
    (w) => `${active(w)}/cards`,
    (w: World) => ({ card_uid: w.outsider.uid }),
    said(2, 'The card belongs to another space'),
  ],
  [
    'add 3: closed',
    'POST',
    (w) => `${closed(w)}/cards`,
    (w: World) => ({ card_uid: w.card.uid }),
    said(3, 'Cards can only be added to a planned or active iteration'),
  ],
  [
    'add 3: removed',
    'POST',
    (w) => `${removed(w)}/cards`,
    (w: World) => ({ card_uid: w.card.uid }),
    said(3, 'Cards can only be added to a planned or active iteration'),
  ],
  [
    'add 4: archived',
    'POST',
    (w) => `${active(w)}/cards`,
    (w: World) => ({ card_uid: w.archived.uid }),
    said(4, "An archived or deleted card can't be added"),
  ],
  [
    'add 4: deleted',
    'POST',
    (w) => `${active(w)}/cards`,
    (w: World) => ({ card_uid: w.deleted.uid }),
    said(4, "An archived or deleted card can't be added"),
  ],
  [
    'remove 5: closed',
    'DELETE',
    (w) => `${closed(w)}/cards/${w.card.uid}`,
    undefined,
    said(5, "Cards can't be removed from a closed iteration"),
  ],
  [
    'closing measures, once',
    'PATCH',
    active,
    { status: 'closed' },
    shown({
      status: 'closed',
      actual_finish_date: instant,
      data: { velocity: { size: 0 }, committed: { size: 0 }, doneCount: 0, totalCount: 1 },
    }),
  ],
  [
    'closing with a target tells what moved',
    'PATCH',
    active,
    to((w) => w.planned, { status: 'closed' }),
    shown({
      moved_cards: [expect.objectContaining({ sort_order: 1 })],
    }),
  ],
  ['a status that it has is no change', 'PATCH', active, { status: 'active' }, shown({ status: 'active' })],
  ['title and goal of a closed one may change', 'PATCH', closed, { title: 'T', goal: 'G' }, shown({ title: 'T' })],
  ['removed by PATCH', 'PATCH', closed, { status: 'removed' }, shown({ status: 'removed' })],
];

describe.each(engines)('The rules of Kaiten iterations, on %s', (engine) => {
  const { test, call, addActive, addWorld } = useKaitenWorld(engine);

  it.each(rules)('%s', async (_rule, method, path, body, answer) => {
    const world = await addWorld();
    const sent = typeof body === 'function' ? body(world) : body;
    const { status, text, json } = await call(method, path(world), sent);
    expect([status, text === '' ? '' : json()]).toEqual(answer);
  });

  it('keeps the old record on a close and drops it on a removal, and enters a card again as a new record', async () => {
    const world = await addWorld();
    await call('PATCH', active(world), { status: 'closed', new_iteration_id: world.planned });
    const records = async (path: string) => (await call('GET', `${path}/cards`)).json();
    expect((await records(active(world))).map((each: { removed_at: unknown }) => each.removed_at)).toEqual([null]);
    expect((await records(planned(world))).map((each: { card_uid: unknown }) => each.card_uid)).toEqual([
      world.member.uid,
    ]);
    const again = await call('POST', `${planned(world)}/cards`, { card_uid: world.member.uid });
    expect([again.status, (await records(planned(world))).length]).toEqual([200, 1]);
    await call('DELETE', `${planned(world)}/cards/${world.member.uid}`);
    await call('POST', `${planned(world)}/cards`, { card_uid: world.member.uid });
    expect(
      (await records(planned(world))).map((each: { removed_at: string | null }) => each.removed_at === null),
    ).toEqual([false, true]);
    await call('DELETE', planned(world), {});
    expect(await records(planned(world))).toEqual([]);
  });

  it('lets several iterations of a space be active, and a card be in one open one', async () => {
    const world = await addWorld();
    const second = await addActive(world.space.list);
    await call('POST', `${world.space.list}/${second.id}/cards`, { card_uid: world.member.uid });
    const live = async (path: string) => (await call('GET', `${path}/cards?status=active`)).json().length;
    expect([await live(active(world)), await live(`${world.space.list}/${second.id}`)]).toEqual([0, 1]);
    const [ended] = (await call('GET', `${active(world)}/cards?status=removed`)).json();
    expect(ended).toMatchObject({ removed_at: instant, removed_by_uid: test().admin.actor.userUid });
  });
});
