import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';

describe.each(engines)('Native activity, on %s', (engine) => {
  const test = useTestServer(engine);
  const ask = (method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown, token = test().token) =>
    test().send(method, `/native/v1${path}`, {
      ...(body === undefined ? {} : { body }),
      headers: { authorization: `Bearer ${token}`, 'if-match': '*' },
    });
  const addProject = async (title = 'Alpha') => (await test().actions.createProject(test().admin, { title })).id;
  const make = async (path: string, body: object) => (await ask('POST', path, body)).json();
  const kinds = async (path: string) => (await ask('GET', path)).json().activity.map((each: any) => each.kind);

  it('tells of an item who did what by which way, with what was before and after', async () => {
    const projectId = await addProject();
    const sprint = await make(`/projects/${projectId}/iterations`, { title: 'Sprint' });
    const { id, key } = await make(`/projects/${projectId}/items`, { title: 'Pay' });
    await ask('PATCH', `/items/${id}`, { estimate: 3, title: 'Pay by card' });
    await ask('POST', '/moves', { itemIds: [id], to: { iterationId: sprint.id } });
    const { activity, next } = (await ask('GET', `/items/${key}/activity`)).json();
    expect(next).toBeNull();
    const actor = { id: test().admin.actor.userId, uid: test().admin.actor.userUid, name: 'Admin of acme' };
    expect(activity.map((each: any) => each.kind)).toEqual(['item.entered', 'item.changed', 'item.created']);
    expect(activity[1]).toEqual({
      sequence: expect.any(Number),
      at: expect.stringMatching(/Z$/),
      kind: 'item.changed',
      actor,
      via: { api: 'native', token: 'test' },
      projectId,
      iteration: null,
      item: { id, key, title: 'Pay by card' },
      version: 2,
      changes: { title: ['Pay', 'Pay by card'], estimate: [null, 3] },
      details: { category: 'queued', estimate: 3 },
    });
    expect(activity[0]).toMatchObject({ iteration: { id: sprint.id, title: 'Sprint' }, details: { left: [] } });
  });

  it('names the API that was spoken, and none for what was done at the machine', async () => {
    const projectId = await addProject('Kaiten');
    const { defaultBoardId: board_id } = await test().actions.getProject(test().admin, { id: projectId });
    const card = await test().send('POST', '/api/latest/cards', {
      body: { title: 'Card', board_id },
      headers: { authorization: `Bearer ${test().token}` },
    });
    expect(card.status).toBe(200);
    const { activity } = (await ask('GET', `/projects/${projectId}/activity`)).json();
    expect(activity.map((each: any) => [each.kind, each.via.api])).toEqual([
      ['item.created', 'kaiten'],
      ['project.created', null],
    ]);
  });

  it('tells of an iteration also what items did to its scope, and of an item also moves of many', async () => {
    const projectId = await addProject();
    const one = await make(`/projects/${projectId}/iterations`, {
      title: 'One',
      start: '2026-11-09',
      end: '2026-11-22',
    });
    const two = await make(`/projects/${projectId}/iterations`, { title: 'Two' });
    const item = await make(`/projects/${projectId}/items`, { title: 'Pay', iterationId: one.id });
    await ask('PATCH', `/items/${item.id}`, { estimate: 3 });
    await ask('PATCH', `/iterations/${one.id}`, { status: 'active' });
    await ask('PATCH', `/iterations/${one.id}`, { status: 'closed', moveUnfinishedTo: two.id });
    expect(await kinds(`/iterations/${one.id}/activity`)).toEqual(
      expect.arrayContaining(['iteration.created', 'item.entered', 'item.changed', 'iteration.changed']),
    );
    expect(await kinds(`/items/${item.id}/activity`)).toContain('items.carried');
    expect(await kinds(`/iterations/${two.id}/activity?kind=items.carried,item.left`)).toEqual(['items.carried']);
  });

  it('comes in pages, and of one person or kind alone if so asked', async () => {
    const projectId = await addProject();
    const { caller, token } = await test().addPerson(`member-${engine}`, 'member');
    for (const title of ['A', 'B', 'C']) await make(`/projects/${projectId}/items`, { title });
    await ask('POST', `/projects/${projectId}/items`, { title: 'D' }, token);
    const path = `/projects/${projectId}/activity`;
    expect((await ask('GET', `${path}?actor=${caller.actor.userId}`)).json().activity).toMatchObject([
      { item: { title: 'D' }, actor: { name: `member-${engine}` } },
    ]);
    const titles: string[] = [];
    let cursor = '';
    do {
      const page = (await ask('GET', `${path}?limit=2&kind=item.created${cursor}`)).json();
      titles.push(...page.activity.map((each: any) => each.item.title));
      cursor = page.next === null ? '' : `&cursor=${page.next}`;
    } while (cursor !== '');
    expect(titles).toEqual(['D', 'C', 'B', 'A']);
    const wrong = await ask('GET', `${path}?actor=me`);
    expect([wrong.status, wrong.json().errors[0].parameter]).toEqual([400, 'actor']);
  });

  it('tells what became of webhooks to those alone who administer them', async () => {
    const projectId = await addProject();
    const hook = { name: 'Chat', url: 'https://hooks.example/chat', format: 'native', projectId, kinds: null };
    expect((await ask('POST', '/webhooks', hook)).status).toBe(201);
    const path = `/projects/${projectId}/activity`;
    const { token: planner } = await test().addPerson(`planner-${engine}`, 'member', 'admin');
    const { token: narrow } = await test().addPerson(`narrow-${engine}`, 'admin', 'write');
    const { token: owner } = await test().addPerson(`owner-${engine}`, null, 'admin');
    await test().actions.setProjectRole(test().admin, { login: `owner-${engine}`, projectId, role: 'admin' });
    test().setClock(Date.now() + 2000);
    const told = async (token: string) =>
      (await ask('GET', path, undefined, token)).json().activity.map((each: any) => each.kind);
    expect([await told(test().token), await told(owner)]).toEqual([
      ['webhook.created', 'project.created'],
      ['webhook.created', 'project.created'],
    ]);
    expect([await told(planner), await told(narrow)]).toEqual([['project.created'], ['project.created']]);
    test().setClock(null);
  });

  it('hides what happened where the reader sees nothing', async () => {
    const [projectId, other] = [await addProject('Open'), await addProject('Hidden')];
    const hidden = await make(`/projects/${other}/iterations`, { title: 'Secret' });
    const item = await make(`/projects/${projectId}/items`, { title: 'Shared' });
    await ask('POST', '/moves', { itemIds: [item.id], to: { iterationId: hidden.id } });
    const { token } = await test().addPerson(`guest-${engine}`, null);
    await test().actions.setProjectRole(test().admin, { login: `guest-${engine}`, projectId, role: 'viewer' });
    test().setClock(Date.now() + 2000);
    const seen = await ask('GET', `/items/${item.id}/activity`, undefined, token);
    expect(seen.json().activity.map((each: any) => each.kind)).toEqual(['item.created']);
    for (const path of [`/projects/${other}/activity`, `/iterations/${hidden.id}/activity`]) {
      expect((await ask('GET', path, undefined, token)).status).toBe(404);
    }
    test().setClock(null);
  });
});
