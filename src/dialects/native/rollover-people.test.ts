import { afterEach, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { actionsOf, useCloses } from '../../../test/support/use-closes.ts';
import { withWriter } from '../../../test/support/with-writer.ts';

describe.each(engines)('Rollover rules that look at people, on %s', (engine) => {
  const { test, ask, get, addProject, start, addItem, plan, tryClose, close } = useCloses(engine);
  afterEach(() => test().setClock(null));
  const rest = { id: 'rest', when: {}, to: 'next' };
  const away = { id: 'away', when: { assigneeOff: true }, to: 'backlogTop', notify: true };
  const addPolicy = (projectId: number, rules: readonly object[]) =>
    get('POST', `/projects/${projectId}/rollover-policies`, { name: 'Ours', rules });
  const addPerson = async (login: string): Promise<number> =>
    (await test().addPerson(`${login}-${engine}`, 'member')).caller.actor.userId;
  const setAway = async (personId: number, from: string, to: string) => {
    const answer = await ask('PUT', `/people/${personId}/time-off`, { timeOff: [{ from, to }] }, { 'if-match': '*' });
    expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
  };
  const backtest = async (policyId: number) => (await get('POST', `/rollover-policies/${policyId}/backtest`)).closes;
  /** Two sprints, the second of two weeks, and a policy by these rules. */
  async function begin(rules: readonly object[]) {
    const projectId = await addProject();
    const policy = await addPolicy(projectId, rules);
    const sprint = await start(projectId, 'Sprint');
    const next = await start(projectId, 'Next', { start: '2026-03-16', end: '2026-03-27' });
    return { projectId, policyId: policy.id, sprint, next };
  }

  it('find who is away for most of the iteration that follows, and go on saying so afterwards', async () => {
    const { projectId, policyId, sprint, next } = await begin([away, rest]);
    const [ann, bob] = [await addPerson('ann'), await addPerson('bob')];
    await setAway(ann, '2026-03-18', '2026-03-25');
    await setAway(bob, '2026-03-18', '2026-03-24');
    const [ofAnn, ofBob, ofNobody] = [
      await addItem(projectId, sprint, { assignee: { id: ann } }),
      await addItem(projectId, sprint, { assignee: { id: bob } }),
      await addItem(projectId, sprint),
    ];
    const made = await plan(sprint, { nextIterationId: next });
    const awayIn = ({ items }: any) => items.map(({ assigneeAway }: any) => assigneeAway?.id ?? null);
    expect(awayIn(made)).toEqual([ann, null, null]);
    const { token } = await test().addPerson(`guest-${engine}`, null);
    await test().actions.setProjectRole(test().admin, { login: `guest-${engine}`, projectId, role: 'member' });
    // What is known of who may what is asked for anew after a second.
    test().setClock(Date.now() + 1500);
    const guest = await ask('GET', `/close-plans/${made.id}`, undefined, { authorization: `Bearer ${token}` });
    expect([guest.status, guest.text]).toEqual([200, expect.any(String)]);
    expect(awayIn(guest.json())).toEqual([null, null, null]);
    const receipt = await close(sprint, { policyId, nextIterationId: next });
    expect(actionsOf(receipt.groups)).toEqual([
      [ofAnn.id, 'backlogTop'],
      [ofBob.id, 'carry'],
      [ofNobody.id, 'carry'],
    ]);
    await setAway(ann, '2027-03-16', '2027-03-17');
    const [inForce] = await backtest(policyId);
    expect(inForce).toMatchObject({ differing: [], told: { actual: 1, byPolicy: 1 } });
    expect(inForce.byPolicy).toEqual(inForce.actual);
  });

  it('look at the window of an iteration that the close makes, and at none where none follows', async () => {
    const { projectId, policyId, sprint } = await begin([away, { ...rest, to: 'stay' }]);
    const cat = await addPerson('cat');
    await setAway(cat, '2026-04-01', '2026-04-30');
    const { id } = await addItem(projectId, sprint, { assignee: { id: cat } });
    const reasons = async (body: object) =>
      (await plan(sprint, { policyId, ...body })).items.map((item: any) => [item.id, item.reason, item.notify]);
    const made = (start: string, end: string) => ({ newIteration: { title: 'Later', start, end } });
    expect(await reasons(made('2026-04-06', '2026-04-17'))).toEqual([[id, 'away', true]]);
    expect(await reasons(made('2026-05-04', '2026-05-15'))).toEqual([[id, 'rest', undefined]]);
    expect(await reasons({ newIteration: { title: 'Some day' } })).toEqual([[id, 'rest', undefined]]);
  });

  it('make a plan stale when the days off have changed that it stands on', async () => {
    const { projectId, policyId, sprint, next } = await begin([away, rest]);
    const plain = await addPolicy(projectId, [rest]);
    const dan = await addPerson('dan');
    await addItem(projectId, sprint, { assignee: { id: dan } });
    const planned = await plan(sprint, { policyId, nextIterationId: next });
    const byOthers = await plan(sprint, { policyId: plain.id, nextIterationId: next });
    await setAway(dan, '2026-03-16', '2026-03-27');
    const refused = await tryClose(sprint, planned);
    expect([refused.status, refused.json().changed]).toEqual([412, [{ thing: 'time_off', id: dan, how: 'changed' }]]);
    expect((await tryClose(sprint, byOthers)).status).toBe(201);
  });

  it('make a plan stale when calendars or work patterns have changed that say when there is work', async () => {
    const { projectId, sprint, next } = await begin([rest]);
    const other = await addProject('Other');
    await addItem(projectId, sprint);
    const made = await plan(sprint, { nextIterationId: next });
    const days = { weekdays: [1, 2, 3, 4], days: [] };
    const patterns = [{ personId: test().admin.actor.userId, weekdays: null, hoursPerDay: 8 }];
    const set = async (path: string, body: object) =>
      expect((await ask('PUT', path, body, { 'if-match': '*' })).status).toBe(200);
    await set(`/projects/${other}/calendar`, days);
    await set(`/iterations/${sprint}/calendar`, days);
    await set(`/iterations/${next}/work-patterns`, { patterns });
    const refused = await tryClose(sprint, made);
    expect([refused.status, refused.json().changed]).toEqual([
      412,
      [
        { thing: 'iteration_calendar', id: sprint, how: 'changed' },
        { thing: 'iteration_work_patterns', id: next, how: 'changed' },
      ],
    ]);
    const again = await plan(sprint, { nextIterationId: next });
    await set(`/projects/${projectId}/work-patterns`, { patterns });
    await set('/calendar', { weekdays: [1, 2, 3, 4, 5], days: [] });
    expect((await tryClose(sprint, again)).json().changed.map(({ thing }: any) => thing)).toEqual([
      'organization_calendar',
      'project_work_patterns',
    ]);
    expect((await tryClose(sprint, await plan(sprint, { nextIterationId: next }))).status).toBe(201);
  });

  it('tell the assignee, the author and the followers of what was done with an item', async () => {
    const { projectId, policyId, sprint, next } = await begin([
      { id: 'bugs', when: { type: ['bug'] }, to: 'backlogBottom', notify: true },
      { id: 'tasks', when: { priority: ['blocker'] }, to: 'next', notify: true },
      rest,
    ]);
    const [eve, fay] = [await addPerson('eve'), await addPerson('fay')];
    const author = test().admin.actor.userId;
    const bug = await addItem(projectId, sprint, { type: 'bug', assignee: { id: eve } });
    const blocker = await addItem(projectId, sprint, { priority: 'blocker', followers: { set: [{ id: fay }] } });
    await addItem(projectId, sprint);
    const before = test().heard.length;
    const made = await plan(sprint, { policyId, nextIterationId: next });
    expect(made.items.map((item: any) => [item.id, item.notified.map(({ id }: any) => id)])).toEqual([
      [bug.id, [author, eve]],
      [blocker.id, [author, fay]],
      [expect.any(Number), []],
    ]);
    expect(made.items[0].notified[1]).toEqual({ id: eve, name: `eve-${engine}` });
    expect(test().heard.length).toBe(before);
    const receipt = await close(sprint, { policyId, nextIterationId: next });
    const told = [
      { itemId: bug.id, personIds: [author, eve] },
      { itemId: blocker.id, personIds: [author, fay] },
    ];
    expect(receipt.told).toEqual(told);
    expect((await get('GET', `/receipts/${receipt.id}`)).told).toEqual(told);
    const events = test()
      .heard.slice(before)
      .filter(({ kind }) => kind === 'item.rolled_over');
    const about = { policyId, receiptId: receipt.id };
    expect(events.map(({ itemId, iterationId, data }) => ({ itemId, iterationId, data }))).toEqual([
      {
        itemId: bug.id,
        iterationId: sprint,
        data: { rule: 'bugs', ...about, action: 'backlogBottom', personIds: [author, eve] },
      },
      {
        itemId: blocker.id,
        iterationId: sprint,
        data: { rule: 'tasks', ...about, action: 'carry', toIterationId: next, personIds: [author, fay] },
      },
    ]);
    const { activity } = await get('GET', `/items/${bug.id}/activity?kind=item.rolled_over`);
    expect(activity).toMatchObject([{ item: { key: bug.key }, details: { rule: 'bugs', personIds: [author, eve] } }]);
  });

  it('are read of closes and policies from before there were such rules as nobody away and nobody told', async () => {
    const { projectId, policyId, sprint, next } = await begin([rest]);
    await addItem(projectId, sprint);
    const { id } = await close(sprint, { policyId, nextIterationId: next });
    await withWriter(test().app, async (db) => {
      const orgId = test().admin.actor.orgId;
      const receipts = db.selectFrom('receipt').select('content').where('org_id', '=', orgId).where('id', '=', id);
      const { told, ...content } = JSON.parse((await receipts.executeTakeFirstOrThrow()).content);
      for (const { circumstances } of content.groups) delete circumstances.assigneeOff;
      const old = { content: JSON.stringify(content) };
      await db.updateTable('receipt').set(old).where('org_id', '=', orgId).where('id', '=', id).execute();
      const rules = JSON.stringify([{ id: 'rest', when: {}, to: 'next', rank: 'bottom', estimate: 'keep' }]);
      await db.updateTable('rollover_policy').set({ rules }).where('id', '=', policyId).execute();
    });
    expect((await get('GET', `/receipts/${id}`)).told).toEqual([]);
    expect((await get('GET', `/rollover-policies/${policyId}`)).rules).toMatchObject([{ notify: false }]);
    const asking = await addPolicy(projectId, [
      { ...away, when: { assigneeOff: false }, to: 'next' },
      { ...rest, to: 'stay' },
    ]);
    expect(await backtest(asking.id)).toMatchObject([{ differing: [], told: { actual: 0, byPolicy: 1 } }]);
    expect(await backtest(policyId)).toMatchObject([{ differing: [], told: { actual: 0, byPolicy: 0 } }]);
  });
});
