import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { engines, useTestApp } from '../../test/support/open-test-app.ts';
import { noPrecondition } from '../domain/precondition.ts';
import { checkBooks } from './check-books.ts';
import type { ColumnPlan, CreateBoard } from './index.ts';

const keys = ['open', 'inProgress', 'needInfo', 'readyForTest', 'done', 'cancelled'] as const;
const precondition = noPrecondition;

describe.each(engines)('Boards, on %s', (engine) => {
  const test = useTestApp(engine);

  async function plan(title: string, more: Partial<CreateBoard> = {}) {
    const { actions, admin } = test();
    const project = await actions.createProject(admin, { title });
    const board = await actions.createBoard(admin, {
      home: { project: { id: project.id }, field: 'project' },
      title: `Board of ${title}`,
      takesIterations: true,
      hasBacklog: true,
      settings: {},
      ...more,
    });
    const columns = async () => actions.listColumns(admin, { boards: [board] });
    const addItem = (columnId?: number) =>
      actions.createItem(admin, {
        project: { id: project.id },
        boardId: board.id,
        ...(columnId === undefined ? {} : { columnId }),
        fields: { title: 'One' },
      });
    const itemAt = (id: number) => actions.getItem(admin, { item: { id } });
    return { project, board, columns, addItem, itemAt };
  }

  it('are told of when they are made, changed and removed', async () => {
    const { actions, admin, heard } = test();
    const { project, board } = await plan('Told');
    const start = heard.length - 1;
    await actions.changeBoard(admin, { boardId: board.id, precondition, fields: { title: 'Other' }, settings: {} });
    await actions.changeBoard(admin, { boardId: board.id, precondition, fields: { title: 'Other' }, settings: {} });
    await actions.removeBoard(admin, { boardId: board.id, precondition });
    const data = { boardId: board.id };
    expect(heard.slice(start)).toMatchObject([
      { kind: 'board.created', projectId: project.id, data: { ...data, version: 1, title: 'Board of Told' } },
      { kind: 'board.changed', projectId: project.id, data: { ...data, version: 2, title: 'Other' } },
      { kind: 'board.removed', projectId: project.id, data: { ...data, movedTo: project.defaultBoardId } },
    ]);
  });

  it('without a project get one of their name, which only an administrator may make', async () => {
    const { actions, admin, addPerson } = test();
    const create = { title: 'Alone', takesIterations: true, hasBacklog: true, settings: {} };
    const member = await addPerson('member-of-boards', 'member');
    await expect(actions.createBoard(member.caller, create)).rejects.toMatchObject({ code: 'forbidden' });
    const board = await actions.createBoard(admin, { ...create, owner: { login: 'member-of-boards' } });
    const project = await actions.getProject(admin, { id: board.projectId });
    expect(project).toMatchObject({ title: 'Alone', key: 'ALONE', leadId: member.caller.actor.userId });
    expect(board).toMatchObject({ projectKey: 'ALONE', owner: { login: 'member-of-boards' } });
    expect(project.defaultBoardId).not.toBe(board.id);
  });

  it('leave nothing behind when they are refused', async () => {
    const { actions, admin } = test();
    const before = (await actions.listProjects(admin)).length;
    const create = { title: 'Refused', takesIterations: true, hasBacklog: false, settings: {} };
    await expect(actions.createBoard(admin, create)).rejects.toMatchObject({ code: 'board_settings' });
    expect((await actions.listProjects(admin)).length).toBe(before);
  });

  it('with which a project was born take iterations always, and are not removed', async () => {
    const { actions, admin } = test();
    const { project } = await plan('Born');
    const boardId = project.defaultBoardId;
    await expect(
      actions.changeBoard(admin, { boardId, precondition, fields: { takesIterations: false }, settings: {} }),
    ).rejects.toMatchObject({ code: 'board_settings', details: { field: 'takesIterations' } });
    await expect(actions.removeBoard(admin, { boardId, precondition })).rejects.toMatchObject({ code: 'board_stays' });
  });

  it('give a column the category of its first status, what is cancelled being as good as done', async () => {
    const statuses = (...names: string[]) => names.map((key) => ({ key }));
    const { columns } = await plan('Categories', {
      columns: [
        { title: 'A', statuses: statuses('needInfo', 'open'), itemLimit: null },
        { title: 'B', statuses: statuses('deferred', 'open'), itemLimit: null },
        { title: 'C', statuses: statuses('open', 'done'), itemLimit: 4 },
      ],
    });
    expect(await columns()).toMatchObject([
      { title: 'A', category: 'in_progress', itemLimit: null, sortOrder: 1 },
      { title: 'B', category: 'done', sortOrder: 2 },
      { title: 'C', category: 'queued', itemLimit: 4, sortOrder: 3 },
    ]);
  });

  it('keep every item in a column of theirs that has its status, if any has, however columns change', async () => {
    const { actions, admin } = test();
    const { board, addItem, itemAt, columns } = await plan('Settled');
    const items: number[] = [];
    for (const key of keys) {
      const { id } = await addItem();
      const status = (await actions.listStatuses(admin, { projectId: null })).find((each) => each.key === key);
      await actions.changeItem(admin, { item: { id }, fields: {}, to: { statusId: status?.id ?? 0 } });
      items.push(id);
    }
    const column = fc.record({
      kept: fc.nat(6),
      statuses: fc.option(fc.uniqueArray(fc.constantFrom(...keys), { minLength: 1, maxLength: 4 })),
    });
    let made = 0;
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(column, { selector: ({ kept }) => kept, minLength: 1 }), async (wanted) => {
        const before = await columns();
        const versions = await Promise.all(items.map(async (id) => [id, await itemAt(id)] as const));
        const plans = wanted.map(({ kept, statuses }): ColumnPlan => {
          const present = before[kept];
          const names = statuses?.map((key) => ({ key }));
          made += 1;
          if (present === undefined) {
            return { title: `New ${made}`, statuses: names ?? [{ key: 'open' }], itemLimit: null };
          }
          return names === undefined ? { id: present.id } : { id: present.id, statuses: names };
        });
        const { version } = await actions.getBoard(admin, { id: board.id });
        const changed = await actions.changeBoard(admin, {
          boardId: board.id,
          precondition,
          fields: {},
          settings: {},
          columns: plans,
        });
        const after = await columns();
        expect(changed.version - version).toBe(JSON.stringify(after) === JSON.stringify(before) ? 0 : 1);
        for (const [id, item] of versions) {
          const now = await itemAt(id);
          expect(after.map((each) => each.id)).toContain(now.columnId);
          const listing = after.filter((each) => each.statusIds.includes(now.status.id));
          expect(listing.length === 0 || listing.some((each) => each.id === now.columnId)).toBe(true);
          expect([now.status, now.version - item.version]).toEqual([
            item.status,
            now.columnId === item.columnId ? 0 : 1,
          ]);
        }
      }),
      { numRuns: 25 },
    );
    expect(await checkBooks(test().app.read)).toEqual([]);
  });

  it('that are removed hand over their items and iterations, and no item is then in two open ones of a board', async () => {
    const { actions, admin } = test();
    const { project, board, addItem, itemAt } = await plan('Removed');
    const sprint = (boardId: number, title: string) =>
      actions.createIteration(admin, {
        home: { boardId },
        title,
        fields: {},
        policy: { moves: {}, refuseRepeatedClose: false, fixedWhenClosed: [], endAfterStart: 'day' },
      });
    const [here, there] = [await sprint(board.id, 'Here'), await sprint(project.defaultBoardId, 'There')];
    const [both, one] = [await addItem(), await addItem()];
    const put = (id: number, ...ids: number[]) =>
      actions.changeItem(admin, { item: { id }, fields: {}, iterations: { set: ids.map((each) => ({ id: each })) } });
    await put(both.id, here.id, there.id);
    await put(one.id, here.id);
    const before = await itemAt(one.id);
    await actions.removeBoard(admin, { boardId: board.id, precondition });
    expect(await itemAt(both.id)).toMatchObject({ boardId: project.defaultBoardId, iterations: [{ id: there.id }] });
    expect(await itemAt(one.id)).toMatchObject({
      boardId: project.defaultBoardId,
      status: before.status,
      version: before.version + 1,
      iterations: [{ id: here.id }],
    });
    const find = { iteration: { id: here.id }, precondition, policy: { findsRemoved: false, findsGroups: false } };
    expect(await actions.getIteration(admin, find)).toMatchObject({ boardId: project.defaultBoardId, version: 2 });
    expect(await checkBooks(test().app.read)).toEqual([]);
  });
});
