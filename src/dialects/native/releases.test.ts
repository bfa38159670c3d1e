import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useNative } from '../../../test/support/use-native.ts';

describe.each(engines)('Native releases, on %s', (engine) => {
  const { test, send, get, addProject, addIteration } = useNative(engine);
  const addRelease = (projectId: number, title: string, parentId?: number) =>
    addIteration(projectId, { title, kind: 'release', ...(parentId === undefined ? {} : { parentId }) });
  const remove = (id: number, to: number | string) =>
    send('DELETE', `/iterations/${id}?moveIterationsTo=${to}`, { ifMatch: '*' });
  const list = async (projectId: number) => (await get(`/projects/${projectId}/iterations`)).iterations;

  it('give their iterations to another release in one change when they are removed', async () => {
    const projectId = await addProject();
    const from = await addRelease(projectId, 'R 1');
    const to = await addRelease(projectId, 'R 2');
    const there = await addIteration(projectId, { title: 'Was there', parentId: to });
    const inside: number[] = [];
    for (const title of ['A', 'B', 'C']) inside.push(await addIteration(projectId, { title, parentId: from }));
    const heard = test().heard.length;
    expect((await remove(from, to)).status).toBe(204);
    const now = await list(projectId);
    expect(now.map(({ id, path, version }: any) => [id, path, version])).toEqual([
      [to, 'R 2', 1],
      [there, 'R 2\\Was there', 1],
      ...inside.map((id, index) => [id, `R 2\\${'ABC'[index]}`, 2]),
    ]);
    expect(now.filter(({ parentId }: any) => parentId === to).map(({ sequence }: any) => sequence)).toEqual([
      0, 1, 2, 3,
    ]);
    const told = test().heard.slice(heard);
    expect(told.map(({ kind }) => kind)).toEqual(['iteration.removed', ...inside.map(() => 'iteration.changed')]);
    expect(told.at(-1)?.data).toEqual({ before: { parentId: from }, after: { parentId: to } });
  });

  it('are not removed when what their iterations should go to is not there, is itself, below it, or elsewhere', async () => {
    const projectId = await addProject();
    const from = await addRelease(projectId, 'R 1');
    const below = await addRelease(projectId, 'R 1.1', from);
    const other = await addRelease(await addProject(), 'R 9');
    for (const [to, type] of [
      [from, 'target-is-itself'],
      [below, 'target-is-itself'],
      [other, 'target-unknown'],
      [999_999, 'target-unknown'],
    ] as const) {
      const refused = await remove(from, to);
      expect([refused.status, refused.json()]).toEqual([
        409,
        expect.objectContaining({
          type: `urn:timebox:problem:${type}`,
          errors: [expect.objectContaining({ parameter: 'moveIterationsTo' })],
        }),
      ]);
    }
    expect((await remove(from, 'up')).status).toBe(400);
    expect(await list(projectId)).toHaveLength(2);
  });
});

describe.each(engines)('The history of a native release, on %s', (engine) => {
  const { test, send, get, addProject, addIteration, addItem, moveItem, setStatus } = useNative(engine);

  it('tells of its scope at the first start and at every close, and counts what is carried on once', async () => {
    const projectId = await addProject();
    const release = await addIteration(projectId, { title: 'R 1', kind: 'release' });
    const path = `/iterations/${release}/history`;
    const first = await addIteration(projectId, { title: 'A', parentId: release });
    const inner = await addIteration(projectId, { title: 'R 1.1', kind: 'release', parentId: release });
    const second = await addIteration(projectId, { title: 'B', parentId: inner });
    const done = await addItem(projectId, first, 5);
    await addItem(projectId, first, 3);
    await addItem(projectId, second, 8);
    expect(await get(path)).toEqual({ releaseId: release, moments: [] });
    const begin = Date.now();
    test().setClock(begin + 1000);
    await setStatus(first, 'active');
    test().setClock(begin + 2000);
    await moveItem(done, 'done');
    const closed = await send('PATCH', `/iterations/${first}`, {
      body: { status: 'closed', moveUnfinishedTo: second },
      ifMatch: '*',
    });
    expect(closed.status).toBe(200);
    test().setClock(begin + 3000);
    await addItem(projectId, second, 2);
    const { moments } = await get(path);
    expect(moments.map(({ closedId, scope, done: all }: any) => [closedId, scope, all])).toEqual([
      [null, { points: 16, items: 3 }, { points: 0, items: 0 }],
      [first, { points: 16, items: 3 }, { points: 5, items: 1 }],
    ]);
    expect((await get(`/iterations/${inner}/history`)).moments).toEqual([]);
    expect((await send('GET', `/iterations/${first}/history`)).status).toBe(400);
    test().setClock(null);
  });

  it('looks as far ahead as it is asked to', async () => {
    const projectId = await addProject();
    expect((await get(`/projects/${projectId}/velocity?next=12`)).next).toHaveLength(12);
    expect((await get(`/projects/${projectId}/velocity`)).next).toHaveLength(3);
    expect((await send('GET', `/projects/${projectId}/velocity?next=25`)).status).toBe(400);
  });
});
