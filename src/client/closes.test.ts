import { describe, expect, it } from 'vitest';
import { useCloses } from '../../test/support/use-closes.ts';
import { closesClient } from './closes.ts';
import { problemOf } from './connect.ts';

describe('The client of closes', () => {
  const { test, addProject, start, addItem, change } = useCloses('sqlite');

  it('plans, closes, takes back, keeps policies and reads passports', async () => {
    const address = await test().server.listen({ port: 0, host: '127.0.0.1' });
    const client = closesClient({ base: `${address}/native/v1`, token: test().token });
    const projectId = await addProject();
    const [sprint, next] = [await start(projectId, 'One'), await start(projectId, 'Two')];
    const item = await addItem(projectId, sprint);
    const all = { id: 'all', when: {}, to: 'next' } as const;
    const made = await client.createPolicy(projectId, { name: 'Plain', rules: [all] });
    const policy = await client.changePolicy(made.id, 1, { name: 'Plainest' });
    expect(await client.listPolicies(projectId)).toEqual([policy]);

    const stale = await client.plan(sprint, { policyId: policy.id, nextIterationId: next });
    await change(item.id, { title: 'Renamed' });
    const refused = await client.close(stale).catch((error: unknown) => problemOf(error));
    expect(refused).toMatchObject({ status: 412, changed: [{ thing: 'item', id: item.id, how: 'changed' }] });

    const plan = await client.plan(sprint, { policyId: policy.id, nextIterationId: next });
    expect(await client.getPlan(plan.id)).toEqual(plan);
    const receipt = await client.close(plan);
    expect(await client.listReceipts(sprint)).toEqual([receipt]);
    expect(await client.backtest(policy.id)).toMatchObject([{ receiptId: receipt.id, differing: [] }]);
    expect(await client.listCarried(projectId, { least: '1' })).toMatchObject({ total: 1, items: [{ id: item.id }] });
    expect(await client.getPassport(item.key)).toMatchObject({ carryCount: 1 });
    const reversed = await client.reverse(receipt.id);
    expect(await client.getReceipt(receipt.id)).toEqual(reversed);
    await client.removePolicy(policy.id, 2);
    expect(await client.listPolicies(projectId)).toEqual([]);
  });
});
