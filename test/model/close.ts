import { expect } from 'vitest';
import type { Deed } from './deeds.ts';
import { close, enter, leave, type ModelIteration, start, turn } from './expected.ts';
import { type Change, get, keep, know, meet, open, remove, snapshotOf, type World } from './world.ts';

/** Plans a close and carries it out; what becomes of the model is what the plan told. */
export async function closeByPlan(world: World, it: ModelIteration, deed: Deed & { does: 'close' }, change: Change) {
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

/** Takes a close back: what was not changed since is as it was before. */
export async function reverse(world: World, receiptId: number, change: Change): Promise<void> {
  const { model } = world;
  const answer = await change('POST', `/receipts/${receiptId}/reversal`);
  if (answer.status !== 200) return;
  const receipt = answer.json();
  const it = model.iterations.get(receipt.iterationId)!;
  const refused = new Set(receipt.reversed.refused.map(({ itemId }: any) => itemId));
  const undone = receipt.groups
    .filter(({ action }: any) => action !== 'stay')
    .flatMap((group: any) =>
      group.itemIds.filter((id: number) => !refused.has(id)).map((id: number) => ({ id, group })),
    );
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
    const holders = [...model.iterations.values()].filter(({ members }) => members.has(id));
    const named = is.iterations.map((each: any) => each.id);
    expect([id, new Set(named)]).toEqual([id, new Set(holders.map((each) => each.id))]);
  }
  if (receipt.newIterationId === null || receipt.reversed.keepsNewIteration) return;
  const made = model.iterations.get(receipt.newIterationId)!;
  if (made.status !== 'removed') made.status = 'removed';
}

/** An item without what tells that it was changed and changed back, and without its iterations. */
function untold({ version: _, updatedAt: _at, updatedBy: _by, iterations: _in, ...item }: any) {
  return item;
}
