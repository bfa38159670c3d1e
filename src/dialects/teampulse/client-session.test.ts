import { once } from 'node:events';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { useSignIn } from '../../../test/support/use-sign-in.ts';

/**
 * What the vendor's own .NET client of 2014 sends, byte for byte as far as it matters: login and password as they are, a
 * doubled slash before the path, the token bare, no Accept, every member of the model in every body, and no parameter on
 * DELETE. It keeps no cookies and the first refresh token only.
 */
describe.each(engines)('the vendor’s .NET client, on %s', (engine) => {
  const test = useTestServer(engine);
  const { addPerson } = useSignIn(test);
  const password = 'p&ss=w%rd+1';
  let port = 0;
  let token = '';
  beforeAll(async () => {
    await addPerson('anna', password);
    await test().server.listen({ host: '127.0.0.1', port: 0 });
    port = (test().server.server.address() as AddressInfo).port;
    await test().actions.createProject(test().admin, { title: 'Project' });
  });

  async function ask(method: string, path: string, headers: Record<string, string>, payload?: string) {
    const sent = request({ port, host: '127.0.0.1', method, path, headers });
    if (payload === undefined) sent.end();
    else if (headers.Expect === undefined) sent.end(payload);
    else sent.on('continue', () => sent.end(payload)).flushHeaders();
    const [answer] = await once(sent, 'response');
    let text = '';
    for await (const chunk of answer.setEncoding('utf8')) text += chunk;
    return { status: answer.statusCode, headers: answer.headers, text, json: () => JSON.parse(text) };
  }

  function send(method: string, path: string, body?: unknown) {
    const headers = { Authorization: `WRAP access_token=${token}` };
    if (body === undefined) return ask(method, `//api/v1/${path}`, headers);
    const withBody = { ...headers, 'Content-Type': 'application/json', Expect: '100-continue' };
    return ask(method, `//api/v1/${path}`, withBody, JSON.stringify(body));
  }

  /** The two tokens that it gets for a form at the address it was told. */
  async function tokensFor(form: string): Promise<{ access: string; refresh: string }> {
    const probe = await ask('GET', '/Authentication/Restrict', { Authorization: 'WRAP' });
    expect(probe.status).toBe(401);
    const challenge = probe.headers['www-authenticate'];
    expect(challenge.startsWith('WRAP ')).toBe(true);
    const told = Object.fromEntries(
      [...challenge.slice(5).matchAll(/(\w+)="([^"]+)"/g)].map(([, name, value]) => [name, value]),
    );
    expect(told).toEqual({
      location: `http://127.0.0.1:${port}/Authenticate/WRAPv0.9`,
      client_id: 'uri:TeamPulse',
    });
    const type = { 'Content-Type': 'application/x-www-form-urlencoded', Expect: '100-continue' };
    const answer = await ask('POST', new URL(told.location).pathname, type, `wrap_client_id=${told.client_id}&${form}`);
    expect(answer.status).toBe(200);
    const given = new URLSearchParams(answer.text);
    return { access: given.get('wrap_access_token') ?? '', refresh: given.get('wrap_refresh_token') ?? '' };
  }

  /** Its model of an iteration: the members that may not be null begin as the zero of their type. */
  const model = (set: object) => ({
    id: 0,
    projectId: 0,
    name: null,
    parentId: 0,
    path: null,
    sequence: 0,
    isRelease: false,
    startDate: '0001-01-01T00:00:00',
    endDate: '0001-01-01T00:00:00',
    minCapacity: null,
    maxCapacity: null,
    createdBy: null,
    createdAt: '0001-01-01T00:00:00',
    lastModifiedBy: null,
    lastModifiedAt: '0001-01-01T00:00:00',
    ...set,
  });
  const neverNull = ['id', 'projectId', 'parentId', 'sequence', 'isRelease', 'startDate', 'endDate', 'createdAt'];

  it('finds out where to sign in, signs in, and works through the life of an iteration', async () => {
    const signedIn = await tokensFor(`wrap_username=anna&wrap_password=${password}`);
    expect((await tokensFor(`wrap_refresh_token=${signedIn.refresh}`)).access).not.toBe(signedIn.access);
    token = signedIn.access;

    const first = await send('POST', 'iterations', model({ name: 'First', projectId: 1 }));
    expect(first.status).toBe(201);
    const second = await send('POST', 'iterations', model({ name: 'Second', projectId: 1 }));
    expect(second.headers.location).toBe(`http://127.0.0.1:${port}/api/v1/iterations/${second.json().id}`);

    const listed = (await send('GET', 'projects/1/iterations')).json();
    expect(listed.results.map((each: { name: string }) => each.name)).toEqual(['Project', 'Second', 'First']);
    for (const each of listed.results) for (const member of neverNull) expect(each[member]).not.toBeNull();

    const { id } = first.json();
    const named = await send(
      'GET',
      `iterations?$filter=Name%20eq%20'First'%20and%20startDate%20gt%20datetime'2013-10-24'`,
    );
    expect(named.json().results).toEqual([first.json()].map((each) => ({ ...each, sequence: 1 })));
    const changed = await send('PUT', `iterations/${id}`, { name: 'Renamed', endDate: '2050-10-24T00:00:00+03:00' });
    expect(changed.json()).toMatchObject({ name: 'Renamed', endDate: '2050-10-24' });
    const whole = await send('PUT', `iterations/${id}`, { ...changed.json(), maxCapacity: 12.5 });
    expect(whole.json()).toMatchObject({ name: 'Renamed', maxCapacity: 12.5, sequence: 1 });

    const release = (
      await send('POST', 'iterations', model({ name: 'Release', projectId: 1, isRelease: true }))
    ).json();
    const moved = await send('PUT', `iterations/${id}`, { parentId: release.id, sequence: 0 });
    expect(moved.json()).toMatchObject({ parentId: release.id, sequence: 0, path: 'Release\\Renamed' });

    const removed = await send('DELETE', `iterations/${id}`);
    expect([removed.status, removed.text]).toEqual([200, '']);
    expect((await send('GET', `iterations/${id}`)).status).toBe(404);
    const reassigned = await send('DELETE', `iterations/${second.json().id}?reassignmentId=${release.id}`);
    expect([reassigned.status, reassigned.text]).toEqual([200, '']);
    const left = (await send('GET', 'projects/1/iterations')).json().results;
    expect(left.map((each: { name: string }) => each.name)).toEqual(['Project', 'Release']);
  });
});
