import { afterEach, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useKaiten } from '../../../test/support/use-kaiten.ts';

const nowhere = '00000000-0000-4000-8000-000000000000';

describe.each(engines)('Kaiten iterations with cards, and lists of them, on %s', (engine) => {
  const { test, call, addSpace, add, addActive, addCard, finish } = useKaiten(engine);
  afterEach(() => test().setClock(null));

  describe('closing and removing with cards', () => {
    async function filled() {
      const space = await addSpace();
      const iteration = await addActive(space.list);
      const next = await add(space.list, { title: 'Next' });
      const cards = [await addCard(space.id, 3), await addCard(space.id, 5)];
      for (const card of cards) await call('POST', `${space.list}/${iteration.id}/cards`, { card_uid: card.uid });
      await finish(cards[0]!.id);
      const uids = async (id: string, query = '') =>
        (await call('GET', `${space.list}/${id}/cards${query}`))
          .json()
          .map((each: { card_uid: unknown }) => each.card_uid);
      return { ...space, path: `${space.list}/${iteration.id}`, id: iteration.id, next, cards, uids };
    }

    it('moves what is unfinished, keeps the old records, and freezes the figures', async () => {
      const { path, id, next, cards, uids } = await filled();
      const answer = (await call('PATCH', path, { status: 'closed', new_iteration_id: next.id.toUpperCase() })).json();
      expect(answer.moved_cards.map((each: { card_uid: unknown }) => each.card_uid)).toEqual([cards[1]!.uid]);
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
      expect(removed.json().moved_cards.map((each: { card_uid: unknown }) => each.card_uid)).toEqual(
        cards.map((card) => card.uid),
      );
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
      expect(
        moved.map((each: { iteration_id: unknown; card_uid: unknown }) => [each.iteration_id, each.card_uid]),
      ).toEqual(cards.map((c) => [next.id, c.uid]));
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
        expect([query, answer.status, answer.json().map((each: { id: number }) => each.id)]).toEqual([
          query,
          200,
          expected,
        ]);
        expect(answer.json().some((each: object) => 'cards' in each)).toBe(false);
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
      const uids = listed.map((each: { cards: { card_uid: string }[] }) => each.cards.map((card) => card.card_uid));
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
});
