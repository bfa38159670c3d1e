import { passwordHash } from '../../src/actions/secrets.ts';
import type { Role } from '../../src/domain/access.ts';
import type { TestServer } from './open-test-server.ts';

const form = 'application/x-www-form-urlencoded';

/** Signs people in to TeamPulse as its clients do. */
export function useSignIn(test: () => TestServer) {
  const addPerson = async (login: string, password: string, role: Role | null = 'member', caller = test().admin) => {
    const person = { login, name: `Person <${login}>`, email: null, passwordHash: await passwordHash(password) };
    await test().actions.createPerson(caller, { ...person, role });
  };
  /** Asks for a token; a body that is no text is encoded as a form. */
  const askToken = (
    body: string | Record<string, string>,
    { url = '/Authenticate/WRAPv0.9', type = form }: { url?: string; type?: string } = {},
  ) =>
    test().send('POST', url, {
      body: typeof body === 'string' ? body : new URLSearchParams(body).toString(),
      headers: { 'content-type': type },
    });
  const client = { wrap_client_id: 'uri:TeamPulse' };
  const withPassword = (login: string, password: string) =>
    askToken({ ...client, wrap_username: login, wrap_password: password });
  const withRefresh = (token: string) => askToken({ ...client, wrap_refresh_token: token });
  const withCode = (code: string) => askToken({ ...client, wrap_verification_code: code });
  /** The two tokens of an answer, read as the vendor's JavaScript sample reads them. */
  const tokensIn = ({ text }: { text: string }) => ({
    access: /wrap_access_token=(.*?)&/.exec(text)?.[1] ?? '',
    refresh: /wrap_refresh_token=(.*?)&/.exec(text)?.[1] ?? '',
  });
  const statusWith = async (token: string, url = '/api/v1/iterations') =>
    (await test().send('GET', url, { headers: { authorization: `WRAP access_token=${token}` } })).status;

  const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    test().send('POST', path, {
      body: new URLSearchParams(fields).toString(),
      headers: { 'content-type': form, ...headers },
    });
  /** The login form as a browser holds it: its cookie and its token. */
  const loginForm = async (headers: Record<string, string> = {}) => {
    const page = await test().send('GET', '/Authenticate/Login', { headers });
    return { page, cookie: cookieIn(page), token: formTokenIn(page) };
  };
  /** Signs in by the page, and answers the login cookie. */
  const cookieOf = async (login: string, password: string) => {
    const { cookie, token } = await loginForm();
    return cookieIn(await post('/Authenticate/Login', { form_token: token, login, password }, { cookie }));
  };
  return { addPerson, askToken, withPassword, withRefresh, withCode, tokensIn, statusWith, post, loginForm, cookieOf };
}

/** The `name=value` that an answer sets as a cookie. */
export function cookieIn({ headers }: { headers: Record<string, string | undefined> }): string {
  return headers['set-cookie']?.split(';')[0] ?? '';
}

/** The token of the forms on a page. */
export function formTokenIn({ text }: { text: string }): string {
  return /name="form_token" value="(\w+)"/.exec(text)?.[1] ?? '';
}

/** The title of a page, as the vendor's client finds it. */
export function titleOf({ text }: { text: string }): string {
  return /<title>(.+)<\/title>/.exec(text)?.[1] ?? '';
}
