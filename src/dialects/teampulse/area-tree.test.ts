import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { faultsOf, useTeamPulse } from '../../../test/support/use-teampulse.ts';
import { withWriter } from '../../../test/support/with-writer.ts';

describe.each(engines)('TeamPulse areas, a tree, on %s', (engine) => {
  const test = useTestServer(engine);
  const { send, projectId } = useTeamPulse(test);
  let root = 0;
  let project = 0;

  beforeAll(async () => {
    project = (await test().actions.createProject(test().admin, { title: 'Shop' })).id;
    root = (await list())[0].id;
  });

  const list = async () => (await send('GET', `projects/${project}/areas`)).json().results;
  const add = async (name: string, parentId = root, more: object = {}) => {
    const made = await send('POST', 'areas', { projectId: project, parentId, name, ...more });
    expect([made.status, made.text]).toEqual([201, expect.anything()]);
    return made.json();
  };
  const put = (id: number, body: object) => send('PUT', `areas/${id}`, body);
  const shape = async () =>
    (await list()).map(({ name, path, parentId, sequence }: any) => [name, path, parentId, sequence]);

  it('has one root, made with the project, which keeps its place', async () => {
    const [made] = (await send('GET', `projects/${projectId()}/areas`)).json().results;
    expect(made).toMatchObject({ name: 'Alpha', path: '', parentId: -1, sequence: 0, projectId: projectId() });
    expect(await shape()).toEqual([['Shop', '', -1, 0]]);
    const child = await add('Child');
    expect(faultsOf(await put(root, { parentId: child.id }))).toEqual(['area.parentId']);
    expect(faultsOf(await put(child.id, { parentId: -1 }))).toEqual(['area.parentId']);
    expect((await put(root, { parentId: -1, name: 'Whole shop' })).json()).toMatchObject({
      name: 'Whole shop',
      path: '',
    });
    const gone = await send('DELETE', `areas/${root}`);
    expect([gone.status, gone.json()]).toEqual([400, { Message: 'The root area cannot be removed.' }]);
    expect((await send('DELETE', `areas/${child.id}`)).status).toBe(200);
    expect(faultsOf(await send('POST', 'areas', { projectId: project, parentId: -1, name: 'x' }))).toEqual([
      'area.parentId',
    ]);
    expect((await send('GET', 'areas?$filter=parentId%20eq%20-1')).json().totalResults).toBe(2);
  });

  it('orders siblings without gaps, wherever one is put', async () => {
    const [a, b, c] = [await add('a'), await add('b', root, { sequence: 1000 }), await add('c', root, { sequence: 0 })];
    expect([a.sequence, b.sequence, c.sequence]).toEqual([0, 1, 0]);
    expect((await shape()).slice(1).map(([name]: any) => name)).toEqual(['c', 'a', 'b']);
    expect((await put(c.id, { sequence: 1 })).json().sequence).toBe(1);
    expect((await put(a.id, { sequence: null })).json().sequence).toBe(2);
    expect(faultsOf(await put(a.id, { sequence: -1 }))).toEqual(['area.sequence']);
    expect((await shape()).slice(1).map(([name]: any) => name)).toEqual(['c', 'b', 'a']);
    for (const { id } of [a, b, c]) await send('DELETE', `areas/${id}`);
  });

  it('keeps paths with whatever is renamed or moved, and raises no version of the others', async () => {
    const top = await add('Top');
    const mid = await add('Mid', top.id);
    const low = await add('Low', mid.id);
    expect(low.path).toBe('Top\\Mid\\Low');
    expect((await put(mid.id, { name: 'Middle' })).json().path).toBe('Top\\Middle');
    expect((await put(mid.id, { parentId: root })).json()).toMatchObject({
      path: 'Middle',
      parentId: root,
      sequence: 1,
    });
    const kept = await send('GET', `areas/${low.id}`);
    expect([kept.json().path, kept.headers.etag?.startsWith('"1-')]).toEqual(['Middle\\Low', true]);
    for (const parentId of [mid.id, low.id]) {
      expect(faultsOf(await put(mid.id, { parentId }))).toEqual(['area.parentId']);
    }
    const foreign = (await send('GET', `projects/${projectId()}/areas`)).json().results[0].id;
    for (const parentId of [foreign, 99_999]) {
      expect(faultsOf(await put(mid.id, { parentId }))).toEqual(['area.parentId']);
      const refused = await send('POST', 'areas', { projectId: project, parentId, name: 'x' });
      expect([refused.status, faultsOf(refused)]).toEqual([400, ['area.parentId']]);
    }
    const gone = await send('DELETE', `areas/${mid.id}`);
    expect(gone.status).toBe(200);
    expect((await send('GET', `areas/${low.id}`)).json()).toMatchObject({ parentId: root, path: 'Low', sequence: 1 });
    expect((await send('GET', `areas/${low.id}`)).headers.etag).toMatch(/^"2-/);
    for (const { id } of [top, low]) await send('DELETE', `areas/${id}`);
  });

  it('nests 32 deep and no deeper', async () => {
    let parent = root;
    const ids: number[] = [];
    for (let depth = 1; depth <= 32; depth += 1) ids.push((parent = (await add(`d${depth}`, parent)).id));
    const deeper = await send('POST', 'areas', { projectId: project, parentId: parent, name: 'x' });
    expect(faultsOf(deeper)).toEqual(['area.parentId']);
    expect(faultsOf(await put(ids[0]!, { parentId: (await add('aside')).id }))).toEqual(['area.parentId']);
  });

  it('lets go of the items of what is deleted, as teams do', async () => {
    const { actions, admin, app } = test();
    const item = await actions.createItem(admin, { project: { id: project }, fields: { title: 'In it' } });
    const made = await add('Gone soon');
    const team = (await send('POST', 'teams', { projectId: project, name: 'Blue' })).json();
    // What an item's area and team are is not written by any action yet.
    await withWriter(app, (db) =>
      sql`UPDATE item SET area_id = ${made.id}, team_id = ${team.id} WHERE id = ${item.id}`.execute(db),
    );
    await send('DELETE', `areas/${made.id}`);
    await send('DELETE', `teams/${team.id}`);
    const { rows } = await sql`SELECT area_id, team_id, custom FROM item WHERE id = ${item.id}`.execute(app.read);
    expect(rows).toEqual([{ area_id: null, team_id: null, custom: '{}' }]);
  });
});
