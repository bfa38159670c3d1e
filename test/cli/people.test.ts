import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, openApp } from '../../src/actions/app.ts';
import { operatorOf } from '../../src/actions/authenticate.ts';
import { type Actions, bindActions } from '../../src/actions/index.ts';
import { bindOperations } from '../../src/actions/operations.ts';
import { parseExpiry } from '../../src/cli/tokens.ts';
import { type Finished, temporaryFolder, timebox, timeboxHere } from './timebox.ts';

describe('timebox token, user and org', () => {
  const dataDir = temporaryFolder();
  let app: App;
  let actions: Actions;
  const run = (line: string): Promise<Finished> => timeboxHere([...line.split(' '), '--data-dir', dataDir]);

  // Opened here as by a running server: the commands work beside it.
  beforeAll(async () => {
    app = await openApp({ dataDir });
    actions = bindActions(app);
    const admin = { login: 'admin', name: 'admin', email: null, passwordHash: null };
    await bindOperations(app).createOrganization({ slug: 'acme', name: 'acme', zone: 'UTC', admin });
    await actions.createProject({ actor: await operatorOf(app, 'acme') }, { title: 'Shop' });
  });
  afterAll(() => app.close());

  it('prints a token that opens the door, and nothing else on stdout', { timeout: 60_000 }, async () => {
    const { code, stdout, stderr } = await run('token create --scope read --expires never --project SHOP');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^tbx_\w{49}\n$/);
    expect(stderr).not.toContain(stdout.trim());
    const { actor } = await actions.authenticate({ token: stdout.trim() });
    expect(actor).toMatchObject({ login: 'admin', scope: 'read', onlyProject: 1 });
  });

  it('lists tokens without their secrets, and revokes them', { timeout: 60_000 }, async () => {
    const created = JSON.parse((await run('token create --name laptop --json')).stdout);
    const listed = (await run('token list --json')).stdout;
    expect(JSON.parse(listed)[0]).toMatchObject({
      id: created.id,
      user: 'admin',
      name: 'laptop',
      scope: 'write',
      revoked: null,
    });
    expect(listed).not.toContain(created.token);
    expect(await run(`token revoke ${created.id}`)).toMatchObject({ code: 0, stdout: '' });
    await expect(actions.authenticate({ token: created.token })).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(await run(`token revoke ${created.id}`)).toMatchObject({ code: 1 });
  });

  it('makes people with a password from stdin or of its own making, and sets their roles', {
    timeout: 60_000,
  }, async () => {
    expect(
      await timebox(
        ['user', 'create', 'anna', '--password-file', '-'],
        { TIMEBOX_DATA_DIR: dataDir },
        'correct horse\n',
      ),
    ).toMatchObject({ code: 0, stdout: '' });
    expect(await actions.checkPassword('anna', 'correct horse')).toMatchObject({ orgRole: 'member' });
    const made = await run('user create boris --role none');
    expect(await actions.checkPassword('boris', made.stdout.trim())).toMatchObject({ orgRole: null });
    expect(await run('user role boris viewer --project SHOP')).toMatchObject({ code: 0 });
    expect(await run('user role anna admin')).toMatchObject({ code: 0 });
    expect(await actions.checkPassword('boris', made.stdout.trim())).toMatchObject({ projectRoles: { 1: 'viewer' } });
    const people = JSON.parse((await run('user list --json')).stdout);
    expect(people.map((person: { login: string; role: string }) => [person.login, person.role])).toEqual([
      ['admin', 'admin'],
      ['anna', 'admin'],
      ['boris', null],
    ]);
    expect(await run('user create anna')).toMatchObject({ code: 1, stderr: expect.stringContaining('anna already') });
  });

  it('keeps the last administrator', async () => {
    const people = { actor: await operatorOf(app, 'acme') };
    await actions.createPerson(people, { login: 'zoe', name: 'zoe', email: null, passwordHash: null, role: 'member' });
    const admins = (await actions.listPeople(people)).filter(
      ({ role, login }) => role === 'admin' && login !== 'admin',
    );
    for (const { login } of admins) await actions.setRole(people, { login, role: 'member' });
    await expect(actions.setRole(people, { login: 'admin', role: 'viewer' })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('makes organizations, and asks which one is meant when there are several', { timeout: 60_000 }, async () => {
    const made = await run('org create globex --admin hank --zone America/St_Johns');
    expect(await actions.checkPassword('hank', made.stdout.trim())).toMatchObject({ orgRole: 'admin' });
    expect((await run('org list')).stdout).toMatch(/globex +globex +America\/St_Johns/);
    expect(await run('user list')).toMatchObject({ code: 1, stderr: expect.stringContaining('acme, globex') });
    expect(await run('user list --org globex')).toMatchObject({ code: 0, stdout: expect.stringContaining('hank') });
  });

  it('ends with 2 when a value cannot be meant', { timeout: 60_000 }, async () => {
    for (const line of [
      'token create --expires soon',
      'token create --scope all',
      'user create a:b',
      'token revoke x',
    ]) {
      expect(await run(line)).toMatchObject({ code: 2, stdout: '' });
    }
  });

  it('does not make a database where there is none', async () => {
    const missing = await timeboxHere(['token', 'list', '--data-dir', temporaryFolder()]);
    expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no database') });
  });
});

describe('the end of a token', () => {
  const now = Date.UTC(2026, 0, 10, 12);

  it('is a number of days from now, the end of a day to come, or never', () => {
    expect(parseExpiry('90d', now)).toEqual({ value: now + 90 * 86_400_000 });
    expect(parseExpiry('2026-01-10', now)).toEqual({ value: Date.UTC(2026, 0, 11) });
    expect(parseExpiry('never', now)).toEqual({ value: null });
  });

  it('is neither past nor nonsense', () => {
    for (const text of ['2026-01-09', '2026-02-30', '0d', '-1d', '90', ''])
      expect(parseExpiry(text, now)).toHaveProperty('fault');
  });
});
