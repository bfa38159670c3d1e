import { describe, expect, it } from 'vitest';
import { engines, useTestApp } from '../../test/support/open-test-app.ts';

describe.each(engines)('Items that move to another project, on %s', (engine) => {
  const test = useTestApp(engine);

  async function plan(title: string) {
    const { actions, admin } = test();
    const from = await actions.createProject(admin, { title: `${title} from` });
    const to = await actions.createProject(admin, { title: `${title} to` });
    const sprint = await actions.createIteration(admin, {
      home: { boardId: from.defaultBoardId },
      title: 'Sprint',
      fields: { start: { day: '2026-04-06', at: null }, end: { day: '2026-04-17', at: null } },
      policy: { moves: {}, refuseRepeatedClose: false, fixedWhenClosed: [], endAfterStart: 'day' },
    });
    const item = await actions.createItem(admin, {
      project: { id: from.id },
      fields: { title: 'One', estimate: 3 },
      iterations: { set: [{ id: sprint.id }] },
    });
    return { from, to, sprint, item };
  }
  const view = (id: number) => test().actions.getItem(test().admin, { item: { id } });

  it('keep their status, iterations and former key, and count on where they counted', async () => {
    const { actions, admin } = test();
    const { to, sprint, item } = await plan('Kept');
    await actions.changeItem(admin, { item: { id: item.id }, fields: {}, to: { category: 'done' } });
    await actions.transferItem(admin, { item: { key: item.key }, to: { key: to.key }, begins: false, fields: {} });
    expect(await view(item.id)).toMatchObject({
      version: 3,
      projectId: to.id,
      boardId: to.defaultBoardId,
      key: `${to.key}-1`,
      aliases: [item.key],
      status: { key: 'done' },
      resolution: 'fixed',
      iterations: [{ id: sprint.id }],
    });
    const { figures } = await actions.getFigures(admin, { iteration: { id: sprint.id } });
    expect(figures).toMatchObject({ scopeItems: 1, scopePoints: 3, donePoints: 3 });
  });

  it('rank in the other project by their number, not among what they have left', async () => {
    const { actions, admin } = test();
    const { from, to, item } = await plan('Ranked');
    const first = await actions.createItem(admin, { project: { id: from.id }, fields: { title: 'First' } });
    await actions.moveItems(admin, { itemIds: [first.id, item.id], iterationId: null, beside: { behind: null } });
    expect((await view(item.id)).backlogPriority).not.toBeNull();
    await actions.transferItem(admin, { item: { id: item.id }, to: { id: to.id }, begins: false, fields: {} });
    expect((await view(item.id)).backlogPriority).toBeNull();
  });

  it('begin anew when that is asked for, and no longer count as done', async () => {
    const { actions, admin } = test();
    const { to, sprint, item } = await plan('Begun');
    await actions.changeItem(admin, { item: { id: item.id }, fields: {}, to: { category: 'done' } });
    await actions.transferItem(admin, { item: { id: item.id }, to: { id: to.id }, begins: true, fields: {} });
    expect(await view(item.id)).toMatchObject({ status: { key: 'open' }, resolution: null, doneAt: null });
    const { figures } = await actions.getFigures(admin, { iteration: { id: sprint.id } });
    expect(figures).toMatchObject({ scopePoints: 3, donePoints: 0 });
  });

  it('change in other ways by the same version, or not at all', async () => {
    const { actions, admin } = test();
    const { from, to, item } = await plan('Changed');
    const fields = { title: 'Two', tags: { set: ['t'] } } as const;
    await actions.transferItem(admin, {
      item: { id: item.id },
      to: { id: to.id },
      begins: false,
      fields,
      iterations: { set: [] },
    });
    expect(await view(item.id)).toMatchObject({ version: 2, title: 'Two', tags: ['t'], iterations: [] });
    await expect(
      actions.transferItem(admin, {
        item: { id: item.id },
        to: { id: from.id },
        begins: false,
        fields: {},
        iterations: { add: [{ id: 999_999 }], remove: [] },
      }),
    ).rejects.toMatchObject({ code: 'invalid', details: { field: 'iterations' } });
    expect(await view(item.id)).toMatchObject({ version: 2, projectId: to.id });
    const told = await actions.listItemChanges(admin, { item: { id: item.id }, after: 0, limit: 9 });
    expect(told.map(({ changes }) => Object.keys(changes)).flat()).toContain('projectId');
  });

  it('stay as they are in the project where they are', async () => {
    const { actions, admin } = test();
    const { from, item } = await plan('Stayed');
    const stay = (fields: { readonly title?: string }) =>
      actions.transferItem(admin, { item: { id: item.id }, to: { id: from.id }, begins: true, fields });
    expect(await stay({})).toMatchObject({ version: 1, key: item.key });
    expect(await stay({ title: 'Two' })).toMatchObject({ version: 2, key: item.key, title: 'Two' });
  });

  it('move for those who may plan in both projects', async () => {
    const { actions, admin, addPerson } = test();
    const { from, to, item } = await plan('Rights');
    const guest = await addPerson('mover', null);
    const as = (projectRoles: Record<number, 'viewer' | 'member'>) =>
      actions.transferItem(
        { actor: { ...guest.caller.actor, projectRoles } },
        { item: { id: item.id }, to: { id: to.id }, begins: false, fields: {} },
      );
    await expect(as({})).rejects.toMatchObject({ code: 'not_found' });
    await expect(as({ [from.id]: 'viewer' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(as({ [from.id]: 'member' })).rejects.toMatchObject({ code: 'invalid', details: { field: 'project' } });
    await expect(as({ [from.id]: 'member', [to.id]: 'viewer' })).rejects.toMatchObject({ code: 'forbidden' });
    expect(await as({ [from.id]: 'member', [to.id]: 'member' })).toMatchObject({ projectId: to.id });
    await expect(
      actions.transferItem(admin, {
        item: { id: item.id },
        to: { id: from.id },
        begins: false,
        fields: {},
        precondition: { kind: 'oneOf', versions: [1] },
      }),
    ).rejects.toMatchObject({ code: 'version_conflict' });
  });
});
