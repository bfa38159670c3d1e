import { afterEach, describe, expect, it } from 'vitest';
import { engines } from '../../test/support/open-test-app.ts';
import { useNative } from '../../test/support/use-native.ts';
import { withWriter } from '../../test/support/with-writer.ts';
import { bindOperations } from './operations.ts';

describe.each(engines)('A closed iteration that is stated anew, on %s', (engine) => {
  const { test, get, send, addProject, addIteration, addItem, moveItem, setStatus } = useNative(engine);
  afterEach(() => test().setClock(null));
  const restate = async (id: number) => {
    const answer = await send('POST', `/iterations/${id}/restatements`, { body: { reason: 'Looked again' } });
    expect(answer.status).toBe(201);
    return answer.json();
  };

  it('counts what lacks an estimate as it is when it is finished, whenever that was told', async () => {
    const projectId = await addProject();
    const sprint = await addIteration(projectId);
    await setStatus(sprint, 'active');
    const [restored, estimated, other] = [
      await addItem(projectId, sprint, null),
      await addItem(projectId, sprint, null),
      await addItem(projectId, sprint, 1),
    ];
    await moveItem(restored, 'cancelled');
    await setStatus(sprint, 'closed');
    expect((await get(`/iterations/${sprint}/figures`)).unestimatedItems.now).toBe(1);
    await moveItem(restored, 'queued');
    await send('PATCH', `/items/${estimated}`, { body: { estimate: 0 }, ifMatch: '*' });
    await moveItem(other, 'done');
    await restate(sprint);
    await moveItem(restored, 'done');
    await moveItem(estimated, 'done');
    const { items, figures } = await restate(sprint);
    expect(items.map(({ id, isUnestimated }: { id: number; isUnestimated: boolean }) => [id, isUnestimated])).toEqual([
      [restored, true],
      [estimated, false],
      [other, false],
    ]);
    expect(figures.unestimatedItems.now).toBe(1);
  });

  it('is so when its credit window ends, also where another one cannot be', async () => {
    const projectId = await addProject();
    await send('PATCH', `/projects/${projectId}/rules`, { body: { creditHours: 1 }, ifMatch: '*' });
    test().setClock(Date.parse('2026-03-23T09:00:00Z'));
    const sprints: number[] = [];
    for (let count = 0; count < 2; count += 1) {
      const sprint = await addIteration(projectId);
      sprints.push(sprint);
      await setStatus(sprint, 'active');
      const item = await addItem(projectId, sprint, 3);
      await setStatus(sprint, 'closed');
      await moveItem(item, 'done');
    }
    const [broken = 0, sound = 0] = sprints;
    await withWriter(test().app, async (db) => {
      await db.deleteFrom('statement').where('iteration_id', '=', broken).execute();
    });
    test().setClock(Date.parse('2026-03-23T11:00:00Z'));
    const failures: unknown[] = [];
    await bindOperations(test().app).endCreditWindows((error) => failures.push(error));
    expect(failures).toHaveLength(1);
    expect((await get(`/iterations/${sound}/statements`)).statements).toHaveLength(2);
  });
});
