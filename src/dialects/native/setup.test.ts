import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';

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
