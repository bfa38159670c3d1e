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
