import { afterAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useNative } from '../../../test/support/use-native.ts';

describe.each(engines)('Past instants of what is credited, on %s', (engine) => {
  const native = useNative(engine);
  const { test, get, send, addProject, addIteration, addItem, moveItem, setStatus } = native;
  afterAll(() => test().setClock(null));
  const at = (text: string) => Date.parse(`${text.replace(' ', 'T')}:00Z`);
  const enter = (itemId: number, iterationId: number) =>
    test().actions.enterIteration(test().admin, {
      item: { id: itemId },
      iteration: { id: iterationId },
      policy: { findsRemoved: false, findsGroups: false, leaves: 'same board', takesForeign: true },
    });

  it('are those of whoever was closed then, by the statements and the last planned day of then', async () => {
    test().setClock(at('2026-03-20 10:00'));
    const [one, two, three] = [
      await addProject().then(async (project) => ({ project, id: await addIteration(project) })),
      await addProject().then(async (project) => ({ project, id: await addIteration(project) })),
      await addProject().then(async (project) => ({ project, id: await addIteration(project) })),
    ];
    const [shared, anew, gone, late] = [
      await addItem(one.project, one.id, 5),
      await addItem(one.project, one.id, 3),
      await addItem(one.project, one.id, 2),
      await addItem(one.project, one.id, 1),
    ];
    await enter(shared, two.id);
    await enter(anew, two.id);
    await enter(gone, three.id);

    const recorded: { readonly asOf: string; readonly answer: unknown }[] = [];
    const path = `/iterations/${one.id}/profiles`;
    const answerAt = async (query = '') => ({ ...(await get(`${path}${query}`)), version: 0 });
    const live = async (text: string, ...deeds: readonly (() => Promise<unknown>)[]) => {
      test().setClock(at(text));
      for (const deed of deeds) await deed();
      const asOf = new Date(at(text) + 1).toISOString();
      recorded.push({ asOf, answer: await answerAt() });
    };
    const close = (id: number) => () => setStatus(id, 'closed');
    const open = (id: number) => () => setStatus(id, 'active');
    const move = (id: number, to: 'queued' | 'done') => () => moveItem(id, to);
    const endOn = (end: string) => async () => {
      expect((await send('PATCH', `/iterations/${one.id}`, { body: { end }, ifMatch: '*' })).status).toBe(200);
    };
    const restate = (id: number) => async () => {
      const answer = await send('POST', `/iterations/${id}/restatements`, { body: { reason: 'Anew' } });
      expect(answer.status).toBe(201);
    };

    await live('2026-03-21 10:00');
    await live('2026-03-23 10:00', open(one.id), open(two.id), open(three.id));
    await live('2026-03-24 10:00', move(shared, 'done'), move(anew, 'done'), move(gone, 'done'));
    await live('2026-04-02 10:00', move(late, 'done'));
    await live('2026-04-02 11:00', endOn('2026-04-01'));
    await live('2026-04-02 12:00', close(two.id), close(three.id));
    await live('2026-04-02 13:00', move(anew, 'queued'));
    await live('2026-04-02 14:00', move(anew, 'done'));
    await live('2026-04-02 15:00', restate(two.id));
    await live('2026-04-02 16:00', open(two.id));
    await live('2026-04-02 17:00', close(one.id));
    await live('2026-04-02 18:00', endOn('2026-04-05'));
    await live('2026-04-02 19:00', open(one.id));
    await live('2026-04-02 20:00', close(two.id));
    await live('2026-04-02 21:00', async () => {
      expect((await send('DELETE', `/iterations/${three.id}`, { ifMatch: '*' })).status).toBe(204);
    });
    await live('2026-04-02 22:00', close(one.id));
    await live('2026-04-02 23:00', move(late, 'queued'), restate(one.id));

    const figures = new Set(recorded.map(({ answer }) => JSON.stringify(answer)));
    expect(figures.size).toBeGreaterThan(9);
    for (const { asOf, answer } of recorded) {
      expect([asOf, await answerAt(`?asOf=${encodeURIComponent(asOf)}`)]).toEqual([asOf, answer]);
    }
  });
});
