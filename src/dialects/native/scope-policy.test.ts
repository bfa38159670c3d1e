import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useNative } from '../../../test/support/use-native.ts';

describe.each(engines)('Native scope policies, on %s', (engine) => {
  const { test, send, get, put, addProject, addIteration, addItem, moveItem, setStatus } = useNative(engine);
  const policyOf = (id: number) => get(`/iterations/${id}/scope-policy`);
  const setPolicy = (id: number, body: object) => put(`/iterations/${id}/scope-policy`, body);
  const swap = (id: number, body: object, token?: string) =>
    send('POST', `/iterations/${id}/swaps`, {
      body: { in: [], out: [], reason: 'A customer is down', ...body },
      ...(token === undefined ? {} : { token }),
    });
  const newItem = async (projectId: number, estimate: number | null) => {
    const { actions, admin } = test();
    return (await actions.createItem(admin, { project: { id: projectId }, fields: { title: 'New', estimate } })).id;
  };
  const enter = (id: number, itemIds: readonly number[]) =>
    send('POST', '/moves', { body: { itemIds, to: { iterationId: id } } });

  /** An iteration that runs with items of 8, 5, 3 and 3 points, the second of them begun. */
  async function addRunning(policy: object) {
    const projectId = await addProject();
    const id = await addIteration(projectId);
    const items: number[] = [];
    for (const estimate of [8, 5, 3, 3]) items.push(await addItem(projectId, id, estimate));
    await moveItem(items[1] ?? 0, 'in_progress');
    await setPolicy(id, policy);
    await setStatus(id, 'active');
    return { projectId, id, items };
  }
  const budget = (measure: string, amount: number) => ({ policy: 'budget', budget: { measure, amount } });

  it('are open at first', async () => {
    const id = await addIteration(await addProject());
    expect(await policyOf(id)).toEqual({
      iterationId: id,
      version: 1,
      policy: 'open',
      budget: null,
      limit: null,
      net: { points: 0, items: 0 },
      overrides: [],
    });
  });

  it('of a budget let in what there is room for, and name what could go out for more', async () => {
    const { projectId, id, items } = await addRunning(budget('points', 4));
    expect((await enter(id, [await newItem(projectId, 3)])).status).toBe(200);
    expect(await policyOf(id)).toMatchObject({ version: 2, limit: 4, net: { points: 3, items: 1 } });
    const refused = await enter(id, [await newItem(projectId, 5)]);
    expect([refused.status, refused.json().type]).toEqual([409, 'urn:timebox:problem:scope-policy']);
    expect(refused.json().detail).toBe('That is 4 points more than the scope budget of this iteration has room for');
    const points = refused.json().swaps.map(({ out }: any) => out.map((each: any) => [each.id, each.points]));
    expect(points).toEqual([[[items[0], 8]]]);
    expect(await policyOf(id)).toMatchObject({ net: { points: 3 } });
    // Nobody is kept from taking out, nor from bringing in what is done already.
    expect((await send('POST', '/moves', { body: { itemIds: [items[3]], to: { iterationId: null } } })).status).toBe(
      200,
    );
    const done = await newItem(projectId, 99);
    await moveItem(done, 'done');
    expect((await enter(id, [done])).status).toBe(200);
    expect(await policyOf(id)).toMatchObject({ net: { points: 0, items: 0 } });
  });

  it('hold in every dialect', async () => {
    const { projectId, id } = await addRunning(budget('percent', 10));
    const { actions, admin, token } = test();
    const [{ uid: iteration }, { uid: space }] = [
      await get(`/iterations/${id}`),
      await actions.getProject(admin, { id: projectId }),
    ];
    const {
      id: itemId,
      uid: card_uid,
      key,
    } = await actions.createItem(admin, {
      project: { id: projectId },
      fields: { title: 'New', estimate: 3 },
    });
    const kaiten = await test().send('POST', `/api/latest/spaces/${space}/iterations/${iteration}/cards`, {
      body: { card_uid },
      headers: { authorization: `Bearer ${token}` },
    });
    const tracker = await test().send('PATCH', `/v3/issues/${key}`, {
      body: { sprint: [{ id: String(id) }] },
      headers: { authorization: `OAuth ${token}`, 'x-org-id': '1' },
    });
    const teampulse = await test().send('PUT', `/api/v1/workitems/${itemId}`, {
      body: { fields: { IterationID: id } },
      headers: { authorization: `WRAP access_token=${token}` },
    });
    expect([kaiten.status, tracker.status, teampulse.status]).toEqual([400, 422, 400]);
    for (const { text } of [kaiten, tracker, teampulse]) expect(text).toMatch(/scope budget|бюджет/);
    expect(await policyOf(id)).toMatchObject({ limit: 1.9, net: { points: 0, items: 0 } });
  });

  it('of swaps take what replaces as much, in one step with a reason', async () => {
    const { projectId, id, items } = await addRunning({ policy: 'swapOnly' });
    const [three, five] = [await newItem(projectId, 3), await newItem(projectId, 5)];
    expect((await enter(id, [three])).status).toBe(409);
    expect((await swap(id, { in: [five], out: [items[3]] })).json().swaps).toEqual([
      { out: [expect.objectContaining({ id: items[2], points: 3 })] },
      { out: [expect.objectContaining({ id: items[0], points: 8 })] },
    ]);
    const from = test().heard.length;
    const swapped = await swap(id, { in: [three], out: [items[3]] });
    expect([swapped.status, swapped.json().net]).toEqual([200, { points: 0, items: 0 }]);
    expect(test().heard.slice(from).at(-1)).toMatchObject({
      kind: 'scope.swapped',
      iterationId: id,
      data: { in: [three], out: [items[3]], net: { points: 0, items: 0 }, reason: 'A customer is down' },
    });
    const members = (await get(`/iterations/${id}`)).scope;
    expect(members).toEqual({ points: 19, items: 4 });
  });

  it('are overridden by who administers the project, with a reason that stays', async () => {
    const { projectId, id } = await addRunning({ policy: 'frozen' });
    const member = await test().addPerson(`member${projectId}`, 'member');
    const item = await newItem(projectId, 2);
    expect((await swap(id, { in: [item] })).json().detail).toBe('The scope of this iteration is frozen');
    expect((await swap(id, { in: [item], override: true }, member.token)).status).toBe(403);
    const done = await swap(id, { in: [item], override: true });
    expect([done.status, done.json().net]).toEqual([200, { points: 2, items: 1 }]);
    expect(done.json().overrides).toEqual([
      {
        sequence: test().heard.at(-1)?.seq,
        at: expect.any(String),
        personId: test().admin.actor.userId,
        reason: 'A customer is down',
        excess: { measure: 'items', amount: 1 },
        comesIn: { points: 2, items: 1 },
        goesOut: { points: 0, items: 0 },
      },
    ]);
    const { overrides } = done.json();
    expect((await get(`/iterations/${id}/figures`)).overrides).toEqual(overrides);
    const before = new Date(Date.parse(overrides[0].at)).toISOString();
    expect((await get(`/iterations/${id}/figures?asOf=${before}`)).overrides).toEqual([]);
    await setStatus(id, 'closed');
    const [statement] = (await get(`/iterations/${id}/statements`)).statements;
    expect(statement).toMatchObject({ overrides, definition: { scopePolicy: { policy: 'frozen', budget: null } } });
    expect((await get(`/iterations/${id}/figures`)).overrides).toEqual(overrides);
  });

  it('do not hold up a close that carries into the iteration, and tell of it', async () => {
    const { projectId, id } = await addRunning(budget('items', 1));
    const other = await addIteration(projectId, { title: 'Sprint 11' });
    for (const estimate of [1, 2]) await addItem(projectId, other, estimate);
    await setStatus(other, 'active');
    const body = { status: 'closed', moveUnfinishedTo: id };
    expect((await send('PATCH', `/iterations/${other}`, { body, ifMatch: '*' })).status).toBe(200);
    expect(await policyOf(id)).toMatchObject({
      net: { points: 3, items: 2 },
      overrides: [{ reason: `Carried over from iteration ${other}` }],
    });
  });

  it('say nothing before the commitment is measured', async () => {
    const projectId = await addProject();
    const id = await addIteration(projectId);
    await setPolicy(id, { policy: 'frozen' });
    expect((await enter(id, [await newItem(projectId, 3)])).status).toBe(200);
    const rules = { graceMinutes: 60, defaultEstimate: null, creditHours: 0 };
    await send('PATCH', `/projects/${projectId}/rules`, { body: rules, ifMatch: '*' });
    await setStatus(id, 'active');
    expect((await enter(id, [await newItem(projectId, 3)])).status).toBe(200);
    expect((await get(`/iterations/${id}`)).committed).toEqual({ points: 6, items: 2 });
    test().setClock(Date.now() + 61 * 60_000);
    expect((await enter(id, [await newItem(projectId, 3)])).status).toBe(409);
    test().setClock(null);
  });

  it.each([
    [{ policy: 'closed' }, '#/policy'],
    [{ policy: 'budget' }, '#/budget'],
    [{ policy: 'open', budget: { measure: 'points', amount: 1 } }, '#/budget'],
    [{ policy: 'budget', budget: { measure: 'hours', amount: 1 } }, '#/budget/measure'],
    [{ policy: 'budget', budget: { measure: 'points', amount: -1 } }, '#/budget/amount'],
  ])('refuse %j', async (body, pointer) => {
    const id = await addIteration(await addProject());
    const answer = await send('PUT', `/iterations/${id}/scope-policy`, { body, ifMatch: '*' });
    const pointers = answer.json().errors.map((each: any) => each.pointer);
    expect([answer.status, pointers]).toEqual([400, expect.arrayContaining([pointer])]);
  });

  it('are set by who administers the project, at the version they know, as long as it is open', async () => {
    const projectId = await addProject();
    const id = await addIteration(projectId);
    const member = await test().addPerson(`planner${projectId}`, 'member');
    const path = `/iterations/${id}/scope-policy`;
    const body = { policy: 'frozen' };
    expect((await send('PUT', path, { body, ifMatch: '*', token: member.token })).status).toBe(403);
    expect((await send('PUT', path, { body })).status).toBe(428);
    expect((await send('PUT', path, { body, ifMatch: '"1"' })).headers['etag']).toBe('"2"');
    const stale = await send('PUT', path, { body, ifMatch: '"1"' });
    expect([stale.status, stale.json().current]).toEqual([412, await policyOf(id)]);
    await setStatus(id, 'closed');
    expect((await send('PUT', path, { body: { policy: 'open' }, ifMatch: '*' })).status).toBe(409);
    expect((await swap(id, { in: [await newItem(projectId, 1)] })).status).toBe(409);
  });

  it('refuse swaps of what is not there, or in already', async () => {
    const { projectId, id, items } = await addRunning({ policy: 'open' });
    const other = await newItem(projectId, 1);
    const wrong = async (body: object) => {
      const answer = await swap(id, body);
      return [answer.status, answer.json().errors?.[0].pointer];
    };
    expect(await wrong({ out: [other] })).toEqual([400, '#/out/0']);
    expect(await wrong({ in: [items[0]] })).toEqual([400, '#/in/0']);
    expect(await wrong({ in: [999_999] })).toEqual([400, '#/in/0']);
    expect(await wrong({ in: [items[0]], out: [items[0]] })).toEqual([400, '#/in/0']);
    const told = test().heard.length;
    expect(await wrong({})).toEqual([400, '#/in']);
    expect(test().heard.length).toBe(told);
    expect(await wrong({ in: [other], reason: '' })).toEqual([400, '#/reason']);
  });
});
