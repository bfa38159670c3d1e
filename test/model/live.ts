import { expect } from 'vitest';
import { bindOperations } from '../../src/actions/operations.ts';
import { addDays, dayIn, startOfUtcDay } from '../../src/domain/days.ts';
import type { TestServer } from '../support/open-test-server.ts';
import { closeByPlan, reverse } from './close.ts';
import type { Deed, TimedDeed } from './deeds.ts';
import { close, enter, freeze, isOpen, leave, start, turn } from './expected.ts';
import {
  type Answer,
  ask,
  type Change,
  get,
  keep,
  know,
  meet,
  open,
  type Rules,
  remove,
  snapshotOf,
  type World,
  zone,
} from './world.ts';

/** Opens a world with three iterations and six items, so that few deeds are in vain. */
export async function openWorld(test: TestServer, rules: Rules): Promise<World> {
  const clock = startOfUtcDay('2026-03-26');
  test.setClock(clock);
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
    clock,
    sent: 0,
  };
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
  const change: Change = async (method, path, body, ifMatch = '*') => {
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
      const answer = await change('POST', '/moves', {
        itemIds: [...new Set(ids)],
        to: { iterationId: to?.id ?? null },
      });
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
      for (const id of it.members.keys()) {
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

/** A problem names the request that it answers. */
function withRequestOf(first: Answer, second: Answer): string {
  const [was, is] = [first.headers['x-request-id'] ?? '', second.headers['x-request-id'] ?? ''];
  return first.text.replace(was, is);
}
