import { beforeAll, describe, expect, it } from 'vitest';
import { engines, openTestApp, useTestApp } from '../../test/support/open-test-app.ts';
import { anyMove } from '../domain/lifecycle.ts';
import { noPrecondition } from '../domain/precondition.ts';
import type { NamedKind } from './look-up.ts';

const policy = { ...anyMove, fixedWhenClosed: [], endAfterStart: 'day', findsRemoved: false } as const;

describe.each(engines)('Looking up what names stand for, on %s', (engine) => {
  const test = useTestApp(engine);
  const sprint: Record<string, number> = {};

  const look = async (kind: NamedKind, ...texts: readonly string[]) => {
    const { found } = await test().actions.lookUp(test().admin, { names: texts.map((text) => ({ kind, text })) });
    return texts.map((text) => found[kind].get(text));
  };

  beforeAll(async () => {
    const { actions, admin } = test();
    const alpha = await actions.createProject(admin, { title: 'Alpha', key: 'AL' });
    await actions.createProject(admin, { title: 'alpha', key: 'AL2' });
    for (const [title, status] of [
      ['Week 1', 'active'],
      ['week 1', 'planned'],
      ['2', 'planned'],
    ] as const) {
      const made = await actions.createIteration(admin, {
        home: { boardId: alpha.defaultBoardId },
        title,
        fields: { start: { day: '2026-04-07', at: null }, end: { day: '2026-04-21', at: null } },
        status,
        policy,
      });
      sprint[title] = made.id;
    }
    await actions.createItem(admin, { project: { id: alpha.id }, fields: { title: 'First' } });
    await test().addPerson('ann', 'member');
    await test().addPerson('2', 'member');
  });

  it('takes numbers, keys, logins and titles in any letter case, and leaves out what is unknown', async () => {
    expect(await look('project', '1', 'al2', ' ALPHA ', 'none', '')).toEqual([[1], [2], [1, 2], undefined, undefined]);
    expect(await look('person', 'ANN', 'admin of acme', 'nobody')).toEqual([[2], [1], undefined]);
    expect(await look('board', '1', 'Alpha', '99')).toEqual([[1], [1, 2], undefined]);
    expect(await look('item', 'al-1', 'AL-1', '1', 'AL-9', 'x')).toEqual([[1], [1], [1], undefined, undefined]);
  });

  it('takes a number before a login', async () => {
    expect(await look('person', '2', '3')).toEqual([[2], [3]]);
  });

  it('takes a number before a title', async () => {
    const { 'Week 1': one = 0, 'week 1': two = 0, '2': three = 0 } = sprint;
    expect(await look('iteration', String(one), 'WEEK 1', 'none', '999')).toEqual([
      [one],
      [one, two],
      undefined,
      undefined,
    ]);
    const { id } = await test().actions.createIteration(test().admin, {
      home: { projectId: 1 },
      title: String(one),
      fields: {},
      policy,
    });
    expect(await look('iteration', String(one), '2', String(id))).toEqual([[one], [three], [id]]);
    await test().actions.removeIteration(test().admin, {
      iteration: { id },
      precondition: noPrecondition,
      policy: { findsRemoved: false, findsGroups: false, target: 'open' },
    });
  });

  it('finds the iterations of a board, and those that run', async () => {
    const { 'Week 1': one = 0, 'week 1': two = 0, '2': three = 0 } = sprint;
    expect(await look('iteration of board', '1', '2', 'none')).toEqual([[one, two, three], [], undefined]);
    expect(await look('active iteration of board', 'alpha', '2', '77')).toEqual([[one], [], undefined]);
  });

  // A failure that nobody waits for would end the server; it fails the run of the tests too.
  it('fails as a whole when the database is gone', async () => {
    const { actions, admin, close } = await openTestApp(engine);
    await close();
    const names = [
      { kind: 'project', text: 'Alpha' },
      { kind: 'iteration of board', text: 'Alpha' },
    ] as const;
    await expect(actions.lookUp(admin, { names })).rejects.toThrow(/not open|destroyed/);
  });

  it('tells the zone of the organization, also when nothing is looked up', async () => {
    expect((await test().actions.lookUp(test().admin, { names: [] })).zone).toBe('UTC');
  });
});
