import { beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { faultsOf, useTeamPulse } from '../../../test/support/use-teampulse.ts';

describe.each(engines)('TeamPulse work items that are not as they should be, on %s', (engine) => {
  const test = useTestServer(engine);
  const { send, add: addIteration, projectId } = useTeamPulse(test);
  let id = 0;
  const foreign: Record<string, number> = {};
  beforeAll(async () => {
    id = (await send('POST', 'workitems', { type: 'Story', projectId: projectId(), fields: { Name: 'One' } })).json()
      .id;
    const beta = (await test().actions.createProject(test().admin, { title: 'Beta' })).id;
    const [area] = (await send('GET', `projects/${beta}/areas`)).json().results;
    const [iteration] = (await send('GET', `projects/${beta}/iterations`)).json().results;
    const team = (await send('POST', 'teams', { projectId: beta, name: 'Blue' })).json();
    Object.assign(foreign, { AreaID: area.id, IterationID: iteration.id, TeamID: team.id });
  });
  const prefixed = (members: readonly string[]) => members.map((member) => `workItem.${member}`).sort();

  it.each([
    ['nothing', {}, ['type', 'projectId', 'Name']],
    ['no fields', { type: 'Task', projectId: 1 }, ['Name']],
    [
      'what an SDK sends of an empty object',
      { id: 0, type: null, projectId: 0, fields: null },
      ['type', 'projectId', 'Name'],
    ],
    ['a type that there is not', { type: 'Epic', projectId: 1, fields: { Name: 'x' } }, ['type']],
    ['fields that are none', { type: 'Task', projectId: 1, fields: [1] }, ['fields', 'Name']],
    [
      'fields of the wrong types',
      {
        type: 7,
        projectId: 'x',
        fields: {
          Name: 1,
          Description: 2,
          Status: 3,
          AreaID: 'a',
          IterationID: 1.5,
          AssignedToID: true,
          ParentID: {},
          EstimateProbable: 'x',
        },
      },
      [
        'type',
        'projectId',
        'Name',
        'Description',
        'Status',
        'AreaID',
        'IterationID',
        'AssignedToID',
        'ParentID',
        'EstimateProbable',
      ],
    ],
    ['an empty name', { type: 'Task', projectId: 1, fields: { Name: '' } }, ['Name']],
    ['a name that is too long', { type: 'Task', projectId: 1, fields: { Name: 'x'.repeat(257) } }, ['Name']],
    ['a name of two lines', { type: 'Task', projectId: 1, fields: { Name: 'a\nb' } }, ['Name']],
    [
      'fields that nobody knows',
      { type: 'Task', projectId: 1, fields: { Name: 'x', Estimate: 1, tp_cf: 1, 'tp_a b_cf': 1 } },
      ['Estimate', 'tp_cf', 'tp_a b_cf'],
    ],
    [
      'custom fields of no value',
      { type: 'Task', projectId: 1, fields: { Name: 'x', tp_a_cf: {}, tp_b_cf: [1], tp_c_cf: 'x'.repeat(4001) } },
      ['tp_a_cf', 'tp_b_cf', 'tp_c_cf'],
    ],
    [
      'too many custom fields',
      {
        type: 'Task',
        projectId: 1,
        fields: { Name: 'x', ...Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`tp_${at}_cf`, at])) },
      },
      ['fields'],
    ],
  ])('a new one with %s', async (_, body, members) => {
    const known = 'projectId' in body && body.projectId === 1 ? { ...body, projectId: projectId() } : body;
    const answer = await send('POST', 'workitems', known);
    expect([answer.status, faultsOf(answer)]).toEqual([400, prefixed(members)]);
  });

  it.each([
    ['no name', { Name: null }, ['Name']],
    ['no status', { Status: null }, ['Status']],
    ['a status of another type', { Status: 'Active' }, ['Status']],
    ['a status that there is not', { Status: 'In Review' }, ['Status']],
    [
      'amounts below nothing',
      { EstimateProbable: -1, WorkRemaining: -0.5, WorkCompleted: 1e7 },
      ['EstimateProbable', 'WorkRemaining', 'WorkCompleted'],
    ],
    ['ids that are none', { AreaID: -1, TeamID: 2 ** 40, ParentID: -1 }, ['AreaID', 'TeamID', 'ParentID']],
    [
      'things that are not there',
      { AreaID: 9999, IterationID: 9999, AssignedToID: 9999, TeamID: 9999, ParentID: 9999 },
      ['AreaID', 'IterationID', 'AssignedToID', 'TeamID', 'ParentID'],
    ],
    ['another type', { type: 'Task', Name: 'x' }, ['type']],
    ['another project', { projectId: 2, Name: 'x' }, ['projectId']],
    [
      'all of it',
      { Nmae: 1, Name: 7, Status: 'x', EstimateProbable: 'x' },
      ['Nmae', 'Name', 'Status', 'EstimateProbable'],
    ],
  ])('a change to %s', async (_, body, members) => {
    const before = (await send('GET', `workitems/${id}`)).text;
    for (const sent of [body, { fields: body }]) {
      if ('fields' in sent && ('type' in body || 'projectId' in body)) continue;
      const answer = await send('PUT', `workitems/${id}`, sent);
      expect([answer.status, faultsOf(answer)]).toEqual([400, prefixed(members)]);
    }
    expect((await send('GET', `workitems/${id}`)).text).toBe(before);
  });

  it('what belongs to another project is not there', async () => {
    for (const [field, value] of Object.entries(foreign)) {
      expect(faultsOf(await send('PUT', `workitems/${id}`, { [field]: value }))).toEqual([`workItem.${field}`]);
    }
  });

  it('say which name they may mean, and which statuses there are', async () => {
    const answer = (await send('PUT', `workitems/${id}`, { Nmae: 'x', Status: 'x', Name: 7 })).json();
    expect(answer).toEqual({
      'workItem.Nmae': 'There is no such field; perhaps Name is meant.',
      'workItem.Name': 'The field Name must be a string.',
      'workItem.Status':
        'The field Status must be one of: Not Done, In Progress, Need info, Ready For Test, Done, Deleted, Deferred.',
      Message: 'The request is invalid.',
    });
  });

  it('are never parts of themselves', async () => {
    const child = (
      await send('POST', 'workitems', { type: 'Task', projectId: projectId(), fields: { Name: 'Part', ParentID: id } })
    ).json();
    expect(faultsOf(await send('PUT', `workitems/${id}`, { ParentID: child.id }))).toEqual(['workItem.ParentID']);
  });

  it('do not enter what is closed, and do not leave it', async () => {
    const iteration = await addIteration({ startDate: '2026-04-07', endDate: '2026-04-21' });
    const inside = (
      await send('POST', 'workitems', {
        type: 'Task',
        projectId: projectId(),
        fields: { Name: 'In', IterationID: iteration.id },
      })
    ).json();
    for (const [version, status] of ['active', 'closed'].entries()) {
      const answer = await test().send('PATCH', `/native/v1/iterations/${iteration.id}`, {
        headers: { authorization: `Bearer ${test().token}`, 'if-match': `"${version + 1}"` },
        body: { status },
      });
      expect(answer.status).toBe(200);
    }
    expect(faultsOf(await send('PUT', `workitems/${id}`, { IterationID: iteration.id }))).toEqual([
      'workItem.IterationID',
    ]);
    expect(faultsOf(await send('PUT', `workitems/${inside.id}`, { IterationID: null }))).toEqual([
      'workItem.IterationID',
    ]);
  });

  it('are 404, then 403, then 400', async () => {
    const reader = (await test().addPerson(`reader-${engine}`, 'viewer')).token;
    const outsider = (await test().addPerson(`outsider-${engine}`, null)).token;
    const as = (token: string) => ({ authorization: `WRAP access_token=${token}` });
    for (const body of ['{', { Nmae: 1 }, { Name: 'x' }]) {
      expect((await send('PUT', 'workitems/99999', body)).status).toBe(404);
      expect((await send('PUT', `workitems/${id}`, body, as(outsider))).status).toBe(404);
      expect((await send('PUT', `workitems/${id}`, body, as(reader))).status).toBe(403);
    }
    const made = (token: string, project = projectId()) =>
      send('POST', 'workitems', { type: 'Task', projectId: project, fields: { Name: 'x' } }, as(token));
    expect([(await made(reader)).status, (await made(outsider)).status]).toEqual([403, 404]);
    expect((await made(test().token, 99_999)).json()).toEqual({ Message: 'Project not found.' });
    expect((await send('DELETE', `workitems/${id}`, undefined, as(reader))).status).toBe(403);
  });

  it('cannot be read at all', async () => {
    for (const body of ['{', '[1]', '"x"', '7', '\u0000']) {
      for (const [method, path] of [
        ['POST', 'workitems'],
        ['PUT', `workitems/${id}`],
      ] as const) {
        const { status } = await send(method, path, body);
        expect([body, method, status]).toEqual([body, method, 400]);
      }
    }
    expect((await send('PUT', `workitems/${id}`, {})).status).toBe(200);
    expect((await send('PATCH' as 'PUT', `workitems/${id}`, {})).status).toBe(405);
  });
});
