import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useKaiten } from '../../../test/support/use-kaiten.ts';

const nowhere = '00000000-0000-4000-8000-000000000000';
const dates = { start_date: '2026-08-03', finish_date: '2026-08-14' };

describe.each(engines)('Kaiten iterations, on %s', (engine) => {
  const { test, headers, call, addSpace, add, addCard, finish } = useKaiten(engine);
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
