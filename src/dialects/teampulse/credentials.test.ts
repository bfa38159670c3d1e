import { describe, expect, it } from 'vitest';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { switchPerson } from '../../../test/support/switch-person.ts';
import { useSignIn } from '../../../test/support/use-sign-in.ts';

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
    basic('paul:a\0b'),
    basic(`paul:${'x'.repeat(1025)}`),
    basic(`${'x'.repeat(257)}:x`),
    basic('paul:no password'),
    'NTLM TlRMTVNTUAABAAAAB4IIogAAAAA=',
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

describe('a password with every request', () => {
  const test = useTestServer('sqlite', { rateLimit: 50 });
  const { addPerson } = useSignIn(test);
  const ask = async (login: string, password: string) =>
    (await test().send('GET', '/api/v1/iterations', { headers: { authorization: basic(`${login}:${password}`) } }))
      .status;
  const times = async (count: number, login: string, password: string) => {
    const statuses: number[] = [];
    for (let done = 0; done < count; done += 1) statuses.push(await ask(login, password));
    return statuses;
  };

  it('is reckoned through once in five minutes, and so not limited as guesses are', async () => {
    await addPerson('anna', 'pass: wörd');
    const start = Date.now();
    test().setClock(start);
    expect(new Set(await times(20, 'anna', 'pass: wörd'))).toEqual(new Set([200]));
    expect(await times(5, 'anna', 'wrong')).toEqual([401, 401, 401, 401, 429]);
    expect(await ask('anna', 'pass: wörd')).toBe(200);
    // What is remembered of one login is nothing to another.
    expect(await ask('ann', 'apass: wörd')).toBe(401);

    test().setClock(start + 299_000);
    expect(await times(5, 'anna', 'wrong')).toEqual([401, 401, 401, 401, 401]);
    expect(await ask('anna', 'pass: wörd')).toBe(200);
    test().setClock(start + 300_000);
    expect(await ask('anna', 'pass: wörd')).toBe(429);
    test().setClock(null);
  });

  it('is one guess for requests that come at once', async () => {
    test().setClock(Date.now() + 3_600_000);
    await addPerson('chi', 'right');
    const statuses = await Promise.all(Array.from({ length: 12 }, () => ask('chi', 'right')));
    expect(new Set(statuses)).toEqual(new Set([200]));
    test().setClock(null);
  });

  it('is forgotten at once when the person is switched off', async () => {
    test().setClock(Date.now() + 7_200_000);
    await addPerson('leaver', 'right');
    expect(await ask('leaver', 'right')).toBe(200);
    await switchPerson(test().app, 'leaver', 0);
    expect(await ask('leaver', 'right')).toBe(401);
    test().setClock(null);
  });
});
