import { describe, expect, it } from 'vitest';
import { engines, useTestApp } from '../../test/support/open-test-app.ts';
import { anyMove } from '../domain/lifecycle.ts';
import { noPrecondition } from '../domain/precondition.ts';
import { newToken, secretHash } from './secrets.ts';

const policy = {
  ...anyMove,
  fixedWhenClosed: [],
  endAfterStart: 'day',
  findsRemoved: false,
  findsGroups: true,
} as const;
const moving = { ...policy, leaves: 'every other', takesForeign: false } as const;

describe.each(engines)('who may do what, on %s', (engine) => {
  const test = useTestApp(engine);

  async function plan() {
    const { actions, admin } = test();
    const project = await actions.createProject(admin, { title: 'Plan' });
    const iteration = await actions.createIteration(admin, {
      home: { projectId: project.id },
      title: 'One',
      fields: {},
      policy,
    });
    const item = await actions.createItem(admin, { project: { id: project.id }, fields: { title: 'Item' } });
    return { project, iteration, item };
  }

  it('a foreign organization sees nothing, and nothing of it can be pointed at', async () => {
    const { actions, admin } = test();
    const own = await plan();
    const other = await test().addOrganization('other');
    const find = { iteration: { id: own.iteration.id }, precondition: noPrecondition, policy };
    const foreign = other.caller;
    const attempts = [
      () => actions.getIteration(foreign, find),
      () => actions.getProject(foreign, { id: own.project.id }),
      () => actions.changeIteration(foreign, { ...find, fields: { title: 'Mine' } }),
      () => actions.removeIteration(foreign, { ...find, policy: { ...policy, target: 'any' } }),
      () => actions.createIteration(foreign, { home: { projectId: own.project.id }, title: 'In', fields: {}, policy }),
      () => actions.createItem(foreign, { project: { id: own.project.id }, fields: { title: 'In' } }),
      () => actions.enterIteration(foreign, { iteration: find.iteration, item: { id: own.item.id }, policy: moving }),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'not_found' });
    const assignee = { id: foreign.actor.userId };
    await expect(
      actions.createItem(admin, { project: { id: own.project.id }, fields: { title: 'For them', assignee } }),
    ).rejects.toMatchObject({ code: 'invalid', details: { field: 'assignee' } });
    await expect(
      actions.changeItem(admin, { item: { id: own.item.id }, fields: { assignee: { id: 999_999 } } }),
    ).rejects.toMatchObject({ code: 'invalid' });
  });

  it('a viewer, and a token that reads, change nothing', async () => {
    const { actions } = test();
    const { project, iteration, item } = await plan();
    const viewer = await test().addPerson('viewer', 'viewer');
    const reader = await test().addPerson('reader', 'member', 'read');
    for (const { caller } of [viewer, reader]) {
      const find = { iteration: { id: iteration.id }, precondition: noPrecondition, policy };
      await expect(actions.getIteration(caller, find)).resolves.toMatchObject({ id: iteration.id });
      const attempts = [
        () => actions.changeIteration(caller, { ...find, fields: { title: 'Mine' } }),
        () => actions.removeIteration(caller, { ...find, policy: { ...policy, target: 'any' } }),
        () => actions.createIteration(caller, { home: { projectId: project.id }, title: 'In', fields: {}, policy }),
        () => actions.createItem(caller, { project: { id: project.id }, fields: { title: 'In' } }),
        () => actions.enterIteration(caller, { iteration: find.iteration, item: { id: item.id }, policy: moving }),
        () => actions.createProject(caller, { title: 'New' }),
        () => actions.createPerson(caller, { login: 'x', name: 'x', email: null, passwordHash: null, role: 'admin' }),
      ];
      for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'forbidden' });
    }
  });

  it('a guest sees only the projects with a role of their own', async () => {
    const { actions, admin } = test();
    const mine = await plan();
    const hidden = await plan();
    const guest = await test().addPerson('guest', null);
    await actions.setProjectRole(admin, { login: 'guest', projectId: mine.project.id, role: 'member' });
    const caller = { actor: { ...guest.caller.actor, projectRoles: { [mine.project.id]: 'member' } } } as const;
    expect((await actions.listProjects(caller)).map(({ id }) => id)).toEqual([mine.project.id]);
    const find = (id: number) => ({ iteration: { id }, precondition: noPrecondition, policy });
    await expect(actions.getIteration(caller, find(hidden.iteration.id))).rejects.toMatchObject({ code: 'not_found' });
    await expect(
      actions.changeIteration(caller, { ...find(mine.iteration.id), fields: { title: 'Ours' } }),
    ).resolves.toBeDefined();
  });

  it('a token bound to a project makes none that reaches further, and no token opens a session', async () => {
    const { actions, admin } = test();
    const { project } = await plan();
    const secret = newToken();
    const token = (projectId: number | null, text: string) => ({
      login: admin.actor.login,
      name: 'bound',
      scope: 'admin' as const,
      projectId,
      expiresAt: null,
      hash: secretHash(text),
      lastFour: 'last',
    });
    await actions.createToken(admin, token(project.id, secret));
    const { actor } = await actions.authenticate({ token: secret });
    await expect(actions.createToken({ actor }, token(null, newToken()))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(actions.createToken({ actor }, token(project.id, newToken()))).resolves.toBeDefined();
    await expect(actions.openSession({ actor }, { hash: secretHash('session') })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('a kept answer is for the token that asked first', async () => {
    const { actions, admin } = test();
    const reader = await test().addPerson('late-reader', 'member', 'read');
    const retry = { key: 'shared', fingerprint: 'same', replayed: () => {} };
    await actions.createProject({ ...admin, retry }, { title: 'Kept' });
    await expect(
      actions.createProject(
        { actor: { ...reader.caller.actor, userId: admin.actor.userId }, retry },
        { title: 'Kept' },
      ),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('of two administrators who demote each other one remains', async () => {
    const { actions, admin } = test();
    const second = await test().addPerson('second-admin', 'admin', 'admin');
    const outcomes = await Promise.allSettled([
      actions.setRole(admin, { login: 'second-admin', role: 'viewer' }),
      actions.setRole(second.caller, { login: admin.actor.login, role: 'viewer' }),
    ]);
    const people = await actions.listPeople({ actor: { ...admin.actor, orgRole: 'admin' } });
    expect(people.filter(({ role }) => role === 'admin')).toHaveLength(1);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});
