import { describe, expect, it } from 'vitest';
import { engines, useTestApp } from '../../test/support/open-test-app.ts';
import type { Role } from '../domain/access.ts';
import { anyMove } from '../domain/lifecycle.ts';

const policy = { ...anyMove, fixedWhenClosed: [], endAfterStart: 'day', findsRemoved: false } as const;

describe.each(engines)('What a guest of one project may do to items, on %s', (engine) => {
  const test = useTestApp(engine);
  let guests = 0;

  /** An item of one project, planned there and in another one. */
  async function plan() {
    const { actions, admin, addPerson } = test();
    const home = await actions.createProject(admin, { title: 'Home' });
    const away = await actions.createProject(admin, { title: 'Away' });
    const sprint = (projectId: number) =>
      actions.createIteration(admin, { home: { projectId }, title: 'Sprint', fields: {}, policy });
    const [here, there] = [await sprint(home.id), await sprint(away.id)];
    const above = await actions.createItem(admin, { project: { id: away.id }, fields: { title: 'Above' } });
    const { id } = await actions.createItem(admin, {
      project: { id: home.id },
      fields: { title: 'One', parent: { id: above.id } },
      iterations: { set: [{ id: here.id }, { id: there.id }] },
    });
    guests += 1;
    const guest = await addPerson(`guest-${guests}`, null);
    const as = (roleAway?: Role) => {
      const projectRoles = { [home.id]: 'member', ...(roleAway === undefined ? {} : { [away.id]: roleAway }) } as const;
      return { actor: { ...guest.caller.actor, projectRoles } };
    };
    const iterations = async () =>
      (await actions.getItem(admin, { item: { id } })).iterations.map((iteration) => iteration.id);
    return { home, away, here, there, above, id, as, iterations };
  }

  it('shows nothing of the iterations and the parent that are elsewhere', async () => {
    const { actions } = test();
    const { here, id, as } = await plan();
    const query = { order: [], skip: 0, limit: null };
    const { items } = await actions.listItems(as(), { query, conditions: ['live'] });
    expect(items).toMatchObject([{ id, parent: null, iterations: [{ id: here.id }] }]);
    expect(await actions.getItem(as(), { item: { id } })).toEqual(items[0]);
  });

  it('leaves iterations that cannot be seen as they are when the list is set', async () => {
    const { actions } = test();
    const { there, id, as, iterations } = await plan();
    await actions.changeItem(as(), { item: { id }, fields: {}, iterations: { set: [] } });
    expect(await iterations()).toEqual([there.id]);
  });

  it('takes no item out of an iteration that may not be planned', async () => {
    const { actions } = test();
    const { here, there, id, as, iterations } = await plan();
    const change = (caller: ReturnType<typeof as>, list: { set: [] } | { add: []; remove: [{ id: number }] }) =>
      actions.changeItem(caller, { item: { id }, fields: {}, iterations: list });
    await expect(change(as('viewer'), { set: [] })).rejects.toMatchObject({ code: 'forbidden' });
    const leaving = { add: [], remove: [{ id: there.id }] } satisfies Parameters<typeof change>[1];
    await expect(change(as('viewer'), leaving)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(change(as(), leaving)).rejects.toMatchObject({ code: 'invalid', details: { field: 'iterations' } });
    expect(await iterations()).toEqual([here.id, there.id]);
    await change(as('member'), leaving);
    expect(await iterations()).toEqual([here.id]);
  });

  it('moves no item out of an iteration that may not be planned', async () => {
    const { actions, admin } = test();
    const { home, there, id, as, iterations } = await plan();
    const next = await actions.createIteration(admin, {
      home: { projectId: home.id },
      title: 'Next',
      fields: {},
      policy,
    });
    const moving = { findsRemoved: false, findsGroups: false, leaves: 'every other', takesForeign: false } as const;
    const enter = (caller: ReturnType<typeof as>) =>
      actions.enterIteration(caller, { iteration: { id: next.id }, item: { id }, policy: moving });
    await expect(enter(as('viewer'))).rejects.toMatchObject({ code: 'forbidden' });
    await enter(as());
    expect(await iterations()).toEqual([there.id, next.id]);
  });

  it('names no parent that cannot be seen', async () => {
    const { actions } = test();
    const { above, id, as } = await plan();
    const change = actions.changeItem(as(), { item: { id }, fields: { parent: { key: above.key } } });
    await expect(change).rejects.toMatchObject({ code: 'invalid', details: { field: 'parent' } });
  });

  it('changes only comments of its own, unless it administers the project', async () => {
    const { actions, admin } = test();
    const { home, id, as } = await plan();
    const item = { id };
    const { id: commentId } = await actions.addComment(admin, { item, text: 'Mine' });
    const own = await actions.addComment(as(), { item, text: 'Theirs' });
    await expect(actions.changeComment(as(), { item, commentId, text: 'No' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(actions.removeComment(as(), { item, commentId })).rejects.toMatchObject({ code: 'forbidden' });
    await actions.removeComment(as(), { item, commentId: own.id });
    const administrator = { actor: { ...as().actor, projectRoles: { [home.id]: 'admin' } } } as const;
    await actions.changeComment(administrator, { item, commentId, text: 'Corrected' });
    const comments = await actions.listComments(as(), { item, after: 0, limit: 9 });
    expect(comments.map(({ text, version }) => [text, version])).toEqual([['Corrected', 2]]);
  });
});
