import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines, type TestApp, useTestApp } from '../../test/support/open-test-app.ts';
import { burndown } from '../domain/burndown.ts';
import { addDays, startOfUtcDay, utcDay } from '../domain/days.ts';
import { standingsOf } from '../domain/item-facts.ts';
import { addCounters, countersOf, emptyCounters } from '../domain/ledger.ts';
import { anyMove } from '../domain/lifecycle.ts';
import { Refusal } from '../domain/refusal.ts';
import { deriveTree } from '../domain/release-tree.ts';
import { plainCalendar } from '../domain/working-calendar.ts';
import { findBookFaults } from './check-books.ts';
import { readItemFacts } from './item-facts.ts';
import { readCounters, readDays } from './ledger.ts';
import { readTree } from './trees.ts';

const policy = {
  ...anyMove,
  fixedWhenClosed: [],
  endAfterStart: 'day',
  findsRemoved: true,
  findsGroups: true,
} as const;
const precondition = { kind: 'none' } as const;
const window = { start: '2026-03-20', end: '2026-03-31', calendar: plainCalendar };

/** What somebody tries; items and iterations are named by place in the lists of what there is by then. */
const deed = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('write down' as const),
      estimate: fc.option(fc.constantFrom(0, 0.5, 1, 3, 8)),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      does: fc.constantFrom('enter', 'enter', 'enter', 'leave'),
      item: fc.nat(20),
      iteration: fc.nat(8),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      does: fc.constant('move' as const),
      item: fc.nat(20),
      category: fc.constantFrom('queued', 'in_progress', 'done', 'cancelled'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constant('estimate' as const), item: fc.nat(20), estimate: fc.option(fc.nat(13)) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('put away' as const),
      item: fc.nat(20),
      condition: fc.constantFrom('live', 'archived', 'deleted'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('plan' as const),
      parent: fc.nat(8),
      isRelease: fc.boolean(),
      position: fc.nat(3),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('change' as const),
      iteration: fc.nat(8),
      status: fc.constantFrom('active', 'active', 'active', 'closed', 'closed', 'archived'),
      target: fc.option(fc.nat(8)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('place' as const),
      iteration: fc.nat(8),
      parent: fc.nat(8),
      position: fc.nat(3),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('remove' as const),
      iteration: fc.nat(8),
      target: fc.option(fc.nat(8)),
      rule: fc.constantFrom('open', 'any'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('sleep' as const), hours: fc.integer({ min: 5, max: 60 }) }) },
);
type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never;

/** A project of its own, in which deeds are done one after the other, the clock running on. */
interface World {
  readonly test: TestApp;
  readonly projectId: number;
  readonly rootId: number;
  readonly items: number[];
  readonly iterations: number[];
  clock: number;
}

/** Does what is tried; what the rules refuse is left undone, and anything else that goes wrong is thrown. */
async function attempt(world: World, each: Deed): Promise<void> {
  world.clock += 600_000;
  world.test.setClock(world.clock);
  try {
    await perform(world, each);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

async function perform(world: World, each: Deed): Promise<unknown> {
  const { actions, admin } = world.test;
  const item = (place: number) => ({ id: world.items[place % world.items.length] ?? 0 });
  const iteration = (place: number) => ({ id: world.iterations[place % world.iterations.length] ?? 0 });
  const parent = (place: number) => ({ parentId: iteration(place).id || world.rootId });
  const change = { precondition, policy, fields: {} };
  switch (each.does) {
    case 'sleep':
      world.clock += each.hours * 3_600_000;
      return;
    case 'write down': {
      const fields = { title: 'Item', estimate: each.estimate };
      world.items.push((await actions.createItem(admin, { project: { id: world.projectId }, fields })).id);
      return;
    }
    case 'enter':
    case 'leave': {
      const moving = { findsRemoved: true, findsGroups: true, leaves: 'same board', takesForeign: false } as const;
      const move = { item: item(each.item), iteration: iteration(each.iteration), policy: moving };
      return each.does === 'enter' ? actions.enterIteration(admin, move) : actions.leaveIteration(admin, move);
    }
    case 'move':
      return actions.changeItem(admin, { item: item(each.item), fields: {}, to: { category: each.category } });
    case 'estimate':
      return actions.changeItem(admin, { item: item(each.item), fields: { estimate: each.estimate } });
    case 'put away':
      return actions.changeItem(admin, { item: item(each.item), fields: { condition: each.condition } });
    case 'plan': {
      const made = await actions.createIteration(admin, {
        home: { projectId: world.projectId },
        title: `Sprint ${world.iterations.length}`,
        fields: {
          start: { day: utcDay(world.clock), at: null },
          end: { day: addDays(utcDay(world.clock), 11), at: null },
        },
        isRelease: each.isRelease,
        position: each.position,
        ...parent(each.parent),
        policy,
      });
      world.iterations.push(made.id);
      return;
    }
    case 'change': {
      const moveUnfinishedTo = each.target === null ? null : iteration(each.target);
      return actions.changeIteration(admin, {
        ...change,
        iteration: iteration(each.iteration),
        status: each.status,
        moveUnfinishedTo,
      });
    }
    case 'place': {
      const place = { ...parent(each.parent), position: each.position };
      return actions.changeIteration(admin, { ...change, iteration: iteration(each.iteration), place });
    }
    case 'remove': {
      const moveItemsTo = each.target === null ? null : iteration(each.target);
      return actions.removeIteration(admin, {
        ...change,
        iteration: iteration(each.iteration),
        moveItemsTo,
        policy: { ...policy, target: each.rule },
      });
    }
  }
}

/** Counters of every iteration, counted anew from where its live members stand. */
async function countAnew({ test }: World) {
  const rows = await test.app.read
    .selectFrom('membership as m')
    .innerJoin('item as t', (on) => on.onRef('t.org_id', '=', 'm.org_id').onRef('t.id', '=', 'm.item_id'))
    .select(['m.iteration_id', 'm.item_id', 't.category', 't.estimate', 't.done_estimate'])
    .where('m.ended_at', 'is', null)
    .orderBy('m.item_id')
    .execute();
  return (iterationId: number) =>
    rows
      .filter((row) => row.iteration_id === iterationId)
      .map(({ item_id, category, estimate, done_estimate }) => ({
        itemId: item_id,
        category,
        counters: countersOf({ member: true, category, estimate, doneEstimate: done_estimate }),
      }));
}

/** The same of one item by what the ledger tells of it. */
async function toldByLedger({ test }: World, iterationId: number) {
  const facts = await readItemFacts(test.app.read, test.admin.actor.orgId, iterationId);
  return [...standingsOf(facts).values()]
    .filter(({ isMember }) => isMember)
    .map(({ itemId, category, points, isUnestimated }) => ({
      itemId,
      category,
      ...(category === 'cancelled' ? {} : { points, unestimatedItems: isUnestimated ? 1 : 0 }),
    }))
    .sort((a, b) => a.itemId - b.itemId);
}

describe.each(engines)('the books of iterations, on %s', (engine) => {
  const test = useTestApp(engine);
  let orgId: number;
  beforeAll(() => {
    orgId = test().admin.actor.orgId;
  });
  afterAll(() => test().setClock(null));

  async function live(deeds: readonly Deed[]): Promise<World> {
    const project = await test().actions.createProject(test().admin, { title: 'Alpha', zone: 'Europe/Berlin' });
    const world: World = {
      test: test(),
      projectId: project.id,
      rootId: project.rootIterationId,
      items: [],
      iterations: [],
      clock: startOfUtcDay('2026-03-20'),
    };
    // Something to begin with, so that few deeds are in vain.
    const plan: Deed = { does: 'plan', parent: 0, isRelease: false, position: 0 };
    const estimates = [1, 3, 8, 0.5, 3, null] as const;
    const first = [
      plan,
      plan,
      plan,
      ...estimates.map((estimate): Deed => ({ does: 'write down', estimate })),
      ...estimates.map((_, item): Deed => ({ does: 'enter', item, iteration: item % 2 })),
    ];
    for (const each of [...first, ...deeds]) await attempt(world, each);
    return world;
  }

  it('agree with a fresh count after whatever was tried, and the tree and the plan are sound', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 20, maxLength: 70, size: 'max' }), async (deeds) => {
        const world = await live(deeds);
        const db = world.test.app.read;
        const anew = await countAnew(world);
        for (const id of world.iterations) {
          const sum = anew(id).reduce((total, { counters }) => addCounters(total, counters), emptyCounters);
          expect(await readCounters(db, orgId, id)).toEqual(sum);
          expect(await toldByLedger(world, id)).toEqual(
            anew(id).map(({ itemId, category, counters }) => ({
              itemId,
              category,
              ...(category === 'cancelled'
                ? {}
                : { points: counters.scopePoints, unestimatedItems: counters.unestimatedItems }),
            })),
          );
        }
        expect(await findBookFaults(db, orgId)).toEqual([]);
        expect(await doublyPlanned(world)).toEqual([]);

        const nodes = await readTree(db, orgId, world.projectId);
        const derived = deriveTree(nodes);
        for (const node of nodes) {
          expect(node).toMatchObject(derived.get(node.id) ?? { path: 'not in the tree' });
          const siblings = nodes.filter(({ parentId }) => parentId === node.parentId).map(({ sequence }) => sequence);
          expect(siblings.sort((a, b) => a - b)).toEqual([...siblings.keys()]);
        }
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  it('add up in the chart of every running iteration, also when it was closed for a while', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 20, maxLength: 60, size: 'max' }), async (deeds) => {
        const world = await live([{ does: 'change', iteration: 0, status: 'active', target: null }, ...deeds]);
        const { actions, admin, app } = world.test;
        for (const id of world.iterations) {
          const { status } = await actions.getIteration(admin, { iteration: { id }, precondition, policy });
          if (status !== 'active') continue;
          const { days } = burndown(await readDays(app.read, orgId, id), window);
          const counters = await readCounters(app.read, orgId, id);
          expect(days.at(-1)?.scope).toEqual({ points: counters.scopePoints, items: counters.scopeItems });
          expect(days.at(-1)?.done).toEqual({ points: counters.donePoints, items: counters.doneItems });
        }
      }),
      { numRuns: 25, interruptAfterTimeLimit: 60_000 },
    );
  }, 120_000);

  it('keep what was measured at the close, whatever happens to the items later', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 10, maxLength: 40, size: 'max' }), async (deeds) => {
        const { actions, admin } = test();
        const world = await live([
          { does: 'change', iteration: 0, status: 'active', target: null },
          ...deeds.filter(({ does }) => does === 'write down' || does === 'enter' || does === 'move'),
          { does: 'change', iteration: 0, status: 'closed', target: 1 },
        ]);
        const look = () =>
          actions.getIteration(admin, { iteration: { id: world.iterations[0] ?? 0 }, precondition, policy });
        const { committedPoints, velocityPoints, doneItems, totalItems } = await look();
        const charted = async () => {
          const facts = await readDays(world.test.app.read, orgId, world.iterations[0] ?? 0);
          return burndown(facts, window);
        };
        const before = await charted();
        for (const each of deeds) if (each.does !== 'change' && each.does !== 'remove') await attempt(world, each);
        expect(await look()).toMatchObject({ committedPoints, velocityPoints, doneItems, totalItems });
        expect(await charted()).toEqual(before);
        expect(before.committed.points).toBe(committedPoints);
        expect(before.days.at(-1)?.done).toEqual({ points: velocityPoints, items: doneItems });
      }),
      { numRuns: 10 },
    );
  }, 120_000);
});

/** Items in two open iterations of one board: there must never be any. */
async function doublyPlanned({ test }: World): Promise<readonly number[]> {
  const rows = await test.app.read
    .selectFrom('membership as m')
    .innerJoin('iteration as i', (on) => on.onRef('i.org_id', '=', 'm.org_id').onRef('i.id', '=', 'm.iteration_id'))
    .select(['m.item_id', 'i.board_id'])
    .where('m.ended_at', 'is', null)
    .where('i.kind', '=', 'iteration')
    .where('i.status', 'in', ['planned', 'active'])
    .execute();
  const places = rows.map((row) => `${row.board_id} ${row.item_id}`);
  return rows.filter((_, index) => places.indexOf(places[index] ?? '') !== index).map((row) => row.item_id);
}
