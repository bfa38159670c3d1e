import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { useTeamPulse } from '../../../test/support/use-teampulse.ts';
import { withWriter } from '../../../test/support/with-writer.ts';

describe.each(engines)('TeamPulse projects and users on %s', (engine) => {
  const test = useTestServer(engine);
  const { send, projectId } = useTeamPulse(test);
  const ask = async (path: string, token = test().token) =>
    (await send('GET', path, undefined, { authorization: `WRAP access_token=${token}` })).json();
  let beta = 0;

  beforeAll(async () => {
    const { actions, admin, setClock } = test();
    setClock(Date.parse('2026-03-02T10:11:12.345Z'));
    beta = (await actions.createProject(admin, { title: 'Beta', description: 'Second\none' })).id;
    setClock(null);
  });

  it('a project has the dates of its root iteration, so that none is ever missing', async () => {
    const project = await ask(`projects/${beta}`);
    const author = { createdBy: 'Admin of acme', lastModifiedBy: 'Admin of acme' };
    expect(project).toEqual({
      id: beta,
      name: 'Beta',
      template: 'Timebox',
      description: 'Second\none',
      startDate: '2026-03-09T00:00:00',
      endDate: '2026-03-23T00:00:00',
      defaultIterationLength: 14,
      ...author,
      createdAt: '2026-03-02T10:11:12',
      lastModifiedAt: '2026-03-02T10:11:12',
    });
    const { results } = await ask('projects');
    expect(results.map(({ name, description }: any) => [name, description])).toEqual([
      ['Alpha', null],
      ['Beta', 'Second\none'],
    ]);
    const root = (await ask(`projects/${beta}/iterations`)).results[0];
    await send('PUT', `iterations/${root.id}`, { startDate: '2026-01-01', endDate: '2026-12-31' });
    expect(await ask(`projects/${beta}`)).toMatchObject({
      startDate: '2026-01-01T00:00:00',
      endDate: '2026-12-31T00:00:00',
    });
    const filter = encodeURIComponent(
      "startDate eq datetime'2026-01-01' and (description ne null or length(name) eq 9)",
    );
    expect((await ask(`projects?$filter=${filter}`)).results.map(({ id }: any) => id)).toEqual([beta]);
    for (const [name, value] of Object.entries<any>(await ask(`projects/${beta}`))) {
      const literal = typeof value === 'string' ? `'${value}'` : String(value);
      const kept = await ask(`projects?$filter=${encodeURIComponent(`${name} eq ${literal} and id eq ${beta}`)}`);
      expect([name, kept.totalResults]).toEqual([name, 1]);
      expect([name, (await ask(`projects?$orderby=${name}%20desc,${name}`)).totalResults]).toEqual([name, 2]);
    }
  });

  it('a project is only read, and only by who can see it', async () => {
    for (const method of ['PUT', 'DELETE'] as const) {
      const answer = await send(method, `projects/${beta}`, method === 'PUT' ? {} : undefined);
      expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD']);
    }
    expect((await send('POST', 'projects', {})).status).toBe(405);
    const { caller, token } = await test().addPerson(`guest-${engine}`, null);
    expect(await ask('projects', token)).toEqual({ totalResults: 0, top: 0, results: [] });
    expect(await ask(`projects/${beta}`, token)).toEqual({ Message: 'Project not found.' });
    await test().actions.setProjectRole(test().admin, { login: caller.actor.login, projectId: beta, role: 'viewer' });
    test().setClock(Date.now() + 5000);
    expect((await ask('projects', token)).results.map(({ id }: any) => id)).toEqual([beta]);
    expect(
      (await send('GET', `projects/${projectId()}`, undefined, { authorization: `WRAP access_token=${token}` })).status,
    ).toBe(404);
    test().setClock(null);
    const other = await test().addOrganization(`other-${engine}`);
    expect((await ask('projects', other.token)).results).toEqual([]);
    expect(await ask(`projects/${beta}`, other.token)).toEqual({ Message: 'Project not found.' });
  });

  it('a user has a login and a name in two parts, and mail if anybody knows it', async () => {
    const { actions, admin } = test();
    const person = { login: `paul-${engine}`, name: 'Paul van Smith', email: 'paul@example.com', passwordHash: null };
    const { id } = await actions.createPerson(admin, { ...person, role: 'member' });
    const paul = {
      id,
      name: person.login,
      firstName: 'Paul',
      lastName: 'van Smith',
      displayName: 'Paul van Smith',
      email: 'paul@example.com',
    };
    expect(await ask(`users/${id}`)).toEqual(paul);
    expect((await ask('users')).results).toContainEqual(paul);
    for (const [member, value] of Object.entries(paul)) {
      const literal = typeof value === 'string' ? `'${value}'` : value;
      const kept = await ask(`users?$filter=${encodeURIComponent(`${member} eq ${literal}`)}`);
      expect([member, kept.results]).toEqual([member, [paul]]);
      expect((await ask(`users?$orderby=${member}`)).totalResults).toBeGreaterThan(1);
    }
    const mailless = await ask(`users?$filter=${encodeURIComponent('email eq null and not (email gt null)')}&$top=1`);
    expect(mailless.results[0]).toMatchObject({
      name: 'acme-admin',
      firstName: 'Admin',
      lastName: 'of acme',
      email: null,
    });
  });

  it('who cannot sign in any more is in no list, but still has a name', async () => {
    const { caller } = await test().addPerson(`gone-${engine}`, 'member');
    const { login, userId } = caller.actor;
    await withWriter(test().app, (db) => sql`UPDATE person SET active = 0 WHERE login = ${login}`.execute(db));
    const filter = encodeURIComponent(`name eq '${login}'`);
    expect((await ask(`users?$filter=${filter}`)).totalResults).toBe(0);
    expect(await ask(`users/${userId}`)).toMatchObject({ name: login });
  });

  it('a guest knows whoever sees a project with it, in lists and by number', async () => {
    const { actions, admin } = test();
    const { caller, token } = await test().addPerson(`fellow-${engine}`, null);
    await actions.setProjectRole(admin, { login: caller.actor.login, projectId: projectId(), role: 'viewer' });
    const stranger = await test().addPerson(`stranger-${engine}`, null);
    test().setClock(Date.now() + 5000);
    const names = async (query: string) =>
      (await ask(`users${query}`, token)).results.map(({ name }: { name: string }) => name);
    expect(await names('')).toEqual(expect.arrayContaining([`fellow-${engine}`, admin.actor.login]));
    expect(await names('')).not.toContain(`stranger-${engine}`);
    expect(await names(`?$filter=name eq 'stranger-${engine}' or name eq 'fellow-${engine}'`)).toEqual([
      `fellow-${engine}`,
    ]);
    expect(await ask(`users/${admin.actor.userId}`, token)).toMatchObject({ id: admin.actor.userId });
    expect(await ask(`users/${stranger.caller.actor.userId}`, token)).toEqual({ Message: 'Person not found.' });
    test().setClock(null);
  });

  it('“me” is whoever asks, and a guest of no project knows nobody else', async () => {
    const me = await ask('users/me');
    expect(me).toEqual(await ask(`users/${test().admin.actor.userId}`));
    const member = await test().addPerson(`member-${engine}`, 'viewer');
    const guests = [
      await test().addPerson(`guest-one-${engine}`, null),
      await test().addPerson(`guest-two-${engine}`, null),
    ];
    expect((await ask('users/me', member.token)).name).toBe(`member-${engine}`);
    expect((await ask('users', member.token)).totalResults).toBeGreaterThan(3);
    for (const { caller, token } of guests) {
      const own = await ask('users/me', token);
      expect(own).toMatchObject({ name: caller.actor.login, firstName: caller.actor.login, lastName: '' });
      expect((await ask('users', token)).results).toEqual([own]);
      expect(await ask(`users/${own.id}`, token)).toEqual(own);
      expect(await ask(`users/${me.id}`, token)).toEqual({ Message: 'Person not found.' });
    }
    const other = await test().addOrganization(`else-${engine}`);
    expect((await ask('users', other.token)).totalResults).toBe(1);
    expect((await send('GET', `users/${other.caller.actor.userId}`)).status).toBe(404);
    expect((await send('GET', 'users/99999')).status).toBe(404);
    expect((await send('DELETE', 'users/me')).status).toBe(405);
  });
});
