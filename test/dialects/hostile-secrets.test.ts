import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../support/open-test-app.ts';
import { useTestServer } from '../support/open-test-server.ts';

/** How many requests; a long run asks for more. */
const requests = Number(process.env['TIMEBOX_FUZZ_RUNS'] ?? 400);
/** What belongs to the other organization is called so. */
const marker = 'Zephyr-17';
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

const oddTexts = fc.oneof(
  fc.constantFrom('', '0', '-1', '1', '9'.repeat(15), '9'.repeat(4000), '%00', '%ff', '%ed%a0%80', '1e9', '%2e%2e%2f'),
  fc.string({ maxLength: 12 }).map((text) => encodeURIComponent(text.toWellFormed())),
);
/** What goes into a header: Node lets no line end through, and neither does any client. */
const oddHeader = fc.oneof(
  fc.constantFrom('', '*', '"', 'W/"', ',,,', '0', '-1', '1.5', '9'.repeat(16), '9'.repeat(8000), '"a", W/"b"', 'é'),
  fc.string({ unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)), maxLength: 30 }),
);
const headerNames = [
  'last-event-id',
  'if-none-match',
  'if-match',
  'accept',
  'range',
  'cookie',
  'x-forwarded-for',
] as const;
const queryNames = ['theme', 'lang', 'w', 'after', 'asOf', 'cursor', 'theme[]', '__proto__', 'odd'] as const;

describe.each(engines)('Addresses that are proof by themselves, under hostile requests, on %s', (engine) => {
  const test = useTestServer(engine);
  /** What is proved by an address: the caller's own secret, that of the other organization, and none. */
  const secrets: string[] = [];
  const iterations: number[] = [];
  const tokens: string[] = [];

  beforeAll(async () => {
    const stranger = await test().addOrganization('stranger');
    for (const [token, title] of [
      [test().token, 'Ours'],
      [stranger.token, marker],
    ] as const) {
      const headers = { authorization: `Bearer ${token}` };
      const make = async (method: 'POST' | 'PUT', path: string, body?: object) =>
        (await test().send(method, `/native/v1${path}`, { headers, ...(body === undefined ? {} : { body }) })).json();
      const { id } = await make('POST', '/projects', { title });
      const dates = { start: '2026-03-23', end: '2026-04-03' };
      const made = await make('POST', `/projects/${id}/iterations`, { title, status: 'active', ...dates });
      await make('POST', `/projects/${id}/items`, { title, iterationId: made.id, estimate: 3 });
      const { url } = await make('PUT', `/projects/${id}/feed`);
      secrets.push(/feeds\/(\w+)\.ics$/.exec(url)?.[1] ?? '');
      iterations.push(made.id);
      tokens.push(token);
    }
  });

  it(
    'never fail, and never show what another organization has',
    async () => {
      const [own = '', foreign = ''] = secrets;
      const [ownToken = ''] = tokens;
      const secret = fc.oneof(
        { weight: 4, arbitrary: fc.constant(own) },
        {
          weight: 2,
          arbitrary: fc.constantFrom(
            own.slice(1),
            own.toUpperCase(),
            `${own}0`,
            `${own}%00`,
            ownToken,
            foreign.slice(0, -1),
          ),
        },
        { weight: 1, arbitrary: oddTexts },
      );
      const iteration = fc.oneof(fc.constantFrom(...iterations.map(String)), oddTexts);
      const path = fc.oneof(
        secret.map((text) => `/feeds/${text}.ics`),
        secret.map((text) => `/feeds/${text}/velocity.svg`),
        fc
          .tuple(secret, iteration, fc.constantFrom('burndown', 'burnup', 'burnout'))
          .map(([text, id, kind]) => `/feeds/${text}/iterations/${id}/${kind}.svg`),
        fc.constant('/events'),
      );
      const query = fc
        .array(fc.tuple(fc.constantFrom(...queryNames), oddTexts), { maxLength: 4 })
        .map((pairs) => pairs.map(([name, text]) => `${name}=${text}`).join('&'));
      const headers = fc.dictionary(fc.constantFrom(...headerNames), oddHeader, { maxKeys: 3 });
      let shown = 0;
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...methods), path, query, headers, async (method, at, search, more) => {
          // A stream that is begun has no end: it is asked for without a token here, and with one below.
          const answer = await test().send(method, `/native/v1${at}?${search}`, { headers: more });
          const told = [method, at, search, answer.status];
          expect(told).toEqual([method, at, search, expect.toSatisfy((status: number) => status < 500)]);
          expect([...told, answer.text.includes(marker)]).toEqual([...told, false]);
          if (answer.status === 200) shown += 1;
        }),
        { numRuns: requests, interruptAfterTimeLimit: 20_000 + requests * 20 },
      );
      expect(shown).toBeGreaterThan(10);
    },
    60_000 + requests * 100,
  );

  it('begin a stream for whoever may hear it, with what they may hear, whatever they say they have', async () => {
    await test().server.listen({ host: '127.0.0.1', port: 0 });
    const address = test().server.server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    /** What a stream tells in its beginning, once it was looked whether anything has happened. */
    const listen = async (token = '', search = '', headers: Record<string, string> = {}, forMs = 400) => {
      const abort = new AbortController();
      const answer = await fetch(`http://127.0.0.1:${port}/native/v1/events${search}`, {
        headers: { authorization: `Bearer ${token}`, ...headers },
        signal: abort.signal,
      });
      setTimeout(() => abort.abort(), forMs);
      let text = '';
      try {
        for await (const chunk of answer.body ?? []) text += new TextDecoder().decode(chunk);
      } catch (error) {
        if (!abort.signal.aborted) throw error;
      }
      return { status: answer.status, text };
    };
    const places = ['0', '1', '-1', '1e3', '9'.repeat(15), '9'.repeat(16), '9'.repeat(8000), 'é', '%00', '1,2'];
    for (const place of places) {
      const asked = [
        ['', { 'last-event-id': place }],
        [`?after=${place}`, {}],
        [`?after=${place}&after=1`, { 'last-event-id': place }],
      ] as const;
      const heard = await Promise.all(asked.map(([search, headers]) => listen(tokens[0], search, headers)));
      for (const { status, text } of heard) {
        const told = [place, status, text.includes(marker)];
        expect(told).toEqual([place, expect.toBeOneOf([200, 400, 414, 431]), false]);
      }
    }
    expect((await listen(tokens[0], '?after=1', {}, 2000)).text).toContain('"kind":"iteration.created"');
    expect((await listen(secrets[0])).status).toBe(401);
  });
});
