import { beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { switchPerson } from '../../../test/support/switch-person.ts';
import { useSignIn } from '../../../test/support/use-sign-in.ts';

const denied = { Message: 'Authorization has been denied for this request.' };
const hour = 3_600_000;
const day = 24 * hour;

describe.each(engines)('signing in to TeamPulse, on %s', (engine) => {
  const test = useTestServer(engine);
  const { addPerson, askToken, withPassword, withRefresh, tokensIn, statusWith } = useSignIn(test);
  const password = 'p&ss=w%rd +41%20ü';
  beforeAll(() => addPerson('anna', password));

  it('gives tokens for a password, in the text and order that clients match', async () => {
    const answer = await withPassword('anna', password);
    expect([answer.status, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([
      200,
      'application/x-www-form-urlencoded',
      'no-store',
    ]);
    expect(answer.text).toMatch(
      /^wrap_access_token=[\w.-]+&wrap_refresh_token=[\w.-]+&wrap_access_token_expires_in=28800$/,
    );
    expect(await statusWith(tokensIn(answer).access)).toBe(200);
  });

  it.each<[string, () => ReturnType<typeof askToken>]>([
    [
      'percent-encoded',
      () => askToken({ wrap_client_id: 'uri:TeamPulse', wrap_username: 'anna', wrap_password: password }),
    ],
    ['as it is', () => askToken(`wrap_client_id=uri:TeamPulse&wrap_username=anna&wrap_password=${password}`)],
    [
      'encoded but for the client’s name',
      () =>
        askToken(
          `wrap_client_id=uri:TeamPulse&wrap_username=anna&wrap_password=${encodeURIComponent(password).replaceAll('%20', '+')}`,
        ),
    ],
    [
      'labelled as jQuery does',
      () =>
        askToken(
          { wrap_client_id: 'uri:TeamPulse', wrap_username: 'anna', wrap_password: password },
          { type: 'application/x-www-form-urlencoded; charset=UTF-8' },
        ),
    ],
    [
      'with the client in the query alone',
      () =>
        askToken(
          { wrap_username: 'anna', wrap_password: password },
          { url: '/Authenticate/WRAPv0.9?wrap_client_id=uri%3aTeamPulse' },
        ),
    ],
    [
      'with the client in both',
      () =>
        askToken(
          { wrap_client_id: 'uri:teampulse', wrap_username: 'anna', wrap_password: password },
          { url: '//authenticate/wrapv0.9/?wrap_client_id=uri:TeamPulse' },
        ),
    ],
    [
      'in parts',
      () => {
        const part = (name: string, text: string) =>
          `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`;
        return askToken(
          `${part('wrap_client_id', 'uri:TeamPulse')}${part('wrap_username', 'anna')}${part('wrap_password', password)}--x--\r\n`,
          { type: 'multipart/form-data; boundary=x' },
        );
      },
    ],
    [
      'under the prefix',
      () =>
        askToken(
          { wrap_client_id: 'uri:TeamPulse', wrap_username: 'anna', wrap_password: password },
          { url: '/TeamPulse/Authenticate/WRAPv0.9' },
        ),
    ],
  ])('a form %s', async (_, ask) => {
    const answer = await ask();
    expect([answer.status, tokensIn(answer).access]).toEqual([200, expect.stringMatching(/^[\w.-]+$/)]);
  });

  const client = 'wrap_client_id=uri:TeamPulse';
  const required = (name: string) => `The field ${name} is required.`;
  const invalid = 'The request is invalid.';
  it.each<[string, number, object]>([
    [`${client}&wrap_username=anna&wrap_password=wrong`, 401, denied],
    [`${client}&wrap_username=anna&wrap_password=`, 401, denied],
    [`${client}&wrap_username=Anna&wrap_password=x`, 401, denied],
    [`${client}&wrap_username=nobody&wrap_password=x`, 401, denied],
    [`${client}&wrap_refresh_token=x`, 401, denied],
    [`${client}&wrap_verification_code=user_denied`, 401, denied],
    ['wrap_username=anna&wrap_password=x', 400, { wrap_client_id: required('wrap_client_id'), Message: invalid }],
    [
      'wrap_client_id=other',
      400,
      {
        wrap_client_id: 'The field wrap_client_id must be uri:TeamPulse.',
        wrap_username: required('wrap_username'),
        wrap_password: required('wrap_password'),
        Message: invalid,
      },
    ],
    [`${client}&wrap_username=anna`, 400, { wrap_password: required('wrap_password'), Message: invalid }],
    [
      `${client}&wrap_refresh_token=&wrap_verification_code=`,
      400,
      { wrap_username: required('wrap_username'), wrap_password: required('wrap_password'), Message: invalid },
    ],
    [
      `${client}&wrap_refresh_token=a&wrap_verification_code=b`,
      400,
      {
        wrap_verification_code: 'wrap_verification_code must be the only thing that a token is asked with.',
        Message: invalid,
      },
    ],
    [
      `${client}&wrap_username=a&wrap_password=b&wrap_refresh_token=c`,
      400,
      {
        wrap_refresh_token: 'wrap_refresh_token must be the only thing that a token is asked with.',
        Message: invalid,
      },
    ],
    [
      `${client}&wrap_username=${'a'.repeat(257)}&wrap_password=b`,
      400,
      { wrap_username: 'The field wrap_username must be a string of at most 256 characters.', Message: invalid },
    ],
    [`${client}&wrap_username=a&wrap_username=b`, 400, { Message: 'The form names a field twice: wrap_username.' }],
    [`${client}&wrap_username=a\0&wrap_password=b`, 400, { Message: 'The body holds the character U+0000.' }],
  ])('%j is %i', async (body, status, says) => {
    const answer = await askToken(body);
    expect([answer.status, answer.json()]).toEqual([status, says]);
    expect(answer.headers['www-authenticate'] !== undefined).toBe(status === 401);
  });

  it('takes only forms, and only POST beside the page', async () => {
    expect((await askToken('{"wrap_client_id":"uri:TeamPulse"}', { type: 'application/json' })).status).toBe(415);
    expect((await askToken('x', { type: 'text/html' })).status).toBe(415);
    expect((await askToken('', {})).status).toBe(400);
    const put = await test().send('PUT', '/Authenticate/WRAPv0.9');
    expect([put.status, put.headers.allow]).toEqual([405, 'GET, POST']);
    expect((await test().send('HEAD', '/Authenticate/WRAPv0.9?wrap_client_id=uri:TeamPulse')).status).toBe(405);
  });

  it('offers Windows clients nothing', async () => {
    const answer = await test().send('GET', '/WinLogin/Login.aspx?ReturnUrl=0');
    expect([answer.status, answer.headers['set-cookie'], answer.headers['www-authenticate']]).toEqual([
      401,
      undefined,
      'WRAP location="http://timebox.test/Authenticate/WRAPv0.9", client_id="uri:TeamPulse"',
    ]);
  });

  it('renews the access token for eight hours as often as wanted, by the one refresh token, for thirty days', async () => {
    const start = Date.now();
    test().setClock(start);
    const first = tokensIn(await withPassword('anna', password));
    test().setClock(start + 8 * hour - 1);
    expect(await statusWith(first.access)).toBe(200);
    test().setClock(start + 8 * hour);
    expect(await statusWith(first.access)).toBe(401);

    const renewed = await withRefresh(first.refresh);
    const second = tokensIn(renewed);
    expect([renewed.status, second.refresh === first.refresh, second.access === first.access]).toEqual([
      200,
      true,
      false,
    ]);
    expect(await statusWith(second.access)).toBe(200);
    expect(tokensIn(await withRefresh(encodeURIComponent(first.refresh))).refresh).toBe(first.refresh);

    // The last access token does not outlive what it came from.
    test().setClock(start + 30 * day - hour);
    const last = await withRefresh(first.refresh);
    expect(last.text).toMatch(/&wrap_access_token_expires_in=3600$/);
    test().setClock(start + 30 * day);
    expect(await statusWith(tokensIn(last).access)).toBe(401);
    expect((await withRefresh(first.refresh)).status).toBe(401);
    test().setClock(null);
  });

  it('keeps the two kinds of token apart', async () => {
    const { access, refresh } = tokensIn(await withPassword('anna', password));
    expect(await statusWith(refresh)).toBe(401);
    expect((await withRefresh(access)).status).toBe(401);
    expect((await withRefresh(test().token)).status).toBe(401);
  });

  it('ends with the token that an administrator revokes', async () => {
    const first = tokensIn(await withPassword('anna', password));
    const second = tokensIn(await withRefresh(first.refresh));
    const other = tokensIn(await withPassword('anna', password));
    const [, newest] = (await test().actions.listTokens(test().admin)).filter(({ login }) => login === 'anna');
    expect(newest?.name).toBe('TeamPulse sign-in');
    await test().actions.revokeToken(test().admin, { id: newest?.id ?? 0 });
    test().setClock(Date.now() + 2000);
    expect(await Promise.all([first, second].map(({ access }) => statusWith(access)))).toEqual([401, 401]);
    expect((await withRefresh(first.refresh)).status).toBe(401);
    expect(await statusWith(other.access)).toBe(200);
    test().setClock(null);
  });

  it('ends with the person’s being switched off', async () => {
    await addPerson('leaver', password);
    const { access, refresh } = tokensIn(await withPassword('leaver', password));
    await switchPerson(test().app, 'leaver', 0);
    expect(await statusWith(access)).toBe(401);
    expect((await withRefresh(refresh)).status).toBe(401);
    expect((await withPassword('leaver', password)).status).toBe(401);
  });

  it('lets a person see and change their own organization alone, and administrate nothing', async () => {
    const { id } = await test().actions.createProject(test().admin, { title: 'Alpha' });
    const other = await test().addOrganization('globex');
    await addPerson('greta', password, 'admin', other.caller);
    const { id: theirs } = await test().actions.createProject(other.caller, { title: 'Beta' });
    const { access } = tokensIn(await withPassword('greta', password));
    const headers = { authorization: `WRAP access_token=${access}` };
    const listed = (await test().send('GET', '/api/v1/iterations', { headers })).json();
    expect(listed.results.map((each: { projectId: number }) => each.projectId)).toEqual([theirs]);
    // Both organizations number their projects from 1; what is asked for is one's own.
    expect(id).toBe(theirs);
    const made = await test().send('POST', '/api/v1/iterations', { headers, body: { name: 'Own', projectId: theirs } });
    expect([made.status, made.json().createdBy]).toEqual([201, 'Person <greta>']);
    const ours = (
      await test().send('GET', '/api/v1/iterations', {
        headers: { authorization: `WRAP access_token=${test().token}` },
      })
    ).json();
    expect(ours.results.map((each: { name: string }) => each.name)).toEqual(['Alpha']);
    const { actor } = await test().actions.authenticate({ token: access });
    expect(actor).toMatchObject({ orgId: other.orgId, orgRole: 'admin', scope: 'write' });
    await expect(test().actions.createProject({ actor }, { title: 'Gamma' })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

describe('guessing at TeamPulse', () => {
  const test = useTestServer('sqlite', { rateLimit: 50 });
  const { addPerson, withPassword, withRefresh, withCode, askToken } = useSignIn(test);
  beforeAll(() => addPerson('target', 'right'));

  it('is limited by account, whichever way the password is sent', async () => {
    test().setClock(Date.now());
    const statuses: number[] = [];
    for (let count = 0; count < 6; count += 1) statuses.push((await withPassword('target', 'wrong')).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
    const refused = await withPassword('target', 'right');
    expect([refused.status, refused.headers['retry-after'], refused.json()]).toEqual([
      429,
      '12',
      { Message: 'Too many requests, please try again later.' },
    ]);
    const basic = `Basic ${Buffer.from('target:right').toString('base64')}`;
    expect((await test().send('GET', '/api/v1/iterations', { headers: { authorization: basic } })).status).toBe(429);
  });

  it('counts each reading of a form that may be read in two ways', async () => {
    test().setClock(Date.now() + 60_000);
    const twoWays = () => askToken('wrap_client_id=uri:TeamPulse&wrap_username=target&wrap_password=a%20b');
    expect([(await twoWays()).status, (await twoWays()).status, (await twoWays()).status]).toEqual([401, 401, 429]);
  });

  it('is limited by address for refresh tokens and codes, and for accounts in turn', async () => {
    test().setClock(Date.now() + 600_000);
    const statuses: number[] = [];
    for (let count = 0; count < 6; count += 1) {
      statuses.push((await withRefresh(`guess${count}`)).status, (await withCode(`guess${count}`)).status);
    }
    expect(statuses).toEqual([...Array(10).fill(401), 429, 429]);
    test().setClock(Date.now() + 1_200_000);
    const logins: number[] = [];
    for (let count = 0; count < 31; count += 1) logins.push((await withPassword(`person${count}`, 'x')).status);
    expect(logins).toEqual([...Array(30).fill(401), 429]);
    test().setClock(null);
  });
});
