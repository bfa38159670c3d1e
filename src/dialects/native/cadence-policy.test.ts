import { afterEach, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useNative } from '../../../test/support/use-native.ts';
import { bindOperations } from '../../actions/operations.ts';

const cadence = {
  isOn: true,
  firstDay: '2026-10-12',
  lengthDays: 7,
  cooldownDays: 0,
  ahead: 4,
  title: 'Sprint {number}',
  nextNumber: 1,
  startsItself: true,
  closesItself: true,
  unfinished: 'stay',
};
const started = { id: 'started', when: { state: 'in_progress' }, to: 'next', rank: 'top', estimate: 'keep' };
const rest = { id: 'rest', when: {}, to: 'backlogTop', rank: 'bottom', estimate: 'keep' };
const everything = { ...rest, id: 'onward', to: 'next' };

describe.each(engines)('Cadences that close by a policy, on %s', (engine) => {
  const { test, send, get, put, addProject, addItem, moveItem } = useNative(engine);
  afterEach(() => test().setClock(null));

  async function at(time: string) {
    test().setClock(Date.parse(time));
    const operations = bindOperations(test().app);
    for (const due of await operations.listDueCadences(test().app.now())) await operations.keepCadence(due);
  }
  async function addPolicy(projectId: number, rules: readonly object[]) {
    const answer = await send('POST', `/projects/${projectId}/rollover-policies`, { body: { name: 'Usual', rules } });
    expect([answer.status, answer.text]).toEqual([201, expect.any(String)]);
    return answer.json();
  }
  /** A project whose cadence closes by a policy of such rules. */
  async function keeping(rules: readonly object[]) {
    const projectId = await addProject();
    test().setClock(Date.parse('2026-10-11T08:00:00Z'));
    const policy = await addPolicy(projectId, rules);
    const set = await put(`/projects/${projectId}/cadence`, { ...cadence, rolloverPolicyId: policy.id });
    expect(set.cadence).toMatchObject({ unfinished: 'stay', rolloverPolicyId: policy.id });
    const [first, second, third] = set.slots.map((slot: any) => slot.iterationId);
    return { projectId, policy, first, second, third };
  }
  const held = async (id: number) => (await get(`/iterations/${id}/items`)).items.map((item: any) => item.id);

  it('carry each item as the first rule that fits it says, and leave a receipt that names the policy', async () => {
    const { projectId, policy, first, second } = await keeping([started, rest]);
    await at('2026-10-12T00:00:05Z');
    const [begun, waiting] = [await addItem(projectId, first, 3), await addItem(projectId, first, 5)];
    await moveItem(begun, 'in_progress');
    const finished = await addItem(projectId, first, 2);
    await moveItem(finished, 'done');
    const from = test().heard.length;
    await at('2026-10-18T23:59:30Z');
    expect(await get(`/iterations/${first}`)).toMatchObject({ status: 'closed' });
    expect(await held(second)).toEqual([begun]);
    expect((await get(`/projects/${projectId}/items?iteration=none`)).items[0]).toMatchObject({ id: waiting });
    const [receipt] = (await get(`/iterations/${first}/receipts`)).receipts;
    expect(receipt.policy).toEqual({ id: policy.id, version: 1 });
    expect(receipt.groups).toMatchObject([
      { reason: 'started', itemIds: [begun] },
      { reason: 'rest', itemIds: [waiting] },
    ]);
    const closed = test()
      .heard.slice(from)
      .find(({ kind }) => kind === 'cadence.closed');
    expect(closed?.data).toMatchObject({ rolloverPolicyId: policy.id });
    const { activity } = await get(`/projects/${projectId}/activity`);
    expect(activity.map((each: any) => each.kind)).toContain('cadence.closed');
  });

  it('wait for somebody where the policy would carry an item for the third time, and say so', async () => {
    const { projectId, first, second, third } = await keeping([everything]);
    await at('2026-10-12T00:00:05Z');
    const item = await addItem(projectId, first, 3);
    await at('2026-10-18T23:59:30Z');
    await at('2026-10-25T23:59:30Z');
    expect([await held(second), await held(third)]).toEqual([[item], [item]]);
    await at('2026-11-01T23:59:30Z');
    expect(await get(`/iterations/${third}`)).toMatchObject({ status: 'active' });
    const { slots } = await get(`/projects/${projectId}/cadence`);
    const { trouble } = slots.find((slot: any) => slot.iterationId === third);
    expect(trouble).toMatchObject({ deed: 'close', reason: expect.stringContaining('third time') });
    await send('POST', '/moves', { body: { itemIds: [item], to: { iterationId: null } } });
    await at('2026-11-02T00:01:30Z');
    expect(await get(`/iterations/${third}`)).toMatchObject({ status: 'closed' });
  });

  it('do not close in another way once the policy is gone', async () => {
    const { projectId, policy, first } = await keeping([everything]);
    await at('2026-10-12T00:00:05Z');
    expect((await send('DELETE', `/rollover-policies/${policy.id}`, { ifMatch: '*' })).status).toBe(204);
    await at('2026-10-18T23:59:30Z');
    expect(await get(`/iterations/${first}`)).toMatchObject({ status: 'active' });
    const path = `/projects/${projectId}/cadence`;
    const reason = 'The rollover policy of the cadence was removed';
    expect((await get(path)).slots[0].trouble).toMatchObject({ deed: 'close', reason });
    await put(path, { ...cadence, nextNumber: 6 });
    await at('2026-10-19T00:01:00Z');
    expect(await get(`/iterations/${first}`)).toMatchObject({ status: 'closed' });
  });

  it('take a policy of their own project alone', async () => {
    const [own, other] = [await addProject(), await addProject()];
    const { id } = await addPolicy(other, [everything]);
    for (const rolloverPolicyId of [id, 999_999]) {
      const body = { ...cadence, isOn: false, rolloverPolicyId };
      const answer = await send('PUT', `/projects/${own}/cadence`, { body, ifMatch: '*' });
      expect([answer.status, answer.json().errors[0].pointer]).toEqual([400, '#/rolloverPolicyId']);
    }
  });
});
