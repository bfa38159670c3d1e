import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { tick } from '../../test/support/close-iterations.ts';
import { engines } from '../../test/support/open-test-app.ts';
import { useCloses } from '../../test/support/use-closes.ts';
import { Refusal } from '../domain/refusal.ts';
import { isCredited } from '../domain/statement.ts';
import { readStatedItems } from '../store/statements.ts';

const anywhere = { findsRemoved: false, findsGroups: false, leaves: 'same board', takesForeign: true } as const;

/** What becomes of each of three items at the close, and what happens to them after it. */
const afterClose = fc.record({
  fates: fc.tuple(...[0, 1, 2].map(() => fc.constantFrom('next', 'backlogTop', 'backlogBottom', 'stay'))),
  deeds: fc.array(
    fc.tuple(fc.nat(2), fc.constantFrom('done', 'done', 'queued', 'in_progress', 'cancelled', 'enter', 'leave')),
    { minLength: 1, maxLength: 8 },
  ),
});

describe.each(engines)('What is finished after a close, on %s', (engine) => {
  const { test, ask, get, addProject, start, addItem, change, close } = useCloses(engine);
  afterAll(() => test().setClock(null));
  const restate = (id: number) => ask('POST', `/iterations/${id}/restatements`, { reason: 'Looked again' });
  const setStatus = async (id: number, status: string) => {
    tick(test());
    await get('PATCH', `/iterations/${id}`, { status }, { 'if-match': '*' });
  };
  /** The members by the latest statement, each with whether it is part of the velocity. */
  const credits = async (iterationId: number): Promise<ReadonlyMap<number, boolean>> => {
    const { statements } = await get('GET', `/iterations/${iterationId}/statements`);
    const of = { orgId: test().admin.actor.orgId, iterationId, number: statements.at(-1).number };
    const items = await readStatedItems(test().app.read, of);
    return new Map(items.map((item) => [item.id, isCredited(item)]));
  };

  it('counts after a return to the backlog, whether the iteration is stated anew or closed anew', async () => {
    const projectId = await addProject();
    const sprint = await start(projectId, 'Sprint');
    const { id } = await addItem(projectId, sprint, { estimate: 5 });
    await close(sprint, { unfinished: 'backlogTop' });
    await change(id, { estimate: 8 }, { category: 'done' });
    const answer = await restate(sprint);
    expect(answer.status).toBe(201);
    expect(answer.json()).toMatchObject({
      causes: [
        { kind: 'reestimate', itemId: id },
        { kind: 'late_finish', itemId: id },
      ],
      figures: { scope: { points: 8, items: 1 }, remaining: { points: 0, items: 0 } },
    });
    const stated = (await get('GET', `/iterations/${sprint}/figures`)).closing;
    expect(stated).toMatchObject({
      velocity: { points: 8, items: 1 },
      returnedToBacklog: { points: 0, items: 0 },
    });
    for (const status of ['active', 'closed']) await setStatus(sprint, status);
    expect((await get('GET', `/iterations/${sprint}/figures`)).closing.velocity).toEqual(stated.velocity);
  });

  it('counts alike by a restatement and by another close, wherever the items had gone', async () => {
    let credited = 0;
    await fc.assert(
      fc.asyncProperty(afterClose, async ({ fates, deeds }) => {
        const projectId = await addProject();
        const [sprint, next] = [await start(projectId, 'Sprint'), await start(projectId, 'Next')];
        const items: number[] = [];
        for (const _ of fates) items.push((await addItem(projectId, sprint, { estimate: 2 })).id);
        tick(test());
        const wishes = items.map((itemId, index) => ({ itemId, to: fates[index] }));
        await close(sprint, { nextIterationId: next, items: wishes });
        for (const [place, deed] of deeds) {
          tick(test());
          const id = items[place] ?? 0;
          if (deed !== 'enter' && deed !== 'leave') await change(id, {}, { category: deed });
          else {
            const move = { item: { id }, iteration: { id: next }, policy: anywhere };
            const { actions, admin } = test();
            const moved = deed === 'enter' ? actions.enterIteration(admin, move) : actions.leaveIteration(admin, move);
            await moved.catch((error: unknown) => {
              if (!(error instanceof Refusal)) throw error;
            });
          }
        }
        await restate(sprint);
        const restated = await credits(sprint);
        for (const status of ['active', 'closed']) await setStatus(sprint, status);
        // What is planned in the other one leaves this one when it is opened again.
        for (const [id, isOurs] of await credits(sprint)) {
          expect([id, isOurs]).toEqual([id, restated.get(id)]);
          if (isOurs) credited += 1;
        }
      }),
      { numRuns: 25, interruptAfterTimeLimit: 40_000 },
    );
    expect(credited).toBeGreaterThan(0);
  }, 90_000);
});
