import { describe, expect, it } from 'vitest';
import { useTestServer } from '../../../test/support/open-test-server.ts';

/** Every byte percent-encoded, as no client needs to but any may. */
const encoded = (text: string) => Buffer.from(text).toString('hex').replace(/../g, '%$&');
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

describe('what proves who asks TeamPulse', () => {
  const test = useTestServer('sqlite');
  const ask = (authorization: string, url = '/teampulse/api/v1/iterations') =>
    test().send('GET', url, { headers: { authorization } });

  it.each<[string, (token: string) => string]>([
    ['bare', (token) => `WRAP access_token=${token}`],
    ['in quotes', (token) => `WRAP access_token="${token}"`],
    ['encoded', (token) => `WRAP access_token=${encoded(token)}`],
    ['encoded twice', (token) => `WRAP access_token=${encodeURIComponent(encoded(token))}`],
    ['encoded within quotes', (token) => `WRAP access_token="${encoded(token)}"`],
    ['with the quotes encoded too', (token) => `WRAP access_token=${encodeURIComponent(`"${token}"`)}`],
    ['in other letters', (token) => `wRaP Access_Token=${token}`],
    ['with blanks around', (token) => `  WRAP   access_token = ${token}  `],
    ['by Basic, as anybody’s password', (token) => basic(`paul:${token}`)],
    ['by Basic, as nobody’s password', (token) => basic(`:${token}`)],
    ['by Bearer under the prefix', (token) => `Bearer ${token}`],
  ])('a token %s', async (_, write) => {
    expect((await ask(write(test().token))).status).toBe(200);
  });

  it.each([
    '',
    'WRAP',
    'WRAP access_token',
    'WRAP access_token=',
    'WRAP access_token=""',
    'WRAP access_token=%',
    'WRAP token=x',
    'Basic',
    'Basic !!!',
    basic('nocolon'),
    basic('paul:'),
    `WRAP access_token=${'x'.repeat(600)}`,
  ])('not %s', async (authorization) => {
    const answer = await ask(authorization);
    expect([answer.status, answer.json()]).toEqual([
      401,
      { Message: 'Authorization has been denied for this request.' },
    ]);
  });

  it('whoever is refused is told where to sign in, at the address they used', async () => {
    const challenge = async (url: string) => (await ask('WRAP', url)).headers['www-authenticate'];
    const told = (site: string) => `WRAP location="${site}/Authenticate/WRAPv0.9", client_id="uri:TeamPulse"`;
    expect(await challenge('/api/v1/iterations')).toBe(told('http://timebox.test'));
    expect(await challenge('/Authentication/Restrict')).toBe(told('http://timebox.test'));
    expect(await challenge('/TeamPulse/Authentication/Restrict')).toBe(told('http://timebox.test/teampulse'));
    expect(await challenge('/teampulse/api/iterations?$top=1')).toBe(told('http://timebox.test/teampulse'));
  });

  it('the page that tells where to sign in refuses a good token too, as clients expect', async () => {
    expect((await ask(`WRAP access_token=${test().token}`, '/Authentication/Restrict')).status).toBe(401);
  });
});

describe('the probe before signing in', () => {
  const limited = useTestServer('sqlite', { rateLimit: 50 });
  it('is no failed attempt, however often it is made', async () => {
    const statuses = new Set<number>();
    const probe = { headers: { authorization: 'WRAP' } };
    for (let count = 0; count < 30; count += 1)
      statuses.add((await limited().send('GET', '/Authentication/Restrict', probe)).status);
    expect([...statuses]).toEqual([401]);
  });
});
