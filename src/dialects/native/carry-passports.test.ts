import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useCloses } from '../../../test/support/use-closes.ts';

describe.each(engines)('Native carry passports, on %s', (engine) => {
  const { test, ask, get, addProject, addIteration, start, addItem, change, close, reverse } = useCloses(engine);
  const dates = { start: '2026-03-16', end: '2026-03-27' };
  const passport = (id: number | string) => get('GET', `/items/${id}/passport`);

  it('tell where an item has been: 8 points carried first, 5 then, done in the third: twice, 13 points dragged', async () => {
    const projectId = await addProject();
    const [one, two, three] = [
      await start(projectId, 'One'),
      await start(projectId, 'Two'),
      await start(projectId, 'Three'),
    ];
    const item = await addItem(projectId, one, { estimate: 8, minutes: [360, 120] });
    const first = await close(one, { nextIterationId: two });
    await change(item.id, { estimate: 5, remainingMinutes: null });
    const second = await close(two, { nextIterationId: three });
    const done = await change(item.id, {}, { category: 'done' });
    const third = await close(three, { unfinished: 'stay' });
    const at = expect.any(String);
    expect(await passport(item.key)).toEqual({
      itemId: item.id,
      key: item.key,
      carryCount: 2,
      pointsDragged: 13,
      firstCarriedAt: first.closedAt,
      carryAgeDays: 1,
      doneAt: new Date(done.doneAt ?? 0).toISOString(),
      stays: [
        {
          iterationId: one,
          title: 'One',
          in: { at, estimate: 8, how: 'added' },
          out: { at: first.closedAt, estimate: 8, how: 'carried', receiptId: first.id, shareDone: 0.75 },
        },
        {
          iterationId: two,
          title: 'Two',
          in: { at: first.closedAt, estimate: 8, how: 'carried' },
          out: { at: second.closedAt, estimate: 5, how: 'carried', receiptId: second.id, shareDone: null },
        },
        {
          iterationId: three,
          title: 'Three',
          in: { at: second.closedAt, estimate: 5, how: 'carried' },
          out: { at: third.closedAt, estimate: 5, how: 'finished', receiptId: third.id, shareDone: null },
        },
      ],
    });
  });

  it('tell for how many local days an item has been dragged along: from its first carry until it is done', async () => {
    const { id: projectId } = await test().actions.createProject(test().admin, { title: 'East', zone: 'Asia/Tokyo' });
    const [one, two] = [await start(projectId, 'One'), await start(projectId, 'Two')];
    const item = await addItem(projectId, one);
    const fresh = await addItem(projectId, two);
    // Half past midnight of 3 March where the project is.
    test().setClock(Date.parse('2026-03-02T15:30:00Z'));
    await close(one, { nextIterationId: two });
    expect((await passport(item.id)).carryAgeDays).toBe(1);
    test().setClock(Date.parse('2026-03-05T14:00:00Z'));
    expect((await passport(item.id)).carryAgeDays).toBe(3);
    await change(item.id, {}, { category: 'done' });
    test().setClock(Date.parse('2026-04-05T14:00:00Z'));
    expect((await passport(item.id)).carryAgeDays).toBe(3);
    expect(await passport(fresh.id)).toMatchObject({ carryAgeDays: null, firstCarriedAt: null });
    test().setClock(null);
  });

  it('tell of splits, of leaving, and nothing of what was taken back', async () => {
    const projectId = await addProject();
    const [one, two] = [await start(projectId, 'One'), await start(projectId, 'Two')];
    const item = await addItem(projectId, one, { estimate: 8 });
    const taken = await addItem(projectId, one);
    const receipt = await close(one, {
      nextIterationId: two,
      items: [{ itemId: item.id, to: 'split', donePart: 5, credit: 'donePart' }],
    });
    const [{ childId }] = receipt.splits;
    expect(await passport(item.id)).toMatchObject({ carryCount: 0, stays: [{ out: { how: 'split', estimate: 5 } }] });
    expect(await passport(childId)).toMatchObject({
      carryCount: 1,
      pointsDragged: 3,
      firstCarriedAt: receipt.closedAt,
      carryAgeDays: 1,
      stays: [{ iterationId: two, in: { how: 'split', estimate: 3 }, out: null }],
    });
    await reverse(receipt.id);
    expect(await passport(taken.id)).toMatchObject({
      carryCount: 0,
      pointsDragged: 0,
      stays: [
        { iterationId: one, out: null },
        { iterationId: two, in: { how: 'carried' }, out: { how: 'left' } },
      ],
    });
  });

  it('of the rest of a split count as carried in where it goes, and what of that was finished is told', async () => {
    const projectId = await addProject();
    const [one, two] = [await start(projectId, 'One'), await addIteration(projectId, 'Two', dates)];
    const [whole, other] = [await addItem(projectId, one, { estimate: 8 }), await addItem(projectId, one)];
    await addItem(projectId, two, { estimate: 5 });
    const { splits } = await close(one, {
      nextIterationId: two,
      items: [{ itemId: whole.id, to: 'split', donePart: 5, credit: 'donePart' }],
    });
    await get('PATCH', `/iterations/${two}`, { status: 'active' }, { 'if-match': '*' });
    await change(splits[0].childId, {}, { category: 'done' });
    await close(two, { unfinished: 'stay' });
    const { closing } = await get('GET', `/iterations/${two}/figures`);
    expect(closing.carriedIn).toEqual({ points: 6, items: 2 });
    expect(closing.carryIn).toEqual({
      all: { points: 6, items: 2 },
      finished: { points: 3, items: 1 },
      finishedShare: { points: 0.5, items: 0.5 },
    });
    const { items } = await get('GET', `/iterations/${two}/statements/1`);
    const counts = items.map(({ id, carryCount }: any) => [id, carryCount]);
    expect(counts).toEqual(
      expect.arrayContaining([
        [other.id, 1],
        [splits[0].childId, 1],
      ]),
    );
    // The first one's own part was finished in it, and the rest is no part of it.
    const first = (await get('GET', `/iterations/${one}/figures`)).closing;
    expect([first.velocity, first.carryIn.all]).toEqual([
      { points: 5, items: 1 },
      { points: 0, items: 0 },
    ]);
  });

  it('count carries in every dialect, and find what is carried again and again', async () => {
    const { id: projectId, uid } = await test().actions.createProject(test().admin, { title: 'Beta' });
    const sprints = [];
    for (let count = 0; count <= 3; count += 1) sprints.push(await start(projectId, `Sprint ${count}`));
    const [old, small, done] = [
      await addItem(projectId, sprints[0] ?? 0, { title: 'Old', estimate: 5 }),
      await addItem(projectId, sprints[0] ?? 0, { estimate: 1 }),
      await addItem(projectId, sprints[0] ?? 0),
    ];
    const fresh = await addItem(projectId, sprints[1] ?? 0);
    const headers = { authorization: `Bearer ${test().token}` };
    for (let count = 0; count < 3; count += 1) {
      const [from, to] = await Promise.all(
        [sprints[count], sprints[count + 1]].map((id) => get('GET', `/iterations/${id}`)),
      );
      const body = { status: 'closed', new_iteration_id: to.uid };
      const url = `/api/latest/spaces/${uid}/iterations/${from.uid}`;
      expect((await test().send('PATCH', url, { body, headers })).status).toBe(200);
    }
    await change(done.id, {}, { category: 'done' });
    const carried = (query: string) => get('GET', `/projects/${projectId}/carried${query}`);
    expect(await carried('')).toMatchObject({
      total: 2,
      items: [
        { id: old.id, title: 'Old', carryCount: 3, pointsDragged: 15, category: 'queued', estimate: 5 },
        { id: small.id, carryCount: 3, pointsDragged: 3 },
      ],
    });
    expect(await carried('?least=1&limit=1')).toMatchObject({ total: 3, items: [{ id: old.id }] });
    expect((await carried('?least=2')).items.map((each: any) => each.id)).toEqual([old.id, small.id, fresh.id]);
  });

  it('are hidden with their item and its iterations', async () => {
    const projectId = await addProject();
    const sprint = await start(projectId, 'One');
    const { id } = await addItem(projectId, sprint);
    const outsider = { authorization: `Bearer ${(await test().addPerson(`outsider-${engine}`, null)).token}` };
    for (const path of [`/items/${id}/passport`, `/projects/${projectId}/carried`]) {
      expect((await ask('GET', path, undefined, outsider)).status).toBe(404);
    }
    expect((await ask('GET', '/items/999999/passport')).status).toBe(404);
    expect((await ask('GET', `/projects/${projectId}/carried?least=0`)).status).toBe(400);
  });
});
