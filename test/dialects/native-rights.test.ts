import { beforeAll, describe, expect, it } from 'vitest';
import { newToken, secretHash } from '../../src/actions/secrets.ts';
import type { Caller } from '../../src/actions/write.ts';
import type { Role, Scope } from '../../src/domain/access.ts';
import { engines } from '../support/open-test-app.ts';
import { useTestServer } from '../support/open-test-server.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
interface Route {
  readonly method: Method;
  readonly path: string;
  readonly isOpen: boolean;
  readonly hasBody: boolean;
}

type Outcome = 'through' | 'forbidden' | 'hidden' | 'unknown';
/** Members may plan in every project; the guest is administrator of another project alone, to which `bound` is bound. */
type Who = 'viewer' | 'member' | 'reading member' | 'writing admin' | 'admin' | 'guest' | 'bound';

const row = (
  ...[viewer, member, reading, writing, admin, guest, bound]: readonly [
    Outcome,
    Outcome,
    Outcome,
    Outcome,
    Outcome,
    Outcome,
    Outcome,
  ]
): Readonly<Record<Who, Outcome>> => ({
  viewer,
  member,
  'reading member': reading,
  'writing admin': writing,
  admin,
  guest,
  bound,
});
const [yes, no, hidden] = ['through', 'forbidden', 'hidden'] as const;

/** What kinds of routes there are, and who gets through. */
const table = {
  reads: row(yes, yes, yes, yes, yes, hidden, hidden),
  plans: row(no, yes, no, yes, yes, hidden, hidden),
  administers: row(no, no, no, no, yes, hidden, hidden),
  'of the organization': row(yes, yes, yes, yes, yes, yes, yes),
  'plans anywhere': row(no, yes, no, yes, yes, yes, yes),
  'administers the organization': row(no, no, no, no, yes, no, no),
  'administers somewhere': row(no, no, no, no, yes, yes, yes),
  'hidden from all but administrators': row(hidden, hidden, hidden, hidden, yes, hidden, hidden),
  'of oneself': row(yes, yes, no, yes, yes, hidden, hidden),
  'of a person': row(no, no, no, yes, yes, hidden, yes),
  'reads of a person': row(yes, yes, yes, yes, yes, hidden, yes),
  'with an admin token': row(no, no, no, no, yes, yes, no),
} as const;

/** What is neither a read of a project's things nor a change of its plan. */
const kinds: Readonly<Record<string, keyof typeof table>> = {
  'DELETE /v1/session': 'of the organization',
  'GET /v1/me': 'of the organization',
  'GET /v1/projects': 'of the organization',
  'GET /v1/organization': 'of the organization',
  'GET /v1/people': 'of the organization',
  'GET /v1/tokens': 'of the organization',
  'GET /v1/search': 'of the organization',
  'GET /v1/calendar': 'of the organization',
  'GET /v1/people/{id}/time-off': 'reads of a person',
  'PUT /v1/people/{id}/time-off': 'of a person',
  'POST /v1/moves': 'plans anywhere',
  'POST /v1/rollover-policies/{id}/backtest': 'reads',
  'PUT /v1/projects/{id}/feed': 'of oneself',
  'PATCH /v1/projects/{id}': 'administers',
  'DELETE /v1/projects/{id}': 'administers',
  'PATCH /v1/projects/{id}/rules': 'administers',
  'POST /v1/projects/{id}/people': 'administers',
  'PATCH /v1/projects/{id}/people/{person}': 'administers',
  'PUT /v1/iterations/{id}/scope-policy': 'administers',
  'GET /v1/health': 'administers the organization',
  'POST /v1/demo': 'administers the organization',
  'POST /v1/projects': 'administers the organization',
  'PUT /v1/calendar': 'administers the organization',
  'PATCH /v1/organization': 'administers the organization',
  'GET /v1/organization/people': 'administers the organization',
  'POST /v1/organization/people': 'administers the organization',
  'PATCH /v1/organization/people/{id}': 'administers the organization',
  'POST /v1/organization/people/{id}/password': 'administers the organization',
  'PUT /v1/me/password': 'administers the organization',
  'POST /v1/tokens': 'with an admin token',
  'DELETE /v1/tokens/{id}': 'administers the organization',
  'GET /v1/webhooks': 'administers somewhere',
  'POST /v1/webhooks': 'administers the organization',
  'GET /v1/webhooks/{id}': 'hidden from all but administrators',
  'PATCH /v1/webhooks/{id}': 'hidden from all but administrators',
  'DELETE /v1/webhooks/{id}': 'hidden from all but administrators',
  'POST /v1/webhooks/{id}/secret': 'hidden from all but administrators',
  'GET /v1/webhooks/{id}/deliveries': 'hidden from all but administrators',
  'POST /v1/webhooks/{id}/replay': 'hidden from all but administrators',
  'POST /v1/webhooks/{id}/test': 'hidden from all but administrators',
};
const streaming = '/v1/events';
/** Each can be taken away only once, and only by who has it. */
const once = new Set(['DELETE /v1/projects/{id}/people/{person}', 'DELETE /v1/projects/{id}/feed']);

describe.each(engines)('Who may what over the native API, on %s', (engine) => {
  const test = useTestServer(engine);
  let routes: readonly Route[] = [];
  let ids: Readonly<Record<string, number>> = {};
  const tokens: Record<string, string> = {};

  /** Asks for nothing that could be done: what is let through is told of its faults or its version. */
  const ask = ({ method, path, hasBody }: Route, token: string) =>
    test().send(
      method,
      `/native${path.replace(/(\w[\w-]*)\/\{\w+\}/g, (_all, kind: string) => `${kind}/${ids[kind] ?? 999_999}`)}`,
      {
        ...(hasBody ? { body: { nonsense: 1 } } : {}),
        headers: { authorization: `Bearer ${token}`, 'if-match': '"77"' },
      },
    );

  async function addToken(
    caller: Caller,
    login: string,
    scope: Scope,
    more: { projectId?: number; expiresAt?: number } = {},
  ) {
    const token = newToken();
    const kept = { hash: secretHash(token), lastFour: token.slice(-4) };
    const { projectId = null, expiresAt = null } = more;
    await test().actions.createToken(caller, { login, name: 'test', scope, projectId, expiresAt, ...kept });
    return token;
  }

  beforeAll(async () => {
    const { paths } = (await test().send('GET', '/native/openapi.json')).json();
    routes = Object.entries<object>(paths).flatMap(([path, item]) =>
      Object.entries<any>(item).map(([method, operation]) => ({
        method: method.toUpperCase() as Method,
        path,
        isOpen: operation.security !== undefined,
        hasBody: operation.requestBody !== undefined,
      })),
    );
    const make = async (path: string, body: object) => {
      const headers = { authorization: `Bearer ${test().token}`, 'if-match': '*' };
      const answer = await test().send('POST', `/native/v1${path}`, { body, headers });
      return answer.json().id;
    };
    const projects = await make('/projects', { title: 'Alpha' });
    const other = await make('/projects', { title: 'Beta' });
    const dates = { start: '2026-03-23', end: '2026-04-03', status: 'active' };
    const iterations = await make(`/projects/${projects}/iterations`, { title: 'Sprint', ...dates });
    const closed = await make(`/projects/${projects}/iterations`, { title: 'Closed', ...dates });
    const plan = await make(`/iterations/${closed}/close-plans`, { unfinished: 'stay' });
    const receipts = await make(`/iterations/${closed}/close`, { planId: plan });
    const policy = { name: 'Plain', rules: [{ id: 'all', when: {}, to: 'next' }] };
    const { actions, admin } = test();
    const person = async (login: string, role: Role | null) => {
      await actions.createPerson(admin, { login, name: login, email: null, passwordHash: null, role });
      return login;
    };
    const viewer = await person(`viewer-${engine}`, 'viewer');
    const member = await person(`member-${engine}`, 'member');
    const guest = `guest-${engine}`;
    const email = `${guest}@example.com`;
    await actions.createPerson(admin, { login: guest, name: guest, email, passwordHash: null, role: null });
    await make(`/projects/${other}/people`, { email, role: 'admin' });
    const chief = admin.actor.login;
    tokens['viewer'] = await addToken(admin, viewer, 'write');
    tokens['member'] = await addToken(admin, member, 'write');
    tokens['reading member'] = await addToken(admin, member, 'read');
    tokens['writing admin'] = await addToken(admin, chief, 'write');
    tokens['admin'] = test().token;
    tokens['guest'] = await addToken(admin, guest, 'admin');
    tokens['bound'] = await addToken(admin, chief, 'admin', { projectId: other });
    tokens['expired'] = await addToken(admin, chief, 'admin', { expiresAt: Date.now() - 1000 });
    const gone = await test().addPerson(`gone-${engine}`, 'admin', 'admin');
    await actions.revokeToken(gone.caller, { id: gone.caller.actor.tokenId ?? 0 });
    tokens['revoked'] = gone.token;
    // A sign-in is remembered for a second.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    ids = {
      projects,
      iterations,
      receipts,
      'close-plans': plan,
      'rollover-policies': await make(`/projects/${projects}/rollover-policies`, policy),
      items: await make(`/projects/${projects}/items`, { title: 'Item', iterationId: iterations }),
      people: admin.actor.userId,
      webhooks: await make('/webhooks', { name: 'Hook', url: 'https://1.1.1.1/hook' }),
      tokens: (
        await test().send('GET', '/native/v1/tokens', { headers: { authorization: `Bearer ${test().token}` } })
      ).json().tokens[0].id,
    };
  });

  it('is as the table says', async () => {
    const wrong: unknown[] = [];
    let seen = 0;
    for (const route of routes) {
      const isSeeded = [...route.path.matchAll(/(\w[\w-]*)\/\{/g)].every(([, kind = '']) => kind in ids);
      const named = `${route.method} ${route.path}`;
      if (route.isOpen || route.path === streaming || !isSeeded || once.has(named)) continue;
      const kind = kinds[named] ?? (route.method === 'GET' ? 'reads' : 'plans');
      seen += 1;
      for (const [who, answer] of Object.entries(table[kind])) {
        const { status } = await ask(route, tokens[who] ?? '');
        if (outcomeOf(status) !== answer) wrong.push([named, kind, who, status, answer]);
      }
      for (const who of ['expired', 'revoked']) {
        const { status } = await ask(route, tokens[who] ?? '');
        if (status !== 401) wrong.push([named, who, status]);
      }
    }
    expect(wrong).toEqual([]);
    expect(seen).toBeGreaterThan(80);
    const names = routes.map(({ method, path }) => `${method} ${path}`);
    expect(Object.keys(kinds).filter((named) => !names.includes(named))).toEqual([]);
  });
});

function outcomeOf(status: number): Outcome {
  if (status === 401) return 'unknown';
  return status === 403 ? 'forbidden' : status === 404 ? 'hidden' : 'through';
}
