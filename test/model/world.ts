import { expect } from 'vitest';
import { bindOperations } from '../../src/actions/operations.ts';
import { addDays, dayIn, startOfUtcDay } from '../../src/domain/days.ts';
import type { TestServer } from '../support/open-test-server.ts';
import type { Deed, TimedDeed } from './deeds.ts';
import {
  close,
  enter,
  freeze,
  isOpen,
  leave,
  type Model,
  type ModelItem,
  type ModelIteration,
  reopen,
  start,
  turn,
} from './expected.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type Answer = Awaited<ReturnType<TestServer['send']>>;

/** By which rules the project of a world counts. */
export interface Rules {
  readonly graceMinutes: number;
  readonly defaultEstimate: number | null;
  readonly creditHours: number;
}

/** A project of its own, lived in over the native API, and what it should come to. */
export interface World {
  readonly test: TestServer;
  readonly projectId: number;
  readonly rules: Rules;
  readonly statusIds: Readonly<Record<ModelItem['category'], number>>;
  readonly model: Model;
  readonly items: number[];
  readonly iterations: number[];
  readonly receipts: number[];
  /** By receipt: how unfinished items were before the close. */
  readonly before: Map<number, ReadonlyMap<number, any>>;
  clock: number;
  sent: number;
}

export const zone = 'Europe/Berlin';

/** Sends a request as the administrator; no answer is ever the server's own fault. */
export async function ask(world: World, method: Method, path: string, body?: unknown, headers: object = {}) {
  const answer = await world.test.send(method, `/native/v1${path}`, {
    ...(body === undefined ? {} : { body }),
    headers: { authorization: `Bearer ${world.test.token}`, ...headers },
  });
  if (answer.status >= 500) expect([method, path, body, answer.status, answer.text]).toBe('no fault of the server');
  return answer;
}

export async function get(world: World, path: string): Promise<any> {
  const answer = await ask(world, 'GET', path);
  expect([path, answer.status, answer.status === 200 ? '' : answer.text]).toEqual([path, 200, '']);
  return answer.json();
}

/** Opens a world with three iterations and six items, so that few deeds are in vain. */
export async function openWorld(test: TestServer, rules: Rules): Promise<World> {
  const { id: projectId } = await test.actions.createProject(test.admin, { title: 'Alpha', zone });
  const world: World = {
    test,
    projectId,
    rules,
    statusIds: { queued: 0, in_progress: 0, done: 0, cancelled: 0 },
    model: { items: new Map(), iterations: new Map(), count: 0 },
    items: [],
    iterations: [],
    receipts: [],
    before: new Map(),
    clock: startOfUtcDay('2026-03-26'),
    sent: 0,
  };
  test.setClock(world.clock);
  expect((await ask(world, 'PATCH', `/projects/${projectId}/rules`, rules, { 'if-match': '*' })).status).toBe(200);
  const { statuses } = await get(world, `/projects/${projectId}/statuses`);
  for (const { id, category } of statuses) Object.assign(world.statusIds, { [category]: id });
  for (let count = 0; count < 3; count += 1) await perform(world, { does: 'plan', days: 7 }, false);
  for (const [index, estimate] of [1, 3, 8, 0.5, null, 5].entries()) {
    await perform(world, { does: 'write down', estimate, into: index % 2, category: null }, false);
  }
  return world;
}

/** Does what is tried, and what that means for the model; what is refused changes nothing. */
export async function live(world: World, { tried, wait, isRepeated }: TimedDeed): Promise<void> {
  world.clock += wait;
  world.test.setClock(world.clock);
  freeze(world.model, world.clock);
  await perform(world, tried, isRepeated);
}

async function perform(world: World, deed: Deed, isRepeated: boolean): Promise<void> {
  const { model, clock, projectId } = world;
  /** Sends a change; sent once more with the same key it answers alike and does nothing. */
  const change = async (method: Method, path: string, body?: unknown, ifMatch = '*') => {
    world.sent += 1;
    const headers = { 'if-match': ifMatch, 'idempotency-key': `${projectId}-${world.sent}` };
    const answer = await ask(world, method, path, body, headers);
    if (isRepeated) {
      const again = await ask(world, method, path, body, headers);
      expect([path, again.status, again.text]).toEqual([path, answer.status, withRequestOf(answer, again)]);
    }
    return answer;
  };
  const item = (place: number) => model.items.get(world.items[place % world.items.length] ?? 0)!;
  const iteration = (place: number) => model.iterations.get(world.iterations[place % world.iterations.length] ?? 0)!;

  switch (deed.does) {
    case 'write down': {
      const into = deed.into === null ? null : iteration(deed.into);
      const answer = await change('POST', `/projects/${projectId}/items`, {
        title: 'Item',
        estimate: deed.estimate,
        ...(into === null ? {} : { iterationId: into.id }),
        ...(deed.category === null ? {} : { statusId: world.statusIds[deed.category] }),
      });
      if (answer.status !== 201) return;
      const made = know(world, answer.json());
      if (into !== null) enter(model, into, made.id);
      return;
    }
    case 'work':
    case 'estimate':
    case 'estimate and work': {
      const it = item(deed.item);
      const body = {
        ...('estimate' in deed ? { estimate: deed.estimate } : {}),
        ...('category' in deed ? { statusId: world.statusIds[deed.category] } : {}),
      };
      if ((await change('PATCH', `/items/${it.id}`, body)).status !== 200) return;
      if ('estimate' in deed) it.estimate = deed.estimate;
      if ('category' in deed) turn(model, it, deed.category);
      return;
    }
    case 'put away': {
      const it = item(deed.item);
      const answer = await change('PATCH', `/items/${it.id}`, { condition: deed.condition });
      if (answer.status === 200) it.condition = deed.condition;
      return;
    }
    case 'delete':
      if ((await change('DELETE', `/items/${item(deed.item).id}`)).status === 204) remove(model, item(deed.item));
      return;
    case 'move': {
      const ids = deed.items.map((each) => item(each).id);
      const to = deed.to === null ? null : iteration(deed.to);
      const answer = await change('POST', '/moves', { itemIds: [...new Set(ids)], to: { iterationId: to?.id ?? null } });
      if (answer.status !== 200) return;
      for (const id of ids) {
        for (const each of model.iterations.values()) if (isOpen(each) && each !== to) leave(each, id);
        if (to !== null && !to.members.has(id)) enter(model, to, id);
      }
      return;
    }
    case 'plan': {
      const start = dayIn(zone, clock);
      const body = { title: 'Sprint', start, end: addDays(start, deed.days) };
      const answer = await change('POST', `/projects/${projectId}/iterations`, body);
      if (answer.status === 201) meet(world, answer.json().id);
      return;
    }
    case 'date': {
      const it = iteration(deed.sprint);
      await change('PATCH', `/iterations/${it.id}`, { end: addDays(dayIn(zone, clock), deed.days) });
      return;
    }
    case 'turn': {
      const it = iteration(deed.sprint);
      const target = deed.target === null ? null : iteration(deed.target);
      const was = it.status;
      const moves = target === null || deed.status !== 'closed' ? {} : { moveUnfinishedTo: target.id };
      const snapshot = await snapshotOf(world, it);
      const answer = await change('PATCH', `/iterations/${it.id}`, { status: deed.status, ...moves });
      if (answer.status !== 200 || was === deed.status) return;
      const { movedItemIds = [], receiptId } = answer.json();
      if (was === 'planned') start(model, it, clock, world.rules.graceMinutes);
      if (deed.status === 'active' && was !== 'planned') open(world, it);
      if (deed.status !== 'active' && isOpen(it)) close(model, it);
      it.status = deed.status;
      if (target !== null) for (const id of movedItemIds) enter(model, target, id);
      if (receiptId !== undefined) keep(world, receiptId, snapshot);
      return;
    }
    case 'close':
      return closeByPlan(world, iteration(deed.sprint), deed, change);
    case 'reverse':
      return reverse(world, world.receipts[deed.receipt % world.receipts.length] ?? 0, change);
    case 'restate':
      await change('POST', `/iterations/${iteration(deed.sprint).id}/restatements`, { reason: 'Looked again' });
      return;
    case 'remove': {
      const it = iteration(deed.sprint);
      const target = deed.target === null ? null : iteration(deed.target);
      const query = target === null ? '' : `?moveItemsTo=${target.id}`;
      if ((await change('DELETE', `/iterations/${it.id}${query}`)).status !== 204) return;
      for (const id of [...it.members.keys()]) {
        const isElsewhere = [...model.iterations.values()].some(
          (each) => each !== it && (isOpen(each) || each === target) && each.members.has(id),
        );
        if (target !== null && !isElsewhere && model.items.get(id)?.condition !== 'deleted') enter(model, target, id);
        leave(it, id);
      }
      it.status = 'removed';
      return;
    }
    case 'night':
      await bindOperations(world.test.app).endCreditWindows((error) => expect(error).toBe('none'));
  }
}

type Change = (method: Method, path: string, body?: unknown, ifMatch?: string) => Promise<Answer>;

async function closeByPlan(world: World, it: ModelIteration, deed: Deed & { does: 'close' }, change: Change) {
  const { model } = world;
  const targets = world.iterations.filter((id) => id !== it.id);
  const wishes = deed.wishes.map(({ item, iteration, donePart, credit, estimate, ...wish }) => {
    const target = targets[(iteration ?? 0) % Math.max(1, targets.length)];
    const goesOn = !['split', 'stay', 'cancel'].includes(wish.to);
    return {
      ...wish,
      itemId: [...it.members.keys()][item % Math.max(1, it.members.size)] ?? 1,
      ...(wish.to === 'iteration' ? { iterationId: target } : {}),
      ...(wish.to === 'split' ? { donePart: donePart ?? 0.5, ...(credit === undefined ? {} : { credit }) } : {}),
      ...(goesOn && estimate !== undefined ? { estimate } : {}),
    };
  });
  const makesNew = deed.makesNew || wishes.some(({ to }) => to === 'newIteration');
  const unique = wishes.filter(({ itemId }, index) => wishes.findIndex((each) => each.itemId === itemId) === index);
  const planned = await change('POST', `/iterations/${it.id}/close-plans`, {
    unfinished: deed.unfinished,
    items: unique,
    ...(makesNew ? { newIteration: { title: 'Made' } } : {}),
  });
  if (planned.status !== 201) return;
  const plan = planned.json();
  const snapshot = await snapshotOf(world, it);
  const closed = await change('POST', `/iterations/${it.id}/close`, { planId: plan.id }, `"${plan.fingerprint}"`);
  if (closed.status !== 201) {
    // Only a third carry may be in the way of what was planned a moment ago.
    expect([closed.status, closed.text, plan.undecided.length > 0]).toEqual([409, expect.any(String), true]);
    return;
  }
  const receipt = closed.json();
  if (receipt.newIterationId !== null) meet(world, receipt.newIterationId);
  const target = (each: any) => model.iterations.get(each.iterationId ?? receipt.newIterationId)!;
  for (const each of plan.items) {
    const whole = model.items.get(each.id)!;
    if (each.action === 'cancel') turn(model, whole, 'cancelled');
    if (each.action === 'split') {
      const { childId } = receipt.splits.find(({ itemId }: any) => itemId === each.id);
      const child = know(world, await get(world, `/items/${childId}`));
      expect([child.category, child.estimate]).toEqual([whole.category, whole.estimate! - each.donePart]);
      enter(model, target(each), childId);
      whole.estimate = each.donePart;
      turn(model, whole, each.credit === 'donePart' ? 'done' : 'cancelled');
    }
  }
  if (it.status === 'planned') start(model, it, world.clock, world.rules.graceMinutes);
  close(model, it);
  for (const each of plan.items) {
    const moved = model.items.get(each.id)!;
    if (each.estimateAfter !== undefined) moved.estimate = each.estimateAfter;
    if (each.action === 'carry') enter(model, target(each), each.id);
  }
  keep(world, receipt.id, snapshot);
  // What the plan foretold is what was stated.
  const { statements } = await get(world, `/iterations/${it.id}/statements`);
  expect(statements.at(-1).figures).toEqual(plan.statement);
}

async function reverse(world: World, receiptId: number, change: Change): Promise<void> {
  const { model } = world;
  const answer = await change('POST', `/receipts/${receiptId}/reversal`);
  if (answer.status !== 200) return;
  const receipt = answer.json();
  const it = model.iterations.get(receipt.iterationId)!;
  const refused = new Set(receipt.reversed.refused.map(({ itemId }: any) => itemId));
  const undone = receipt.groups
    .filter(({ action }: any) => action !== 'stay')
    .flatMap((group: any) => group.itemIds.filter((id: number) => !refused.has(id)).map((id: number) => ({ id, group })));
  for (const { id, group } of undone) if (group.action === 'carry') leave(model.iterations.get(group.iterationId)!, id);
  open(world, it);
  for (const { id } of undone) {
    const was = world.before.get(receiptId)?.get(id);
    const item = model.items.get(id)!;
    item.estimate = was.estimate;
    turn(model, item, was.category);
    const split = receipt.splits.find(({ itemId }: any) => itemId === id);
    if (split !== undefined) remove(model, model.items.get(split.childId)!);
    const is = await get(world, `/items/${id}`);
    expect(untold(is)).toEqual(untold(was));
    const holders = [...model.iterations.values()].filter(({ members }) => members.has(id)).map((each) => each.id);
    expect([id, is.iterations.map((each: any) => each.id).sort()]).toEqual([id, holders.sort()]);
  }
  if (receipt.newIterationId === null || receipt.reversed.keepsNewIteration) return;
  const made = model.iterations.get(receipt.newIterationId)!;
  if (made.status !== 'removed') made.status = 'removed';
}

/** An iteration that is opened again lets go of what has been planned elsewhere meanwhile. */
function open(world: World, it: ModelIteration): void {
  reopen(world.model, it, world.clock);
  for (const other of world.model.iterations.values()) {
    if (other !== it && isOpen(other)) for (const id of other.members.keys()) leave(it, id);
  }
}

function remove(model: Model, item: ModelItem): void {
  item.condition = 'deleted';
  for (const each of model.iterations.values()) if (isOpen(each)) leave(each, item.id);
}

function know(world: World, { id, category, estimate, doneEstimate, condition }: any): ModelItem {
  const item = { id, category, estimate, doneEstimate, condition };
  world.model.items.set(id, item);
  world.items.push(id);
  return item;
}

function meet(world: World, id: number): void {
  const { defaultEstimate } = world.rules;
  const unlived = { status: 'planned', frozenAt: null, commitment: null, atClose: null } as const;
  world.model.iterations.set(id, { id, defaultEstimate, ...unlived, members: new Map(), closedAt: 0, finishedHere: new Set() });
  world.iterations.push(id);
}

function keep(world: World, receiptId: number, snapshot: ReadonlyMap<number, any>): void {
  world.receipts.push(receiptId);
  world.before.set(receiptId, snapshot);
}

async function snapshotOf(world: World, it: ModelIteration): Promise<ReadonlyMap<number, any>> {
  const live = [...it.members.keys()].filter((id) => world.model.items.get(id)?.condition !== 'deleted');
  return new Map(await Promise.all(live.map(async (id) => [id, await get(world, `/items/${id}`)] as const)));
}

/** An item without what tells that it was changed and changed back, and without its iterations. */
function untold({ version: _, updatedAt: _at, updatedBy: _by, iterations: _in, ...item }: any) {
  return item;
}

/** A problem names the request that it answers. */
function withRequestOf(first: Answer, second: Answer): string {
  const [was, is] = [first.headers['x-request-id'] ?? '', second.headers['x-request-id'] ?? ''];
  return first.text.replace(was, is);
}
