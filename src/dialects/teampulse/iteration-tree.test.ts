import { beforeEach, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { anyMove } from '../../domain/lifecycle.ts';

describe.each(engines)('the tree of TeamPulse iterations, on %s', (engine) => {
  const test = useTestServer(engine);
  let projectId = 0;
  let rootId = 0;
  beforeEach(async () => {
    ({ id: projectId, rootIterationId: rootId } = await test().actions.createProject(test().admin, { title: 'Alpha' }));
  });

  const send = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) =>
    test().send(method, `/api/v1/${path}`, {
      headers: { authorization: `WRAP access_token=${test().token}` },
      ...(body === undefined ? {} : { body }),
    });
  const post = (name: string, parentId = 0, more: object = {}) =>
    send('POST', 'iterations', { projectId, name, parentId, ...more });
  const add = async (name: string, parentId = 0, more: object = {}): Promise<number> => {
    const answer = await post(name, parentId, more);
    expect(answer.status).toBe(201);
    return answer.json().id;
  };
  const put = (id: number, body: object) => send('PUT', `iterations/${id}`, body);
  const get = async (id: number) => (await send('GET', `iterations/${id}`)).json();
  const list = async () => (await send('GET', `projects/${projectId}/iterations`)).json().results;
  /** The tree as one line a node, in the order of the list: `path sequence`. */
  const tree = async () =>
    (await list()).map(({ path, sequence }: { path: string; sequence: number }) => `${path} ${sequence}`);

  it('has one root, which stays where it is and what it is', async () => {
    const release = await add('R', 0, { isRelease: true });
    expect(await get(rootId)).toMatchObject({ name: 'Alpha', path: '', parentId: -1, sequence: 0, isRelease: true });
    for (const parentId of [release, rootId]) {
      const answer = await put(rootId, { parentId });
      expect([answer.status, Object.keys(answer.json())]).toEqual([400, ['iteration.parentId', 'Message']]);
    }
    for (const parentId of [-1, 0, null]) expect((await put(rootId, { parentId })).status).toBe(200);
    expect((await put(rootId, { name: 'Renamed', sequence: 9, startDate: '2013-10-02' })).json()).toMatchObject({
      name: 'Renamed',
      sequence: 0,
    });
    const removed = await send('DELETE', `iterations/${rootId}`);
    expect([removed.status, removed.json()]).toEqual([400, { Message: "The root iteration can't be removed." }]);
    expect(await tree()).toEqual([' 0', 'R 0']);
  });

  it('numbers the children of a parent from 0 without gaps: 0 is the top, a big number the bottom', async () => {
    await add('one');
    await add('two');
    const three = await add('three', 0, { sequence: 0 });
    await add('four', 0, { sequence: 1000 });
    await add('five', 0, { sequence: 1 });
    expect(await tree()).toEqual([' 0', 'three 0', 'five 1', 'one 2', 'two 3', 'four 4']);
    expect((await put(three, { sequence: 2 ** 31 - 1 })).json().sequence).toBe(4);
    expect(await tree()).toEqual([' 0', 'five 0', 'one 1', 'two 2', 'four 3', 'three 4']);
    expect((await put(three, { sequence: 2 })).json().sequence).toBe(2);
    expect((await put(three, { sequence: 0 })).json().sequence).toBe(0);
    expect(await tree()).toEqual([' 0', 'three 0', 'five 1', 'one 2', 'two 3', 'four 4']);
  });

  it('moves whole branches, with their paths, to the bottom of the new parent unless a place is named', async () => {
    const first = await add('R1', 0, { isRelease: true });
    const second = await add('R2', 0, { isRelease: true });
    const leaf = await add('a\\b', first);
    await add('below', leaf);
    await add('there', second);
    expect(await tree()).toEqual([' 0', 'R1 0', 'R1\\a\\b 0', 'R1\\a\\b\\below 0', 'R2 1', 'R2\\there 0']);
    expect((await put(leaf, { parentId: second })).json()).toMatchObject({ path: 'R2\\a\\b', sequence: 1 });
    expect((await put(first, { parentId: leaf, sequence: 0 })).json()).toMatchObject({ sequence: 0 });
    expect(await tree()).toEqual([' 0', 'R2 0', 'R2\\there 0', 'R2\\a\\b 1', 'R2\\a\\b\\R1 0', 'R2\\a\\b\\below 1']);
    expect((await put(second, { name: 'R' })).status).toBe(200);
    expect((await get(leaf)).path).toBe('R\\a\\b');
    expect((await put(leaf, { parentId: null })).json()).toMatchObject({ parentId: rootId, path: 'a\\b', sequence: 1 });
  });

  it('refuses what would not be a tree of one project', async () => {
    const above = await add('above');
    const below = await add('below', above);
    const deepest = await add('deepest', below);
    const other = await test().actions.createProject(test().admin, { title: 'Beta' });
    const before = await list();
    for (const parentId of [above, below, deepest, other.rootIterationId, 99_999, -1, -2, 2 ** 31]) {
      const answer = await put(above, { parentId });
      expect([parentId, answer.status]).toEqual([parentId, 400]);
      expect(Object.keys(answer.json())).toEqual(['iteration.parentId', 'Message']);
    }
    expect((await post('x', other.rootIterationId)).status).toBe(400);
    expect(await list()).toEqual(before);
  });

  it('nests 32 deep, new or moved, and no deeper', async () => {
    let parent = rootId;
    const chain: number[] = [];
    for (let depth = 1; depth <= 32; depth += 1) {
      parent = await add(`d${depth}`, parent);
      chain.push(parent);
    }
    expect((await post('too deep', parent)).status).toBe(400);
    const pair = await add('pair');
    const child = await add('child', pair);
    expect((await put(pair, { parentId: chain[30]! })).status).toBe(400);
    expect((await put(pair, { parentId: chain[29]! })).status).toBe(200);
    expect((await get(child)).path.split('\\')).toHaveLength(32);
  });

  it('lets one of two moves pass that together would be a circle', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [one, two] = [await add('one'), await add('two')];
      const answers = await Promise.all([put(one, { parentId: two }), put(two, { parentId: one })]);
      expect(answers.map((answer) => String(answer.status)).sort()).toEqual(['200', '400']);
    }
    expect(await tree()).toHaveLength(11);
  });

  it('stays dense when many are made and moved at the same time', async () => {
    const made = await Promise.all(Array.from({ length: 8 }, (_, at) => add(`n${at}`, 0, { sequence: 0 })));
    const [home] = made;
    await Promise.all(made.slice(1).map((id, at) => put(id, at % 2 === 0 ? { parentId: home } : { sequence: at })));
    for (const parentId of [rootId, home]) {
      const children = (await list()).filter((each: { parentId: number }) => each.parentId === parentId);
      expect(children.map((each: { sequence: number }) => each.sequence)).toEqual([...children.keys()]);
    }
  });

  describe('when one is deleted', () => {
    const policy = { findsRemoved: false, findsGroups: true, leaves: 'every other', takesForeign: false } as const;
    const addItem = async (iterationId: number) => {
      const { actions, admin } = test();
      const { id } = await actions.createItem(admin, { project: { id: projectId }, fields: { title: 'Task' } });
      await actions.enterIteration(admin, { iteration: { id: iterationId }, item: { id }, policy });
      return id;
    };
    /** Where an item is now: the iterations of its memberships that have not ended. */
    const whereIs = async (id: number) =>
      (await test().actions.listItemHistory(test().admin, { item: { id } }))
        .filter((stay) => stay.removedAt === null)
        .map((stay) => stay.iterationId);
    const remove = (id: number, query = '') => send('DELETE', `iterations/${id}${query}`);

    it('its children move up in its place and keep their order', async () => {
      await add('first');
      const doomed = await add('doomed');
      await add('last');
      const child = await add('child 1', doomed);
      await add('child 2', doomed);
      await add('grandchild', child);
      const answer = await remove(doomed);
      expect([answer.status, answer.text]).toEqual([200, '']);
      expect(await tree()).toEqual([' 0', 'first 0', 'child 1 1', 'child 1\\grandchild 0', 'child 2 2', 'last 3']);
      for (const method of ['GET', 'DELETE'] as const)
        expect((await send(method, `iterations/${doomed}`)).status).toBe(404);
      expect((await put(doomed, { name: 'x' })).status).toBe(404);
      expect((await post('x', doomed)).status).toBe(400);
    });

    it('its items are in no iteration any more, that is in the root', async () => {
      for (const query of ['', `?reassignmentId=${rootId}`]) {
        const doomed = await add('doomed');
        const item = await addItem(doomed);
        expect((await remove(doomed, query)).status).toBe(200);
        expect(await whereIs(item)).toEqual([]);
      }
    });

    it('its items go where the caller says: to an iteration or a release', async () => {
      const targets = [await add('iteration'), await add('release', 0, { isRelease: true })];
      for (const target of targets) {
        for (const name of ['reassignmentId', 'REASSIGNMENTID']) {
          const doomed = await add('doomed', targets[0]!);
          const items = [await addItem(doomed), await addItem(doomed)];
          expect((await remove(doomed, `?${name}=${target}`)).status).toBe(200);
          for (const item of items) expect(await whereIs(item)).toEqual([target]);
        }
      }
    });

    it('nothing happens when the items could not go there', async () => {
      const doomed = await add('doomed');
      const below = await add('below', await add('child', doomed));
      const gone = await add('gone');
      await remove(gone);
      const item = await addItem(doomed);
      const other = await test().actions.createProject(test().admin, { title: 'Beta' });
      const wrong = [doomed, below, gone, other.rootIterationId, 99_999, 0, -1, 2 ** 31, '', '%20', 'x', '1.0', '01'];
      const queries = [...wrong.map((id) => `?reassignmentId=${id}`), '?reassignmentId=1&reassignmentId=1'];
      for (const query of queries) {
        const answer = await remove(doomed, query);
        expect([query, answer.status, Object.keys(answer.json())]).toEqual([query, 400, ['reassignmentId', 'Message']]);
      }
      expect((await remove(99_999, '?reassignmentId=x')).status).toBe(404);
      const closed = await add('closed');
      const policy = {
        ...anyMove,
        fixedWhenClosed: [],
        endAfterStart: 'day',
        findsRemoved: false,
        findsGroups: false,
      } as const;
      const day = { day: '2026-08-03', at: null };
      const fields = { start: day, end: day };
      for (const status of ['closed', 'archived'] as const) {
        const find = { iteration: { id: closed }, precondition: { kind: 'none' } } as const;
        await test().actions.changeIteration(test().admin, { ...find, fields, status, policy });
        const answer = await remove(doomed, `?reassignmentId=${closed}`);
        expect([answer.status, Object.keys(answer.json())]).toEqual([400, ['reassignmentId', 'Message']]);
      }
      expect(await whereIs(item)).toEqual([doomed]);
      expect((await get(doomed)).name).toBe('doomed');
    });
  });

  it('stays a tree when two moves at once would make a circle of it: one of them is refused', async () => {
    for (let round = 0; round < 10; round += 1) {
      const [one, other] = [await add(`one ${round}`), await add(`other ${round}`)];
      const answers = await Promise.all([put(one, { parentId: other }), put(other, { parentId: one })]);
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 400]);
      const parents = [(await get(one)).parentId, (await get(other)).parentId];
      expect(parents.filter((parent) => parent === rootId)).toHaveLength(1);
    }
  });
});
