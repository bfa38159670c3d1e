import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useKaiten } from '../../../test/support/use-kaiten.ts';
import { anyMove } from '../../domain/lifecycle.ts';

const nowhere = '00000000-0000-4000-8000-000000000000';
const dates = { start_date: '2026-08-03', finish_date: '2026-08-14' };

describe.each(engines)('Kaiten iterations, on %s', (engine) => {
  const { test, headers, call, addSpace, add, addActive, addCard, finish } = useKaiten(engine);
  afterEach(() => test().setClock(null));

  it('answers the requests of the vendor page with exactly its answers', async () => {
    const { actions, admin, setClock, send, token } = test();
    const space = await addSpace();
    setClock(Date.parse('2026-07-28T06:28:02.762Z'));
    const { id } = await add(space.list);
    const { id: next } = await add(space.list, { title: 'Sprint 13' });
    const cards = [await addCard(space.id, 3), await addCard(space.id, 5), await addCard(space.id)];
    for (const card of cards) await call('POST', `${space.list}/${id}/cards`, { card_uid: card.uid });
    const words = {
      '{id}': id,
      '{next_id}': next,
      '{space_uid}': space.uid,
      '{user_uid}': admin.actor.userUid,
      '{token}': token,
      '{card_2}': cards[1]!.uid,
      '{card_3}': cards[2]!.uid,
    };
    const play = async (name: string) => {
      const { method, path, headers: sent, body } = example(`${name}.request.json`, words);
      const answer = await send(method, path, { body, headers: sent });
      expect([answer.status, answer.json()]).toEqual([200, example(`${name}.answer.json`, words)]);
      return answer;
    };
    setClock(Date.parse('2026-08-03T09:00:05Z'));
    expect((await play('update-iteration')).headers.etag).toBe('"2"');
    await finish(cards[0]!.id);
    setClock(Date.parse('2026-08-14T17:30:00Z'));
    await play('close-iteration');

    const back = await call('PATCH', `${space.list}/${id}`, { status: 'active' });
    expect([back.status, back.json()]).toEqual([400, example('refused.answer.json', {})]);
    const stranger = await send('PATCH', `/api/latest${space.list}/${id}`, { body: { title: 'x' } });
    const text = readFileSync(new URL('./examples/unauthorized.answer.txt', import.meta.url), 'utf8');
    expect([stranger.status, stranger.text]).toEqual([401, text]);
    expect(await actions.listItemHistory(admin, { item: { id: cards[1]!.id } })).toHaveLength(2);
  });

  it('serves the same under /api/v1 and under its own prefix, names in either case', async () => {
    const { list, uid } = await addSpace();
    const iteration = await add(list);
    for (const base of ['/api/latest', '/api/v1', '/kaiten/api/latest', '/kaiten/api/v1']) {
      const path = `/spaces/${uid.toUpperCase()}/iterations/${iteration.id.toUpperCase()}`;
      const answer = await test().send('GET', base + path, { headers: headers() });
      expect([answer.status, answer.json()]).toEqual([200, iteration]);
    }
  });

  it('finds nothing by a number, a malformed name, or in another space', async () => {
    const { id, list } = await addSpace();
    const other = await addSpace('Beta');
    const iteration = await add(list);
    const paths = [
      `/spaces/${id}/iterations`,
      `/spaces/${id}/iterations/${iteration.id}`,
      `${list}/1`,
      `${list}/${iteration.id}0`,
      `${list}/${iteration.id.replaceAll('-', '')}`,
      `${list}/${nowhere}`,
      `${list}/${nowhere}/cards`,
      `${other.list}/${iteration.id}`,
      `${other.list}/${iteration.id}/cards`,
      `/spaces/${nowhere}/iterations`,
      `/cards/1/iterations-history`,
      `/cards/${nowhere}/iterations-history`,
    ];
    for (const path of paths) {
      const answer = await call('GET', path);
      expect([path, answer.status, answer.text]).toEqual([path, 404, '']);
    }
    const removal = await call('DELETE', `${other.list}/${iteration.id}`);
    expect([removal.status, removal.text]).toEqual([404, '']);
  });

  describe('creating', () => {
    it('makes a planned iteration with nothing in it, and ignores keys it does not know', async () => {
      const { list, uid } = await addSpace();
      const body = { title: 'One', status: 'active', new_iteration_id: nowhere, sort_order: 9, colour: { deep: [] } };
      const answer = await call('POST', list, body);
      expect(answer.status).toBe(200);
      expect(answer.headers.etag).toBe('"1"');
      const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      expect(answer.json()).toEqual({
        created: instant,
        updated: instant,
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        space_uid: uid,
        title: 'One',
        goal: null,
        status: 'planned',
        creator_uid: test().admin.actor.userUid,
        updater_uid: test().admin.actor.userUid,
        start_date: null,
        finish_date: null,
        actual_finish_date: null,
        sort_order: 1,
        data: null,
      });
      expect((await add(list)).sort_order).toBe(2);
    });

    it.each([
      [{}, "Iteration should have required property 'title'"],
      [undefined, "Iteration should have required property 'title'"],
      [{ title: '' }, 'Iteration.title should NOT be shorter than 1 characters'],
      [{ title: 'x'.repeat(257) }, 'Iteration.title should NOT be longer than 256 characters'],
      [{ title: null }, 'Iteration.title should be string'],
      [{ title: 5, goal: 5 }, 'Iteration.title should be string, Iteration.goal should be string,null'],
      [{ title: 'a\nb' }, 'Iteration.title should NOT contain control characters'],
      [{ title: 'a', goal: 'x'.repeat(16_385) }, 'Iteration.goal should NOT be longer than 16384 characters'],
      [{ title: 'a', start_date: 7 }, 'Iteration.start_date should be string,null'],
      [
        { title: '', goal: 'a\u0001', start_date: 'x' },
        'Iteration.title should NOT be shorter than 1 characters, Iteration.goal should NOT contain control characters, Iteration.start_date should match format "date-time"',
      ],
      [null, 'Iteration should be object'],
    ])('refuses %j as the vendor’s validator words it', async (body, message) => {
      const { list } = await addSpace();
      const answer = await call('POST', list, body);
      expect([answer.status, answer.json()]).toEqual([400, { message }]);
    });
  });

  describe('dates', () => {
    it.each([
      ['2026-08-03', '2026-08-03T00:00:00.000Z'],
      ['2026-08-03T07:08:09Z', '2026-08-03T07:08:09.000Z'],
      ['2026-08-03T07:08:09.1239Z', '2026-08-03T07:08:09.123Z'],
      ['2026-08-03T23:30:00-05:00', '2026-08-04T04:30:00.000Z'],
      ['2024-02-29T00:00:00+14:00', '2024-02-28T10:00:00.000Z'],
      [null, null],
    ])('answers %s as %s', async (sent, answered) => {
      const { list } = await addSpace();
      expect((await add(list, { start_date: sent })).start_date).toBe(answered);
    });

    it.each([
      '2026-02-30',
      '2025-02-29T00:00:00Z',
      '2026-08-03T10:00:00',
      '2026-08-03T24:00:00Z',
      '2026-08-03 10:00:00Z',
      '03.08.2026',
      '1780000000',
      '0001-01-01',
      '',
    ])('refuses %j', async (text) => {
      const { list } = await addSpace();
      const answer = await call('POST', list, { title: 'x', finish_date: text });
      const message = 'Iteration.finish_date should match format "date-time"';
      expect([answer.status, answer.json()]).toEqual([400, { message }]);
    });

    it('wants the finish later than the start, in what is stored after the change, with code 6', async () => {
      const { list } = await addSpace();
      const refused = [400, { code: 6, message: expect.stringMatching(/date/) }];
      for (const finish_date of ['2026-08-02', '2026-08-03', '2026-08-03T02:00:00+02:00']) {
        const answer = await call('POST', list, { title: 'x', start_date: '2026-08-03', finish_date });
        expect([answer.status, answer.json()]).toEqual(refused);
      }
      const { id } = await add(list, dates);
      const late = await call('PATCH', `${list}/${id}`, { start_date: '2026-08-14T00:00:00Z' });
      expect([late.status, late.json()]).toEqual(refused);
      expect((await call('PATCH', `${list}/${id}`, { finish_date: '2026-08-03T00:00:00.001Z' })).status).toBe(200);
    });

    it('lets be what another dialect has stored, as long as no date is sent', async () => {
      const { actions, admin } = test();
      const { id: projectId, list } = await addSpace();
      const day = { day: '2026-08-03', at: null };
      const policy = { moves: {}, refuseRepeatedClose: false, fixedWhenClosed: [], endAfterStart: 'day' } as const;
      const fields = { start: day, end: day };
      const { uid } = await actions.createIteration(admin, { home: { projectId }, title: 'A day', fields, policy });
      expect((await call('PATCH', `${list}/${uid}`, { title: 'One day', status: 'active' })).status).toBe(200);
    });

    it('takes an equal instant in other words for no change', async () => {
      const { list } = await addSpace();
      const { id } = await add(list, dates);
      const body = { start_date: '2026-08-03T03:00:00+03:00', finish_date: '2026-08-14' };
      expect((await call('PATCH', `${list}/${id}`, body)).headers.etag).toBe('"1"');
    });
  });

  describe('updating', () => {
    it.each([
      [{}],
      [{ colour: 'red' }],
      [{ actual_finish_date: '2026-08-14' }],
      [{ new_iteration_id: null }],
      [{ new_iteration_id: 5, actual_finish_date: 'soon' }],
      [undefined],
    ])('refuses %j, and names every key it could have had', async (body) => {
      const { list } = await addSpace();
      const { id } = await add(list);
      const answer = await call('PATCH', `${list}/${id}`, body);
      expect(answer.status).toBe(400);
      expect(answer.json().code).toBeUndefined();
      for (const key of ['title', 'goal', 'status', 'start_date', 'finish_date']) {
        expect(answer.json().message).toContain(`Iteration should have required property '${key}'`);
      }
    });

    it.each([
      [{ title: '' }, 'Iteration.title should NOT be shorter than 1 characters'],
      [{ title: null }, 'Iteration.title should be string'],
      [{ status: 'done' }, 'Iteration.status should be equal to one of the allowed values'],
      [{ status: 'Active' }, 'Iteration.status should be equal to one of the allowed values'],
      [{ status: null }, 'Iteration.status should be equal to one of the allowed values'],
      [
        { status: 'closed', actual_finish_date: 'soon' },
        'Iteration.actual_finish_date should match format "date-time"',
      ],
      [{ title: 'x', new_iteration_id: 5 }, 'Iteration.new_iteration_id should be string,null'],
      [
        { title: '', start_date: 'x', status: 'y' },
        'Iteration.title should NOT be shorter than 1 characters, Iteration.status should be equal to one of the allowed values, Iteration.start_date should match format "date-time"',
      ],
    ])('refuses %j', async (body, message) => {
      const { list } = await addSpace();
      const { id } = await add(list);
      const answer = await call('PATCH', `${list}/${id}`, body);
      expect([answer.status, answer.json()]).toEqual([400, { message }]);
    });

    it('sets goal and dates to nothing by null, and keeps what is not mentioned', async () => {
      const { list } = await addSpace();
      const { id } = await add(list, { ...dates, goal: 'G' });
      const cleared = (await call('PATCH', `${list}/${id}`, { goal: null, finish_date: null })).json();
      expect(cleared).toMatchObject({ goal: null, start_date: '2026-08-03T00:00:00.000Z', finish_date: null });
      expect(cleared).not.toHaveProperty('moved_cards');
    });

    it('raises no version and tells nobody when nothing changes', async () => {
      const { list } = await addSpace();
      const iteration = await add(list, dates);
      const told = test().heard.length;
      const body = { title: iteration.title, goal: null, status: 'planned', ...dates };
      const answer = await call('PATCH', `${list}/${iteration.id}`, body);
      expect([answer.status, answer.headers.etag, answer.json()]).toEqual([200, '"1"', iteration]);
      expect(test().heard.length).toBe(told);
    });
  });

  describe('the lifecycle', () => {
    const inStatus = {
      planned: (list: string) => add(list, dates),
      active: (list: string) => addActive(list),
      closed: async (list: string) => {
        const { id } = await addActive(list);
        return (await call('PATCH', `${list}/${id}`, { status: 'closed' })).json();
      },
      removed: async (list: string) => {
        const { id } = await add(list, dates);
        return (await call('PATCH', `${list}/${id}`, { status: 'removed' })).json();
      },
    };

    it.each([
      ['planned', 'planned'],
      ['planned', 'active'],
      ['planned', 'removed'],
      ['active', 'active'],
      ['active', 'closed'],
      ['active', 'removed'],
      ['closed', 'removed'],
    ] as const)('goes from %s to %s', async (from, status) => {
      const { list } = await addSpace();
      const { id } = await inStatus[from](list);
      const answer = await call('PATCH', `${list}/${id}`, { status });
      expect([answer.status, answer.json().status]).toEqual([200, status]);
      expect((await call('GET', `${list}/${id}`)).json()).toEqual(answer.json());
    });

    it.each([
      ['planned', 'closed'],
      ['active', 'planned'],
      ['closed', 'planned'],
      ['closed', 'active'],
      ['closed', 'closed'],
      ['removed', 'planned'],
      ['removed', 'active'],
      ['removed', 'closed'],
      ['removed', 'removed'],
    ] as const)('does not go from %s to %s: code 1', async (from, status) => {
      const { list } = await addSpace();
      const iteration = await inStatus[from](list);
      const answer = await call('PATCH', `${list}/${iteration.id}`, { status });
      expect([answer.status, answer.json()]).toEqual([400, { code: 1, message: expect.any(String) }]);
      expect((await call('GET', `${list}/${iteration.id}`)).json()).toEqual(iteration);
    });

    it('tells every rule in the words of this API', async () => {
      const { actions, admin } = test();
      const { list } = await addSpace();
      const said = async (id: string, body: object) => {
        const { code, message } = (await call('PATCH', `${list}/${id}`, body)).json();
        return [code, message];
      };
      const planned = await add(list);
      const closed = await inStatus.closed(list);
      const removed = await inStatus.removed(list);
      const archived = await inStatus.closed(list);
      await actions.changeIteration(admin, {
        iteration: { uid: archived.id },
        precondition: { kind: 'none' },
        fields: {},
        status: 'archived',
        policy: { ...anyMove, fixedWhenClosed: [], endAfterStart: 'day', findsRemoved: false, findsGroups: false },
      });
      const fixed = (key: string) => [1, `${key} of a closed iteration can't be changed`];
      expect(await said(archived.id, { status: 'active' })).toEqual([
        1,
        "Iteration status can't be changed from closed to active",
      ]);
      expect(await said(archived.id, { start_date: null })).toEqual(fixed('start_date'));
      expect(await said(closed.id, { finish_date: '2027-01-01' })).toEqual(fixed('finish_date'));
      expect(await said(closed.id, { title: 'x', actual_finish_date: '2027-01-01' })).toEqual(
        fixed('actual_finish_date'),
      );
      expect(await said(removed.id, { title: 'x' })).toEqual([1, "A removed iteration can't be changed"]);
      expect(await said(removed.id, { status: 'removed' })).toEqual([1, "A removed iteration can't be changed"]);
      expect(await said(planned.id, { status: 'active' })).toEqual([
        2,
        'start_date and finish_date must be set to start an iteration',
      ]);
      const later = 'must be later than start_date';
      expect(await said(planned.id, { start_date: '2026-08-03', finish_date: '2026-08-02' })).toEqual([
        6,
        `finish_date ${later}`,
      ]);
      const active = await addActive(list);
      const finished = { status: 'closed', actual_finish_date: '2020-01-01' };
      expect(await said(active.id, finished)).toEqual([7, `actual_finish_date ${later}`]);
      for (const [target, code, words] of [
        [active.id, 3, 'another iteration'],
        [nowhere, 4, 'an iteration of the same space'],
        [closed.id, 5, 'a planned or active iteration'],
      ] as const) {
        expect(await said(active.id, { status: 'closed', new_iteration_id: target })).toEqual([
          code,
          `new_iteration_id must be ${words}`,
        ]);
      }
    });

    it('starts only with both dates, those of the same request included, with code 2', async () => {
      const { list } = await addSpace();
      for (const given of [{}, { start_date: '2026-08-03' }, { finish_date: '2026-08-14' }]) {
        const { id } = await add(list, given);
        const answer = await call('PATCH', `${list}/${id}`, { status: 'active' });
        expect([answer.status, answer.json().code]).toEqual([400, 2]);
        expect((await call('PATCH', `${list}/${id}`, { status: 'active', ...dates })).json().status).toBe('active');
      }
    });

    it('lets title and goal of a closed iteration be edited, not its dates', async () => {
      const { list } = await addSpace();
      const iteration = await inStatus.closed(list);
      const path = `${list}/${iteration.id}`;
      expect((await call('PATCH', path, { title: 'Renamed', goal: 'Met' })).json()).toMatchObject({
        title: 'Renamed',
        goal: 'Met',
        actual_finish_date: iteration.actual_finish_date,
        data: iteration.data,
      });
      const late = { start_date: '2026-08-01' };
      const real = { title: 'x', actual_finish_date: '2026-08-20' };
      for (const body of [late, { finish_date: null }, { title: 'x', ...late }, real]) {
        const answer = await call('PATCH', path, body);
        expect([answer.status, answer.json().code]).toEqual([400, 1]);
      }
      const same = { ...dates, title: 'Same dates', actual_finish_date: iteration.actual_finish_date };
      expect((await call('PATCH', path, same)).status).toBe(200);
    });

    it('closes at the time that is given, which is later than the start (code 7), or else now', async () => {
      const { list } = await addSpace();
      const { id } = await addActive(list);
      for (const actual_finish_date of ['2026-08-03', '2026-08-01T12:00:00Z']) {
        const answer = await call('PATCH', `${list}/${id}`, { status: 'closed', actual_finish_date });
        expect([answer.status, answer.json().code]).toEqual([400, 7]);
      }
      const body = { status: 'closed', actual_finish_date: '2026-08-12T15:00:00+03:00' };
      const closed = (await call('PATCH', `${list}/${id}`, body)).json();
      expect(closed.actual_finish_date).toBe('2026-08-12T12:00:00.000Z');
      const { id: second } = await addActive(list);
      const now = (await call('PATCH', `${list}/${second}`, { status: 'closed', actual_finish_date: null })).json();
      expect(now.actual_finish_date).toBe(now.updated);
    });

    it('lets one of two simultaneous closes through', async () => {
      const { list } = await addSpace();
      const { id } = await addActive(list);
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => call('PATCH', `${list}/${id}`, { status: 'closed' })),
      );
      expect(answers.filter((each) => each.status === 200)).toHaveLength(1);
      expect(answers.filter((each) => each.status === 400 && each.json().code === 1)).toHaveLength(7);
    });

    it('shows an iteration that was put away elsewhere as closed, and lets nobody move it', async () => {
      const { actions, admin } = test();
      const { list } = await addSpace();
      const { id } = await inStatus.closed(list);
      const policy = { moves: { closed: ['archived'] }, refuseRepeatedClose: false, fixedWhenClosed: [] } as const;
      await actions.changeIteration(admin, {
        iteration: { uid: id },
        precondition: { kind: 'none' },
        fields: {},
        status: 'archived',
        policy: { ...policy, endAfterStart: 'day', findsRemoved: false, findsGroups: false },
      });
      expect((await call('GET', `${list}/${id}`)).json().status).toBe('closed');
      expect((await call('GET', `${list}?status=closed`)).json()).toHaveLength(1);
      expect((await call('PATCH', `${list}/${id}`, { status: 'closed' })).json().code).toBe(1);
    });
  });

  describe('closing and removing with cards', () => {
    async function filled() {
      const space = await addSpace();
      const iteration = await addActive(space.list);
      const next = await add(space.list, { title: 'Next' });
      const cards = [await addCard(space.id, 3), await addCard(space.id, 5)];
      for (const card of cards) await call('POST', `${space.list}/${iteration.id}/cards`, { card_uid: card.uid });
      await finish(cards[0]!.id);
      const uids = async (id: string, query = '') =>
        (await call('GET', `${space.list}/${id}/cards${query}`)).json().map((each: any) => each.card_uid);
      return { ...space, path: `${space.list}/${iteration.id}`, id: iteration.id, next, cards, uids };
    }

    it('moves what is unfinished, keeps the old records, and freezes the figures', async () => {
      const { path, id, next, cards, uids } = await filled();
      const answer = (await call('PATCH', path, { status: 'closed', new_iteration_id: next.id.toUpperCase() })).json();
      expect(answer.moved_cards.map((each: any) => each.card_uid)).toEqual([cards[1]!.uid]);
      expect(await uids(next.id)).toEqual([cards[1]!.uid]);
      expect(await uids(id, '?status=active')).toEqual(cards.map((card) => card.uid));
      await finish(cards[1]!.id);
      const { data } = (await call('GET', path)).json();
      expect(data).toEqual({ velocity: { size: 3 }, committed: { size: 0 }, doneCount: 1, totalCount: 2 });
    });

    it('counts a finished card in the velocity, wherever it was finished', async () => {
      const { path, cards } = await filled();
      await finish(cards[1]!.id);
      const closed = (await call('PATCH', path, { status: 'closed' })).json();
      expect(closed.data).toMatchObject({ velocity: { size: 8 }, doneCount: 2, totalCount: 2 });
      expect(closed).not.toHaveProperty('moved_cards');
    });

    it('answers an empty list when a target was given and nothing had to move', async () => {
      const { path, next, cards } = await filled();
      expect((await call('PATCH', path, { title: 'x', new_iteration_id: next.id })).json().moved_cards).toEqual([]);
      await finish(cards[1]!.id);
      const closed = await call('PATCH', path, { status: 'closed', new_iteration_id: next.id });
      expect(closed.json().moved_cards).toEqual([]);
    });

    it('checks the target whether or not it is used: itself 3, unknown 4, not open 5', async () => {
      const { list, path, id } = await filled();
      const other = await add((await addSpace('Beta')).list);
      const organization = await test().addOrganization(`targets-${id}`);
      const theirs = await test().actions.createProject(organization.caller, { title: 'Theirs' });
      const foreign = await test().send('POST', `/api/latest/spaces/${theirs.uid}/iterations`, {
        body: { title: 'x' },
        headers: { authorization: `Bearer ${organization.token}` },
      });
      const closed = await addActive(list);
      await call('PATCH', `${list}/${closed.id}`, { status: 'closed' });
      const removed = await add(list);
      await call('DELETE', `${list}/${removed.id}`);
      const targets = [
        [id, 3],
        [nowhere, 4],
        ['not-a-uuid', 4],
        ['', 4],
        [other.id, 4],
        [foreign.json().id, 4],
        [closed.id, 5],
        [removed.id, 5],
      ];
      const before = (await call('GET', path)).json();
      for (const [new_iteration_id, code] of targets) {
        const answers = [
          await call('PATCH', path, { title: 'x', new_iteration_id }),
          await call('PATCH', path, { status: 'closed', new_iteration_id }),
          await call('PATCH', path, { status: 'removed', new_iteration_id }),
          await call('DELETE', path, { new_iteration_id }),
        ];
        const refused = { code, message: expect.stringMatching(/./) };
        expect(answers.map((each) => [each.status, each.json()])).toEqual(answers.map(() => [400, refused]));
      }
      expect((await call('GET', path)).json()).toEqual(before);
    });

    it('removes by PATCH, with what else was sent, and lists no cards any more', async () => {
      const { list, path, id, next, cards, uids } = await filled();
      const body = { status: 'removed', title: 'Given up', new_iteration_id: next.id };
      const removed = await call('PATCH', path, body);
      expect([removed.status, removed.headers.etag]).toEqual([200, '"3"']);
      expect(removed.json()).toMatchObject({ title: 'Given up', status: 'removed', data: { committed: { size: 0 } } });
      expect(removed.json().moved_cards.map((each: any) => each.card_uid)).toEqual(cards.map((card) => card.uid));
      expect(await uids(next.id)).toEqual(cards.map((card) => card.uid));
      for (const query of ['', '?status=active', '?status=removed']) expect(await uids(id, query)).toEqual([]);
      expect((await call('GET', path)).json()).toMatchObject({ title: 'Given up', status: 'removed' });
      expect((await call('GET', `${list}?status=removed&with_data=cards`)).json()[0].cards).toEqual([]);
    });

    it('removes by DELETE, without a body or with one', async () => {
      for (const body of [undefined, {}, { new_iteration_id: null }]) {
        const { path } = await filled();
        const removed = await call('DELETE', path, body);
        expect([removed.status, removed.json().status, removed.json().moved_cards]).toEqual([200, 'removed', null]);
        expect((await call('DELETE', path)).json()).toEqual({ code: 1, message: expect.any(String) });
      }
      const { path, next, cards } = await filled();
      const moved = (await call('DELETE', path, { new_iteration_id: next.id })).json().moved_cards;
      expect(moved.map((each: any) => [each.iteration_id, each.card_uid])).toEqual(cards.map((c) => [next.id, c.uid]));
      for (const body of [null, [], { new_iteration_id: 5 }]) {
        expect((await call('DELETE', `${path.replace(/[^/]+$/, next.id)}`, body)).status).toBe(400);
      }
    });
  });

  describe('listing', () => {
    it('shows all, oldest first, and what the query narrows it to', async () => {
      const { list } = await addSpace();
      const planned = await add(list, { title: 'Planned' });
      const active = await addActive(list, { title: 'Active' });
      const closed = await addActive(list, { title: 'Closed' });
      await call('PATCH', `${list}/${closed.id}`, { status: 'closed' });
      const removed = await add(list, { title: 'Removed' });
      await call('DELETE', `${list}/${removed.id}`);
      const all = [planned.id, active.id, closed.id, removed.id];
      const cases: [string, string[]][] = [
        ['', all],
        ['?status=', all],
        ['?colour=red&limit=x&offset=-1&order=up', all],
        ['?order=desc', [...all].reverse()],
        ['?order=desc&limit=1&offset=1', [closed.id]],
        ['?limit=2', all.slice(0, 2)],
        ['?limit=0', all],
        ['?limit=100000', all],
        ['?offset=3', [removed.id]],
        ['?offset=999999999', []],
        ['?status=planned%2Cactive', [planned.id, active.id]],
        ['?status=planned,foo', [planned.id]],
        ['?status=planned&status=removed', [planned.id, removed.id]],
        ['?status=foo', []],
        ['?status=archived', []],
      ];
      for (const [query, expected] of cases) {
        const answer = await call('GET', list + query);
        expect([query, answer.status, answer.json().map((each: any) => each.id)]).toEqual([query, 200, expected]);
        expect(answer.json().some((each: any) => 'cards' in each)).toBe(false);
      }
    });

    it('gives at most a hundred at once', async () => {
      const { list } = await addSpace();
      for (let count = 0; count < 101; count += 1) await add(list);
      for (const query of ['', '?limit=101', '?limit=5000']) {
        expect((await call('GET', list + query)).json()).toHaveLength(100);
      }
      expect((await call('GET', `${list}?offset=100`)).json()).toHaveLength(1);
    });

    it('adds the cards on request, those that have left excepted', async () => {
      const { id: projectId, list } = await addSpace();
      const [first, second] = [await add(list), await add(list)];
      const cards = [await addCard(projectId), await addCard(projectId), await addCard(projectId)];
      for (const card of cards) await call('POST', `${list}/${first.id}/cards`, { card_uid: card.uid });
      await call('POST', `${list}/${second.id}/cards`, { card_uid: cards[1]!.uid });
      await call('DELETE', `${list}/${first.id}/cards/${cards[2]!.uid}`);
      const listed = (await call('GET', `${list}?with_data=cards`)).json();
      const uids = listed.map((each: any) => each.cards.map((card: any) => card.card_uid));
      expect(uids).toEqual([[cards[0]!.uid], [cards[1]!.uid]]);
      expect(listed[0].cards[0]).toEqual({
        iteration_id: first.id,
        card_uid: cards[0]!.uid,
        added_by_uid: test().admin.actor.userUid,
        removed_at: null,
        removed_by_uid: null,
        sort_order: 1,
        created: expect.any(String),
        updated: expect.any(String),
      });
    });

    it('answers 304 until something in the space changes, cards included', async () => {
      const { id: projectId, list } = await addSpace();
      const { id } = await add(list);
      const card = await addCard(projectId);
      for (const path of [list, `${list}?with_data=cards`, `${list}/${id}`, `${list}/${id}/cards`]) {
        const tag = (await call('GET', path)).headers.etag ?? '';
        expect(tag).toMatch(/^"(r|\d-)\d+"$/);
        expect((await call('GET', path, undefined, { 'if-none-match': tag })).status).toBe(304);
        const method = path.endsWith('/cards') ? 'DELETE' : 'POST';
        const at = `${list}/${id}/cards`;
        if (path === list) await call('POST', at, { card_uid: card.uid });
        else if (method === 'DELETE') await call('DELETE', `${at}/${card.uid}`);
        else await call('PATCH', `${list}/${id}`, { goal: `Goal of ${path}` });
        const fresh = await call('GET', path, undefined, { 'if-none-match': tag });
        expect([fresh.status, fresh.headers.etag === tag]).toEqual([200, false]);
      }
    });
  });

  it('checks in this order: token, existence, right, body, version, fields, rules', async () => {
    const { list } = await addSpace();
    const { id } = await add(list);
    const { token } = await test().addPerson(`looker-${id}`, 'viewer');
    const stale = { 'if-match': '"9"' };
    const looker = { authorization: `Bearer ${token}` };
    const path = `${list}/${id}`;
    const bad = { title: 5, status: 'closed' };
    const status = async (at: string, body: unknown, more = {}) => (await call('PATCH', at, body, more)).status;
    expect(await status(`${list}/${nowhere}`, '{', { authorization: 'Bearer nobody', ...stale })).toBe(401);
    expect(await status(`${list}/${nowhere}`, '{', { ...looker, ...stale })).toBe(404);
    expect(await status(path, '{', { ...looker, ...stale })).toBe(403);
    expect(await status(path, '{', stale)).toBe(400);
    expect(await status(path, 'x', { ...stale, 'content-type': 'text/plain' })).toBe(415);
    expect(await status(path, bad, stale)).toBe(412);
    expect((await call('PATCH', path, bad)).json()).toEqual({ message: 'Iteration.title should be string' });
    expect((await call('PATCH', path, { title: 'x', status: 'closed' })).json().code).toBe(1);
    expect((await call('DELETE', path, undefined, stale)).status).toBe(412);
    expect((await call('DELETE', path, undefined, { 'if-match': '1' })).status).toBe(200);
  });

  it('does not find a space that the caller cannot see', async () => {
    const { actions, admin } = test();
    const [own, hidden] = [await addSpace('Own'), await addSpace('Hidden')];
    const { token } = await test().addPerson(`guest-${own.uid}`, null);
    await actions.setProjectRole(admin, { login: `guest-${own.uid}`, projectId: own.id, role: 'member' });
    const guest = { authorization: `Bearer ${token}` };
    const { id } = await add(hidden.list);
    // A token that has just been used is trusted for a second, with the rights it had.
    test().setClock(Date.now() + 1500);
    expect((await call('POST', own.list, { title: 'Mine' }, guest)).status).toBe(200);
    const answers = [
      await call('GET', hidden.list, undefined, guest),
      await call('POST', hidden.list, { title: 'x' }, guest),
      await call('GET', `${hidden.list}/${id}`, undefined, guest),
      await call('PATCH', `${hidden.list}/${id}`, { title: 'x' }, guest),
      await call('DELETE', `${hidden.list}/${id}`, undefined, guest),
      await call('GET', `${hidden.list}/${id}/cards`, undefined, guest),
    ];
    expect(answers.map((each) => [each.status, each.text])).toEqual(answers.map(() => [404, '']));
  });

  it('does not show the root and the releases of the space', async () => {
    const { actions, admin } = test();
    const { id: projectId, list } = await addSpace();
    const project = await actions.getProject(admin, { id: projectId });
    const policy = { moves: {}, refuseRepeatedClose: false, fixedWhenClosed: [], endAfterStart: 'day' } as const;
    const made = { home: { projectId }, title: 'Release', fields: {}, isRelease: true, policy } as const;
    const release = await actions.createIteration(admin, made);
    const groups = { findsRemoved: true, findsGroups: true };
    const iteration = { id: project.rootIterationId };
    const root = await actions.getIteration(admin, { iteration, precondition: { kind: 'none' }, policy: groups });
    expect((await call('GET', list)).json()).toEqual([]);
    for (const { uid } of [release, root]) {
      expect((await call('GET', `${list}/${uid}`)).status).toBe(404);
      expect((await call('PATCH', `${list}/${uid}`, { title: 'x' })).status).toBe(404);
      expect((await call('DELETE', `${list}/${uid}`)).status).toBe(404);
    }
  });

  it('makes an iteration once, and closes it once, however often the request is sent', async () => {
    const { list } = await addSpace();
    const key = { 'idempotency-key': `make-${list}` };
    const [first, again] = [
      await call('POST', list, { title: 'Once', ...dates }, key),
      await call('POST', list, { title: 'Once', ...dates }, key),
    ];
    expect(again.json()).toEqual(first.json());
    expect((await call('GET', list)).json()).toHaveLength(1);
    const path = `${list}/${first.json().id}`;
    await call('PATCH', path, { status: 'active' });
    const close = () => call('PATCH', path, { status: 'closed' }, { 'x-idempotency-key': 'close' });
    expect((await close()).json()).toEqual((await close()).json());
    const refuse = () => call('PATCH', path, { status: 'active' }, { 'x-idempotency-key': 'reopen' });
    expect([(await refuse()).json().code, (await refuse()).headers['idempotency-replayed']]).toEqual([1, 'true']);
  });
});

/** A file of examples with its words in braces replaced. */
function example(name: string, words: Readonly<Record<string, string>>) {
  const text = readFileSync(new URL(`./examples/${name}`, import.meta.url), 'utf8');
  return JSON.parse(text.replace(/\{\w+\}/g, (word) => words[word] ?? word));
}
