import { describe, expect, it } from 'vitest';
import { engines, useTestApp } from '../../test/support/open-test-app.ts';
import { keepHouse } from '../jobs/house-keeping.ts';
import { bindOperations } from './operations.ts';

const hourMs = 3_600_000;

describe.each(engines)('a request sent again with its key, on %s', (engine) => {
  const test = useTestApp(engine);
  let replays = 0;
  const withKey = (key: string, fingerprint = 'one') => ({
    ...test().admin,
    retry: {
      key,
      fingerprint,
      replayed: () => {
        replays += 1;
      },
    },
  });

  it('has one effect, however many come at once', async () => {
    const { actions, admin, heard } = test();
    replays = 0;
    const before = heard.length;
    const made = await Promise.all(
      Array.from({ length: 100 }, () => actions.createProject(withKey('projects'), { title: 'Once' })),
    );
    expect(new Set(made.map((project) => project.id)).size).toBe(1);
    expect(replays).toBe(99);
    expect(heard.length - before).toBe(1);
    expect((await actions.listProjects(admin)).map((project) => project.title)).toEqual(['Once']);
  });

  it('is refused when it is another request', async () => {
    await expect(test().actions.createProject(withKey('projects', 'two'), { title: 'Twice' })).rejects.toMatchObject({
      code: 'retry_mismatch',
    });
  });

  it('hears the same refusal again, and nothing was written', async () => {
    const { actions, heard } = test();
    const before = heard.length;
    const lose = () => actions.createItem(withKey('lost'), { project: { id: 999 }, fields: { title: 'Nowhere' } });
    await expect(lose()).rejects.toMatchObject({ code: 'not_found' });
    replays = 0;
    await expect(lose()).rejects.toMatchObject({ code: 'not_found' });
    expect([replays, heard.length - before]).toEqual([1, 0]);
  });

  it('may succeed later if it was only forbidden', async () => {
    const { actions } = test();
    const reader = await test().addPerson('reader', 'viewer');
    const caller = { ...reader.caller, retry: { key: 'k', fingerprint: 'f', replayed: () => {} } };
    const create = () => actions.createProject(caller, { title: 'Later' });
    await expect(create()).rejects.toMatchObject({ code: 'forbidden' });
    const promoted = { ...caller, actor: { ...caller.actor, orgRole: 'admin', scope: 'admin' } } as const;
    expect((await actions.createProject(promoted, { title: 'Later' })).title).toBe('Later');
  });

  it('counts as new once its key has been forgotten, after two days and not before', async () => {
    const { app, actions, setClock } = test();
    const create = async () => (await actions.createProject(withKey('aging'), { title: 'Aging' })).id;
    const start = Date.now();
    setClock(start);
    const first = await create();
    await bindOperations(app).forgetRetries({ before: start });
    expect(await create()).toBe(first);
    setClock(start + 49 * hourMs);
    const failures: unknown[] = [];
    keepHouse(app, (error) => failures.push(error))();
    await expect.poll(create).not.toBe(first);
    expect(failures).toEqual([]);
    setClock(null);
  });
});
