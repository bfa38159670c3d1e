import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useCloses } from '../../../test/support/use-closes.ts';

describe.each(engines)('Native close plans, on %s', (engine) => {
  const { test, ask, addProject, start, addItem, plan, close } = useCloses(engine);

  it('keep the order of checks: token, existence, rights, fingerprint, faults, rules', async () => {
    const projectId = await addProject();
    const sprint = await start(projectId, 'One');
    const item = await addItem(projectId, sprint, { estimate: 3 });
    const made = await plan(sprint);
    const viewer = (await test().addPerson(`viewer-${engine}`, 'viewer')).token;
    const outsider = (await test().addPerson(`outsider-${engine}`, null)).token;
    const as = (token: string) => ({ authorization: `Bearer ${token}` });
    const to = `/iterations/${sprint}/close-plans`;
    const shut = `/iterations/${sprint}/close`;
    const statuses = async (...asked: (readonly [string, unknown, object?])[]) => {
      const found: number[] = [];
      for (const [path, body, headers] of asked) found.push((await ask('POST', path, body, headers ?? {})).status);
      return found;
    };
    expect(
      await statuses(
        [to, {}, as('none')],
        [to, {}, as(outsider)],
        ['/iterations/999999/close-plans', { items: 1 }],
        [to, { items: 1 }, as(viewer)],
        [to, '{'],
        [to, { policyId: 'x' }],
        [to, { policyId: 99_999 }],
        [to, { unfinished: 'elsewhere' }],
        [to, { nextIterationId: sprint }],
        [to, { nextIterationId: 99_999 }],
      ),
    ).toEqual([401, 404, 404, 403, 400, 400, 400, 400, 409, 409]);
    expect(
      await statuses(
        ['/iterations/999999/close', { planId: made.id }],
        [shut, { planId: made.id }, { ...as(viewer), 'if-match': '*' }],
        [shut, { planId: made.id }],
        [shut, { planId: made.id }, { 'if-match': 'bare' }],
        [shut, { planId: made.id }, { 'if-match': '"other"' }],
        [shut, { planId: made.id }, { 'if-match': `W/"${made.fingerprint}"` }],
        [shut, { planId: 99_999 }, { 'if-match': '*' }],
        [shut, {}, { 'if-match': '*' }],
      ),
    ).toEqual([404, 403, 428, 400, 412, 412, 400, 400]);
    const pointers = async (items: object[], more: object = {}) =>
      (await ask('POST', to, { items, ...more })).json().errors?.map((each: any) => each.pointer);
    const elsewhere = await start(await addProject('Beta'), 'Theirs');
    expect(await pointers([{ itemId: item.id, to: 'iteration', iterationId: elsewhere }])).toEqual([
      '#/items/0/iterationId',
    ]);
    expect(await pointers([], { nextIterationId: elsewhere })).toEqual(['#/nextIterationId']);
    expect(await pointers([{ itemId: 99_999, to: 'stay' }])).toEqual(['#/items/0/itemId']);
    expect(await pointers([{ itemId: item.id, to: 'split', donePart: 3 }])).toEqual(['#/items/0/donePart']);
    expect(await pointers([{ itemId: item.id, to: 'iteration' }])).toEqual(['#/items/0/iterationId']);
    expect(await pointers([{ itemId: item.id, to: 'newIteration' }])).toEqual(['#/items/0/to']);
    expect(await pointers([], { policyId: 1, unfinished: 'stay' })).toEqual(['#/unfinished']);
    expect((await ask('GET', `/close-plans/${made.id}`, undefined, as(outsider))).status).toBe(404);
    await close(sprint);
    expect((await ask('POST', to, {})).status).toBe(409);
  });

  it('name no item of a project that the caller cannot see, and change none', async () => {
    const { actions, admin, addPerson } = test();
    const projectId = await addProject();
    const secret = await addProject('Secret');
    const sprint = await start(projectId, 'One');
    const item = await addItem(secret, sprint);
    const { token } = await addPerson(`planner-${engine}`, null);
    await actions.setProjectRole(admin, { projectId, login: `planner-${engine}`, role: 'member' });
    // A token that has just been used is trusted for a second, with the rights it had.
    test().setClock(Date.now() + 1500);
    const body = { unfinished: 'cancel' };
    const answer = await ask('POST', `/iterations/${sprint}/close-plans`, body, { authorization: `Bearer ${token}` });
    expect([answer.status, answer.json().items]).toMatchObject([
      201,
      [{ id: item.id, key: null, title: null, action: 'stay', reason: 'not_permitted' }],
    ]);
    expect((await plan(sprint, body)).items).toMatchObject([{ key: item.key, action: 'cancel' }]);
    test().setClock(null);
  });
});
