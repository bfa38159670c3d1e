import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useBoards } from '../../../test/support/use-boards.ts';
import { errorBody } from '../../../test/support/use-tracker.ts';
import { checkBooks } from '../../actions/check-books.ts';

describe.each(engines)('Tracker boards, on %s', (engine) => {
  const { test, send, queue, addBoard, listed } = useBoards(engine);

  describe('changing one', () => {
    it('changes what is sent by one version, and nothing when nothing changes', async () => {
      const board = await addBoard();
      const named = await send('PATCH', `/v3/boards/${board.id}`, { name: 'Other', useRanking: true });
      expect([named.status, named.headers.etag]).toEqual([200, '"2"']);
      expect(named.json()).toEqual({
        ...board,
        name: 'Other',
        useRanking: true,
        version: 2,
        updatedAt: named.json().updatedAt,
      });
      const heard = test().heard.length;
      for (const body of [{ name: 'Other' }, {}, 'null', { useRanking: true, backlogAvailable: true }]) {
        expect((await send('PATCH', `/v3/boards/${board.id}/`, body)).json()).toEqual(named.json());
      }
      expect(test().heard.length).toBe(heard);
      await send('PATCH', `/v3/boards/${board.id}`, { useRanking: null });
      expect(test().heard.at(-1)).toMatchObject({
        kind: 'board.changed',
        projectId: Number(board.defaultQueue.id),
        data: { boardId: board.id, version: 3, title: 'Other' },
      });
    });

    it('goes by a filter or by a query, the one taking the place of the other', async () => {
      const { id, defaultQueue } = await addBoard();
      const patch = async (body: unknown) => {
        const { filter, orderBy, orderAsc, query } = (await send('PATCH', `/v3/boards/${id}`, body)).json();
        return { filter, orderBy, orderAsc, query };
      };
      const filter = { queue: [defaultQueue.key] };
      const none = { filter: {}, orderBy: 'updated', orderAsc: false, query: '' };
      expect(await patch({ filter, orderBy: 'created', orderAsc: true })).toEqual({
        filter,
        orderBy: 'created',
        orderAsc: true,
        query: '',
      });
      expect(await patch({ orderBy: 'updated' })).toEqual({ filter, orderBy: 'updated', orderAsc: true, query: '' });
      expect(await patch({ query: 'Status: open' })).toEqual({ ...none, query: 'Status: open' });
      expect(await patch({ filter })).toEqual({ ...none, filter });
      expect(await patch({ filter: null })).toEqual(none);
    });

    it('keeps columns by id, adds those without, takes away the rest, by one version', async () => {
      const board = await addBoard();
      const [first, second] = board.columns;
      const answer = await send('PATCH', `/v3/boards/${board.id}`, {
        columns: [{ name: 'Review', statuses: ['readyForTest'] }, second, { id: Number(first.id), name: 'Waiting' }],
      });
      expect(answer.json().version).toBe(2);
      expect(answer.json().columns.map((each: any) => [each.id === undefined, each.display])).toEqual([
        [false, 'Review'],
        [false, 'In progress'],
        [false, 'Waiting'],
      ]);
      expect(
        answer
          .json()
          .columns.slice(1)
          .map((each: any) => each.id),
      ).toEqual([second.id, first.id]);
      const same = await send('PATCH', `/v3/boards/${board.id}`, { columns: answer.json().columns });
      expect(same.json()).toEqual(answer.json());
    });

    it.each([
      [{ name: null }, 400, { name: 'Incorrect data format' }],
      [{ version: 1 }, 400, { version: 'Incorrect data format' }],
      [{ country: 1 }, 400, { country: 'Incorrect data format' }],
      [{ boardType: 'scrum' }, 400, { boardType: 'Incorrect data format' }],
      [{ filter: { query: 'x' } }, 422, { filter: 'Filter query does not exist' }],
      [{ orderBy: 'created' }, 422, { orderBy: 'An order needs a filter' }],
      [{ backlogAvailable: false }, 422, { sprintsAvailable: 'Sprints need a backlog' }],
      [{ columns: [] }, 422, { columns: 'A board has at least one column' }],
      [{ columns: null }, 400, { columns: 'Incorrect data format' }],
      [{ columns: [{ id: 999_999 }] }, 422, { columns: 'Column does not exist.' }],
      [{ columns: [{ id: 'x' }] }, 422, { columns: 'Column does not exist.' }],
      [
        {
          columns: [
            { name: 'A', statuses: ['open'] },
            { name: 'A', statuses: ['done'] },
          ],
        },
        409,
        { columns: 'There is a column of this name already' },
      ],
      [{ columns: [{ name: 'A', statuses: ['open'], limit: -1 }] }, 400, { columns: 'Incorrect data format' }],
    ])('refuses %j with %i, and keeps the board as it was', async (body, status, errors) => {
      const board = await addBoard();
      const answer = await send('PATCH', `/v3/boards/${board.id}`, body);
      expect([answer.status, answer.json()]).toEqual([status, errorBody(status, errors)]);
      expect((await send('GET', `/v3/boards/${board.id}`)).json()).toEqual(board);
    });

    it('compares a version where one is given, before the faults of the body and after rights', async () => {
      const board = await addBoard();
      const patch = async (body: unknown, more: Record<string, string>, query = '') =>
        (await send('PATCH', `/v3/boards/${board.id}${query}`, body, more)).status;
      const viewer = { authorization: `OAuth ${(await test().addPerson('watcher', 'viewer')).token}` };
      expect(await patch({ name: 5 }, { ...viewer, 'if-match': '"9"' })).toBe(403);
      expect(await patch('{bad', { 'if-match': '"9"' })).toBe(400);
      expect(await patch({ name: 5 }, { 'if-match': '"9"' })).toBe(412);
      expect(await patch({ name: 5 }, {}, '?version=9')).toBe(412);
      expect(await patch({ name: 'New' }, { 'if-match': '1' })).toBe(200);
      expect((await send('GET', `/v3/boards/${board.id}`, undefined, { 'if-match': '"1"' })).status).toBe(412);
      for (const id of ['0', 'x', '999999']) {
        const missing = await send('PATCH', `/v3/boards/${id}`, '{bad', { 'if-match': '"9"' });
        expect(missing.json()).toEqual(errorBody(404, {}, ['Board does not exist.']));
      }
    });
  });

  describe('sprints', () => {
    it.each([
      ['ru', 'У доски этого типа не может быть спринтов'],
      ['en', 'A board of this type cannot have sprints.'],
    ])('are refused by a board that was made without them, in %s', async (language, text) => {
      const own = { 'accept-language': language };
      const { id } = await addBoard({ boardType: 'kanban' });
      const list = await send('GET', `/v3/boards/${id}/sprints`, undefined, own);
      expect(list.json()).toEqual(errorBody(400, {}, [text]));
      const sprint = { name: 'A', board: { id }, startDate: '2026-04-07', endDate: '2026-04-21' };
      expect((await send('POST', '/v3/sprints', sprint, own)).json()).toEqual(errorBody(422, { board: text }));
      await send('PATCH', `/v3/boards/${id}`, { backlogAvailable: true, sprintsAvailable: true });
      expect((await send('POST', '/v3/sprints', sprint)).status).toBe(201);
      const closed = await send('PATCH', `/v3/boards/${id}`, { sprintsAvailable: false });
      expect(closed.json()).toEqual(errorBody(422, { sprintsAvailable: 'There are sprints on this board' }));
    });
  });

  describe('deleting one', () => {
    it('moves its issues and sprints to the board of the queue, which is shown from then on', async () => {
      const { actions, admin } = test();
      const project = await queue();
      const board = await addBoard({
        defaultQueue: project.key,
        columns: [{ name: 'Any', statuses: ['open', 'done'] }],
      });
      expect(await listed()).not.toContain(project.defaultBoardId);
      const sprintOf = async (id: number) =>
        (
          await send('POST', '/v3/sprints', { name: 'S', board: id, startDate: '2026-04-07', endDate: '2026-04-21' })
        ).json();
      const [here, there] = [await sprintOf(board.id), await sprintOf(project.defaultBoardId)];
      const item = await actions.createItem(admin, {
        project: { id: project.id },
        boardId: board.id,
        fields: { title: 'One' },
        iterations: { set: [{ id: here.id }, { id: there.id }] },
      });
      const over = await actions.createItem(admin, {
        project: { id: project.id },
        boardId: board.id,
        fields: { title: 'Two' },
        iterations: { set: [{ id: here.id }] },
      });
      await actions.changeItem(admin, { item: { id: over.id }, fields: {}, to: { category: 'done' } });
      const gone = await send('DELETE', `/v3/boards/${board.id}`);
      expect([gone.status, gone.text]).toEqual([204, '']);
      expect(test().heard.at(-1)).toMatchObject({ kind: 'board.removed', projectId: project.id });
      for (const method of ['GET', 'PATCH', 'DELETE'] as const) {
        expect((await send(method, `/v3/boards/${board.id}`)).status).toBe(404);
      }
      expect((await send('GET', `/v3/sprints/${here.id}`)).json()).toMatchObject({
        version: 2,
        board: { id: String(project.defaultBoardId) },
      });
      const columns = await actions.listColumns(admin, {
        boards: [await actions.getBoard(admin, { id: project.defaultBoardId })],
      });
      const [queued, , done] = columns.map(({ id }) => id);
      // On one board it stays in one open sprint.
      const [first, second] = [
        await actions.getItem(admin, { item: { id: item.id } }),
        await actions.getItem(admin, { item: { id: over.id } }),
      ];
      expect(first).toMatchObject({
        boardId: project.defaultBoardId,
        columnId: queued,
        iterations: [{ id: there.id }],
      });
      expect(first.version).toBeGreaterThan(item.version);
      expect(second).toMatchObject({ columnId: done, iterations: [{ id: here.id }], version: 3 });
      expect(await listed()).toContain(project.defaultBoardId);
      expect(await checkBooks(test().app.read)).toEqual([]);
    });

    it('is refused for the board of a queue, to whom may not plan, and with a stale version', async () => {
      const { defaultBoardId } = await queue();
      expect((await send('DELETE', `/v3/boards/${defaultBoardId}`)).json()).toEqual(
        errorBody(422, {}, ['The board that a queue was made with cannot be deleted']),
      );
      const { id } = await addBoard();
      const viewer = await test().addPerson('reader', 'viewer');
      const own = { authorization: `OAuth ${viewer.token}` };
      expect((await send('DELETE', `/v3/boards/${id}`, undefined, own)).status).toBe(403);
      expect((await send('DELETE', `/v3/boards/${id}`, undefined, { 'if-match': '"9"' })).status).toBe(412);
    });
  });

  describe('lists', () => {
    it('come in pages by rising id, until one is empty', async () => {
      for (let each = 0; each < 3; each += 1) await addBoard();
      const all = await listed();
      const seen: number[] = [];
      for (let after = 0, page = [0]; page.length > 0; after = page.at(-1) ?? after) {
        const answer = await send('GET', `/v2/boards/_paginate?perPage=2&id=${after}`);
        page = answer.json().map(({ id }: { id: number }) => id);
        expect(page.length).toBeLessThanOrEqual(2);
        seen.push(...page);
      }
      expect(seen).toEqual(all);
      expect((await send('GET', '/v3/boards/_paginate?perPage=9999')).status).toBe(200);
      for (const query of ['perPage=0', 'perPage=x', 'id=-1', 'id=1&id=2']) {
        expect((await send('GET', `/v3/boards/_paginate?${query}`)).status).toBe(400);
      }
    });

    it('show the board of a queue once it is changed, or something stands on it', async () => {
      const { actions, admin } = test();
      const [renamed, withItem, withSprint, idle] = [await queue(), await queue(), await queue(), await queue()];
      await send('PATCH', `/v3/boards/${renamed.defaultBoardId}`, { name: 'Ours' });
      const item = await actions.createItem(admin, { project: { id: withItem.id }, fields: { title: 'One' } });
      const sprint = await send('POST', '/v3/sprints', {
        name: 'S',
        board: withSprint.defaultBoardId,
        startDate: null,
        endDate: null,
      });
      const ids = await listed();
      const shown = [renamed, withItem, withSprint, idle].map(({ defaultBoardId }) => ids.includes(defaultBoardId));
      expect(shown).toEqual([true, true, true, false]);
      expect((await send('GET', `/v3/boards/${idle.defaultBoardId}`)).status).toBe(200);
      await actions.changeItem(admin, { item: { id: item.id }, fields: { condition: 'deleted' } });
      await send('DELETE', `/v3/sprints/${sprint.json().id}`);
      const after = await listed();
      expect([withItem, withSprint].map(({ defaultBoardId }) => after.includes(defaultBoardId))).toEqual([
        false,
        false,
      ]);
    });

    it('hold what the caller can see, and nothing of another organization', async () => {
      const { id } = await addBoard();
      const other = await test().addOrganization(`else-${engine}`);
      const own = { authorization: `OAuth ${other.token}`, 'x-org-id': String(other.orgId) };
      expect((await send('GET', '/v3/boards', undefined, own)).json()).toEqual([]);
      const guest = await test().addPerson('guest', null);
      const asGuest = { authorization: `OAuth ${guest.token}` };
      expect((await send('GET', '/v3/boards', undefined, asGuest)).json()).toEqual([]);
      for (const headers of [own, asGuest]) {
        for (const method of ['GET', 'PATCH', 'DELETE'] as const) {
          expect((await send(method, `/v3/boards/${id}`, undefined, headers)).status).toBe(404);
        }
      }
    });
  });
});
