import fc from 'fast-check';
import { addDays, startOfUtcDay, utcDay } from '../../src/domain/days.ts';
import { anyMove } from '../../src/domain/lifecycle.ts';
import { Refusal } from '../../src/domain/refusal.ts';
import type { TestApp } from './open-test-app.ts';

/** Every move of the core. */
export const policy = {
  ...anyMove,
  fixedWhenClosed: [],
  endAfterStart: 'day',
  findsRemoved: true,
  findsGroups: true,
} as const;
/** None. */
export const precondition = { kind: 'none' } as const;
/** What somebody tries; items and iterations are named by place in the lists of what there is by then. */
export const deed = fc.oneof(
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
export type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never;

/** A project of its own, in which deeds are done one after the other, the clock running on. */
export interface World {
  readonly test: TestApp;
  readonly projectId: number;
  readonly rootId: number;
  readonly items: number[];
  readonly iterations: number[];
  clock: number;
}

/** Does what is tried; what the rules refuse is left undone, and anything else that goes wrong is thrown. */
export async function attempt(world: World, each: Deed): Promise<void> {
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

/**
 * Lives through deeds in a project of its own that has a few iterations and items to begin with, so that few of them are in
 * vain; `after` is done after each.
 */
export async function live(
  test: TestApp,
  deeds: readonly Deed[],
  after: (world: World) => Promise<void> = async () => {},
): Promise<World> {
  const project = await test.actions.createProject(test.admin, { title: 'Alpha', zone: 'Europe/Berlin' });
  const world: World = {
    test,
    projectId: project.id,
    rootId: project.rootIterationId,
    items: [],
    iterations: [],
    clock: startOfUtcDay('2026-03-20'),
  };
  const plan: Deed = { does: 'plan', parent: 0, isRelease: false, position: 0 };
  const estimates = [1, 3, 8, 0.5, 3, null] as const;
  const first = [
    plan,
    plan,
    plan,
    ...estimates.map((estimate): Deed => ({ does: 'write down', estimate })),
    ...estimates.map((_, item): Deed => ({ does: 'enter', item, iteration: item % 2 })),
  ];
  for (const each of first) await attempt(world, each);
  for (const each of deeds) {
    await attempt(world, each);
    await after(world);
  }
  return world;
}
