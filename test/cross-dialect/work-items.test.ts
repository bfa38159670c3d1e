import { describe, expect, it } from 'vitest';
import { engines } from '../support/open-test-app.ts';
import { useTestServer } from '../support/open-test-server.ts';
import { speakers } from '../support/speakers.ts';

describe.each(engines)('a work item and an issue are one thing, on %s', (engine) => {
  const test = useTestServer(engine);
  const { kaiten, teampulse, tracker, home, add } = speakers(test);
  let count = 0;
  const fresh = async (type = 'Bug', fields: object = {}) => {
    count += 1;
    const place = await home(`Project ${count}`);
    const body = { type, projectId: place.projectId, fields: { Name: 'One', ...fields } };
    const made = await teampulse('POST', '/workitems', body);
    expect(made.status).toBe(201);
    const { id } = made.json();
    const { key } = await test().actions.getItem(test().admin, { item: { id } });
    return { place, id, key };
  };
  const issue = async (key: string) => (await tracker('GET', `/issues/${key}`)).json();
  const item = async (id: number) => (await teampulse('GET', `/workitems/${id}`)).json();
  const put = async (id: number, fields: object) => {
    expect((await teampulse('PUT', `/workitems/${id}`, fields)).status).toBe(200);
  };

  it.each([
    ['Bug', 'bug'],
    ['Task', 'task'],
    ['Story', 'story'],
    ['Feature', 'newFeature'],
  ])('a %s is a %s', async (type, key) => {
    const made = await fresh(type);
    expect((await issue(made.key)).type.key).toBe(key);
    const other = await tracker('POST', '/issues', { queue: made.place.projectId, summary: 'Two', type: key });
    const { id } = await test().actions.getItem(test().admin, { item: { key: other.json().key } });
    expect(await item(id)).toMatchObject({ type, fields: { Name: 'Two', Status: 'Not Done' } });
  });

  it.each([
    ['In Progress', 'inProgress'],
    ['Ready For Test', 'readyForTest'],
    ['Done', 'done'],
    ['Deferred', 'deferred'],
    ['Deleted', 'cancelled'],
  ])('the status %s is %s, whoever sets it', async (Status, key) => {
    const made = await fresh();
    await put(made.id, { Status });
    expect((await issue(made.key)).status.key).toBe(key);
    await put(made.id, { Status: 'Not Done' });
    expect((await issue(made.key)).status.key).toBe('open');
    expect((await tracker('POST', `/issues/${made.key}/transitions/${key}/_execute`)).status).toBe(200);
    expect((await item(made.id)).fields.Status).toBe(Status);
  });

  it('an iteration is a sprint, and a release is seen in TeamPulse alone', async () => {
    const { place, id, key } = await fresh();
    const [one, two] = [await add(place, 'Sprint 1'), await add(place, 'Sprint 2')];
    const sprints = async () => ((await issue(key)).sprint ?? []).map((each: any) => each.id);
    await put(id, { IterationID: one.id });
    expect(await sprints()).toEqual([String(one.id)]);
    expect((await tracker('PATCH', `/issues/${key}`, { sprint: [two.id] })).status).toBe(200);
    expect((await item(id)).fields.IterationID).toBe(two.id);
    const release = (
      await teampulse('POST', '/iterations', { projectId: place.projectId, name: 'Release', isRelease: true })
    ).json();
    await put(id, { IterationID: release.id });
    expect([(await item(id)).fields.IterationID, await sprints()]).toEqual([release.id, []]);
    const changes = (await tracker('GET', `/issues/${key}/changelog`)).json();
    expect(changes.length).toBeGreaterThan(2);
    expect((await tracker('PATCH', `/issues/${key}`, { sprint: [one.id] })).status).toBe(200);
    expect((await item(id)).fields.IterationID).toBe(one.id);
  });

  it('is planned anew where it was carried over, and is in the root when it is taken out again', async () => {
    const { place, id } = await fresh();
    const root = (await item(id)).fields.IterationID;
    const [one, two] = [await add(place, 'Sprint 1'), await add(place, 'Sprint 2')];
    await put(id, { IterationID: one.id });
    await kaiten('PATCH', one.path, { status: 'active' });
    const closed = await kaiten('PATCH', one.path, { status: 'closed', new_iteration_id: two.uid });
    expect(closed.status).toBe(200);
    expect((await item(id)).fields.IterationID).toBe(two.id);
    await put(id, { IterationID: root });
    expect((await item(id)).fields.IterationID).toBe(root);
  });

  it('numbers, people and texts are the same', async () => {
    const { id, key } = await fresh('Story', { EstimateProbable: 5, Description: 'Why', WorkRemaining: 1.5 });
    expect(await issue(key)).toMatchObject({ summary: 'One', storyPoints: 5, description: 'Why' });
    const { login } = (await tracker('GET', '/myself')).json();
    const edit = await tracker('PATCH', `/issues/${key}`, { summary: 'Two', storyPoints: 8, assignee: login });
    expect(edit.status).toBe(200);
    expect((await item(id)).fields).toMatchObject({
      Name: 'Two',
      EstimateProbable: 8,
      AssignedToID: test().admin.actor.userId,
      WorkRemaining: 1.5,
    });
  });

  it('one version is one change, and what is deleted is gone in both', async () => {
    const { id, key } = await fresh();
    await put(id, { Status: 'Done', EstimateProbable: 3, IterationID: null, tp_a_cf: 'x' });
    expect((await issue(key)).version).toBe(2);
    expect((await teampulse('DELETE', `/workitems/${id}`)).status).toBe(200);
    expect((await tracker('GET', `/issues/${key}`)).status).toBe(404);
  });
});
