import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { type Played, playSprint12 } from '../../../test/support/play-sprint-12.ts';

describe.each(engines)('Native evidence, on %s', (engine) => {
  const test = useTestServer(engine);
  let played: Played;
  beforeAll(async () => {
    played = await playSprint12(test());
  });
  afterAll(() => test().setClock(null));
  const get = (path: string, token = test().token) =>
    test().send('GET', `/native/v1/projects/${path}`, { headers: { authorization: `Bearer ${token}` } });

  it('of "Sprint 12" is that 3 of 24 points were never planned, and all were for features', async () => {
    const answer = await get(`${played.projectId}/evidence`);
    const all = { points: 1, items: 1 };
    expect([answer.status, answer.json()]).toEqual([
      200,
      {
        projectId: played.projectId,
        iterations: [played.iterationId],
        daysBetweenCloses: null,
        finished: { points: 24, items: 5 },
        byType: [{ type: 'task', purpose: 'feature', finished: { points: 24, items: 5 }, share: all }],
        shares: { feature: all, defect: { points: 0, items: 0 }, upkeep: { points: 0, items: 0 } },
        defectsCarried: { points: 0, items: 0 },
        unplanned: { points: 3, items: 1 },
        unplannedShare: { points: 0.125, items: 0.2 },
      },
    ]);
  });

  it('is of a project without closed iterations nothing, and of one that is hidden none', async () => {
    const empty = await test().actions.createProject(test().admin, { title: 'Empty' });
    expect((await get(`${empty.id}/evidence`)).json()).toMatchObject({
      iterations: [],
      unplannedShare: { points: null },
    });
    const { token } = await test().addPerson(`outsider-${engine}`, null);
    expect((await get(`${played.projectId}/evidence?last=0`, token)).status).toBe(404);
    expect((await get(`${played.projectId}/evidence?last=0`)).status).toBe(400);
    expect((await get('99999/evidence')).status).toBe(404);
  });
});
