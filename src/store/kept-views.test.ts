import { describe, expect, it } from 'vitest';
import { engines, useTestApp } from '../../test/support/open-test-app.ts';
import { anyMove } from '../domain/lifecycle.ts';
import { noPrecondition } from '../domain/precondition.ts';
import type { DefaultOrder } from './query-iterations.ts';

const policy = {
  ...anyMove,
  fixedWhenClosed: [],
  endAfterStart: 'day',
  findsRemoved: false,
  findsGroups: false,
} as const;

describe.each(engines)('views of iterations that are kept, on %s', (engine) => {
  const test = useTestApp(engine);

  async function listOf(projectId: number | null, defaultOrder: DefaultOrder = 'oldest first') {
    const { iterations } = await test().actions.listIterations(test().admin, {
      projectId,
      kinds: ['iteration'],
      statuses: ['planned', 'active', 'closed', 'archived'],
      query: { order: [], skip: 0, limit: 50 },
      defaultOrder,
      count: true,
    });
    return iterations;
  }

  async function addProject(titles: readonly string[]) {
    const { actions, admin } = test();
    const { id: projectId } = await actions.createProject(admin, { title: 'Alpha' });
    for (const title of titles)
      await actions.createIteration(admin, { home: { projectId }, title, fields: {}, policy });
    return projectId;
  }

  it('serve every list that is found before something changes', async () => {
    const projectId = await addProject(['One', 'Two']);
    const [one, two] = await listOf(projectId);
    const again = await listOf(projectId, 'newest first');
    expect(again.map((view) => view.title)).toEqual(['Two', 'One']);
    expect(again[0]).toBe(two);
    expect(again[1]).toBe(one);
  });

  it('are read anew after any change of what they show, and after no other', async () => {
    const { actions, admin } = test();
    const projectId = await addProject(['One', 'Two', 'Three']);
    const elsewhere = await addProject(['Elsewhere']);
    const [one, two] = await listOf(projectId);
    const [other] = await listOf(elsewhere);
    if (one === undefined || two === undefined) throw new Error('Both were just made');
    await listOf(null);

    const known = { iteration: { id: one.id }, precondition: noPrecondition };
    await actions.changeIteration(admin, { ...known, fields: { title: 'Other' }, policy });
    await actions.removeIteration(admin, {
      iteration: { id: two.id },
      precondition: noPrecondition,
      policy: { ...policy, target: 'open' },
    });
    expect((await listOf(projectId)).map((view) => view.title)).toEqual(['Other', 'Three']);
    expect((await listOf(null)).map((view) => view.id)).not.toContain(two.id);
    expect((await listOf(elsewhere))[0]).toBe(other);

    await actions.renameSelf(admin, { personId: admin.actor.userId, name: `Renamed on ${engine}` });
    const [named] = await listOf(projectId);
    expect(named?.creator.name).toBe(`Renamed on ${engine}`);
    expect((await listOf(null))[0]?.updater.name).toBe(`Renamed on ${engine}`);

    const board = { boardId: one.boardId, precondition: noPrecondition, settings: {} };
    await actions.changeBoard(admin, { ...board, fields: { title: 'Board, renamed' } });
    expect((await listOf(projectId))[0]?.boardName).toBe('Board, renamed');
  });
});
