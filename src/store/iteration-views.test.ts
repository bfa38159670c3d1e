import { describe, expect, it } from 'vitest';
import { engines, useTestApp } from '../../test/support/open-test-app.ts';
import { anyMove } from '../domain/lifecycle.ts';
import { noPrecondition } from '../domain/precondition.ts';

const policy = {
  ...anyMove,
  fixedWhenClosed: [],
  endAfterStart: 'day',
  findsRemoved: true,
  findsGroups: true,
} as const;

describe.each(engines)('an iteration in a list, on %s', (engine) => {
  const test = useTestApp(engine);

  it('is in every member the same as when it is asked for alone', async () => {
    const { actions, admin } = test();
    const { id: projectId } = await actions.createProject(admin, { title: 'Проект "A"' });
    const full = {
      goal: 'Line one\nline "two" 😀',
      start: { day: '2026-01-05', at: 1_767_571_200_123 },
      end: { day: '2026-01-16', at: null },
      minCapacity: 0.1,
      maxCapacity: 1e6,
    };
    await actions.createIteration(admin, { home: { projectId }, title: 'Empty', fields: {}, policy });
    await actions.createIteration(admin, {
      home: { projectId },
      title: 'Full \\ "quoted"',
      fields: full,
      status: 'archived',
      policy,
    });
    await actions.createIteration(admin, {
      home: { projectId },
      title: 'Release',
      fields: full,
      isRelease: true,
      policy,
    });
    const { iterations } = await actions.listIterations(admin, {
      projectId,
      kinds: ['root', 'release', 'iteration'],
      statuses: ['planned', 'active', 'closed', 'archived', 'removed'],
      query: { order: [], skip: 0, limit: null },
      defaultOrder: 'tree',
      count: false,
    });
    expect(iterations).toHaveLength(4);
    for (const listed of iterations) {
      const alone = await actions.getIteration(admin, {
        iteration: { id: listed.id },
        precondition: noPrecondition,
        policy,
      });
      expect(listed).toEqual(alone);
    }
  });
});
