import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { type Receiver, startReceiver, until } from '../../../test/support/receiver.ts';
import { type DeliveryJob, deliverWebhooks } from '../../jobs/deliver-webhooks.ts';
import { checkTarget } from '../../jobs/outbound.ts';
import { nativeEnvelopes } from './webhook-envelopes.ts';

const list = '/native/v1/webhooks';
// A public address that needs no looking up, and is never sent to.
const url = 'https://1.1.1.1/hook';

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

describe.each(engines)('Native webhooks, on %s', (engine) => {
  const test = useTestServer(engine);
  const ask = (method: Method, path: string, body?: unknown, more: Record<string, string> = {}, token = test().token) =>
    test().send(method, path, {
      ...(body === undefined ? {} : { body }),
      headers: { authorization: `Bearer ${token}`, ...more },
    });
  async function make(body: object = {}, token = test().token) {
    const answer = await ask('POST', list, { name: 'Hook', url, ...body }, {}, token);
    expect(answer.status).toBe(201);
    return answer.json();
  }
  const projectOf = async (title: string) => (await test().actions.createProject(test().admin, { title })).id;

  it('are answered whole, with the secret once', async () => {
    const answer = await ask('POST', list, { name: 'Hook', url, kinds: ['item.created'] });
    const { secret, ...made } = answer.json();
    expect(answer.headers).toMatchObject({ etag: '"1"', location: `${list}/${made.id}` });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(made).toMatchObject({ name: 'Hook', url, projectId: null, format: 'native', state: 'on', version: 1 });
    const got = await ask('GET', `${list}/${made.id}`);
    expect([got.json(), got.headers.etag]).toEqual([made, '"1"']);
    expect((await ask('GET', list)).json().webhooks).toContainEqual(made);
    for (const { text } of [got, await ask('GET', list)]) expect(text).not.toContain('whsec_');
  });

  it('are made once however often the request is sent with one key, with one secret', async () => {
    const key = { 'idempotency-key': 'once' };
    const [first, second] = [
      await ask('POST', list, { name: 'Once', url }, key),
      await ask('POST', list, { name: 'Once', url }, key),
    ];
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(second.json()).toEqual(first.json());
  });

  it.each([
    ['an inner address', { url: 'https://10.0.0.1/' }, 'url'],
    ['an inner address written as a number', { url: 'https://2130706433/' }, 'url'],
    ['a name of an inner address', { url: 'https://localhost/' }, 'url'],
    ['no https', { url: 'http://1.1.1.1/' }, 'url'],
    ['no address', { url: 'hello' }, 'url'],
    ['an address of more than 2,048 characters', { url: `https://1.1.1.1/${'x'.repeat(2048)}` }, 'url'],
    ['a name of 129 characters', { name: 'x'.repeat(129) }, 'name'],
    ['a name with a control character', { name: 'a\tb' }, 'name'],
    ['an unknown format', { format: 'slack' }, 'format'],
    ['kinds in the words of another format', { kinds: ['iteration:add'] }, 'kinds'],
    ['no kinds at all', { kinds: [] }, 'kinds'],
  ])('are not made with %s', async (_what, body, field) => {
    const answer = await ask('POST', list, { name: 'Hook', url, ...body });
    expect([answer.status, answer.headers['content-type']]).toEqual([400, expect.stringContaining('problem+json')]);
    expect(answer.json().errors).toContainEqual(expect.objectContaining({ pointer: `#/${field}` }));
  });

  it('are changed, and removed, by whoever names their version', async () => {
    const { id } = await make();
    const path = `${list}/${id}`;
    expect((await ask('PATCH', path, { name: 'New' })).status).toBe(428);
    const stale = await ask('PATCH', path, { name: 5 }, { 'if-match': '"7"' });
    expect([stale.status, stale.json().current.version]).toEqual([412, 1]);
    const changed = await ask('PATCH', path, { name: 'New', state: 'off' }, { 'if-match': '"1"' });
    expect([changed.status, changed.headers.etag]).toEqual([200, '"2"']);
    expect(changed.json()).toMatchObject({ name: 'New', state: 'off', url, version: 2 });
    const same = await ask('PATCH', path, { name: 'New' }, { 'if-match': '"2"' });
    expect(same.json().version).toBe(2);
    const bad = await ask('PATCH', path, { url: 'https://[::1]/' }, { 'if-match': '"2"' });
    expect([bad.status, bad.json().errors[0].pointer]).toEqual([400, '#/url']);
    expect((await ask('POST', `${path}/test`)).status).toBe(409);
    const on = await ask('PATCH', path, { state: 'on' }, { 'if-match': '*' });
    expect(on.json()).toMatchObject({ state: 'on', version: 3 });
    const rotated = await ask('POST', `${path}/secret`, undefined, { 'if-match': '"3"' });
    expect(rotated.json()).toMatchObject({ id, version: 4, secret: expect.stringMatching(/^whsec_/) });
    expect((await ask('DELETE', path, undefined, { 'if-match': '"3"' })).status).toBe(412);
    expect((await ask('DELETE', path, undefined, { 'if-match': '"4"' })).status).toBe(204);
    expect((await ask('GET', path)).status).toBe(404);
  });

  it('belong to those who administer the organization or the project, and are not there for others', async () => {
    const projectId = await projectOf('Administered');
    const otherId = await projectOf('Another');
    const chief = await test().addPerson('project-chief', 'member', 'admin');
    await test().actions.setProjectRole(test().admin, { login: 'project-chief', projectId, role: 'admin' });
    const member = await test().addPerson('mere-member', 'member', 'admin');
    const writer = await test().addPerson('writing-chief', 'admin', 'write');

    // A token that was just looked up is trusted for a second.
    test().setClock(Date.now() + 2000);
    const { id } = await make({ projectId }, chief.token);
    const { id: wholeId } = await make();
    expect((await ask('POST', list, { name: 'x', url }, {}, chief.token)).status).toBe(403);
    expect((await ask('POST', list, { name: 'x', url, projectId: otherId }, {}, chief.token)).status).toBe(403);
    expect((await ask('POST', list, { name: 'x', url, projectId: 999_999 }, {}, chief.token)).status).toBe(404);
    const listed = (await ask('GET', list, undefined, {}, chief.token)).json().webhooks;
    expect(listed.map((each: { id: number }) => each.id)).toEqual([id]);
    expect((await ask('GET', `${list}/${wholeId}`, undefined, {}, chief.token)).status).toBe(404);
    expect((await ask('GET', list, undefined, {}, writer.token)).status).toBe(403);

    for (const { token } of [member, writer]) {
      expect((await ask('POST', list, { name: 'x', url, projectId }, {}, token)).status).toBe(403);
      for (const [method, path] of everyRoute(id)) {
        expect((await ask(method, path, {}, { 'if-match': '*' }, token)).status).toBe(404);
      }
    }
    expect((await ask('GET', list, undefined, {}, member.token)).json().webhooks).toEqual([]);
    test().setClock(null);
  });

  it('say of another organization exactly what they say of nothing', async () => {
    const other = await test().addOrganization('hooked');
    let theirs = await make({}, other.token);
    // Organizations number alike: only a late one has a number that ours has not given.
    for (let more = 0; more < 40; more += 1) theirs = await make({}, other.token);
    for (const [method, path] of everyRoute(theirs.id)) {
      const foreign = await ask(method, path, {}, { 'if-match': '*' });
      const missing = await ask(method, path.replace(String(theirs.id), '999999'), {}, { 'if-match': '*' });
      expect(foreign.status).toBe(404);
      const { requestId: _one, ...said } = foreign.json();
      const { requestId: _other, ...saidOfNothing } = missing.json();
      expect(said).toEqual(saidOfNothing);
    }
    expect((await ask('GET', list, undefined, {}, other.token)).json().webhooks).toHaveLength(41);
  });

  const everyRoute = (id: number): [Method, string][] => [
    ['GET', `${list}/${id}`],
    ['PATCH', `${list}/${id}`],
    ['DELETE', `${list}/${id}`],
    ['POST', `${list}/${id}/secret`],
    ['POST', `${list}/${id}/test`],
    ['POST', `${list}/${id}/replay`],
    ['GET', `${list}/${id}/deliveries`],
    ['POST', `${list}/${id}/deliveries/1/replay`],
  ];
});

describe.each(engines)('What native webhooks were sent, on %s', (engine) => {
  const test = useTestServer(engine, { checkTarget: (address) => checkTarget(address, 'any') });
  let receiver: Receiver;
  let job: DeliveryJob;
  beforeAll(async () => {
    receiver = await startReceiver();
    const formats = { native: nativeEnvelopes, kaiten: () => [] };
    job = deliverWebhooks(test().app, {
      formats,
      targets: 'any',
      isAlone: false,
      failed: (error) => console.error(error),
    });
  });
  afterAll(async () => {
    await job.stop();
    await receiver.close();
  });
  const ask = (method: Method, path: string, body?: unknown) =>
    test().send(method, path, {
      ...(body === undefined ? {} : { body }),
      headers: { authorization: `Bearer ${test().token}` },
    });

  it('is listed in pages, tried out, and sent once more, one by one or as a range', async () => {
    const { id, sequence } = (await ask('POST', list, { name: 'Hook', url: receiver.url })).json();
    const path = `${list}/${id}`;
    for (let count = 0; count < 4; count += 1) {
      await test().actions.createProject(test().admin, { title: `Project ${count}` });
    }
    const tested = await ask('POST', `${path}/test`);
    expect([tested.status, tested.json()]).toEqual([202, { sequence: expect.any(Number) }]);
    await receiver.waitFor(5);
    const page = async (query: string) => (await ask('GET', `${path}/deliveries?${query}`)).json();
    await until(async () => (await page('')).deliveries.every((each: any) => each.state === 'delivered'));

    const first = await page('limit=3');
    const rest = await page(`limit=3&cursor=${first.next}`);
    expect([first.deliveries.length, rest.deliveries.length, rest.next]).toEqual([3, 2, null]);
    const all = [...first.deliveries, ...rest.deliveries];
    expect(all[0]).toEqual({
      id: expect.any(Number),
      messageId: receiver.received.find(({ body }) => body.includes('webhook.test'))?.id,
      sequence: tested.json().sequence,
      kind: 'webhook.test',
      state: 'delivered',
      attempts: 1,
      nextAttemptAt: null,
      status: 204,
      error: null,
      tookMs: expect.any(Number),
      body: expect.stringContaining('"webhook.test"'),
      createdAt: expect.any(String),
      doneAt: expect.any(String),
    });
    expect(all.map((each) => each.id)).toEqual(all.map((each) => each.id).toSorted((a, b) => b - a));

    const again = await ask('POST', `${path}/deliveries/${all[4].id}/replay`);
    expect([again.status, again.json().state, again.json().messageId]).toEqual([202, 'waiting', all[4].messageId]);
    await receiver.waitFor(6);
    expect(receiver.received[5]?.id).toBe(all[4].messageId);

    const range = await ask('POST', `${path}/replay`, { from: sequence + 1, to: sequence + 100 });
    expect([range.status, range.json()]).toEqual([202, { from: sequence + 1, to: tested.json().sequence }]);
    await receiver.waitFor(11);
    expect(new Set(receiver.received.map((each) => each.id)).size).toBe(5);
  });

  it('cannot be asked for wrongly', async () => {
    const { id } = (await ask('POST', list, { name: 'Hook', url: receiver.url })).json();
    const path = `${list}/${id}`;
    expect((await ask('POST', `${path}/replay`, { from: 1, to: 20_000 })).status).toBe(400);
    expect((await ask('POST', `${path}/replay`, { from: 5, to: 4 })).status).toBe(400);
    expect((await ask('POST', `${path}/replay`, { from: 0, to: 4 })).status).toBe(400);
    expect((await ask('POST', `${path}/replay`, {})).status).toBe(400);
    expect((await ask('GET', `${path}/deliveries?limit=101`)).status).toBe(400);
    expect((await ask('GET', `${path}/deliveries?cursor=abc`)).json().errors[0].parameter).toBe('cursor');
    expect((await ask('POST', `${path}/deliveries/999999/replay`)).status).toBe(404);
    expect((await ask('POST', `${path}/deliveries/abc/replay`)).status).toBe(404);
    expect((await ask('GET', `${list}/0${id}`)).status).toBe(404);
  });
});
