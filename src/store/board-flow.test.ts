import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { engines, useTestApp } from '../../test/support/open-test-app.ts';
import { withWriter } from '../../test/support/with-writer.ts';
import { noPrecondition } from '../domain/precondition.ts';
import { readCrossings } from './board-flow.ts';
import { findBookFaults } from './check-books.ts';
import { columnTypes } from './engine.ts';
import { flow } from './migrations/0010-flow.ts';

const first = Date.UTC(2026, 2, 23, 12);
const dayMs = 86_400_000;

describe.each(engines)('what crosses a board, on %s', (engine) => {
  const test = useTestApp(engine);

  /** A project with a second board, on which and on the first one items are made, moved and deleted day by day. */
  async function liveThroughAWeek(title: string) {
    const { actions, admin } = test();
    test().setClock(first);
    const project = await actions.createProject(admin, { title });
    const other = await actions.createBoard(admin, {
      home: { project: { id: project.id }, field: 'project' },
      title: 'Other',
      takesIterations: true,
      hasBacklog: true,
      settings: {},
    });
    const item = (category: 'queued' | 'in_progress' | 'done', boardId: number) =>
      actions.createItem(admin, {
        project: { id: project.id },
        boardId,
        fields: { title: category },
        to: { category },
      });
    const [waiting, begun, done] = [
      await item('queued', other.id),
      await item('in_progress', other.id),
      await item('done', project.defaultBoardId),
    ];
    const change = async (day: number, id: number, change: Omit<Parameters<typeof actions.changeItem>[1], 'item'>) => {
      test().setClock(first + day * dayMs);
      await actions.changeItem(admin, { item: { id }, ...change });
    };
    await change(1, waiting.id, { fields: { estimate: 3 } });
    await change(1, begun.id, { fields: {}, to: { category: 'done' } });
    await change(2, begun.id, { fields: {}, to: { category: 'queued' } });
    await change(2, done.id, { fields: { condition: 'archived' } });
    await change(3, waiting.id, { fields: {}, place: { boardId: project.defaultBoardId } });
    await change(4, begun.id, { fields: { condition: 'deleted' } });
    return { project, other, change, ids: { waiting: waiting.id, begun: begun.id, done: done.id } };
  }

  it('is kept by day, and agrees with where everything stands', async () => {
    const { project, other, change, ids } = await liveThroughAWeek('Kept');
    await change(5, ids.begun, { fields: { condition: 'live' } });
    const none = { arrived: 0, started: 0, done: 0, reopened: 0, returned: 0 };
    const stays = { ...none, droppedQueued: 0, droppedStarted: 0, droppedDone: 0 };
    const { app } = test();
    const read = (boardId: number, from = '2026-03-23') =>
      readCrossings(app.read, { orgId: 1, boardIds: [boardId], from, to: '2026-03-31' });
    expect(await read(other.id)).toEqual([
      { ...stays, day: '2026-03-23', arrived: 2, started: 1 },
      { ...stays, day: '2026-03-24', done: 1 },
      { ...stays, day: '2026-03-25', reopened: 1, returned: 1 },
      { ...stays, day: '2026-03-26', droppedQueued: 1 },
      { ...stays, day: '2026-03-27', droppedQueued: 1 },
      { ...stays, day: '2026-03-28', arrived: 1 },
    ]);
    expect(await read(project.defaultBoardId, '2026-03-26')).toEqual([
      { ...stays, day: '', arrived: 1, started: 1, done: 1 },
      { ...stays, day: '2026-03-26', arrived: 1 },
    ]);
    expect(await findBookFaults(app.read, 1)).toEqual([]);
  });

  it('goes on counting where the items of a removed board go', async () => {
    const { project, other } = await liveThroughAWeek('Removed');
    const { actions, admin, app } = test();
    await actions.removeBoard(admin, { boardId: other.id, precondition: noPrecondition });
    expect(await findBookFaults(app.read, 1)).toEqual([]);
    const of = { orgId: 1, boardIds: [project.defaultBoardId], from: '2026-03-23', to: '2026-03-31' };
    expect((await readCrossings(app.read, of))[0]).toMatchObject({ day: '2026-03-23', arrived: 3, done: 1 });
  });

  it('begins with what stands on a board when records begin', async () => {
    const { project, ids, change } = await liveThroughAWeek('Begun');
    await withWriter(test().app, async (db) => {
      await sql`DELETE FROM board_flow`.execute(db);
      const faults = await findBookFaults(db, 1);
      expect(faults).toContainEqual(
        expect.objectContaining({
          of: 'board',
          id: project.defaultBoardId,
          figure: 'queued',
          kept: 0,
          source: 'items',
        }),
      );
      const fill = flow.statements(columnTypes(db)).find((statement) => statement.startsWith('INSERT INTO board_flow'));
      await sql.raw(fill ?? '').execute(db);
      expect(await findBookFaults(db, 1)).toEqual([]);
    });
    await change(6, ids.waiting, { fields: {}, to: { category: 'in_progress' } });
    const { app } = test();
    expect(await findBookFaults(app.read, 1)).toEqual([]);
    const of = { orgId: 1, boardIds: [project.defaultBoardId], from: '2026-03-29', to: '2026-03-31' };
    expect(await readCrossings(app.read, of)).toMatchObject([
      { day: '', arrived: 2, started: 1, done: 1 },
      { day: '2026-03-29', arrived: 0, started: 1, done: 0 },
    ]);
  });
});
