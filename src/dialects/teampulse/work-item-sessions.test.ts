import { beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';

/** What known clients send about work items, in the order in which they send it, with their addresses and headers. */
describe.each(engines)('clients of TeamPulse that work on items, on %s', (engine) => {
  const test = useTestServer(engine);
  let projectId = 0;
  let me = 0;
  beforeAll(async () => {
    projectId = (await test().actions.createProject(test().admin, { title: 'Project' })).id;
    me = test().admin.actor.userId;
  });
  const ask = (method: 'GET' | 'POST' | 'PUT', url: string, authorization: string, body?: unknown) =>
    test().send(method, url, { headers: { authorization }, ...(body === undefined ? {} : { body }) });

  it('a Node client that moves stories through a review', async () => {
    const quoted = `WRAP access_token="${test().token}"`;
    const story = (
      await ask('POST', '/api/workitems', quoted, { type: 'Story', projectId, fields: { Name: 'Review me' } })
    ).json();
    const read = await ask('GET', `/api/workitems/${story.id}`, quoted);
    expect([read.status, read.json().fields.Status]).toEqual([200, 'Not Done']);
    for (const Status of ['In Progress', 'Ready For Test', 'Done']) {
      const changed = await ask('PUT', `/api/workitems/${story.id}`, quoted, { Status });
      expect([changed.status, changed.json().fields.Status]).toEqual([200, Status]);
    }
  });

  it('a script that takes the newest item, and builds its queries with a library for version 4', async () => {
    const bare = `WRAP access_token=${test().token}`;
    for (const [Name, AssignedToID, WorkCompleted] of [
      ['a', me, null],
      ['b', me, 2],
      ['c', null, null],
    ] as const) {
      const fields = {
        Name,
        AssignedToID,
        WorkCompleted,
        EstimateOptimistic: 1,
        EstimateProbable: 2,
        EstimatePessimistic: 3,
      };
      const body = {
        type: 'Task',
        projectId,
        fields: { ...fields, TfsID: 12, BacklogPriority: 3, tp_Team_cf: 'Blue' },
      };
      expect((await ask('POST', '/api/v1/workitems', bare, body)).status).toBe(201);
    }
    const newest = await ask('GET', '/api/workitems?$orderby=id%20desc&$top=1', bare);
    const unordered = await ask('GET', '/api/v1/workitems', bare);
    expect(newest.json().results[0]).toEqual(unordered.json().results[0]);
    expect(newest.json().results[0].fields).toMatchObject({
      Name: 'c',
      TfsID: 12,
      PertEstimate: 2,
      tp_Team_cf: 'Blue',
    });
    const filter = `id gt 1 and ((AssignedToID eq ${me}) or (AssignedToID eq 9999)) and WorkCompleted eq null`;
    const open = await ask('GET', `/api/v1/workitems?$filter=${encodeURIComponent(filter)}`, bare);
    expect(open.json().results.map(({ fields }: any) => fields.Name)).toEqual(['a']);
    const named = await ask('GET', `/api/workitems?$filter=((name%20eq%20'a')%20or%20(name%20eq%20'b'))`, bare);
    expect(named.json().totalResults).toBe(2);
  });

  it('a page that lists tasks of somebody, adds one below a story, and sets its status', async () => {
    const bare = `WRAP access_token=${test().token}`;
    const story = (
      await ask('POST', '/api/workitems', bare, { type: 'Story', projectId, fields: { Name: 'Whole' } })
    ).json();
    const fields = { Name: 'Part', ParentID: story.id, AssignedToID: me };
    const task = await ask('POST', '/api/workitems', bare, { type: 'Task', projectId, fields });
    expect([task.status, task.json().fields]).toEqual([201, expect.objectContaining(fields)]);
    const filter = encodeURIComponent(`type eq 'Task' and projectId eq ${projectId} and AssignedToID eq ${me}`);
    const listed = (await ask('GET', `/api/workitems?$filter=${filter}&$orderby=Name`, bare)).json().results;
    expect(listed.map((each: any) => each.fields.Name)).toEqual(['Part', 'a', 'b']);
    const done = await ask('PUT', `/api/workitems/${task.json().id}`, bare, { Status: 'Done' });
    expect(done.json().fields.Status).toBe('Done');
    const tasks = (await ask('GET', `/api/workitems/${story.id}/tasks`, bare)).json();
    expect(tasks.results).toEqual([done.json()]);
  });

  it('the time tracking sample of the vendor’s .NET client', async () => {
    const bare = `WRAP access_token=${test().token}`;
    const base = '//api/v1';
    const user = (await ask('GET', `${base}/users/me`, bare)).json();
    expect(user.id).toBe(me);
    const [type] = (await ask('GET', `${base}/projects/${projectId}/timeentrytypes`, bare)).json().results;
    const filter = encodeURIComponent(`AssignedToID eq ${user.id} and Status eq 'Done'`);
    const { results } = (await ask('GET', `${base}/workitems?$filter=${filter}`, bare)).json();
    const [task] = results;
    expect(task).toMatchObject({ type: 'Task', fields: { Name: 'Part' } });
    const made = await ask('POST', `${base}/timeentries`, bare, {
      id: 0,
      date: '2013-10-24T00:00:00+03:00',
      hours: 1.5,
      type: type.name,
      userId: user.id,
      taskId: task.id,
      note: null,
      week: 0,
      createdBy: null,
      createdAt: '0001-01-01T00:00:00',
    });
    expect(made.status).toBe(201);
    const byDay = encodeURIComponent(`date eq datetime'2013-10-24' and userId eq ${user.id}`);
    const entries = (await ask('GET', `${base}/timeentries?$filter=${byDay}`, bare)).json();
    expect(entries.results).toEqual([made.json()]);
    const whole = await ask('PUT', `${base}/timeentries/${made.json().id}`, bare, { ...made.json(), hours: 2 });
    expect(whole.json()).toMatchObject({ hours: 2, date: '2013-10-24' });
    const fields = await ask('PUT', `${base}/workitems/${task.id}`, bare, { WorkCompleted: 2, WorkRemaining: 0 });
    expect(fields.json().fields).toMatchObject({ WorkCompleted: 2, WorkRemaining: 0 });
    for (const member of ['id', 'projectId', 'createdAt', 'lastModifiedAt']) expect(task[member]).not.toBeNull();
  });
});
