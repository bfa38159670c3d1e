import { describe, expect, it } from 'vitest';
import { engines, useTestApp } from '../../test/support/open-test-app.ts';
import type { Expression, FieldReference, Literal } from '../domain/filter.ts';

const text = (value: string): Literal => ({ kind: 'literal', type: 'text', nullable: false, value });
const integer = (value: number): Literal => ({ kind: 'literal', type: 'integer', nullable: false, value });
const field = (name: string): FieldReference => ({ kind: 'field', type: 'text', nullable: true, field: name });
const is = (name: string, value: string): Expression => ({
  kind: 'compare',
  operator: 'eq',
  type: 'boolean',
  nullable: false,
  left: field(name),
  right: text(value),
});
const related = (relation: string, ...to: Literal[]): Expression => ({
  kind: 'related',
  type: 'boolean',
  nullable: false,
  relation,
  to,
});

describe.each(engines)('Items, on %s', (engine) => {
  const test = useTestApp(engine);

  async function plan(title: string) {
    const { actions, admin } = test();
    const project = await actions.createProject(admin, { title });
    const sprint = (name: string) =>
      actions.createIteration(admin, {
        home: { boardId: project.defaultBoardId },
        title: name,
        fields: {
          start: { day: '2026-04-06', at: null },
          end: { day: '2026-04-17', at: null },
        },
        policy: { moves: {}, refuseRepeatedClose: false, fixedWhenClosed: [], endAfterStart: 'day' },
      });
    return { project, sprint };
  }
  const version = async (id: number) => (await test().actions.getItem(test().admin, { item: { id } })).version;

  it('shows all that was said of a new one', async () => {
    const { actions, admin } = test();
    const { project, sprint } = await plan('Shown');
    const first = await sprint('First');
    const above = await actions.createItem(admin, { project: { id: project.id }, fields: { title: 'Above' } });
    const { id } = await actions.createItem(admin, {
      project: { key: project.key },
      uniqueKey: 'abc',
      fields: {
        title: 'Whole',
        priority: 'critical',
        parent: { key: above.key },
        assignee: { login: admin.actor.login },
        estimate: 3,
        dueDay: '2026-05-01',
        tags: { set: ['one', 'two'] },
        followers: { set: [{ id: admin.actor.userId }] },
      },
      iterations: { set: [{ id: first.id }] },
    });
    const me = { id: admin.actor.userId, uid: admin.actor.userUid, name: admin.actor.name };
    expect(await actions.getItem(admin, { item: { uniqueKey: 'abc' } })).toMatchObject({
      id,
      projectKey: project.key,
      boardTitle: 'Shown',
      status: { key: 'open', name: 'Open', category: 'queued' },
      previousStatus: null,
      priority: 'critical',
      parent: { id: above.id, key: above.key, title: 'Above' },
      assignee: me,
      creator: me,
      updater: me,
      dueDay: '2026-05-01',
      tags: ['one', 'two'],
      followers: [me],
      iterations: [{ id: first.id, title: 'First', status: 'planned' }],
      aliases: [],
      commentedAt: null,
      version: 1,
    });
    await expect(
      actions.createItem(admin, { project: { id: project.id }, uniqueKey: 'abc', fields: { title: 'Again' } }),
    ).rejects.toMatchObject({ code: 'taken' });
  });

  it('change in many ways at once by one version, and by none when nothing changes', async () => {
    const { actions, admin } = test();
    const { project, sprint } = await plan('Changed');
    const [first, second] = [await sprint('First'), await sprint('Second')];
    const { id } = await actions.createItem(admin, {
      project: { id: project.id },
      fields: { title: 'One', estimate: 2, tags: { set: ['a', 'b'] } },
      iterations: { set: [{ id: first.id }] },
    });
    const change = {
      item: { id },
      fields: { estimate: 5, tags: { add: ['c'], remove: ['a'] } },
      to: { category: 'done' },
      iterations: { add: [{ id: second.id }], remove: [{ id: first.id }] },
    } as const;
    await actions.changeItem(admin, change);
    expect(await actions.getItem(admin, { item: { id } })).toMatchObject({
      version: 2,
      tags: ['b', 'c'],
      resolution: 'fixed',
      previousStatus: { key: 'open' },
      iterations: [{ title: 'Second' }],
    });
    await actions.changeItem(admin, { ...change, iterations: { add: [{ id: second.id }], remove: [] } });
    expect(await version(id)).toBe(2);
    const counters = async (iterationId: number) =>
      (await actions.getFigures(admin, { iteration: { id: iterationId } })).figures;
    expect(await counters(first.id)).toMatchObject({ scopeItems: 0, scopePoints: 0 });
    expect(await counters(second.id)).toMatchObject({ scopeItems: 1, scopePoints: 5, donePoints: 5 });
  });

  it('are given people and iterations by name, where the name is that of one alone', async () => {
    const { actions, admin, addPerson } = test();
    const { project, sprint } = await plan('Named');
    await addPerson('only', 'member');
    const first = await sprint('Only');
    const { id } = await actions.createItem(admin, {
      project: { id: project.id },
      fields: { title: 'One', assignee: { name: 'only' } },
      iterations: { set: [{ title: 'Only' }] },
    });
    expect(await actions.getItem(admin, { item: { id } })).toMatchObject({
      assignee: { name: 'only' },
      iterations: [{ id: first.id }],
    });
    await sprint('Only');
    const enter = actions.changeItem(admin, { item: { id }, fields: {}, iterations: { set: [{ title: 'Only' }] } });
    await expect(enter).rejects.toMatchObject({ code: 'invalid', details: { field: 'iterations' } });
    const assign = actions.changeItem(admin, { item: { id }, fields: { assignee: { name: 'nobody' } } });
    await expect(assign).rejects.toMatchObject({ code: 'invalid', details: { field: 'assignee' } });
    expect(await version(id)).toBe(1);
  });

  it('are commented on with a change, or not at all', async () => {
    const { actions, admin } = test();
    const { project } = await plan('Commented');
    const { id } = await actions.createItem(admin, { project: { id: project.id }, fields: { title: 'One' } });
    const say = (comment: string, fields: { readonly title?: string; readonly resolution?: string }) =>
      actions.changeItem(admin, { item: { id }, fields, comment });
    await say('First', { title: 'Two' });
    await say('Second', {});
    await expect(say('Third', { resolution: 'fixed' })).rejects.toMatchObject({ details: { field: 'resolution' } });
    const comments = await actions.listComments(admin, { item: { id }, after: 0, limit: 9 });
    expect(comments.map(({ text: said }) => said)).toEqual(['First', 'Second']);
    expect(await version(id)).toBe(2);
  });

  it('are in one open iteration of a board, and keep those that are closed', async () => {
    const { actions, admin } = test();
    const { project, sprint } = await plan('Boards');
    const [first, second] = [await sprint('First'), await sprint('Second')];
    const { id } = await actions.createItem(admin, { project: { id: project.id }, fields: { title: 'One' } });
    const set = (...ids: number[]) =>
      actions.changeItem(admin, { item: { id }, fields: {}, iterations: { set: ids.map((each) => ({ id: each })) } });
    await expect(set(first.id, second.id)).rejects.toMatchObject({ code: 'iterations_of_one_board' });
    await expect(set(999_999)).rejects.toMatchObject({ code: 'invalid', details: { field: 'iterations' } });
    await set(first.id);
    await set(second.id);
    await set();
    expect((await actions.getItem(admin, { item: { id } })).iterations).toEqual([]);
    const told = await actions.listItemChanges(admin, { item: { id }, after: 0, limit: 50 });
    expect(told.map(({ kind, iterations }) => [kind, iterations])).toEqual([
      ['created', null],
      ['changed', [[], [first.id]]],
      ['changed', [[first.id], [second.id]]],
      ['changed', [[second.id], []]],
    ]);
  });

  it('are found by field, word, tag, iteration and former key, and by nobody who may not see them', async () => {
    const { actions, admin, addPerson } = test();
    const { project, sprint } = await plan('Found');
    const other = await plan('Elsewhere');
    const first = await sprint('First');
    const made = [];
    for (const [title, tags] of [
      ['Alpha', ['x']],
      ['Beta', []],
      ['Gamma', ['x', 'y']],
    ] as const) {
      made.push(
        await actions.createItem(admin, { project: { id: project.id }, fields: { title, tags: { set: tags } } }),
      );
    }
    await actions.changeItem(admin, {
      item: { id: made[1]?.id ?? 0 },
      fields: {},
      iterations: { set: [{ id: first.id }] },
    });
    const find = async (filter: Expression, caller = admin) => {
      const query = { filter, order: [], skip: 0, limit: 10 };
      const { items, total } = await actions.listItems(caller, { query, conditions: ['live'] });
      expect(total).toBe(items.length);
      return items.map((item) => item.title);
    };
    expect(await find(is('titleFolded', 'alpha'))).toEqual(['Alpha']);
    expect(await find(related('tag', text('x')))).toEqual(['Alpha', 'Gamma']);
    expect(await find(related('iteration', integer(first.id)))).toEqual(['Beta']);
    expect(await find(related('iteration'))).toContain('Beta');
    const moved = await actions.transferItem(admin, {
      item: { id: made[0]?.id ?? 0 },
      to: { id: other.project.id },
      begins: true,
      fields: {},
    });
    expect(moved.key).toBe(`${other.project.key}-1`);
    expect(await find(related('alias', text(made[0]?.key ?? '')))).toEqual(['Alpha']);
    expect((await actions.getItem(admin, { item: { key: made[0]?.key ?? '' } })).aliases).toEqual([made[0]?.key]);
    const guest = await addPerson('guest-of-found', null);
    expect(await find(related('tag', text('x')), guest.caller)).toEqual([]);
    const actor = { ...guest.caller.actor, projectRoles: { [other.project.id]: 'viewer' } } as const;
    expect(await find(related('tag', text('x')), { actor })).toEqual(['Alpha']);
  });
});
