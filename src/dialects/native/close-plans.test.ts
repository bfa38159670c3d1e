import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { actionsOf, useCloses } from '../../../test/support/use-closes.ts';

describe.each(engines)('Native close plans, on %s', (engine) => {
  const { test, ask, get, addProject, addIteration, start, addItem, change, plan, tryClose, close, held, iteration } =
    useCloses(engine);

  it('tell what a close would do with every unfinished item, and change nothing', async () => {
    const projectId = await addProject();
    const sprint = await start(projectId, 'One');
    const next = await addIteration(projectId, 'Two', { start: '2026-03-16', end: '2026-03-27', maxCapacity: 5 });
    await addItem(projectId, next, { estimate: 2 });
    const done = await addItem(projectId, sprint, { estimate: 5 }, { category: 'done' });
    await addItem(projectId, sprint, { estimate: 1 }, { category: 'cancelled' });
    const a = await addItem(projectId, sprint, { title: 'Left', estimate: 8 });
    const b = await addItem(projectId, sprint, { estimate: null }, { category: 'in_progress' });
    const before = await iteration(sprint);
    const made = await plan(sprint, { items: [{ itemId: b.id, to: 'backlogTop' }] });
    expect(made).toMatchObject({
      iterationId: sprint,
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      policy: null,
      newIteration: null,
      items: [
        {
          id: a.id,
          key: a.key,
          title: 'Left',
          estimate: 8,
          action: 'carry',
          iterationId: next,
          rank: 'bottom',
          reason: 'everything',
          carryCount: 0,
          warnings: [],
        },
        { id: b.id, estimate: null, action: 'backlogTop', iterationId: null, reason: 'explicit' },
      ],
      undecided: [],
      statement: {
        scope: { points: 13, items: 3 },
        done: { points: 5, items: 1 },
        remaining: { points: 8, items: 2 },
        closing: {
          members: 4,
          cancelled: { points: 1, items: 1 },
          carriedToIterations: { points: 8, items: 1 },
          returnedToBacklog: { points: 0, items: 1 },
          stayed: { points: 0, items: 0 },
        },
      },
      destinations: [
        {
          iterationId: next,
          title: 'Two',
          present: { points: 2, items: 1 },
          arriving: { points: 8, items: 1 },
          maxCapacity: 5,
          load: 'over',
        },
      ],
    });
    expect(await get('GET', `/close-plans/${made.id}`)).toEqual(made);
    expect(await iteration(sprint)).toEqual(before);
    expect(await held(sprint)).toContain(done.id);
  });

  it('are carried out to the letter: next, another, a new one, the backlog, staying, cancelling', async () => {
    const projectId = await addProject();
    const sprint = await start(projectId, 'One');
    const [next, later] = [
      await addIteration(projectId, 'Two', { start: '2026-03-16', end: '2026-03-27' }),
      await addIteration(projectId, 'Three', { start: '2026-03-30', end: '2026-04-10' }),
    ];
    const old = await addItem(projectId, next);
    const [a, b, c, d, e, f] = [
      await addItem(projectId, sprint),
      await addItem(projectId, sprint),
      await addItem(projectId, sprint),
      await addItem(projectId, sprint),
      await addItem(projectId, sprint),
      await addItem(projectId, sprint),
    ];
    const receipt = await close(sprint, {
      nextIterationId: next,
      newIteration: { title: 'Extra', start: '2026-04-13', end: '2026-04-24' },
      items: [
        { itemId: b.id, to: 'next', rank: 'top', estimate: 1 },
        { itemId: c.id, to: 'iteration', iterationId: later },
        { itemId: d.id, to: 'newIteration' },
        { itemId: e.id, to: 'cancel' },
        { itemId: f.id, to: 'stay' },
      ],
    });
    expect(actionsOf(receipt.groups)).toEqual([
      [a.id, 'carry'],
      [b.id, 'carry'],
      [c.id, 'carry'],
      [d.id, 'carry'],
      [e.id, 'cancel'],
      [f.id, 'stay'],
    ]);
    expect(await held(next)).toEqual([b.id, old.id, a.id]);
    expect(await held(later)).toEqual([c.id]);
    expect(await held(receipt.newIterationId)).toEqual([d.id]);
    expect(await iteration(receipt.newIterationId)).toMatchObject({ title: 'Extra', start: '2026-04-13' });
    expect(await get('GET', `/items/${b.id}`)).toMatchObject({ estimate: 1 });
    expect(await get('GET', `/items/${e.id}`)).toMatchObject({ category: 'cancelled' });
    expect(await iteration(sprint)).toMatchObject({ status: 'closed' });
    expect(await held(sprint)).toHaveLength(6);
    expect((await get('GET', `/iterations/${sprint}/receipts`)).receipts).toEqual([receipt]);
  });

  it('return items to either end of the backlog, in the order of the iteration', async () => {
    const projectId = await addProject();
    const sprint = await start(projectId, 'One');
    const [a, b, c, d] = [
      await addItem(projectId, null),
      await addItem(projectId, sprint),
      await addItem(projectId, sprint),
      await addItem(projectId, sprint),
    ];
    const e = await addItem(projectId, null);
    await close(sprint, { unfinished: 'backlogTop', items: [{ itemId: b.id, to: 'backlogBottom' }] });
    const backlog = await get('GET', `/projects/${projectId}/items?iteration=none&limit=200`);
    expect(backlog.items.map((each: any) => each.id)).toEqual([c.id, d.id, a.id, e.id, b.id]);
  });

  it.each([
    ['none', 0, 'cancelled', 5],
    ['donePart', 5, 'done', 0],
  ] as const)('split an item with credit %s: 8 points never become more', async (credit, now, category, uncredited) => {
    const projectId = await addProject();
    const sprint = await start(projectId, 'One');
    const next = await addIteration(projectId, 'Two', { start: '2026-03-16', end: '2026-03-27' });
    const item = await addItem(projectId, sprint, { title: 'Big', estimate: 8, tags: { set: ['web'] } });
    const body = { items: [{ itemId: item.id, to: 'split', donePart: 5, credit }] };
    expect((await plan(sprint, body)).statement.closing).toMatchObject({
      members: 1,
      velocity: { points: now },
      uncredited: { points: uncredited },
    });
    const receipt = await close(sprint, body);
    const [{ childId }] = receipt.splits;
    expect(receipt.splits).toEqual([{ itemId: item.id, childId, childPoints: 3 }]);
    expect(await get('GET', `/items/${item.id}`)).toMatchObject({ category, estimate: 5, resolution: 'split' });
    expect(await get('GET', `/items/${childId}`)).toMatchObject({ title: 'Big', estimate: 3, category: 'queued' });
    expect(await held(next)).toEqual([childId]);
    expect((await iteration(sprint)).done).toMatchObject({ points: now });
    await change(childId, {}, { category: 'done' });
    expect((await iteration(next)).done).toEqual({ points: 3, items: 1 });
    expect((await iteration(sprint)).done.points + 3).toBe(credit === 'none' ? 3 : 8);
  });

  it('are stale after any touch of what they stand on, and say what it was', async () => {
    const projectId = await addProject();
    const policy = await get('POST', `/projects/${projectId}/rollover-policies`, {
      name: 'Plain',
      rules: [{ id: 'all', when: {}, to: 'next' }],
    });
    const touches: Record<string, (at: { sprint: number; next: number; item: number }) => Promise<unknown>> = {
      'iteration changed': ({ sprint }) => ask('PATCH', `/iterations/${sprint}`, { goal: 'Ship' }, { 'if-match': '*' }),
      'iteration changed too': ({ next }) => ask('PATCH', `/iterations/${next}`, { goal: 'x' }, { 'if-match': '*' }),
      'item changed': ({ item }) => change(item, { title: 'Renamed' }),
      'item changed by a tag': ({ item }) => change(item, { tags: { set: ['new'] } }),
      'item left': ({ item }) => change(item, {}, { category: 'done' }),
      'item came': ({ sprint }) => addItem(projectId, sprint),
      'figures changed': ({ sprint }) => addItem(projectId, sprint, {}, { category: 'done' }),
      'policy changed': () => ask('PATCH', `/rollover-policies/${policy.id}`, { name: 'New' }, { 'if-match': '*' }),
    };
    for (const [what, touch] of Object.entries(touches)) {
      const sprint = await start(projectId, what);
      const next = await addIteration(projectId, 'Next', { start: '2026-03-16', end: '2026-03-27' });
      const { id: item } = await addItem(projectId, sprint);
      const made = await plan(sprint, { policyId: policy.id, nextIterationId: next });
      await touch({ sprint, next, item });
      const answer = await tryClose(sprint, made);
      const [thing, how] = what.split(' ');
      expect([what, answer.status, answer.json().changed]).toEqual([
        what,
        412,
        expect.arrayContaining([{ thing, how, id: expect.any(Number) }]),
      ]);
      expect(await iteration(sprint)).toMatchObject({ status: 'active' });
    }
  });

  it('start what has not been started, and need its dates for that', async () => {
    const projectId = await addProject();
    const sprint = await addIteration(projectId, 'Planned');
    const { id } = await addItem(projectId, sprint);
    expect((await ask('POST', `/iterations/${sprint}/close-plans`, {})).status).toBe(409);
    await get('PATCH', `/iterations/${sprint}`, { start: '2026-03-02', end: '2026-03-13' }, { 'if-match': '*' });
    const receipt = await close(sprint);
    expect(receipt.groups).toMatchObject([{ action: 'stay', reason: 'no_next_iteration', itemIds: [id] }]);
    expect(await iteration(sprint)).toMatchObject({ status: 'closed', committed: { points: 3, items: 1 } });
  });

  it('are carried out once, however many ask for it at the same time', async () => {
    const projectId = await addProject();
    for (let round = 0; round < 5; round += 1) {
      const sprint = await start(projectId, 'Raced');
      const next = await addIteration(projectId, 'Next', { start: '2026-03-16', end: '2026-03-27' });
      const { id } = await addItem(projectId, sprint);
      const made = await plan(sprint, { nextIterationId: next });
      const answers = await Promise.all([1, 2, 3].map(() => tryClose(sprint, made)));
      expect(answers.map(({ status }) => String(status)).sort()).toEqual(['201', '412', '412']);
      expect(await held(next)).toEqual([id]);
      expect((await get('GET', `/iterations/${sprint}/receipts`)).receipts).toHaveLength(1);
    }
  });

  it('carry nothing for the third time before somebody has decided', async () => {
    const projectId = await addProject();
    let sprint = await start(projectId, 'Sprint 0');
    const item = await addItem(projectId, sprint);
    for (let carry = 1; carry <= 2; carry += 1) {
      const next = await start(projectId, `Sprint ${carry}`);
      await close(sprint, { nextIterationId: next });
      sprint = next;
    }
    const next = await start(projectId, 'Sprint 3');
    const made = await plan(sprint, { nextIterationId: next });
    expect(made).toMatchObject({ undecided: [item.id], items: [{ carryCount: 2, warnings: ['third_carry'] }] });
    const answer = await tryClose(sprint, made);
    expect([answer.status, answer.json()]).toMatchObject([409, { type: 'urn:timebox:problem:decision-needed' }]);
    expect(await iteration(sprint)).toMatchObject({ status: 'active' });
    const note = 'Waits for the vendor';
    const receipt = await close(sprint, { nextIterationId: next, items: [{ itemId: item.id, to: 'next', note }] });
    expect(receipt.notes).toEqual([{ itemId: item.id, note }]);
    expect(await held(next)).toEqual([item.id]);
  });

  it('leave what is planned in another iteration of the board where it is', async () => {
    const projectId = await addProject();
    const sprint = await start(projectId, 'One');
    const item = await addItem(projectId, sprint);
    const elsewhere = await start(projectId, 'Other');
    // Only an iteration that was closed and opened again may share an item with another open one.
    const first = await close(sprint, { unfinished: 'stay' });
    await test().actions.changeItem(test().admin, {
      item: { id: item.id },
      fields: {},
      iterations: { add: [{ id: elsewhere }], remove: [] },
    });
    expect(first.groups).toMatchObject([{ action: 'stay', reason: 'everything' }]);
    expect(await held(elsewhere)).toEqual([item.id]);
    await get('POST', `/receipts/${first.id}/reversal`);
    expect(await held(sprint)).toEqual([]);
    expect((await plan(sprint)).items).toEqual([]);
  });
});
