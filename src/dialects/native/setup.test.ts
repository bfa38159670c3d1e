import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { checkBooks } from '../../actions/check-books.ts';
import { checkStatements } from '../../actions/check-statements.ts';

const body = { organization: 'Acme', zone: 'Europe/Berlin', login: 'anna', name: 'Anna', password: 'correct horse' };

describe.each(engines)('Setting up a server, on %s', (engine) => {
  const test = useTestServer(engine);
  const send = (sent: object) => test().send('POST', '/native/v1/setup', { body: sent });

  it('is refused where no secret was told, and with another than the one that was', async () => {
    expect((await test().send('GET', '/native/v1/setup')).json()).toEqual({ isOpen: false });
    expect((await send({ ...body, key: 'anything' })).status).toBe(403);
    const key = test().actions.setup.offer('acme');
    expect((await test().send('GET', '/native/v1/setup')).json()).toEqual({ isOpen: true });
    expect((await send({ ...body, key: `${key}x` })).status).toBe(403);
    expect((await send({ ...body, key: `${key}x`, zone: 'Nowhere' })).status).toBe(403);
  });

  it('names every field that is wrong, and keeps the secret good', async () => {
    const key = test().actions.setup.offer('acme');
    const wrong = await send({ ...body, key, zone: 'Nowhere', login: 'a b', name: 'A\nB' });
    expect(wrong.status).toBe(400);
    expect(
      wrong
        .json()
        .errors.map(({ pointer }: { pointer: string }) => pointer)
        .sort(),
    ).toEqual(['#/login', '#/name', '#/zone']);
    expect((await send({ ...body, key, password: 'short' })).status).toBe(400);
    expect(test().actions.setup.isOpen()).toBe(true);
  });

  it('never makes a second organization where there is one, and then is over', async () => {
    const key = test().actions.setup.offer('acme');
    expect((await send({ ...body, key })).status).toBe(403);
    expect(test().actions.setup.isOpen()).toBe(false);
    expect((await send({ ...body, key })).status).toBe(403);
  });
});

describe.each(engines)('The demo in an organization of its own people, on %s', (engine) => {
  const test = useTestServer(engine);
  const ask = (method: 'GET' | 'POST', path: string, token = test().token) =>
    test().send(method, `/native/v1${path}`, { headers: { authorization: `Bearer ${token}` } });

  it('is for administrators, comes with its history, and only where there is nothing yet', async () => {
    const { token: planner } = await test().addPerson('priya.raman', 'member', 'admin');
    expect((await ask('POST', '/demo', planner)).status).toBe(403);
    const both = await Promise.all([ask('POST', '/demo'), ask('POST', '/demo')]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 409]);
    expect((await ask('POST', '/demo')).status).toBe(409);
    const { projects } = (await ask('GET', '/projects')).json();
    expect(projects).toMatchObject([
      { title: 'Webshop', lead: { id: test().admin.actor.userId } },
      { title: 'Warehouse', zone: 'Europe/Berlin' },
    ]);
    const { iterations } = (await ask('GET', `/projects/${projects[0].id}/iterations?status=closed`)).json();
    expect(iterations).toHaveLength(6);
    const { people } = (await ask('GET', '/people')).json();
    expect(people.map(({ login }: { login: string }) => login)).toEqual([
      'acme-admin',
      'priya.raman',
      'jonas.lindqvist',
      'priya.raman-2',
      'tomas.rivera',
    ]);
    expect(await checkBooks(test().app.read)).toEqual([]);
    expect(await checkStatements(test().app.read)).toEqual([]);
  }, 60_000);
});
