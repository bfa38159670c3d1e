import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type Deed, live, policy, precondition, type World } from '../../test/support/any-history.ts';
import { planIteration, setStatus, tick } from '../../test/support/close-iterations.ts';
import { engines, useTestApp } from '../../test/support/open-test-app.ts';
import { type Amount, isSameAmount, nothing, plus } from '../domain/amount.ts';
import { Refusal } from '../domain/refusal.ts';
import { isCredited } from '../domain/statement.ts';
import { listStatements, readStatedItems } from '../store/statements.ts';

/** Few items go through few iterations, one after the other; each may be opened again for a while. */
const round = fc.record({
  enter: fc.subarray([0, 1, 2, 3]),
  during: fc.array(fc.tuple(fc.nat(3), fc.constantFrom('queued', 'done', 'done')), { maxLength: 6 }),
  after: fc.array(fc.tuple(fc.nat(3), fc.constantFrom('queued', 'done')), { maxLength: 3 }),
  target: fc.option(fc.nat(3)),
  reopened: fc.option(fc.nat(3), { freq: 4 }),
});
type Round = typeof round extends fc.Arbitrary<infer R> ? R : never;

function deedsOf(rounds: readonly Round[]): readonly Deed[] {
  const change = (iteration: number, status: 'active' | 'closed', target: number | null = null): Deed => {
    return { does: 'change', iteration, status, target };
  };
  const moves = (all: Round['during']) => all.map(([item, category]): Deed => ({ does: 'move', item, category }));
  return [
    { does: 'plan', parent: 0, isRelease: false, position: 0 },
    ...rounds.flatMap(({ enter, during, after, target, reopened }, iteration) => [
      ...enter.map((item): Deed => ({ does: 'enter', item, iteration })),
      change(iteration, 'active'),
      ...moves(during),
      change(iteration, 'closed', target),
      ...moves(after),
      ...(reopened === null ? [] : [change(reopened, 'active')]),
    ]),
    ...rounds.map((_, iteration) => change(iteration, 'closed')),
  ];
}

describe.each(engines)('What is finished, on %s', (engine) => {
  const test = useTestApp(engine);
  afterAll(() => test().setClock(null));
  const orgId = () => test().admin.actor.orgId;
  const move = (id: number, category: 'queued' | 'done') => {
    tick(test());
    return test().actions.changeItem(test().admin, { item: { id }, fields: {}, to: { category } });
  };
  const enter = (item: number, iteration: number) =>
    test().actions.enterIteration(test().admin, {
      item: { id: item },
      iteration: { id: iteration },
      policy: { findsRemoved: false, findsGroups: false, leaves: 'same board', takesForeign: true },
    });
  const addProject = async (title: string) => (await test().actions.createProject(test().admin, { title })).id;
  const statementsOf = (id: number) => listStatements(test().app.read, orgId(), id);
  const velocities = async (id: number) => (await statementsOf(id)).map(({ figures }) => figures.velocity.points);

  /** What the latest statement of each closed iteration credits, item by item, and what they add up to. */
  async function creditsOf({ iterations }: Pick<World, 'iterations'>) {
    const { actions, admin, app } = test();
    const items: number[] = [];
    let [credited, velocity]: Amount[] = [nothing, nothing];
    for (const id of iterations) {
      const { status, kind } = await actions.getIteration(admin, { iteration: { id }, precondition, policy });
      const last = (await statementsOf(id)).at(-1);
      if (kind !== 'iteration' || (status !== 'closed' && status !== 'archived') || last === undefined) continue;
      velocity = plus(velocity ?? nothing, last.figures.velocity);
      const stated = await readStatedItems(app.read, { orgId: orgId(), iterationId: id, number: last.number });
      for (const item of stated.filter(isCredited)) {
        items.push(item.id);
        credited = plus(credited ?? nothing, { points: item.points, items: 1 });
      }
    }
    return { items, isWhole: isSameAmount(credited ?? nothing, velocity ?? nothing) };
  }

  const velocityAtClose = async (id: number) =>
    (await statementsOf(id)).findLast(({ reason }) => reason === null)?.figures.velocity ?? nothing;
  const nativeCompleted = async (id: number) => {
    const compare = { iteration: { id }, profiles: ['native'], skip: 0, limit: 1 } as const;
    return (await test().actions.compareProfiles(test().admin, compare)).profiles[0]?.figures.completed;
  };

  it('is credited once: what was reopened after a close and finished anew counts in the later iteration alone', async () => {
    const project = await addProject('Anew');
    const one = await planIteration(test(), project, 'One', [5, 3]);
    const two = await planIteration(test(), project, 'Two', [2]);
    const [again = 0, other = 0] = one.itemIds;
    await setStatus(test(), one.id, 'active');
    for (const id of [again, other]) await move(id, 'done');
    await setStatus(test(), one.id, 'closed');
    await move(again, 'queued');
    await enter(again, two.id);
    await setStatus(test(), two.id, 'active');
    await move(again, 'done');
    expect(await velocities(one.id)).toEqual([8]);
    await setStatus(test(), two.id, 'closed');
    expect([await velocities(one.id), await velocities(two.id)]).toEqual([[8, 3], [5]]);
    const [, restated] = await statementsOf(one.id);
    expect(restated).toMatchObject({
      reason: 'What was finished in it was finished anew in “Two”',
      causes: [{ kind: 'reopening', itemId: again }],
    });
  });

  it('is credited once: what was reopened after a close and finished anew late in a closed one counts there when that is restated', async () => {
    const project = await addProject('Anew and late');
    const one = await planIteration(test(), project, 'One', [5, 3]);
    const two = await planIteration(test(), project, 'Two', [2]);
    const [again = 0, other = 0] = one.itemIds;
    await setStatus(test(), one.id, 'active');
    for (const id of [again, other]) await move(id, 'done');
    await setStatus(test(), one.id, 'closed');
    await move(again, 'queued');
    await enter(again, two.id);
    for (const status of ['active', 'closed'] as const) await setStatus(test(), two.id, status);
    await move(again, 'done');
    await test().actions.restateIteration(test().admin, { iteration: { id: two.id }, reason: 'Late' });
    expect([await velocities(one.id), await velocities(two.id)]).toEqual([
      [8, 3],
      [0, 5],
    ]);
  });

  it('is credited once: in two iterations at a time, it counts in the one that was closed first', async () => {
    const [here, there] = [await addProject('Here'), await addProject('There')];
    const one = await planIteration(test(), here, 'One', [5]);
    const two = await planIteration(test(), there, 'Two', [2]);
    const [both = 0] = one.itemIds;
    await enter(both, two.id);
    for (const { id } of [one, two]) await setStatus(test(), id, 'active');
    await move(both, 'done');
    for (const { id } of [two, one]) await setStatus(test(), id, 'closed');
    expect([await velocities(two.id), await velocities(one.id)]).toEqual([[5], [0]]);
    expect((await statementsOf(one.id))[0]?.figures).toMatchObject({
      done: { points: 5, items: 1 },
      doneOnArrival: { points: 5, items: 1 },
      kept: { points: 5, items: 1 },
    });
    const iteration = { id: one.id };
    const profiles = ['native', 'jira'] as const;
    const compared = await test().actions.compareProfiles(test().admin, { iteration, profiles, skip: 0, limit: 9 });
    expect(compared.profiles.map(({ figures }) => figures.completed?.points)).toEqual([0, 5]);
    expect(compared.differences).toMatchObject([
      { figure: 'completed', change: { points: 5, items: 1 }, parts: [{ rule: 'credit', item: { id: both } }] },
    ]);
    await setStatus(test(), one.id, 'active');
    const open = await test().actions.compareProfiles(test().admin, { iteration, profiles, skip: 0, limit: 9 });
    expect(open.differences).toEqual(compared.differences);
  });

  it('is credited once: late, where it had stayed, or where it was planned by then', async () => {
    const [here, there] = [await addProject('Late here'), await addProject('Late there')];
    const one = await planIteration(test(), here, 'One', [5]);
    const two = await planIteration(test(), there, 'Two', [2]);
    const [both = 0] = one.itemIds;
    await enter(both, two.id);
    for (const { id } of [one, two]) await setStatus(test(), id, 'active');
    await setStatus(test(), one.id, 'closed');
    await move(both, 'done');
    await setStatus(test(), two.id, 'closed');
    expect(await velocities(two.id)).toEqual([5]);
    const restating = test().actions.restateIteration(test().admin, { iteration: { id: one.id }, reason: 'Late' });
    await expect(restating).rejects.toMatchObject({ code: 'transition_not_allowed' });
  });

  it('is credited once, whatever happened, and the velocities add up to it', async () => {
    let credited = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(round, { minLength: 4, maxLength: 4, size: 'max' }), async (rounds) => {
        const { actions, admin } = test();
        const world = await live(test(), deedsOf(rounds));
        const told = await creditsOf(world);
        for (const id of world.iterations) expect(await nativeCompleted(id)).toEqual(await velocityAtClose(id));
        expect([told.isWhole, told.items.length]).toEqual([true, new Set(told.items).size]);
        for (const id of world.iterations) {
          await actions.restateIteration(admin, { iteration: { id }, reason: 'In the end' }).catch((error: unknown) => {
            if (!(error instanceof Refusal)) throw error;
          });
        }
        const restated = await creditsOf(world);
        expect([restated.isWhole, restated.items.length]).toEqual([true, new Set(restated.items).size]);
        credited += restated.items.length;
      }),
      { numRuns: 20, interruptAfterTimeLimit: 60_000 },
    );
    expect(credited).toBeGreaterThan(0);
  }, 120_000);
});
