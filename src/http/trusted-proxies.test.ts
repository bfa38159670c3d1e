import { describe, expect, it } from 'vitest';
import { useTestServer } from '../../test/support/open-test-server.ts';

/** Nothing is forgiven while a test runs, as the clock stands. */
const noon = Date.UTC(2026, 0, 1, 12);

describe('Failed attempts are counted by the address', () => {
  const test = useTestServer('sqlite', { rateLimit: 50, trustedProxies: ['10.0.0.0/8', '::1'] });
  const fail = async (remoteAddress: string, forwarded: string) => {
    test().setClock(noon);
    const headers = { authorization: 'Bearer wrong', 'x-forwarded-for': forwarded };
    return (await test().server.inject({ url: '/native/v1/me', remoteAddress, headers })).statusCode;
  };
  /** The answers to one attempt more than is allowed, each forwarded from where it is said. */
  const attempts = async (remoteAddress: string, forwarded: (attempt: number) => string) => {
    const statuses: number[] = [];
    for (let attempt = 0; attempt <= 10; attempt += 1) statuses.push(await fail(remoteAddress, forwarded(attempt)));
    return statuses;
  };
  const allowed = Array<number>(10).fill(401);

  it('that a trusted proxy names, so that one guesser stops nobody else', async () => {
    expect(await attempts('10.1.2.3', () => '198.51.100.1')).toEqual([...allowed, 429]);
    expect(await fail('10.1.2.3', '198.51.100.2')).toBe(401);
    expect(await fail('::1', '198.51.100.1')).toBe(429);
  });

  it('next to the trusted ones, whatever a client put before it', async () => {
    const forged = (attempt: number) => `203.0.113.${attempt}, 10.9.9.9, nonsense, 198.51.100.3, 10.2.2.2`;
    expect(await attempts('10.1.2.3', forged)).toEqual([...allowed, 429]);
  });

  it('that the connection comes from, if that is no trusted proxy', async () => {
    expect(await attempts('192.0.2.1', (attempt) => `203.0.113.${attempt}`)).toEqual([...allowed, 429]);
    expect(await fail('::ffff:192.0.2.1', '203.0.113.99')).toBe(401);
  });

  it('and nothing else that is forwarded is believed', async () => {
    const headers = {
      authorization: `Bearer ${test().token}`,
      host: 'timebox.test',
      'x-forwarded-host': 'evil.test',
      'x-forwarded-proto': 'javascript',
    };
    const answer = await test().server.inject({ url: '/native/openapi.json', remoteAddress: '10.1.2.3', headers });
    expect(answer.json().servers[0].url).toMatch(/^http:\/\/timebox\.test\//);
    expect(answer.body).not.toMatch(/evil\.test|javascript:/);
  });
});
