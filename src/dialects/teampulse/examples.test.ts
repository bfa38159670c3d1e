import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';

/** An example of the vendor's, and which members of its answer are others here, and why. */
interface Example {
  readonly source: string;
  readonly request: {
    readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
    readonly path: string;
    readonly body?: unknown;
  };
  readonly answer: { readonly status: number; readonly body: any };
  readonly differs: Readonly<Record<string, string>>;
}

const folder = new URL('./examples/', import.meta.url);
const example = (name: string): Example => JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));

describe.each(engines)('the examples of the page “Iterations”, on %s', (engine) => {
  const test = useTestServer(engine);

  it('are answered whole, member by member and in their order', async () => {
    const seen = new Set<string>();
    const { token, caller } = await test().addPerson('Paul Smith', 'admin', 'admin');
    const headers = { authorization: `WRAP access_token="${token}"` };
    const send = (method: Example['request']['method'], path: string, body?: unknown) =>
      test().send(method, path, { headers, ...(body === undefined ? {} : { body }) });

    /** Sends an example's request; its answer must be the vendor's but for what is named, and that only if it differs. */
    async function expectAsDocumented(name: string, id: number | null, own: Record<string, unknown> = {}) {
      const { request, answer, differs } = example(name);
      const sent = await send(request.method, request.path.replace('{id}', String(id)), request.body);
      expect(sent.status).toBe(answer.status);
      expect(Object.keys(own).sort()).toEqual(Object.keys(differs).sort());
      expect(sent.text).toBe(answer.body === null ? '' : JSON.stringify({ ...answer.body, ...own }));
      seen.add(`${name}.json`);
      return sent;
    }

    const morning = Date.parse('2013-06-20T10:10:00Z');
    const noon = Date.parse('2013-06-20T11:45:00Z');
    test().setClock(morning);
    const { id: projectId } = await test().actions.createProject(caller, { title: 'Project' });
    for (const [name, parentId, isRelease] of [
      ['Release name', 1, true],
      ['Sample name', 2, false],
    ] as const) {
      await send('POST', '/api/v1/iterations', { name, parentId, isRelease, projectId });
    }
    test().setClock(noon);
    const planned = { startDate: '2013-10-02', endDate: '2013-10-02', minCapacity: 1.1, maxCapacity: 1.1 };
    for (const id of [1, 2, 3]) await send('PUT', `/api/v1/iterations/${id}`, planned);

    const list = example('list-iterations');
    const counted = { results: list.answer.body.results.map((each: object) => ({ ...each, sequence: 0 })) };
    for (const path of [list.request.path, '/api/v1/iterations']) {
      const answer = await send('GET', path);
      expect([answer.status, answer.text]).toEqual([200, JSON.stringify({ ...list.answer.body, ...counted })]);
    }
    seen.add('list-iterations.json');

    test().setClock(morning);
    const below = await send('POST', '/api/v1/iterations', { ...planned, name: 'Sample name', parentId: 2, projectId });
    test().setClock(noon);
    await send('PUT', `/api/v1/iterations/${below.json().id}`, { name: 'Sample name 1' });
    await expectAsDocumented('get-iteration', 4, { id: 4 });

    test().setClock(morning);
    const made = await expectAsDocumented('create-iteration', null, { id: 5, path: 'Sample name 1' });
    expect(made.headers.location).toBe('http://timebox.test/api/v1/iterations/5');
    test().setClock(noon);
    await send('PUT', '/api/v1/iterations/5', { name: 'Another name', startDate: '2013-10-01' });
    await expectAsDocumented('update-iteration', 5, { id: 5, path: 'Sample name 1' });

    await expectAsDocumented('delete-iteration', 5);
    expect((await send('GET', '/api/v1/iterations/5')).status).toBe(404);
    test().setClock(null);
    expect([...seen].sort()).toEqual(readdirSync(folder).sort());
  });
});
