import { beforeAll, describe, expect, it } from 'vitest';
import type { Answer, DialectContract, Thing } from './dialect-under-test.ts';
import { type Engine, engines } from './open-test-app.ts';
import { openTestServer, type TestServer, useTestServer } from './open-test-server.ts';

/** What every dialect promises alike, whatever its words: asked of both engines. */
export function describeDialect(dialect: DialectContract): void {
  describe.each(engines)(`${dialect.name}, as every dialect, on %s`, (engine) => {
    describeRequests(dialect, useTestServer(engine));
    describeTrouble(dialect, engine);
  });
}

function describeRequests(dialect: DialectContract, test: () => TestServer): void {
  const { change, expectError, textKey } = dialect;
  let headers: Record<string, string>;
  let thing: Thing;
  beforeAll(async () => {
    headers = dialect.headers(test().token, 1);
    thing = await dialect.make(test(), headers, test().admin);
  });

  const get = (url = thing.url, more: Record<string, string> = {}) =>
    test().send('GET', url, { headers: { ...headers, ...more } });
  const send = (body: unknown, more: Record<string, string> = {}, url = thing.url) =>
    test().send(change.method, url, { body, headers: { ...headers, ...dialect.changeHeaders, ...more } });
  const version = async () => /^"(\d+)/.exec((await get()).headers.etag ?? '')?.[1];

  /** The request is refused so, and the thing is as it was. */
  async function expectRefused(request: () => Promise<Answer>, status: number): Promise<Answer> {
    const before = (await get()).text;
    const answer = await request();
    expect(answer.status).toBe(status);
    expectError(answer, status);
    expect((await get()).text).toBe(before);
    return answer;
  }

  it('answers 401 with a challenge to whoever brings no token, or one that is not known', async () => {
    const { authorization = '', ...rest } = headers;
    for (const bad of [undefined, `${authorization}x`, 'Bearer', 'Digest abc', '']) {
      const sent = bad === undefined ? rest : { ...rest, authorization: bad };
      const answer = await test().send('GET', thing.url, { headers: sent });
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toBeTruthy();
      expectError(answer, 401);
    }
  });

  it('answers 404 in its own shape where there is nothing, with a token and without', async () => {
    for (const sent of [headers, {}]) {
      const answer = await test().send('GET', dialect.unknownUrl, { headers: sent });
      expect(answer.status).toBe(404);
      expectError(answer, 404);
    }
    expectError(await get(thing.missingUrl), 404);
    expect((await get(thing.missingUrl)).status).toBe(404);
  });

  it('answers 405 with what the path does take, before it asks for a token', async () => {
    for (const sent of [headers, {}]) {
      const answer = await test().send(dialect.wrongMethod, thing.url, { headers: sent });
      expect(answer.status).toBe(405);
      const allowed = answer.headers.allow?.split(', ') ?? [];
      expect(allowed).toEqual(expect.arrayContaining(['GET', 'HEAD', change.method]));
      expect(allowed).not.toContain(dialect.wrongMethod);
      expectError(answer, 405);
    }
  });

  it('answers HEAD as GET, without the body', async () => {
    const whole = await get();
    const head = await test().send('HEAD', thing.url, { headers });
    expect(head.status).toBe(200);
    expect(head.text).toBe('');
    expect(head.headers.etag).toBe(whole.headers.etag);
    expect(head.headers['content-type']).toBe(whole.headers['content-type']);
  });

  it.each([
    ['broken JSON', '{"a":', 400],
    ['JSON that goes on after its end', '{} {}', 400],
    ['a list', '[]', 400],
    ['a number', '7', 400],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 400],
    ['a hundred thousand brackets', '['.repeat(100_000), 400],
    ['33 levels', `{"a":${'['.repeat(32)}${']'.repeat(32)}}`, 400],
    ['2,001 keys', `{${Array.from({ length: 2001 }, (_, at) => `"k${at}":1`).join(',')}}`, 400],
    ['__proto__', '{"__proto__":{"polluted":true}}', 400],
    ['constructor', '{"constructor":{"prototype":{"polluted":true}}}', 400],
    ['an integer that a double cannot hold', '{"id":9007199254740993}', 400],
    ['a number past all bounds', '{"id":1e400}', 400],
    ['a lone surrogate', '{"TEXT":"\\ud800"}', 400],
    ['the character U+0000', '{"TEXT":"a\\u0000b"}', 400],
    ['a control character', '{"TEXT":"a\\u0007b"}', 400],
    ['more than a mebibyte', `{"TEXT":"${'x'.repeat(1_048_576)}"}`, 413],
  ])('refuses a body of %s', async (_, body, status) => {
    const payload = typeof body === 'string' ? body.replace('TEXT', textKey) : body;
    await expectRefused(() => send(payload), status);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('takes a key that every object has for a key that it does not know', async () => {
    for (const key of ['toString', 'valueOf', 'hasOwnProperty']) {
      const answer = await send({ ...change.body('Named'), [key]: 1 });
      if (answer.status === 200) continue;
      expect([key, answer.status]).toEqual([key, 400]);
      expectError(answer, 400);
      expect(answer.text).toContain(key);
    }
  });

  it.each([
    ['of another kind', { 'content-type': 'application/xml' }],
    ['without a kind', { 'content-type': '' }],
    ['that is compressed', { 'content-encoding': 'gzip' }],
  ])('refuses a body %s with 415', async (_, kind) => {
    const answer = await expectRefused(() => send('<a/>', kind), 415);
    expect(answer.headers.etag).toBeUndefined();
  });

  it('takes every text that Unicode allows, and answers it as it was sent', async () => {
    for (const text of [
      '  Sprint\u00a07  ',
      'e\u0301 é',
      '🏃'.repeat(128),
      'مرحبا',
      "Robert'); DROP TABLE iteration;--",
      '<b>\\',
    ]) {
      const answer = await send(change.body(text));
      expect(answer.status).toBe(200);
      expect(answer.text).toContain(JSON.stringify(text));
      expect((await get()).text).toContain(JSON.stringify(text));
    }
  });

  it('says of another organization exactly what it says of nothing, whatever is asked', async () => {
    const other = await test().addOrganization(`other-${dialect.name.toLowerCase()}`);
    const own = dialect.headers(other.token, other.orgId);
    let theirs = await dialect.make(test(), own, other.caller);
    // Organizations number their things alike: only a late one has a number that ours has not given yet.
    for (let more = 0; more < 4; more += 1) theirs = await dialect.make(test(), own, other.caller);
    const asked: ((url: string) => Promise<Answer>)[] = [
      (url) => get(url),
      (url) => get(url, { 'if-match': '"999"' }),
      (url) => get(url, { 'if-none-match': '*' }),
      (url) => test().send('HEAD', url, { headers }),
      (url) => send(change.body('stolen'), {}, url),
      (url) => send(change.body('stolen'), { 'if-match': '"999"' }, url),
      (url) => send('{"broken', {}, url),
      (url) => send('<a/>', { 'content-type': 'application/xml' }, url),
    ];
    for (const ask of asked) {
      const foreign = await ask(theirs.url);
      const missing = await ask(thing.missingUrl);
      expect(foreign.status).toBe(404);
      expect(comparable(foreign)).toEqual(comparable(missing));
    }
  });

  it('lets a token that only reads, and a person who only looks on, read but not write', async () => {
    const kinds = [
      ['reader', 'member', 'read'],
      ['viewer', 'viewer', 'write'],
    ] as const;
    for (const [login, role, scope] of kinds) {
      const { token } = await test().addPerson(`${login}-of-${dialect.name}`, role, scope);
      const own = dialect.headers(token, 1);
      expect((await get(thing.url, own)).status).toBe(200);
      await expectRefused(() => send(change.body('not mine'), own), 403);
      await expectRefused(() => send('{"broken', own), 403);
      expect((await send(change.body('not mine'), own, thing.missingUrl)).status).toBe(404);
    }
  });

  it('refuses a version that is not the present one, before it looks at the fields', async () => {
    const now = await version();
    for (const tag of [`"${Number(now) + 1}"`, `W/"${now}"`, `"0${now}"`, '"abc"', `"${'9'.repeat(400)}"`]) {
      const stale = await expectRefused(() => send({ [textKey]: 5 }, { 'if-match': tag }), 412);
      expect(stale.headers.etag).toBe(`"${now}"`);
      expect((await get(thing.url, { 'if-match': tag })).status).toBe(412);
    }
    for (const tag of ['"7', '*, "7"', 'one'])
      await expectRefused(() => send(change.body('x'), { 'if-match': tag }), 400);
  });

  it('lets a change pass that names the present version, among others or by a star', async () => {
    for (const write of [(now: number) => `"${now}"`, (now: number) => `"${now + 5}", "${now}"`, () => '*']) {
      const now = Number(await version());
      const answer = await send(change.body(`after ${now}`), { 'if-match': write(now) });
      expect(answer.status).toBe(200);
      expect(answer.headers.etag).toBe(`"${now + 1}"`);
      expect(await version()).toBe(String(now + 1));
    }
    expect((await send(change.body('x'), { 'if-match': '*' }, thing.missingUrl)).status).toBe(404);
  });

  it('answers 304 to whoever has the present answer, and the new one after a change', async () => {
    const first = await get();
    const tag = { 'if-none-match': first.headers.etag ?? '' };
    const again = await get(thing.url, tag);
    expect([again.status, again.text]).toEqual([304, '']);
    await send(change.body('changed since'));
    expect((await get(thing.url, tag)).text).toContain('changed since');
  });

  it('does a change once however often it is sent with one Idempotency-Key, and refuses the key for another', async () => {
    for (const name of ['idempotency-key', 'x-idempotency-key']) {
      const key = { [name]: `key-${name}` };
      const first = await send(change.body(`once by ${name}`), key);
      expect(first.status).toBe(200);
      expect(first.headers['idempotency-replayed']).toBeUndefined();
      await send(change.body(`between by ${name}`));
      const second = await send(change.body(`once by ${name}`), key);
      expect([second.status, second.text, second.headers['idempotency-replayed']]).toEqual([200, first.text, 'true']);
      expect((await get()).text).toContain(`between by ${name}`);
      await expectRefused(() => send(change.body('another'), key), 422);
    }
    await expectRefused(() => send(change.body('x'), { 'idempotency-key': 'two words' }), 400);
  });

  it('reads an address with repeated and trailing slashes as the one without', async () => {
    const plain = await get();
    for (const url of [`${thing.url}/`, thing.url.replaceAll('/', '//')]) {
      const answer = await get(url);
      expect([answer.status, answer.json()]).toEqual([200, plain.json()]);
    }
  });

  it('bounds the address and the number of its parameters', async () => {
    const long = await get(`${thing.url}?x=${'y'.repeat(8200)}`);
    expect(long.status).toBe(414);
    expectError(long, 414);
    const many = await get(`${thing.url}?${'a=1&'.repeat(120)}`);
    expect(many.status).toBe(400);
    expectError(many, 400);
  });

  it('marks every answer with a number of its own, against sniffing and against shared caches', async () => {
    const answers = [await get(), await get(thing.missingUrl), await send('{'), await get(dialect.unknownUrl)];
    for (const { headers: sent } of answers) {
      expect(sent['x-content-type-options']).toBe('nosniff');
      expect(sent['cache-control']).toContain('private');
    }
    expect(new Set(answers.map((answer) => answer.headers['x-request-id'])).size).toBe(answers.length);
  });
}

function describeTrouble(dialect: DialectContract, engine: Engine): void {
  it('tells how many requests are left, and refuses what is too many with the time to wait', async () => {
    const test = await openTestServer(engine, { rateLimit: 5 });
    try {
      const headers = dialect.headers(test.token, 1);
      const { url } = await dialect.make(test, headers, test.admin);
      const answers: Answer[] = [];
      for (let count = 0; count < 30; count += 1) answers.push(await test.send('GET', url, { headers }));
      for (const name of ['limit', 'remaining', 'reset']) {
        for (const answer of answers) expect(answer.headers[`x-ratelimit-${name}`]).toMatch(/^\d+$/);
      }
      expect(answers[0]?.status).toBe(200);
      const refused = answers.find((answer) => answer.status !== 200);
      expect(refused?.status).toBe(429);
      expect(refused?.headers['retry-after']).toBe('1');
      if (refused !== undefined) dialect.expectError(refused, 429);
    } finally {
      await test.close();
    }
  });

  it('says nothing of what is inside when something breaks there', async () => {
    const test = await openTestServer(engine);
    const headers = dialect.headers(test.token, 1);
    const { url } = await dialect.make(test, headers, test.admin);
    await test.app.close();
    const answers = [
      await test.send('GET', url, { headers }),
      await test.send(dialect.change.method, url, { body: dialect.change.body('x'), headers }),
    ];
    for (const answer of answers) {
      expect(answer.status).toBeGreaterThanOrEqual(500);
      dialect.expectError(answer, answer.status);
      expect(answer.text).not.toMatch(/database|sqlite|postgres|pool|connection|driver|writer|\.ts/i);
    }
    await test.server.close();
  });
}

/** An answer without what differs from request to request. */
function comparable({ status, headers, text }: Answer) {
  const { 'x-request-id': requestId = '', date: _date, 'x-ratelimit-reset': _reset, ...rest } = headers;
  // Native tells the number of the request in the body too.
  return { status, headers: rest, text: text.replace(requestId, '') };
}
