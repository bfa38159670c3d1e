import { afterEach, describe, expect, it } from 'vitest';
import { engines } from '../../test/support/open-test-app.ts';
import { useNative } from '../../test/support/use-native.ts';

describe.each(engines)('What is finished in an iteration, on %s', (engine) => {
  const { test, get, send, addProject, addIteration, addItem, moveItem, setStatus } = useNative(engine);
  afterEach(() => test().setClock(null));
  const closingOf = async (id: number) => (await get(`/iterations/${id}/figures`)).closing;
  const completedBy = async (id: number) =>
    (await get(`/iterations/${id}/profiles?profiles=native`)).profiles[0].figures.completed;

  it('is told by the order of events where all happens in one instant', async () => {
    const projectId = await addProject();
    test().setClock(Date.parse('2026-03-23T09:00:00Z'));
    const sprint = await addIteration(projectId);
    await moveItem(await addItem(projectId, sprint, 1), 'done');
    await setStatus(sprint, 'active');
    await moveItem(await addItem(projectId, sprint, 2), 'done');
    await setStatus(sprint, 'closed');
    const [own, earlier] = [
      { points: 2, items: 1 },
      { points: 1, items: 1 },
    ];
    expect(await closingOf(sprint)).toMatchObject({ velocity: own, doneOnArrival: earlier });
    expect(await completedBy(sprint)).toEqual(own);
  });

  it('is no more than what was finished in another one while it was closed, so that it is credited once', async () => {
    const projectId = await addProject();
    const [sprint, next] = [await addIteration(projectId), await addIteration(projectId)];
    for (const id of [sprint, next]) await setStatus(id, 'active');
    const [carried, kept] = [await addItem(projectId, sprint, 5), await addItem(projectId, sprint, 3)];
    const plan = await send('POST', `/iterations/${sprint}/close-plans`, {
      body: { nextIterationId: next, items: [{ itemId: kept, to: 'stay' }] },
    });
    const { id: planId, fingerprint } = plan.json();
    await send('POST', `/iterations/${sprint}/close`, { body: { planId }, ifMatch: `"${fingerprint}"` });
    await moveItem(carried, 'done');
    await moveItem(kept, 'done');
    await setStatus(next, 'closed');
    expect((await closingOf(next)).velocity).toEqual({ points: 5, items: 1 });
    await setStatus(sprint, 'active');
    await setStatus(sprint, 'closed');
    expect(await closingOf(sprint)).toMatchObject({
      velocity: { points: 3, items: 1 },
      doneOnArrival: { points: 5, items: 1 },
    });
  });

  it('leaves the commitment whole when an iteration is closed and reopened before the freeze', async () => {
    const projectId = await addProject();
    await send('PATCH', `/projects/${projectId}/rules`, { body: { graceMinutes: 60 }, ifMatch: '*' });
    const time = (text: string) => test().setClock(Date.parse(`2026-03-23T${text}:00Z`));
    time('09:00');
    const sprint = await addIteration(projectId);
    const item = await addItem(projectId, sprint, 5);
    await setStatus(sprint, 'active');
    await setStatus(sprint, 'closed');
    time('09:10');
    const estimate = (points: number) => send('PATCH', `/items/${item}`, { body: { estimate: points }, ifMatch: '*' });
    await estimate(8);
    time('09:20');
    await setStatus(sprint, 'active');
    await estimate(6);
    time('10:00');
    await estimate(7);
    const figures = await get(`/iterations/${sprint}/figures`);
    expect(figures).toMatchObject({ commitment: { points: 6, items: 1 }, columns: { raised: { points: 1 } } });
    expect(await get(`/iterations/${sprint}`)).toMatchObject({ committed: { points: 6, items: 1 } });
    const then = await get(`/iterations/${sprint}/figures?asOf=2026-03-23T10:00:01Z`);
    expect(then).toMatchObject({ commitment: figures.commitment, columns: figures.columns });
  });
});
