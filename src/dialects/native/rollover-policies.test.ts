import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useCloses } from '../../../test/support/use-closes.ts';

describe.each(engines)('Native rollover policies, on %s', (engine) => {
  const { test, ask, get, addProject, start, addItem, change, close } = useCloses(engine);
  const rules = [
    { id: 'blockers', when: { priority: ['blocker'] }, to: 'next', rank: 'top' },
    { id: 'begun', when: { state: 'in_progress', startedWithin: 3 }, to: 'next', estimate: 'remaining' },
    { id: 'stuck', when: { carryCount: { atLeast: 1 } }, to: 'cancel' },
    { id: 'web', when: { tag: ['web'], unassigned: true }, to: 'backlogTop' },
    { id: 'rest', when: {}, to: 'backlogBottom' },
  ];
  const add = (projectId: number, body: object = { name: 'Ours', rules }) =>
    get('POST', `/projects/${projectId}/rollover-policies`, body);

  it('are made, listed, changed under their version, and removed', async () => {
    const projectId = await addProject();
    const made = await add(projectId);
    expect(made).toMatchObject({
      projectId,
      name: 'Ours',
      rules: rules.map((rule) => ({ rank: 'bottom', estimate: 'keep', notify: false, ...rule })),
      version: 1,
    });
    expect(await get('GET', `/rollover-policies/${made.id}`)).toEqual(made);
    expect(await get('GET', `/projects/${projectId}/rollover-policies`)).toEqual({ policies: [made], next: null });
    const patch = (body: object, tag?: string) =>
      ask('PATCH', `/rollover-policies/${made.id}`, body, tag === undefined ? {} : { 'if-match': tag });
    expect((await patch({ name: 'New' })).status).toBe(428);
    const changed = await patch({ name: 'New' }, '"1"');
    expect([changed.status, changed.headers['etag'], changed.json()]).toMatchObject([
      200,
      '"2"',
      { name: 'New', version: 2, rules: made.rules },
    ]);
    const stale = await patch({ name: 'Newer' }, '"1"');
    expect([stale.status, stale.json().current]).toMatchObject([412, { name: 'New', version: 2 }]);
    expect((await patch({ name: 'New' }, '"2"')).json().version).toBe(2);
    const remove = (tag: string) => ask('DELETE', `/rollover-policies/${made.id}`, undefined, { 'if-match': tag });
    expect([(await remove('"1"')).status, (await remove('"2"')).status]).toEqual([412, 204]);
    expect((await ask('GET', `/rollover-policies/${made.id}`)).status).toBe(404);
    expect(await get('GET', `/projects/${projectId}/rollover-policies`)).toEqual({ policies: [], next: null });
  });

  it('must take every item, by rules that can be told apart', async () => {
    const projectId = await addProject();
    const pointers = async (body: object) => {
      const answer = await ask('POST', `/projects/${projectId}/rollover-policies`, body);
      return [answer.status, answer.json().errors.map((each: any) => each.pointer)];
    };
    const rest = { id: 'rest', when: {}, to: 'stay' };
    expect(await pointers({ name: 'x', rules: [] })).toEqual([400, ['#/rules']]);
    expect(await pointers({ name: 'x', rules: [rest, { ...rest, id: 'other' }] })).toEqual([400, ['#/rules/0/when']]);
    expect(await pointers({ name: 'x', rules: [{ ...rest, when: { state: 'queued' } }] })).toEqual([
      400,
      ['#/rules/0/when'],
    ]);
    expect(await pointers({ name: 'x', rules: [{ ...rest, id: 'explicit' }] })).toEqual([400, ['#/rules/0/id']]);
    expect(await pointers({ name: 'x', rules: [{ ...rest, to: 'nowhere' }] })).toEqual([400, ['#/rules/0/to']]);
    expect(await pointers({ name: 'x', rules: [{ ...rest, when: { colour: 'red' } }] })).toEqual([
      400,
      ['#/rules/0/when/colour'],
    ]);
    expect(await pointers({ name: '\u0000', rules: [rest] })).toEqual([400, ['#/name']]);
  });

  it('are for planners of the project', async () => {
    const projectId = await addProject();
    const { id } = await add(projectId);
    const viewer = { authorization: `Bearer ${(await test().addPerson(`viewer-${engine}`, 'viewer')).token}` };
    const outsider = { authorization: `Bearer ${(await test().addPerson(`outsider-${engine}`, null)).token}` };
    const status = async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, headers: object, body?: object) =>
      (await ask(method, path, body, { 'if-match': '*', ...headers })).status;
    const list = `/projects/${projectId}/rollover-policies`;
    const one = `/rollover-policies/${id}`;
    expect([await status('GET', list, viewer), await status('GET', list, outsider)]).toEqual([200, 404]);
    expect([await status('GET', one, viewer), await status('GET', one, outsider)]).toEqual([200, 404]);
    expect(await status('POST', list, viewer, { name: 'x', rules })).toBe(403);
    expect(await status('PATCH', one, viewer, { name: 'x' })).toBe(403);
    expect(await status('DELETE', one, viewer)).toBe(403);
    expect(await status('PATCH', one, outsider, { name: 'x' })).toBe(404);
    expect(await status('POST', `${one}/backtest`, outsider)).toBe(404);
    expect(await status('POST', `${one}/backtest?iterations=51`, {})).toBe(400);
  });

  it('in force reproduce the real closes exactly; others say what they would have done, and what would have come of it', async () => {
    const { setClock } = test();
    const at = (day: string) => setClock(Date.parse(`${day}T12:00:00Z`));
    const projectId = await addProject();
    const policy = await add(projectId);
    const stay = await add(projectId, { name: 'Stay', rules: [{ id: 'all', when: {}, to: 'stay' }] });
    const carry = await add(projectId, { name: 'Carry', rules: [{ id: 'all', when: {}, to: 'next' }] });
    at('2026-03-02');
    let sprint = await start(projectId, 'Sprint 0');
    const [urgent, begun, old] = [
      await addItem(projectId, sprint, { priority: 'blocker' }),
      await addItem(projectId, sprint, { estimate: 8, minutes: [180, 60] }),
      await addItem(projectId, sprint, {}, { category: 'in_progress' }),
    ];
    await addItem(projectId, sprint, { tags: { set: ['web'] } });
    await addItem(projectId, sprint, { tags: { set: ['web'] }, assignee: { id: 1 } });
    at('2026-03-11');
    await change(begun.id, {}, { category: 'in_progress' });
    for (const [round, day] of ['2026-03-13', '2026-03-27'].entries()) {
      at(day);
      const next = await start(projectId, `Sprint ${round + 1}`, { maxCapacity: 4 });
      await addItem(projectId, next, { priority: 'blocker', estimate: 1 });
      const receipt = await close(sprint, { policyId: policy.id, nextIterationId: next });
      expect(receipt.policy).toEqual({ id: policy.id, version: 1 });
      sprint = next;
      if (round === 0) await change(urgent.id, {}, { category: 'done' });
    }
    const backtest = async (id: number) => (await get('POST', `/rollover-policies/${id}/backtest`)).closes;
    const inForce = await backtest(policy.id);
    expect(inForce).toHaveLength(2);
    for (const each of inForce) {
      expect(each.differing).toEqual([]);
      expect(each.byPolicy).toEqual(each.actual);
    }
    const [, first] = inForce;
    expect(first.actual).toEqual({
      carried: { points: 5, items: 2 },
      returned: { points: 9, items: 3 },
      kept: { points: 0, items: 0 },
      cancelled: { points: 0, items: 0 },
    });
    expect(first.following).toMatchObject({ finished: { points: 0, items: 0 }, maxCapacity: 4 });
    const [, kept] = await backtest(stay.id);
    expect(kept.byPolicy.kept.items).toBe(5);
    expect(kept.differing).toContainEqual({ itemId: old.id, actual: 'returnToBottom', byPolicy: 'stay', rule: 'all' });
    const [, carried] = await backtest(carry.id);
    expect(carried.differing).toHaveLength(3);
    expect(carried.byPolicy.carried).toEqual({ points: 14, items: 5 });
    expect(carried.following).toMatchObject({ committedPoints: 9, load: 'over' });
    setClock(null);
  });
});
