import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';

describe.each(engines)('Tracker sprints, on %s', (engine) => {
  const test = useTestServer(engine);

  async function board(): Promise<string> {
    const { actions, admin } = test();
    const project = (await actions.listProjects(admin))[0] ?? (await actions.createProject(admin, { title: 'Alpha' }));
    return String(project.defaultBoardId);
  }
  const headers = (more: Record<string, string> = {}) => ({
    authorization: `OAuth ${test().token}`,
    'x-org-id': '1',
    ...more,
  });
  async function addSprint(name = 'My sprint') {
    const body = { name, board: { id: await board() }, startDate: '2026-04-07', endDate: '2026-04-21' };
    return (await test().send('POST', '/v3/sprints', { body, headers: headers() })).json();
  }

  it('edits a sprint as the vendor documents it, and answers all 13 members', async () => {
    const sprint = await addSprint();
    const body = { name: 'My sprint 2', startDate: '2026-04-07', endDate: '2026-04-22', status: 'in_progress' };
    const answer = await test().send('PATCH', `/v3/sprints/${sprint.id}`, {
      body,
      headers: headers({ 'if-match': '"1"' }),
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.etag).toBe('"2"');
    const { startDateTime, createdAt, ...rest } = answer.json();
    expect(startDateTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/);
    expect(createdAt).toMatch(/\+0000$/);
    expect(rest).toEqual({
      self: `http://timebox.test/v3/sprints/${sprint.id}`,
      id: sprint.id,
      version: 2,
      name: 'My sprint 2',
      board: { self: `http://timebox.test/v3/boards/${await board()}`, id: await board(), display: 'Alpha' },
      status: 'in_progress',
      archived: false,
      createdBy: { self: expect.stringContaining('/v3/users/'), id: expect.any(String), display: 'Admin of acme' },
      startDate: '2026-04-07',
      endDate: '2026-04-22',
      endDateTime: '2026-04-22T00:00:00.000+0000',
    });
  });

  it('answers a stale version with 412 even if a field is wrong too, and a missing sprint with 404 whatever the body', async () => {
    const sprint = await addSprint();
    const wrong = { body: { name: 5 }, headers: headers({ 'if-match': '"9"' }) };
    expect((await test().send('PATCH', `/v3/sprints/${sprint.id}`, wrong)).status).toBe(412);
    expect((await test().send('PATCH', '/v3/sprints/999999', wrong)).status).toBe(404);
    expect((await test().send('PATCH', `/v3/sprints/${sprint.id}`, { ...wrong, headers: headers() })).json()).toEqual({
      errors: { name: 'Incorrect data format' },
      errorsData: {},
      errorMessages: [],
      statusCode: 400,
    });
  });
});
