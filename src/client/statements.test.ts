import { afterAll, describe, expect, it } from 'vitest';
import { useTestServer } from '../../test/support/open-test-server.ts';
import { playSprint12 } from '../../test/support/play-sprint-12.ts';
import { nativeClient } from './native.ts';
import { statementsClient } from './statements.ts';

describe('The client of statements', () => {
  const test = useTestServer('sqlite');
  afterAll(() => test().setClock(null));

  it('lists, reads, restates and compares, explains figures and changes rules', async () => {
    const played = await playSprint12(test(), 'nowhere');
    const { iterationId: id } = played;
    const address = await test().server.listen({ port: 0, host: '127.0.0.1' });
    const connection = { base: `${address}/native/v1`, token: test().token };
    const client = statementsClient(connection);
    const first = await client.get(id, 1);
    const { items, ...summary } = first;
    expect([items.length, await client.list(id)]).toEqual([8, [summary]]);
    await played.change('G', '2026-04-04 10:00', { to: 'done' });
    const second = await client.restate(id, 'Booked late');
    expect(await client.compare(id, 2)).toMatchObject({ against: 1, causes: second.causes });

    const { getFigures, explainFigures } = nativeClient(connection);
    expect((await getFigures(id, { statement: '1' })).done).toEqual({ points: 24, items: 5 });
    expect((await explainFigures(id, { term: 'added' })).events).toHaveLength(2);

    const rules = await client.getRules(played.projectId);
    const changed = await client.changeRules(played.projectId, rules.version, { creditHours: 24 });
    expect(changed).toEqual({ ...rules, creditHours: 24, version: 2 });
  });
});
