import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';

describe.each(engines)('Native planning checks, on %s', (engine) => {
  const test = useTestServer(engine);
  const get = (projectId: number | string, token = test().token) =>
    test().send('GET', `/native/v1/projects/${projectId}/planning-checks`, {
      headers: { authorization: `Bearer ${token}` },
    });
  const teampulse = async (path: string, body: object) => {
    const headers = { authorization: `WRAP access_token=${test().token}` };
    const answer = await test().send('POST', `/api/v1/${path}`, { body, headers });
    expect(answer.status).toBe(201);
    return answer.json();
  };
  const nothing = (kind: string) => ({ kind, total: 0, named: [] });

  it('find nothing in a plan that is empty', async () => {
    const { id } = await test().actions.createProject(test().admin, { title: 'Empty' });
    const answer = await get(id);
    expect([answer.status, answer.json()]).toEqual([
      200,
      {
        projectId: id,
        iterations: [],
        findings: [
          'item_without_estimate',
          'iteration_over_capacity',
          'release_without_iterations',
          'story_without_criteria',
        ].map(nothing),
      },
    ]);
  });

  it('tell what every iteration holds, and what a plan lacks', async () => {
    const { id: projectId } = await test().actions.createProject(test().admin, { title: 'Full' });
    const iteration = (name: string, more: object = {}) => teampulse('iterations', { projectId, name, ...more });
    const release = await iteration('Release', { isRelease: true });
    const inner = await iteration('Inner', { isRelease: true, parentId: release.id });
    const full = await iteration('Full', { parentId: inner.id, minCapacity: 3, maxCapacity: 8 });
    const lone = await iteration('Lone', { isRelease: true });
    const free = await iteration('Free', { minCapacity: 2 });
    const item = (type: string, Name: string, fields: object = {}) =>
      teampulse('workitems', { type, projectId, fields: { Name, ...fields } });
    const IterationID = full.id;
    const told = await item('Story', 'Told', { IterationID, EstimateProbable: 5 });
    await teampulse('acceptancecriteria', { workItemId: told.id, title: 'It works' });
    await item('Bug', 'Fixed', { IterationID, EstimateProbable: 3.5, Status: 'Done' });
    const bare = await item('Task', 'Bare', { IterationID });
    await item('Task', 'Over', { IterationID, Status: 'Done' });
    const untold = await item('Story', 'Untold');
    await item('Story', 'Dropped', { Status: 'Deleted' });

    const checks = (await get(projectId)).json();
    expect(checks.iterations.toSorted((a: any, b: any) => a.id - b.id)).toEqual([
      {
        id: full.id,
        title: 'Full',
        status: 'planned',
        minCapacity: 3,
        maxCapacity: 8,
        planned: { points: 8.5, items: 4 },
        done: { points: 3.5, items: 2 },
        unestimatedItems: expect.any(Number),
        load: 'over',
      },
      {
        id: free.id,
        title: 'Free',
        status: 'planned',
        minCapacity: 2,
        maxCapacity: null,
        planned: { points: 0, items: 0 },
        done: { points: 0, items: 0 },
        unestimatedItems: 0,
        load: 'under',
      },
    ]);
    expect(checks.findings).toEqual([
      { kind: 'item_without_estimate', total: 1, named: [{ id: bare.id, title: 'Bare' }] },
      { kind: 'iteration_over_capacity', total: 1, named: [{ id: full.id, title: 'Full' }] },
      { kind: 'release_without_iterations', total: 1, named: [{ id: lone.id, title: 'Lone' }] },
      { kind: 'story_without_criteria', total: 1, named: [{ id: untold.id, title: 'Untold' }] },
    ]);
  });

  it('name a hundred of each, and count all', async () => {
    const { id: projectId } = await test().actions.createProject(test().admin, { title: 'Many' });
    for (let count = 0; count < 103; count += 1) {
      await test().actions.createItem(test().admin, {
        project: { id: projectId },
        fields: { title: `Story ${count}`, type: 'story' },
      });
    }
    const [, , , stories] = (await get(projectId)).json().findings;
    expect([stories.total, stories.named.length, stories.named[0].title]).toEqual([103, 100, 'Story 0']);
  });

  it('are for those who can see the project', async () => {
    const { id } = await test().actions.createProject(test().admin, { title: 'Hidden' });
    const { token } = await test().addPerson(`outsider-${engine}`, null);
    for (const [project, as] of [
      [id, token],
      [99_999, test().token],
      ['x', test().token],
    ] as const) {
      expect((await get(project, as)).json()).toMatchObject({ status: 404, detail: expect.any(String) });
    }
  });
});
