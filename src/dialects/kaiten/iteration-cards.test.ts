import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useKaiten } from '../../../test/support/use-kaiten.ts';

const nowhere = '00000000-0000-4000-8000-000000000000';

describe.each(engines)('cards of Kaiten iterations, on %s', (engine) => {
  const { test, call, addSpace, add, addActive, addCard, finish } = useKaiten(engine);

  async function begun() {
    const { id: projectId, list } = await addSpace();
    const iteration = await add(list);
    const card = await addCard(projectId, 2);
    const at = `${list}/${iteration.id}/cards`;
    const enter = (to = at, uid = card.uid) => call('POST', to, { card_uid: uid });
    return { projectId, list, id: iteration.id, card, at, enter };
  }
  const instant = expect.stringMatching(/Z$/);

  it('adds a card and answers its record; the list tells its number as well', async () => {
    const { id, card, at, enter } = await begun();
    const answer = await enter(at, card.uid.toUpperCase());
    const record = {
      iteration_id: id,
      card_uid: card.uid,
      added_by_uid: test().admin.actor.userUid,
      removed_at: null,
      removed_by_uid: null,
      sort_order: 1,
      created: instant,
      updated: instant,
    };
    expect([answer.status, answer.json()]).toEqual([200, record]);
    expect((await call('GET', at)).json()).toEqual([{ ...record, card_id: card.id }]);
  });

  it('answers the record that is there when the card is in already, and tells nobody', async () => {
    const { at, enter } = await begun();
    const first = await enter();
    const told = test().heard.length;
    expect((await enter()).json()).toEqual(first.json());
    expect((await call('GET', at)).json()).toHaveLength(1);
    expect(test().heard.length).toBe(told);
  });

  it('moves a card that another open iteration has, whose record ends and stays', async () => {
    const { list, at, card, enter } = await begun();
    const other = await addActive(list);
    await enter();
    expect((await enter(`${list}/${other.id}/cards`)).json()).toMatchObject({ iteration_id: other.id, sort_order: 1 });
    const [ended] = (await call('GET', at)).json();
    expect(ended).toMatchObject({ card_uid: card.uid, removed_by_uid: test().admin.actor.userUid });
    expect(ended.removed_at).toEqual(instant);
    expect(ended.updated).toBe(ended.removed_at);
    expect((await call('GET', `${at}?status=active`)).json()).toEqual([]);
    expect((await call('GET', `${at}?status=removed`)).json()).toEqual([ended]);
  });

  it('leaves the record in a closed iteration alone when the card is planned anew', async () => {
    const { projectId, list, enter } = await begun();
    const closed = await addActive(list);
    const card = await addCard(projectId);
    await enter(`${list}/${closed.id}/cards`, card.uid);
    await call('PATCH', `${list}/${closed.id}`, { status: 'closed' });
    await enter(undefined, card.uid);
    expect((await call('GET', `${list}/${closed.id}/cards?status=active`)).json()).toHaveLength(1);
  });

  it('begins a new record when a card comes back', async () => {
    const { card, at, enter } = await begun();
    await enter();
    const left = await call('DELETE', `${at}/${card.uid.toUpperCase()}`);
    expect([left.status, left.json()]).toEqual([
      200,
      expect.objectContaining({ removed_at: instant, removed_by_uid: test().admin.actor.userUid }),
    ]);
    expect((await call('DELETE', `${at}/${card.uid}`)).status).toBe(404);
    expect((await enter()).json()).toMatchObject({ removed_at: null, removed_by_uid: null });
    const records = (await call('GET', at)).json();
    expect(records.map((each: { removed_at: string | null }) => each.removed_at === null)).toEqual([false, true]);
  });

  it.each([
    [{}, "IterationCard should have required property 'card_uid'"],
    [undefined, "IterationCard should have required property 'card_uid'"],
    [{ card_uid: '' }, 'IterationCard.card_uid should NOT be shorter than 1 characters'],
    [{ card_uid: 7 }, 'IterationCard.card_uid should be string'],
    [[], 'IterationCard should be object'],
  ])('refuses to add %j', async (body, message) => {
    const { at } = await begun();
    const answer = await call('POST', at, body);
    expect([answer.status, answer.json()]).toEqual([400, { message }]);
  });

  it('refuses a card of another space 2, an iteration that is not open 3, a card that is not live 4', async () => {
    const { actions, admin } = test();
    const { projectId, list, at, enter } = await begun();
    const foreign = await addCard((await addSpace('Beta')).id);
    const said = async (answer: ReturnType<typeof enter>) => [(await answer).status, (await answer).json()];
    const refusal = (code: number, message: string) => [400, { code, message }];
    expect(await said(enter(at, foreign.uid))).toEqual(refusal(2, 'The card belongs to another space'));

    const closed = await addActive(list);
    await call('PATCH', `${list}/${closed.id}`, { status: 'closed' });
    const removed = await add(list);
    await call('DELETE', `${list}/${removed.id}`);
    for (const { id } of [closed, removed]) {
      const notOpen = refusal(3, 'Cards can only be added to a planned or active iteration');
      expect(await said(enter(`${list}/${id}/cards`))).toEqual(notOpen);
    }

    for (const condition of ['archived', 'deleted'] as const) {
      const card = await addCard(projectId);
      await actions.changeItem(admin, { item: { id: card.id }, fields: { condition } });
      expect(await said(enter(at, card.uid))).toEqual(refusal(4, "An archived or deleted card can't be added"));
    }
    expect((await call('GET', at)).json()).toEqual([]);
  });

  it('answers 404 without a body for a card or an iteration that is not there, before it reads the body', async () => {
    const { list, at, enter } = await begun();
    const other = await addSpace('Beta');
    const answers = [
      await enter(at, nowhere),
      await enter(at, 'not-a-uuid'),
      await enter(`${list}/${nowhere}/cards`),
      await call('POST', `${list}/${nowhere}/cards`, {}),
      await call('POST', `${list}/7/cards`, '{'),
      await call('POST', at.replace(list, other.list), {}),
      await call('DELETE', `${at}/${nowhere}`),
      await call('DELETE', `${at}/7`),
      await call('GET', `${list}/${nowhere}/cards?status=odd`),
    ];
    expect(answers.map((each) => [each.status, each.text])).toEqual(answers.map(() => [404, '']));
  });

  it('lets nothing be taken out of a closed iteration, with code 5', async () => {
    const { list, card, enter } = await begun();
    const iteration = await addActive(list);
    await enter(`${list}/${iteration.id}/cards`);
    await call('PATCH', `${list}/${iteration.id}`, { status: 'closed' });
    const answer = await call('DELETE', `${list}/${iteration.id}/cards/${card.uid}`);
    expect([answer.status, answer.json()]).toEqual([
      400,
      { code: 5, message: "Cards can't be removed from a closed iteration" },
    ]);
  });

  it('refuses a status to list by that there is not, and a body that cannot be read', async () => {
    const { card, at, enter } = await begun();
    await enter();
    const odd = await call('GET', `${at}?status=planned`);
    expect([odd.status, odd.json()]).toEqual([400, { message: expect.stringContaining('status') }]);
    expect((await call('DELETE', `${at}/${card.uid}`, '{')).status).toBe(400);
    expect((await call('GET', `${at}?status=active&colour=red`)).json()).toHaveLength(1);
  });

  it('wants planning rights to add and to remove', async () => {
    const { at, card, enter, id } = await begun();
    await enter();
    const { token } = await test().addPerson(`watcher-${id}`, 'viewer');
    const watcher = { authorization: `Bearer ${token}` };
    expect((await call('GET', at, undefined, watcher)).status).toBe(200);
    expect((await call('POST', at, { card_uid: card.uid }, watcher)).status).toBe(403);
    expect((await call('DELETE', `${at}/${card.uid}`, undefined, watcher)).status).toBe(403);
  });

  describe('the history of a card', () => {
    it('tells every stay, newest first', async () => {
      const { list, id, card, at, enter } = await begun();
      const path = `/cards/${card.uid.toUpperCase()}/iterations-history`;
      expect((await call('GET', path)).json()).toEqual([]);
      const other = await addActive(list);
      await enter();
      await enter(`${list}/${other.id}/cards`);
      await enter();
      const stays = (await call('GET', path)).json();
      expect(
        stays.map((each: { iteration_id: unknown; removed_at: unknown }) => [
          each.iteration_id,
          each.removed_at === null,
        ]),
      ).toEqual([
        [id, true],
        [other.id, false],
        [id, false],
      ]);
      const [{ card_id: _, ...recorded }] = (await call('GET', `${at}?status=active`)).json();
      expect(stays[0]).toEqual(recorded);
    });

    it('adds the iteration and the people on request', async () => {
      const { actor } = test().admin;
      const { list, id, card, at, enter } = await begun();
      await enter();
      await call('DELETE', `${at}/${card.uid}`);
      const iteration = (await call('GET', `${list}/${id}`)).json();
      const [stay] = (await call('GET', `/cards/${card.uid}/iterations-history?with_details=true`)).json();
      const user = {
        id: actor.userId,
        uid: actor.userUid,
        full_name: 'Admin of acme',
        email: '',
        username: 'acme-admin',
        avatar_initials_url: '',
        avatar_uploaded_url: null,
        initials: 'AO',
        avatar_type: 2,
      };
      expect([stay.addedBy, stay.removedBy]).toEqual([user, user]);
      expect(stay.iteration).toEqual({
        id,
        title: 'Sprint',
        space_uid: iteration.space_uid,
        is_accessible: true,
        goal: null,
        status: 'planned',
        start_date: null,
        finish_date: null,
        actual_finish_date: null,
        created: iteration.created,
        updated: iteration.updated,
        archived: false,
      });
      const plain = (await call('GET', `/cards/${card.uid}/iterations-history?with_details=false`)).json()[0];
      expect(Object.keys(plain)).not.toEqual(expect.arrayContaining(['iteration']));
    });

    it('tells only the id of an iteration in a space that the caller cannot see', async () => {
      const { actions, admin } = test();
      const { projectId, card, enter } = await begun();
      await enter();
      const hidden = await addSpace('Hidden');
      const { id: foreignId } = await add(hidden.list);
      const policy = { findsRemoved: false, findsGroups: false, leaves: 'same board', takesForeign: true } as const;
      await actions.enterIteration(admin, { iteration: { uid: foreignId }, item: { id: card.id }, policy });
      const { token } = await test().addPerson(`guest-${foreignId}`, null);
      await actions.setProjectRole(admin, { login: `guest-${foreignId}`, projectId, role: 'viewer' });
      test().setClock(Date.now() + 1500);
      const guest = { authorization: `Bearer ${token}` };
      const path = `/cards/${card.uid}/iterations-history?with_details=true`;
      const [newest, oldest] = (await call('GET', path, undefined, guest)).json();
      expect(newest.iteration).toEqual({ id: foreignId, is_accessible: false });
      expect(oldest.iteration.is_accessible).toBe(true);
      expect((await call('GET', path)).json()[0].iteration.is_accessible).toBe(true);
      const cardOfHidden = await addCard(hidden.id);
      const unseen = await call('GET', `/cards/${cardOfHidden.uid}/iterations-history`, undefined, guest);
      expect([unseen.status, unseen.text]).toEqual([404, '']);
      test().setClock(null);
    });
  });

  it('counts a card in the figures of every iteration it was in when they were taken', async () => {
    const { list, enter, card } = await begun();
    const iteration = await add(list, { start_date: '2026-08-03', finish_date: '2026-08-14' });
    await enter(`${list}/${iteration.id}/cards`);
    const path = `${list}/${iteration.id}`;
    expect((await call('PATCH', path, { status: 'active' })).json().data).toEqual({ committed: { size: 2 } });
    await finish(card.id);
    expect((await call('GET', path)).json().data).toEqual({ committed: { size: 2 } });
    const { data } = (await call('PATCH', path, { status: 'closed' })).json();
    expect(data).toEqual({ velocity: { size: 2 }, committed: { size: 2 }, doneCount: 1, totalCount: 1 });
  });
});
