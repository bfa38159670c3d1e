import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { engines, useTestApp } from '../../test/support/open-test-app.ts';
import { carryOutBulkChanges } from '../jobs/bulk-changes.ts';
import { openApp } from './app.ts';
import type { BulkDeed } from './bulk-change.ts';
import { checkBooks } from './check-books.ts';
import { type Actions, bindActions, type Caller } from './index.ts';
import { bindOperations } from './operations.ts';

const estimateOf = (estimate: number): BulkDeed => ({ change: { fields: { estimate } } });

describe.each(engines)('A bulk change, on %s', (engine) => {
  const test = useTestApp(engine);
  const carryOn = (name: { readonly orgId: number; readonly id: string }) =>
    bindOperations(test().app).continueBulkChange(name);

  async function plan(count: number) {
    const { actions, admin } = test();
    const project = await actions.createProject(admin, { title: 'Plan' });
    const items: { readonly id: number; readonly key: string }[] = [];
    for (let index = 0; index < count; index += 1) {
      items.push(
        await actions.createItem(admin, {
          project: { id: project.id },
          fields: { title: `Item ${index}`, estimate: 1 },
        }),
      );
    }
    return { project, items };
  }
  const addSprint = (boardId: number) =>
    test().actions.createIteration(test().admin, {
      home: { boardId },
      title: 'Sprint',
      fields: {},
      policy: {
        moves: { planned: [], active: [], closed: [] },
        refuseRepeatedClose: false,
        fixedWhenClosed: [],
        endAfterStart: 'day',
      },
    });
  const named = (items: readonly { readonly key: string }[]) => items.map(({ key }) => ({ ref: { key }, name: key }));
  const start = (items: readonly { readonly key: string }[], deed: BulkDeed, caller: Caller = test().admin) =>
    test().actions.startBulkChange(caller, { items: named(items), deed });
  const estimates = async (items: readonly { readonly id: number }[]) => {
    const found: (number | null)[] = [];
    for (const { id } of items) found.push((await test().actions.getItem(test().admin, { item: { id } })).estimate);
    return found;
  };
  async function end(name: { readonly id: string }, actions: Actions = test().actions) {
    for (;;) {
      const found = await actions.getBulkChange(test().admin, name);
      if (found.status === 'complete' || found.status === 'failed') return found;
      await sleep(5);
    }
  }

  it('is stored first, changes each item once, and tells when it began and ended', async () => {
    const { items } = await plan(3);
    const heardBefore = test().heard.length;
    test().setClock(1_775_000_000_000);
    const started = await start([...items, ...items], estimateOf(5));
    test().setClock(null);
    const { actor } = test().admin;
    expect(started).toEqual({
      orgId: actor.orgId,
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      status: 'created',
      total: 3,
      done: 0,
      refused: 0,
      createdAt: 1_775_000_000_000,
      creator: { id: actor.userId, uid: actor.userUid, name: actor.name },
    });
    expect(await test().actions.getBulkChange(test().admin, started)).toEqual(started);
    expect(await estimates(items)).toEqual([1, 1, 1]);

    expect(await carryOn(started)).toBe(true);
    const ended = { ...started, status: 'complete', done: 3 };
    expect(await test().actions.getBulkChange(test().admin, started)).toEqual(ended);
    expect((await test().actions.listBulkChanges(test().admin))[0]).toBeDefined();
    expect(await estimates(items)).toEqual([5, 5, 5]);
    const told = test()
      .heard.slice(heardBefore)
      .map(({ kind }) => kind);
    expect(told).toEqual([
      'bulk_change.started',
      'item.changed',
      'item.changed',
      'item.changed',
      'bulk_change.finished',
    ]);
    // Once over it stays as it is.
    expect(await carryOn(started)).toBe(true);
    expect(await test().actions.getBulkChange(test().admin, started)).toEqual(ended);
  });

  it('goes on where it was when the data is opened anew', async () => {
    const { items } = await plan(120);
    const started = await start(items, estimateOf(3));
    expect(await carryOn(started)).toBe(false);
    const half = await test().actions.getBulkChange(test().admin, started);
    expect(half).toEqual({ ...started, status: 'running', done: 50 });

    const again = await openApp(test().place);
    const failures: unknown[] = [];
    const job = carryOutBulkChanges(again, (error) => failures.push(error));
    const ended = await end(started, bindActions(again));
    await job.stop();
    await again.close();
    expect(ended).toEqual({ ...started, status: 'complete', done: 120 });
    expect(failures).toEqual([]);
    expect(new Set(await estimates(items))).toEqual(new Set([3]));
  });

  it('notes what an item refuses, and changes the others', async () => {
    const { project, items } = await plan(4);
    const [first, second] = items;
    const sprint = await addSprint(project.defaultBoardId);
    const started = await start(items, { change: { fields: {}, iterations: { set: [{ id: sprint.id }] } } });
    await test().actions.changeItem(test().admin, { item: { id: first!.id }, fields: { condition: 'deleted' } });
    await test().actions.changeItem(test().admin, { item: { id: second!.id }, fields: { condition: 'archived' } });
    const heardBefore = test().heard.length;
    await carryOn(started);
    expect(await test().actions.getBulkChange(test().admin, started)).toEqual({
      ...started,
      status: 'complete',
      done: 4,
      refused: 2,
    });
    expect(await test().actions.listRefusedItems(test().admin, started)).toEqual([
      {
        item: { id: first!.id, key: first!.key, title: 'Item 0', projectId: project.id },
        refusal: { code: 'not_found', message: 'Item not found', thing: 'item' },
      },
      {
        item: { id: second!.id, key: second!.key, title: 'Item 1', projectId: project.id },
        refusal: {
          code: 'item_not_live',
          message: 'An archived or deleted item cannot be added',
          field: 'iterations',
        },
      },
    ]);
    // What was refused is not told either, and numbers have no gaps.
    const seqs = test()
      .heard.slice(heardBefore)
      .map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, index) => seqs[0]! + index));
    expect(await checkBooks(test().app.read)).toEqual([]);
  });

  it('leaves nothing of an item that refuses half-way', async () => {
    const { project, items } = await plan(2);
    const [archived, live] = items;
    const there = await test().actions.createProject(test().admin, { title: 'There' });
    const sprint = await addSprint(project.defaultBoardId);
    const iterations = { set: [{ id: sprint.id }] };
    const started = await start(items, { transfer: { to: { id: there.id }, begins: false, fields: {}, iterations } });
    await test().actions.changeItem(test().admin, { item: { id: archived!.id }, fields: { condition: 'archived' } });
    const heardBefore = test().heard.length;
    await carryOn(started);
    expect((await test().actions.getBulkChange(test().admin, started)).refused).toBe(1);
    const shown = await test().actions.getItem(test().admin, { item: { id: archived!.id } });
    expect(shown).toMatchObject({ key: archived!.key, version: 2, aliases: [] });
    // The key that it would have had there goes to the next one.
    const moved = await test().actions.getItem(test().admin, { item: { id: live!.id } });
    expect(moved).toMatchObject({ key: `${there.key}-1`, version: 2, aliases: [live!.key] });
    const told = test().heard.slice(heardBefore);
    expect(told.map(({ kind, itemId }) => [kind, itemId])).toEqual([
      ['item.changed', live!.id],
      ['item.entered', live!.id],
      ['bulk_change.finished', null],
    ]);
  });

  it('has failed when every item refused', async () => {
    const { items } = await plan(2);
    const started = await start(items, estimateOf(8));
    for (const { id } of items) {
      await test().actions.changeItem(test().admin, { item: { id }, fields: { condition: 'deleted' } });
    }
    await carryOn(started);
    expect(await end(started)).toEqual({ ...started, status: 'failed', done: 2, refused: 2 });
  });

  it('changes nothing when one item is not there, or not the caller’s to change', async () => {
    const { items } = await plan(2);
    const secret = await plan(1);
    const faults = { field: 'items', rule: 'reference', message: 'There is no such item, or it may not be changed' };
    const unknown = [items[0]!, { key: 'NO-1' }, items[1]!, { key: 'NO-2' }];
    await expect(start(unknown, estimateOf(5))).rejects.toMatchObject({
      code: 'invalid',
      details: { faults: [{ ...faults, names: ['NO-1', 'NO-2'] }] },
    });
    const { caller: guest } = await test().addPerson(`guest-${engine}`, null);
    await test().actions.setProjectRole(test().admin, {
      login: `guest-${engine}`,
      projectId: secret.project.id,
      role: 'viewer',
    });
    const again = { actor: { ...guest.actor, projectRoles: { [secret.project.id]: 'viewer' as const } } };
    await expect(start([...secret.items, items[0]!], estimateOf(5), again)).rejects.toMatchObject({
      code: 'invalid',
      details: { faults: [{ ...faults, names: [secret.items[0]!.key, items[0]!.key] }] },
    });
    const { caller: reader } = await test().addPerson(`reader-${engine}`, 'member', 'read');
    await expect(start(items, estimateOf(5), reader)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await estimates([...items, ...secret.items])).toEqual([1, 1, 1]);
  });

  it('is refused at once when it names what is not there, whatever the item', async () => {
    const { items } = await plan(1);
    const deeds: BulkDeed[] = [
      { change: { fields: { assignee: { login: 'nobody' } } } },
      { change: { fields: {}, iterations: { set: [{ id: 999_999 }] } } },
      { transfer: { to: { key: 'NOWHERE' }, begins: false, fields: {} } },
    ];
    for (const deed of deeds) await expect(start(items, deed)).rejects.toMatchObject({ code: 'invalid' });
  });

  it('is shown to who asked for it alone', async () => {
    const { items } = await plan(1);
    const started = await start(items, estimateOf(2));
    const { caller: other } = await test().addPerson(`other-${engine}`, 'admin', 'admin');
    const missing = { code: 'not_found' };
    await expect(test().actions.getBulkChange(other, started)).rejects.toMatchObject(missing);
    await expect(test().actions.listRefusedItems(other, started)).rejects.toMatchObject(missing);
    expect(await test().actions.listBulkChanges(other)).toEqual([]);
    await carryOn(started);
    const { caller: foreign } = await test().addOrganization(`foreign-${engine}`);
    await expect(test().actions.getBulkChange(foreign, started)).rejects.toMatchObject(missing);
  });

  it('is tried again after an error, with growing pauses, until it goes through', async () => {
    const { items } = await plan(2);
    const { app } = test();
    let troubles = 2;
    const flaky = {
      ...app,
      writer: {
        ...app.writer,
        run: (call: Parameters<typeof app.writer.run>[0]) => {
          if (call.name !== 'continueBulkChange' || troubles === 0) return app.writer.run(call);
          troubles -= 1;
          return Promise.reject(new Error('The disk is away'));
        },
      },
    };
    const failures: unknown[] = [];
    const job = carryOutBulkChanges(flaky, (error) => failures.push(error));
    test().hear(job.heed);
    const begin = performance.now();
    const started = await start(items, estimateOf(13));
    expect(await end(started)).toMatchObject({ status: 'complete', done: 2 });
    expect(performance.now() - begin).toBeGreaterThan(290);
    expect(failures).toEqual([new Error('The disk is away'), new Error('The disk is away')]);
    await job.stop();
    const untouched = await start(items, estimateOf(21));
    await sleep(50);
    expect(await test().actions.getBulkChange(test().admin, untouched)).toEqual(untouched);
  });
});
