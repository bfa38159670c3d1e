import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useNative } from '../../../test/support/use-native.ts';

describe.each(engines)('Native moves on a board, on %s', (engine) => {
  const { test, send, get, addProject } = useNative(engine);

  /** A board with two lanes, and so many items in its first column and lane. */
  async function aBoard(count: number) {
    const projectId = await addProject();
    const [{ id, columns, lanes }] = (await get(`/projects/${projectId}/boards`)).boards;
    const second = await test().actions.addLane(test().admin, { boardId: id, fields: { title: 'Urgent' } });
    const ids: number[] = [];
    for (let index = 0; index < count; index += 1) {
      ids.push((await send('POST', `/projects/${projectId}/items`, { body: { title: `Item ${index}` } })).json().id);
    }
    const cells = columns.map((column: any) => ({ columnId: column.id, laneId: lanes[0].id }));
    return { projectId, id, ids, columns, cells, urgent: { ...cells[0], laneId: second.id } };
  }
  const move = (boardId: number, body: object, token?: string) =>
    send('POST', `/boards/${boardId}/moves`, { body, ...(token === undefined ? {} : { token }) });
  async function moved(boardId: number, body: object) {
    const answer = await move(boardId, body);
    expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
    return answer.json();
  }
  const idsIn = async (boardId: number, { columnId, laneId }: { columnId: number; laneId: number }) =>
    (await get(`/boards/${boardId}/items?columnId=${columnId}&laneId=${laneId}`)).items.map((each: any) => each.id);

  it('puts items side by side where they are wanted, and tells how to take that back', async () => {
    const { id, ids, cells, urgent } = await aBoard(4);
    const [a, b, c, d] = ids;
    expect(await idsIn(id, cells[0])).toEqual(ids);
    const first = await moved(id, { itemIds: [d, b], to: cells[0], before: a });
    expect(first.items.map((each: any) => each.id)).toEqual([d, b]);
    expect(await idsIn(id, cells[0])).toEqual([d, b, a, c]);
    const second = await moved(id, { itemIds: [a], to: urgent });
    const third = await moved(id, { itemIds: [c, d], to: urgent, after: null });
    expect([await idsIn(id, urgent), await idsIn(id, cells[0])]).toEqual([[c, d, a], [b]]);
    for (const each of [...third.undo, ...second.undo, ...first.undo]) await moved(id, each);
    expect([await idsIn(id, urgent), await idsIn(id, cells[0])]).toEqual([[], ids]);
  });

  it('has the status follow the column, and a version rise where something changed', async () => {
    const { id, ids, columns, cells } = await aBoard(2);
    const [a = 0, b] = ids;
    const done = columns.findIndex((column: any) => column.category === 'done');
    const { items, undo } = await moved(id, { itemIds: [a], to: cells[done] });
    expect(items).toMatchObject([{ category: 'done', columnId: cells[done].columnId, version: 2 }]);
    expect(undo).toEqual([{ itemIds: [a], to: cells[0], after: null }]);
    await moved(id, undo[0]);
    expect(await get(`/items/${a}`)).toMatchObject({ category: 'queued', doneAt: null, version: 3 });
    expect(await idsIn(id, cells[0])).toEqual([a, b]);
  });

  it('finds room between two however often something goes there', async () => {
    const { id, ids, cells } = await aBoard(3);
    const [a, b, c] = ids;
    for (let count = 0; count < 60; count += 1) {
      await moved(id, { itemIds: [count % 2 === 0 ? c : b], to: cells[0], after: a });
      await moved(id, { itemIds: [a], to: cells[0], after: null });
    }
    expect(await idsIn(id, cells[0])).toEqual([a, b, c]);
  });

  it('comes to the order that the same moves make of a list, and back', async () => {
    const { id, ids, cells } = await aBoard(6);
    const anyMove = fc.record({
      moving: fc.shuffledSubarray(ids, { minLength: 1, maxLength: 3 }),
      beside: fc.nat(9),
      isBefore: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(anyMove, async ({ moving, beside, isBefore }) => {
        const before: number[] = await idsIn(id, cells[0]);
        const others = before.filter((each) => !moving.includes(each));
        const neighbour = others[beside] ?? null;
        const place = isBefore
          ? neighbour === null
            ? others.length
            : others.indexOf(neighbour)
          : others.indexOf(neighbour ?? -1) + 1;
        const named = isBefore ? { before: neighbour } : { after: neighbour };
        const { undo } = await moved(id, { itemIds: moving, to: cells[0], ...named });
        expect(await idsIn(id, cells[0])).toEqual(others.toSpliced(place, 0, ...moving));
        for (const each of undo) await moved(id, each);
        expect(await idsIn(id, cells[0])).toEqual(before);
        await moved(id, { itemIds: moving, to: cells[0], ...named });
      }),
      { numRuns: 15 },
    );
  });

  it('is refused whole, saying where the fault is, and to who may not plan', async () => {
    const { id, ids, cells } = await aBoard(2);
    const other = await aBoard(1);
    const [a] = ids;
    const faulty = [
      [{ itemIds: [a, other.ids[0]], to: cells[1] }, '#/itemIds/1'],
      [{ itemIds: [a], to: other.cells[0] }, '#/to/columnId'],
      [{ itemIds: [a], to: { ...cells[0], laneId: other.cells[0].laneId } }, '#/to/laneId'],
      [{ itemIds: [a], to: cells[0], after: other.ids[0] }, '#/after'],
      [{ itemIds: [a], to: cells[0], after: null, before: null }, '#/before'],
      [{ itemIds: [], to: cells[0] }, '#/itemIds'],
    ] as const;
    for (const [body, pointer] of faulty) {
      const answer = await move(id, body);
      expect([answer.status, answer.json().errors?.[0]?.pointer]).toEqual([400, pointer]);
    }
    expect(await idsIn(id, cells[0])).toEqual(ids);
    const { token } = await test().addPerson(`viewer-${id}-${engine}`, 'viewer');
    const outsider = (await test().addPerson(`outsider-${id}-${engine}`, null)).token;
    const body = { itemIds: [a], to: cells[1] };
    expect((await move(id, body, token)).status).toBe(403);
    expect((await move(id, {}, outsider)).status).toBe(404);
    expect((await move(999_999, body)).status).toBe(404);
    expect((await send('GET', `/boards/${id}/items?columnId=0`, { token: outsider })).status).toBe(404);
    expect((await send('GET', `/boards/${id}/items?columnId=0`)).status).toBe(400);
  });
});
