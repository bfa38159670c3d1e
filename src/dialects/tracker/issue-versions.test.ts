import { beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useIssues } from '../../../test/support/use-issues.ts';
import { errorBody } from '../../../test/support/use-tracker.ts';

describe.each(engines)('Tracker issues under a version, on %s', (engine) => {
  const { send, addQueue, add, get } = useIssues(engine);
  beforeAll(async () => {
    await addQueue('Alpha');
  });

  it('are edited with the present one in the header, in the address, in both or in neither', async () => {
    const { key } = await add('ALPHA');
    const change = (summary: string, query = '', headers = {}) =>
      send('PATCH', `issues/${key}${query}`, { summary }, headers);
    expect((await change('a', '', { 'if-match': '"1"' })).json().version).toBe(2);
    expect((await change('b', '', { 'if-match': '2' })).json().version).toBe(3);
    expect((await change('c', '?version=3')).json().version).toBe(4);
    expect((await change('d', '?version=4', { 'if-match': '"4"' })).json().version).toBe(5);
    expect((await change('e')).json().version).toBe(6);
  });

  it.each([
    ['?version=7', {}, 409],
    ['?version=01', {}, 409],
    ['?version=9007199254740993', {}, 409],
    ['', { 'if-match': '"7"' }, 412],
    ['?version=1', { 'if-match': '"7"' }, 412],
    ['?version=7', { 'if-match': '"1"' }, 409],
    ['?version=7', { 'if-match': '"8"' }, 409],
  ])('%s and %j is a stale one', async (query, headers, status) => {
    const { key } = await add('ALPHA');
    for (const [method, path] of [
      ['PATCH', `issues/${key}`],
      ['POST', `issues/${key}/_move`],
      ['POST', `issues/${key}/transitions/done/_execute`],
    ] as const) {
      const answer = await send(method, `${path}${query}`, { summary: 'x' }, headers);
      expect([answer.status, answer.json()]).toEqual([status, errorBody(status, {}, ['The version is 1 now'])]);
    }
    expect(await get(key)).toMatchObject({ version: 1, summary: 'One' });
  });

  it.each(['?version=x', '?version=', '?version=1&version=1'])('%s is none', async (query) => {
    const { key } = await add('ALPHA');
    expect((await send('PATCH', `issues/${key}${query}`, {})).status).toBe(400);
  });
});
