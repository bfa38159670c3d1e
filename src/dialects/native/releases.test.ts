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
