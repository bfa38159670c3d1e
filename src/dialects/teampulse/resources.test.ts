import { beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { type World, writtenResources } from '../../../test/support/teampulse-resources.ts';
import { faultsOf, useTeamPulse } from '../../../test/support/use-teampulse.ts';

describe.each(engines)('TeamPulse resources on %s', (engine) => {
  const test = useTestServer(engine);
  const { send, projectId } = useTeamPulse(test);
  const world: World = { projectId: 0, otherProject: 0, rootArea: 0, task: 0, otherTask: 0, me: 0 };

  beforeAll(async () => {
    const { actions, admin } = test();
    world.projectId = projectId();
    world.otherProject = (await actions.createProject(admin, { title: 'Beta' })).id;
    const areas = (await send('GET', `projects/${projectId()}/areas`)).json();
    world.rootArea = areas.results[0].id;
    for (const name of ['task', 'otherTask'] as const) {
      world[name] = (await actions.createItem(admin, { project: { id: projectId() }, fields: { title: name } })).id;
    }
    world.me = admin.actor.userId;
  });

  const authorOf = { createdBy: 'Admin of acme', lastModifiedBy: 'Admin of acme' };

  describe.each(writtenResources.map((each) => [each.path, each] as const))('%s', (path, resource) => {
    const { text, prefix } = resource;
    const make = async (body: object = {}) => {
      const made = await send('POST', path, { ...resource.body(world), ...body });
      expect([made.status, made.text]).toEqual([201, expect.anything()]);
      return made.json();
    };
    const keys = (members: readonly string[]) => members.map((member) => `${prefix}.${member}`).sort();

    it('are made, shown, listed, and deleted', async () => {
      test().setClock(Date.parse('2026-03-02T10:11:12.345Z'));
      const made = await send('POST', path, resource.body(world));
      test().setClock(null);
      expect(made.status).toBe(201);
      const { id, ...rest } = made.json();
      expect(made.headers).toMatchObject({ location: `http://timebox.test/api/v1/${path}/${id}`, etag: '"1"' });
      const at = '2026-03-02T10:11:12';
      const whole = {
        ...resource.body(world),
        ...resource.more(world),
        ...authorOf,
        createdAt: at,
        lastModifiedAt: at,
      };
      expect(rest).toEqual(whole);

      const shown = await send('GET', `${path}/${id}`);
      expect([shown.status, shown.json()]).toEqual([200, made.json()]);
      expect(
        (await send('GET', `${path}/${id}`, undefined, { 'if-none-match': shown.headers.etag ?? '' })).status,
      ).toBe(304);
      for (const list of [path, resource.below(world)]) {
        const { totalResults, top, results } = (await send('GET', list)).json();
        expect([totalResults, top]).toEqual([results.length, results.length]);
        expect(results).toContainEqual(made.json());
      }
      const gone = await send('DELETE', `${path}/${id}`);
      expect([gone.status, gone.text]).toEqual([200, '']);
      for (const method of ['GET', 'PUT', 'DELETE'] as const) {
        const missing = await send(method, `${path}/${id}`, method === 'PUT' ? {} : undefined);
        expect([missing.status, missing.json()]).toEqual([404, { Message: resource.missing }]);
      }
      const told = test().heard.slice(-2);
      expect(told.map(({ kind }) => kind.replace(/^.*[.]/, ''))).toEqual(['created', 'removed']);
      expect(told.map((event) => event.projectId)).toEqual([world.projectId, world.projectId]);
    });

    it('take a change of what was sent, and leave the rest', async () => {
      const made = await make();
      const changed = await send('PUT', `${path}/${made.id}`, { [text]: 'Other  ё' });
      expect(changed.status).toBe(200);
      expect(changed.headers.etag).toBe('"2"');
      const { lastModifiedAt, ...kept } = changed.json();
      expect(lastModifiedAt >= made.lastModifiedAt).toBe(true);
      const { lastModifiedAt: _, ...before } = made;
      expect(kept).toEqual({ ...before, [text]: 'Other  ё', ...(path === 'areas' ? { path: 'Other  ё' } : {}) });
      expect((await send('GET', `${path}/${made.id}`)).json()).toEqual(changed.json());
    });

    it('sent back whole say nothing new, and neither do the defaults of clients', async () => {
      const made = await make();
      const count = test().heard.length;
      const nothing = '0001-01-01T00:00:00';
      const strange = {
        id: 0,
        createdAt: nothing,
        lastModifiedAt: nothing,
        createdBy: null,
        path: null,
        week: 0,
        xyz: [1],
      };
      const zeros = Object.fromEntries(Object.keys(resource.fixed(world)).map((member) => [member, 0]));
      for (const body of [made, { ...made, ...strange }, { ...made, ...zeros }, {}]) {
        const answer = await send('PUT', `${path}/${made.id}`, body);
        expect([answer.status, answer.headers.etag, answer.json()]).toEqual([200, '"1"', made]);
      }
      expect(test().heard.length).toBe(count);
      const renamed = await send('PUT', `${path}/${made.id}`, { ...made, [text]: 'Renamed' });
      expect([renamed.status, renamed.json()[text]]).toEqual([200, 'Renamed']);
    });

    it('are refused a change of what never changes', async () => {
      const made = await make();
      const fixed = resource.fixed(world);
      const answer = await send('PUT', `${path}/${made.id}`, { ...fixed, [text]: 'New' });
      expect([answer.status, faultsOf(answer)]).toEqual([400, keys(Object.keys(fixed))]);
      expect((await send('GET', `${path}/${made.id}`)).json()).toEqual(made);
    });

    it('tell everything that is missing or misshapen at once', async () => {
      const empty = await send('POST', path, {});
      expect([empty.status, faultsOf(empty)]).toEqual([400, keys(resource.required)]);
      const zeros = Object.fromEntries(resource.required.map((member) => [member, null]));
      expect(faultsOf(await send('POST', path, zeros))).toEqual(keys(resource.required));
      const strange = Object.fromEntries(resource.required.map((member) => [member, { a: 1 }]));
      const wrong = await send('POST', path, strange);
      expect([wrong.status, faultsOf(wrong)]).toEqual([400, keys(resource.required)]);
      const long = await send('POST', path, { ...resource.body(world), [text]: 'x'.repeat(1001) });
      expect([long.status, faultsOf(long)]).toEqual([400, keys([text])]);
      for (const [body, type] of [
        ['{"a":', 'application/json'],
        ['[]', 'application/json'],
      ] as const) {
        expect((await send('POST', path, body, { 'content-type': type })).status).toBe(400);
      }
      expect((await send('POST', path, '<a/>', { 'content-type': 'text/xml' })).status).toBe(415);
    });

    it('come as a form too', async () => {
      const form = { 'content-type': 'application/x-www-form-urlencoded' };
      const body = new URLSearchParams(
        Object.entries(resource.body(world)).map(([name, value]): [string, string] => [name, String(value)]),
      );
      const made = await send('POST', path, body.toString(), form);
      expect([made.status, made.json()]).toEqual([201, expect.objectContaining(resource.body(world))]);
    });

    it('are compared by version when the caller names one', async () => {
      const made = await make();
      for (const method of ['PUT', 'DELETE'] as const) {
        const body = method === 'PUT' ? { [text]: 5 } : undefined;
        const stale = await send(method, `${path}/${made.id}`, body, { 'if-match': '"7"' });
        expect([stale.status, stale.headers.etag]).toEqual([412, '"1"']);
      }
      expect((await send('GET', `${path}/${made.id}`, undefined, { 'if-match': '"7"' })).status).toBe(412);
      expect((await send('DELETE', `${path}/${made.id}`, undefined, { 'if-match': '"1"' })).status).toBe(200);
    });

    it('are nothing to another organization, nor to who cannot see the project', async () => {
      const made = await make();
      const { addOrganization, addPerson } = test();
      const strangers = [
        await addOrganization(`other-${path}-${engine}`),
        await addPerson(`guest-${path}-${engine}`, null),
      ];
      for (const { token } of strangers) {
        const headers = { authorization: `WRAP access_token=${token}` };
        for (const method of ['GET', 'PUT', 'DELETE'] as const) {
          const body = method === 'PUT' ? '{"broken' : undefined;
          const answer = await send(method, `${path}/${made.id}`, body, headers);
          expect([method, answer.status, answer.json()]).toEqual([method, 404, { Message: resource.missing }]);
        }
        expect((await send('GET', path, undefined, headers)).json().results).toEqual([]);
        expect((await send('GET', `${resource.below(world)}?$top=x`, undefined, headers)).status).toBe(404);
        expect((await send('POST', path, resource.body(world), headers)).status).toBe(404);
      }
      expect((await send('GET', `${path}/${made.id}`)).json()).toEqual(made);
    });

    it('may be read by who looks on, and not be written', async () => {
      const made = await make();
      for (const [login, role, scope] of [
        ['viewer', 'viewer', 'write'],
        ['reader', 'member', 'read'],
      ] as const) {
        const { token } = await test().addPerson(`${login}-${path}-${engine}`, role, scope);
        const headers = { authorization: `WRAP access_token=${token}` };
        expect((await send('GET', `${path}/${made.id}`, undefined, headers)).json()).toEqual(made);
        expect((await send('PUT', `${path}/${made.id}`, '{"broken', headers)).status).toBe(403);
        expect((await send('DELETE', `${path}/${made.id}`, undefined, headers)).status).toBe(403);
        expect((await send('POST', path, { ...resource.body(world), [text]: 7 }, headers)).status).toBe(403);
      }
    });

    it('are queried by every member they show, in any letter case', async () => {
      const made = await make({ [text]: "It's %_ mine" });
      for (const [member, value] of Object.entries<any>(made)) {
        const literal =
          value === null ? 'null' : typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
        const filter = encodeURIComponent(`${member.toUpperCase()} eq ${literal} and id eq ${made.id}`);
        const { results } = (await send('GET', `${path}?$filter=${filter}`)).json();
        expect([member, results]).toEqual([member, [made]]);
        const unlike = encodeURIComponent(`${member} ne ${literal} and id eq ${made.id}`);
        expect([member, (await send('GET', `${path}?$filter=${unlike}`)).json().results]).toEqual([member, []]);
        expect((await send('GET', `${path}?$orderby=${member}%20desc&$select=${member}&$top=1`)).status).toBe(200);
      }
    });

    it('come in pages that together are the whole, by functions, and, or and not', async () => {
      for (const name of ['alpha', 'Beta', 'gamma', 'BETA two', 'delta']) await make({ [text]: name });
      const ask = async (query: string) => (await send('GET', `${path}?${encodeURI(query)}`)).json();
      const all = (await ask('')).results;
      const pages: unknown[] = [];
      for (let skip = 0; skip < all.length + 3; skip += 3) {
        const page = await ask(`$top=3&$skip=${skip}`);
        expect([page.totalResults, page.top, page.skip]).toEqual([all.length, 3, skip]);
        pages.push(...page.results);
      }
      expect(pages).toEqual(all);
      expect(await ask('$top=0')).toEqual({ totalResults: all.length, top: 0, results: [] });
      expect(await ask('$top=5000&$skip=100000')).toMatchObject({ totalResults: all.length, top: 1000, results: [] });

      const among = (keep: (name: string) => boolean) =>
        all.filter((each: any) => keep(each[text] ?? '')).map((each: any) => each.id);
      for (const [filter, keep] of [
        [
          `startswith(tolower(${text}),'beta') or ${text} eq 'alpha'`,
          (name) => /^beta/i.test(name) || name === 'alpha',
        ],
        [`substringof('a',${text}) and not endswith(${text},'a')`, (name) => name.includes('a') && !name.endsWith('a')],
        [
          `length(${text}) ge 5 and (${text} lt 'd' or ${text} eq 'gamma')`,
          (name) => name.length >= 5 && (name < 'd' || name === 'gamma'),
        ],
        [`${text} in ('alpha','delta')`, (name) => name === 'alpha' || name === 'delta'],
      ] as const satisfies [string, (name: string) => boolean][]) {
        const page = await ask(`$filter=${filter}`);
        const ids = page.results.map((each: any) => each.id);
        expect([filter, ids]).toEqual([filter, among(keep)]);
        expect(ids.length).toBeGreaterThan(0);
        const one = await ask(`$filter=${filter}&$top=1`);
        expect([one.totalResults, one.results]).toEqual([ids.length, page.results.slice(0, 1)]);
      }
      const ordered = await ask(`$orderby=${text} desc,id desc&$select=${text}`);
      const names = ordered.results.map((each: any) => each[text]);
      expect(names).toEqual([...names].sort((a, b) => ((a ?? '') < (b ?? '') ? 1 : (a ?? '') > (b ?? '') ? -1 : 0)));
    });

    it('answer a bad query with what is wrong with it', async () => {
      const answer = await send(
        'GET',
        `${path}?$filter=${encodeURIComponent('nothing eq 1')}&$orderby=${text}%20up&$top=-1`,
      );
      expect([answer.status, faultsOf(answer)]).toEqual([400, ['$filter', '$orderby', '$top']]);
      expect((await send('GET', `${resource.below(world)}?$filter=(`)).status).toBe(400);
      expect((await send('GET', `${resource.below(world).replace(/\d+/, '99999')}?$filter=(`)).status).toBe(404);
      expect((await send('GET', `${path}?$format=xml`)).status).toBe(406);
      const slow = `$filter=${encodeURIComponent(`replace(replace(tolower(${text}),'a','b'),'b','c') eq now()`)}`;
      expect((await send('GET', `${path}?${slow}`)).status).toBe(400);
    });

    it('offer what they offer, and say so', async () => {
      const answer = await send('DELETE', path);
      expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD, POST']);
      for (const id of ['0', '-1', 'abc', '01', '2147483648', '1.5']) {
        expect((await send('GET', `${path}/${id}`)).json()).toEqual({ Message: resource.missing });
      }
    });
  });
});
