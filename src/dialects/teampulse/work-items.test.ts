import { beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { faultsOf, useTeamPulse } from '../../../test/support/use-teampulse.ts';
import { checkBooks } from '../../actions/check-books.ts';

describe.each(engines)('TeamPulse work items, on %s', (engine) => {
  const test = useTestServer(engine);
  const { send, add: addIteration, projectId } = useTeamPulse(test);
  let root: { id: number };
  let rootArea: { id: number };
  let me = 0;
  beforeAll(async () => {
    [root] = (await send('GET', `projects/${projectId()}/iterations`)).json().results;
    [rootArea] = (await send('GET', `projects/${projectId()}/areas`)).json().results;
    me = test().admin.actor.userId;
  });

  const post = (type: string, fields: object, more: object = {}) =>
    send('POST', 'workitems', { type, projectId: projectId(), fields, ...more });
  const add = async (type: string, fields: object = {}) => {
    const answer = await post(type, { Name: 'One', ...fields });
    expect([answer.status, answer.status === 201 ? '' : answer.text]).toEqual([201, '']);
    return answer.json();
  };
  const put = async (id: number, body: unknown) => {
    const answer = await send('PUT', `workitems/${id}`, body);
    expect([answer.status, answer.status === 200 ? '' : answer.text]).toEqual([200, '']);
    return answer.json();
  };
  const nothing = {
    AssignedToID: null,
    TeamID: null,
    ParentID: null,
    BacklogPriority: null,
    EstimateOptimistic: null,
    EstimateProbable: null,
    EstimatePessimistic: null,
    PertEstimate: null,
    WorkRemaining: null,
    WorkCompleted: null,
    TfsID: null,
  };

  it('are made, read and listed with every field they have', async () => {
    const made = await post('Task', { Name: 'Write it down' });
    const body = made.json();
    expect([made.status, made.headers.location]).toEqual([
      201,
      expect.stringMatching(new RegExp(`/api/v1/workitems/${body.id}$`)),
    ]);
    const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
    expect(body).toEqual({
      id: expect.any(Number),
      type: 'Task',
      projectId: projectId(),
      fields: {
        Name: 'Write it down',
        Description: null,
        Status: 'Not Done',
        AreaID: rootArea.id,
        IterationID: root.id,
        ...nothing,
      },
      createdBy: 'Admin of acme',
      createdAt: at,
      lastModifiedBy: 'Admin of acme',
      lastModifiedAt: at,
    });
    expect((await send('GET', `workitems/${body.id}`)).json()).toEqual(body);
    const listed = (await send('GET', `workitems?$filter=id%20eq%20${body.id}`)).json();
    expect(listed).toEqual({ totalResults: 1, top: 1, results: [body] });
  });

  it('keep what every field is set to, and give it back as it was sent', async () => {
    const area = (
      await send('POST', 'areas', { projectId: projectId(), parentId: rootArea.id, name: 'Checkout' })
    ).json();
    const team = (await send('POST', 'teams', { projectId: projectId(), name: 'Blue' })).json();
    const iteration = await addIteration();
    const parent = await add('Story');
    const fields = {
      Name: 'All',
      Description: 'a\nb',
      Status: 'In Progress',
      AreaID: area.id,
      IterationID: iteration.id,
      AssignedToID: me,
      TeamID: team.id,
      ParentID: parent.id,
      BacklogPriority: -1.5,
      EstimateOptimistic: 1,
      EstimateProbable: 2.5,
      EstimatePessimistic: 8,
      WorkRemaining: 7.75,
      WorkCompleted: 0.1,
      TfsID: 4711,
      tp_Risk_cf: 'high',
      tp_Cost_cf: 12.5,
      tp_Seen_cf: true,
    };
    const made = await add('Bug', fields);
    expect(made.fields).toEqual({ ...fields, PertEstimate: (1 + 4 * 2.5 + 8) / 6 });
    expect((await send('GET', `workitems/${made.id}`)).json()).toEqual(made);

    const before = await send('GET', `workitems/${made.id}`);
    const sentBack = await send('PUT', `workitems/${made.id}`, before.json());
    expect([sentBack.status, sentBack.headers.etag, sentBack.json()]).toEqual([200, '"1"', made]);

    const cleared = await put(made.id, {
      Description: null,
      AreaID: null,
      IterationID: null,
      AssignedToID: null,
      TeamID: null,
      ParentID: null,
      BacklogPriority: null,
      EstimateOptimistic: null,
      EstimateProbable: null,
      EstimatePessimistic: null,
      WorkRemaining: null,
      WorkCompleted: null,
      TfsID: null,
      tp_risk_CF: null,
      tp_Cost_cf: null,
      tp_Seen_cf: null,
      tp_Never_cf: null,
    });
    expect(cleared.fields).toEqual({
      Name: 'All',
      Description: null,
      Status: 'In Progress',
      AreaID: rootArea.id,
      IterationID: root.id,
      ...nothing,
    });
  });

  it('are changed by a bare map of fields, below `fields`, in any letter case, and as forms', async () => {
    const { id } = await add('Story');
    expect((await put(id, { Status: 'Done' })).fields.Status).toBe('Done');
    expect((await put(id, { fields: { Status: 'In Progress' } })).fields.Status).toBe('In Progress');
    expect((await put(id, { name: 'Two', STATUS: 'done' })).fields).toMatchObject({ Name: 'Two', Status: 'Done' });
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const bare = await send('PUT', `workitems/${id}`, 'EstimateProbable=2.5&tp_a_cf=x&AssignedToID=', form);
    expect(bare.json().fields).toMatchObject({ EstimateProbable: 2.5, tp_a_cf: 'x', AssignedToID: null });
    const nested = await send(
      'POST',
      'workitems',
      `type=Task&projectId=${projectId()}&fields[Name]=Formed&fields%5BParentID%5D=${id}`,
      form,
    );
    expect(nested.json()).toMatchObject({ type: 'Task', fields: { Name: 'Formed', ParentID: id } });
    const flat = await send('POST', 'workitems', `type=Task&projectId=${projectId()}&Name=Flat`, form);
    expect(flat.json().fields.Name).toBe('Flat');
  });

  it('have the statuses of their type', async () => {
    const taken = async (type: string, names: readonly string[]) => {
      const { id } = await add(type);
      const shown: string[] = [];
      for (const Status of names) shown.push((await put(id, { Status })).fields.Status);
      return shown;
    };
    const six = ['In Progress', 'Ready For Test', 'Done', 'Deferred', 'Deleted', 'Not Done'];
    for (const type of ['Story', 'Bug', 'Feature', 'Task']) expect(await taken(type, six)).toEqual(six);
    for (const type of ['Issue', 'Risk']) expect(await taken(type, ['Closed', 'Active'])).toEqual(['Closed', 'Active']);
    const feedback = await add('Feedback');
    expect(feedback.fields.Status).toBeNull();
    expect(faultsOf(await send('PUT', `workitems/${feedback.id}`, { Status: 'Done' }))).toEqual(['workItem.Status']);
    for (const Status of ['Done', 'Deleted', 'In Progress']) {
      expect((await add('Story', { Status })).fields.Status).toBe(Status);
    }
  });

  it('stay as active as they are when they are called active', async () => {
    const { id } = await add('Issue');
    const { statusId } = await test().actions.getItem(test().admin, { item: { id } });
    const statuses = await test().actions.listStatuses(test().admin, { projectId: projectId() });
    const begun = statuses.find(({ key }) => key === 'inProgress')?.id ?? 0;
    await test().actions.changeItem(test().admin, { item: { id }, fields: {}, to: { statusId: begun } });
    expect((await put(id, { Status: 'active', Name: 'x' })).fields.Status).toBe('Active');
    expect((await test().actions.getItem(test().admin, { item: { id } })).statusId).toBe(begun);
    expect((await put(id, { Status: 'Closed' })).fields.Status).toBe('Closed');
    await put(id, { Status: 'Active' });
    expect((await test().actions.getItem(test().admin, { item: { id } })).statusId).toBe(statusId);
  });

  it('are in one iteration or release at a time, or in the root', async () => {
    const [one, two] = [await addIteration({ name: 'One' }), await addIteration({ name: 'Two' })];
    const release = await addIteration({ name: 'Release', isRelease: true });
    const { id } = await add('Story', { IterationID: one.id });
    for (const IterationID of [two.id, release.id, one.id, release.id, root.id]) {
      expect((await put(id, { IterationID })).fields.IterationID).toBe(IterationID);
      const { total } = await members(id);
      expect(total).toBe(IterationID === root.id ? 0 : 1);
    }
    await put(id, { IterationID: release.id });
    const gone = await send('DELETE', `iterations/${release.id}?reassignmentId=${two.id}`);
    expect(gone.status).toBe(200);
    expect((await send('GET', `workitems/${id}`)).json().fields.IterationID).toBe(two.id);
    expect(await checkBooks(test().app.read)).toEqual([]);
  });

  async function members(id: number) {
    const found = [];
    for (const { id: iteration } of (await send('GET', `projects/${projectId()}/iterations`)).json().results) {
      const live = await test().actions.listMembers(test().admin, {
        iteration: { id: iteration },
        precondition: { kind: 'none' },
        policy: { findsRemoved: false, findsGroups: true },
        selection: 'live',
      });
      found.push(...live.filter(({ itemId }) => itemId === id));
    }
    return { total: found.length };
  }

  it('tell their tasks, newest first', async () => {
    const story = await add('Story');
    const tasks = [await add('Task', { ParentID: story.id }), await add('Task', { ParentID: story.id })];
    await add('Bug', { ParentID: story.id });
    const listed = (await send('GET', `workitems/${story.id}/tasks`)).json();
    expect(listed).toEqual({ totalResults: 2, top: 2, results: tasks.toReversed() });
    const some = (
      await send('GET', `workitems/${story.id}/tasks?$filter=id%20lt%20${tasks[1].id}&$select=type`)
    ).json();
    expect(some.results).toEqual([{ id: tasks[0].id, type: 'Task' }]);
    expect((await send('GET', 'workitems/99999/tasks')).json()).toEqual({ Message: 'Item not found.' });
  });

  it('are gone once they are deleted', async () => {
    const { id } = await add('Task');
    const removed = await send('DELETE', `workitems/${id}`);
    expect([removed.status, removed.text]).toEqual([200, '']);
    for (const method of ['GET', 'PUT', 'DELETE'] as const) {
      const answer = await send(method, `workitems/${id}`, method === 'PUT' ? { Name: 'x' } : undefined);
      expect([answer.status, answer.json()]).toEqual([404, { Message: 'Item not found.' }]);
    }
    expect((await send('GET', `workitems?$filter=id%20eq%20${id}`)).json().totalResults).toBe(0);
  });

  it('know their version', async () => {
    const { id } = await add('Task');
    const stale = await send('PUT', `workitems/${id}`, { Name: 'x' }, { 'if-match': '"7"' });
    expect([stale.status, stale.headers.etag]).toEqual([412, '"1"']);
    const changed = await send('PUT', `workitems/${id}`, { Name: 'x' }, { 'if-match': '"1"' });
    expect([changed.status, changed.headers.etag]).toEqual([200, '"2"']);
    expect((await send('DELETE', `workitems/${id}`, undefined, { 'if-match': '"1"' })).status).toBe(412);
  });
});
