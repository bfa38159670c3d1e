import { describe, expect, it } from 'vitest';
import { engines, useTestApp } from '../../test/support/open-test-app.ts';
import { anyMove } from '../domain/lifecycle.ts';
import { noPrecondition } from '../domain/precondition.ts';

const policy = {
  ...anyMove,
  fixedWhenClosed: [],
  endAfterStart: 'day',
  findsRemoved: false,
  findsGroups: false,
} as const;
const dates = { start: { day: '2026-03-02', at: null }, end: { day: '2026-03-13', at: null } };

describe.each(engines)('changing an iteration, on %s', (engine) => {
  const test = useTestApp(engine);

  async function addSprint(title: string, status?: 'active') {
    const { actions, admin } = test();
    const project = (await actions.listProjects(admin))[0] ?? (await actions.createProject(admin, { title: 'Alpha' }));
    const sprint = await actions.createIteration(admin, {
      home: { projectId: project.id },
      title,
      fields: dates,
      ...(status === undefined ? {} : { status }),
      policy,
    });
    return { project, sprint };
  }

  it('closes with a target: unfinished items follow, finished ones stay, figures freeze, one version', async () => {
    const { actions, admin } = test();
    const { project, sprint } = await addSprint('One');
    const next = (await addSprint('Two')).sprint;
    const move = {
      iteration: { id: sprint.id },
      policy: { findsRemoved: false, findsGroups: false, leaves: 'every other', takesForeign: false },
    } as const;
    const ids: number[] = [];
    for (const estimate of [3, 5, null]) {
      const item = await actions.createItem(admin, {
        project: { id: project.id },
        fields: { title: `Item ${estimate}`, estimate },
      });
      ids.push(item.id);
      await actions.enterIteration(admin, { ...move, item: { id: item.id } });
    }
    await actions.changeIteration(admin, {
      iteration: { id: sprint.id },
      precondition: noPrecondition,
      fields: {},
      status: 'active',
      policy,
    });
    await actions.changeItem(admin, { item: { id: ids[0] as number }, fields: {}, to: { category: 'done' } });
    const closed = await actions.changeIteration(admin, {
      iteration: { id: sprint.id },
      precondition: { kind: 'oneOf', versions: [2] },
      fields: { title: 'One, closed' },
      status: 'closed',
      moveUnfinishedTo: { uid: next.uid },
      policy,
    });
    expect(closed.iteration).toMatchObject({
      status: 'closed',
      version: 3,
      path: 'One, closed',
      committedPoints: 8,
      committedItems: 3,
      velocityPoints: 3,
      doneItems: 1,
      totalItems: 3,
    });
    expect(closed.moved?.map((record) => record.itemId)).toEqual(ids.slice(1));
    const members = await actions.listMembers(admin, {
      iteration: { id: next.id },
      precondition: noPrecondition,
      policy,
      selection: 'live',
    });
    expect(members).toHaveLength(2);
    await expect(
      actions.changeIteration(admin, {
        iteration: { id: sprint.id },
        precondition: { kind: 'oneOf', versions: [2] },
        fields: {},
        policy,
      }),
    ).rejects.toMatchObject({ code: 'version_conflict' });
    const item = await actions.changeItem(admin, {
      item: { id: ids[1] as number },
      fields: {},
      to: { category: 'done' },
    });
    expect(item.doneEstimate).toBe(5);
    const removed = await actions.removeIteration(admin, {
      iteration: { id: next.id },
      precondition: noPrecondition,
      policy: { ...policy, target: 'open' },
    });
    expect(removed.iteration.status).toBe('removed');
  });

  it('answers a repeated request with the same key once', async () => {
    const { actions, admin } = test();
    const { sprint } = await addSprint('Retried');
    let replays = 0;
    const caller = {
      ...admin,
      retry: {
        key: 'k1',
        fingerprint: 'f',
        replayed: () => {
          replays += 1;
        },
      },
    };
    const change = { iteration: { id: sprint.id }, precondition: noPrecondition, fields: { title: 'Again' }, policy };
    const answers = await Promise.all([1, 2, 3].map(() => actions.changeIteration(caller, change)));
    expect(answers.map((answer) => answer.iteration.version)).toEqual([2, 2, 2]);
    expect(replays).toBe(2);
  });

  it('lets go of an item that is deleted, but not of one that is archived', async () => {
    const { actions, admin } = test();
    const { project, sprint } = await addSprint('Tidied', 'active');
    const move = {
      iteration: { id: sprint.id },
      policy: { findsRemoved: false, findsGroups: false, leaves: 'every other', takesForeign: false },
    } as const;
    for (const condition of ['archived', 'deleted'] as const) {
      const item = await actions.createItem(admin, {
        project: { id: project.id },
        fields: { title: condition, estimate: 3 },
      });
      await actions.enterIteration(admin, { ...move, item: { id: item.id } });
      await actions.changeItem(admin, { item: { id: item.id }, fields: { condition } });
    }
    const closed = await actions.changeIteration(admin, {
      iteration: { id: sprint.id },
      precondition: noPrecondition,
      fields: {},
      status: 'closed',
      policy,
    });
    expect(closed.iteration.totalItems).toBe(1);
  });
});
