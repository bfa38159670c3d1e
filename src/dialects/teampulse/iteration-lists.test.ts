import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import type { ChangePolicy } from '../../domain/change-of-iteration.ts';
import { addDays } from '../../domain/days.ts';
import type { Iteration } from './iterations.wire.ts';

const policy: ChangePolicy = { moves: {}, refuseRepeatedClose: false, fixedWhenClosed: [], endAfterStart: 'day' };
const day = (offset: number) => addDays('2026-03-02', offset);

describe.each(engines)('lists of TeamPulse iterations, on %s', (engine) => {
  const test = useTestServer(engine);
  const projects: number[] = [];

  const ask = (query: string, path = 'iterations', headers: Record<string, string> = {}) =>
    test().send('GET', `/api/v1/${path}${query === '' ? '' : `?${encodeURI(query).replaceAll('#', '%23')}`}`, {
      headers: { authorization: `WRAP access_token=${test().token}`, ...headers },
    });
  const list = async (query = ''): Promise<Iteration[]> => {
    const answer = await ask(query);
    expect([query, answer.status]).toEqual([query, 200]);
    return answer.json().results;
  };
  const names = async (query: string) => (await list(query)).map(({ name }) => name);

  beforeAll(async () => {
    const { actions, admin, setClock } = test();
    setClock(Date.parse('2026-03-02T11:30:00.123Z'));
    // Noon here is the day before in the one zone, the day after in the other.
    for (const zone of ['UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'])
      projects.push((await actions.createProject(admin, { title: zone, zone })).id);
    const offsets = [null, -40, 5, 7, 9, 21, 22, 60];
    let count = 0;
    for (const projectId of projects) {
      for (const start of offsets) {
        for (const end of offsets) {
          if (start !== null && end !== null && (end < start || count % 3 === 0)) continue;
          count += 1;
          setClock(Date.parse('2026-03-02T11:30:00.123Z') + count * 977);
          await actions.createIteration(admin, {
            home: { projectId },
            title: `${count % 2 === 0 ? 'Even' : 'odd'} ${count}`,
            fields: {
              start: start === null ? null : { day: day(start), at: null },
              end: end === null ? null : { day: day(end), at: null },
              minCapacity: count % 4 === 0 ? null : count / 4,
            },
            isRelease: count % 7 === 0,
            policy,
          });
        }
      }
    }
    setClock(null);
  });

  it('hold everything the caller can see, in the order of the trees', async () => {
    const { projectId: _, ...shape } = (await ask('')).json().results[0];
    expect(shape).toMatchObject({ path: '', parentId: -1, isRelease: true });
    const all = (await ask('')).json();
    expect([all.totalResults, all.top, all.skip]).toEqual([all.results.length, all.results.length, undefined]);
    expect(Object.keys(all)).toEqual(['totalResults', 'top', 'results']);
    const parts: Iteration[] = [];
    for (const id of projects) parts.push(...(await ask('', `projects/${id}/iterations`)).json().results);
    expect(all.results).toEqual(parts);
  });

  it('are cut into pages that together are the whole', async () => {
    const all = await list();
    const pages: Iteration[] = [];
    for (let skip = 0; skip < all.length + 10; skip += 10) {
      const page = (await ask(`$top=10&$skip=${skip}`)).json();
      expect(page).toMatchObject({ totalResults: all.length, top: 10, skip });
      expect(Object.keys(page)).toEqual(['totalResults', 'top', 'skip', 'results']);
      pages.push(...page.results);
    }
    expect(pages).toEqual(all);
    expect((await ask('$top=0')).json()).toEqual({ totalResults: all.length, top: 0, results: [] });
    expect((await ask('$top=5000')).json()).toMatchObject({ totalResults: all.length, top: 1000 });
    expect((await ask('$skip=3')).json()).toMatchObject({ top: all.length - 3, skip: 3 });
    expect((await ask(`$filter=isRelease&$top=1`)).json().totalResults).toBe((await list('$filter=isRelease')).length);
  });

  it('are filtered and ordered by what they show, dates that were never set among it', async () => {
    const all = await list();
    for (const member of ['startDate', 'endDate', 'createdAt', 'lastModifiedAt'] as const) {
      for (const value of new Set(all.map((each) => each[member]))) {
        for (const [operator, holds] of [
          ['eq', (each: string) => each === value],
          ['le', (each: string) => each <= value],
          ['gt', (each: string) => each > value],
        ] as const) {
          const kept = await list(`$filter=${member} ${operator} datetime'${value}'&$select=id`);
          const meant = all.filter((each) => holds(each[member])).map(({ id }) => ({ id }));
          expect([member, operator, value, kept]).toEqual([member, operator, value, meant]);
        }
      }
      const ordered = (await list(`$orderby=${member} desc,id&$select=${member}`)).map((each) => each[member]);
      expect(ordered).toEqual(
        all
          .map((each) => each[member])
          .sort()
          .reverse(),
      );
    }
    expect(new Set(all.map((each) => each.startDate)).size).toBeGreaterThan(9);
    for (const { startDate, endDate } of all) expect(startDate <= endDate).toBe(true);
  });

  it('know their members by the vendor’s names, in any letter case', async () => {
    const all = await list();
    const member = all[5]!;
    for (const [name, value] of Object.entries(member)) {
      const literal = typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
      const kept = await list(`$filter=${name.toUpperCase()} eq ${literal} and id eq ${member.id}`);
      expect([name, kept]).toEqual([name, [member]]);
    }
    expect(await names("$filter=startswith(Name,'Even')&$top=1")).toEqual([expect.stringMatching(/^Even /)]);
    expect(await list('$filter=not (minCapacity lt 1000)')).toEqual(all.filter((each) => each.minCapacity === null));
    expect(await list('$filter=parentId eq -1')).toHaveLength(projects.length);
  });

  it('show the members that were asked for, and always the id', async () => {
    expect(await list('$select=NAME,startDate&$top=1')).toEqual([
      { startDate: '2026-03-09', id: expect.any(Number), name: 'UTC' },
    ]);
  });

  it('tell every option that was not understood, by its name, and where it went wrong', async () => {
    const query = "$filter=name eq 'x' und id eq 1&$orderby=nam&$top=-1&$expand=x&skip=-5&$format=xml";
    const answer = await ask(query);
    expect([answer.status, answer.json()]).toEqual([
      400,
      {
        $filter: expect.stringMatching(/^Syntax error at position 13: .*"und id eq 1"$/),
        $orderby: expect.stringContaining('perhaps name is meant'),
        $top: expect.stringMatching(/./),
        $expand: expect.stringMatching(/./),
        $format: expect.stringMatching(/./),
        Message: 'The query specified in the URI is not valid.',
      },
    ]);
    expect((await ask('$format=atom')).status).toBe(406);
    expect((await ask('$top=x', `projects/${projects[0]}/iterations`)).status).toBe(400);
    expect((await ask('$top=x', 'projects/99999/iterations')).status).toBe(404);
    expect((await ask('', 'projects/99999/iterations')).json()).toEqual({ Message: 'Project not found.' });
  });

  it('are known again by their tag until something changes, but not when they ask for the present moment', async () => {
    const query = '$filter=startDate le 2026-03-09';
    const tag = (await ask(query)).headers.etag ?? '';
    expect((await ask(query, 'iterations', { 'if-none-match': tag })).status).toBe(304);
    const { send, setClock } = test();
    const headers = { authorization: `WRAP access_token=${test().token}` };
    await send('PUT', `/api/v1/iterations/${(await list())[1]!.id}`, { headers, body: { maxCapacity: 9_999 } });
    expect((await ask(query, 'iterations', { 'if-none-match': tag })).status).toBe(200);

    const started = '$filter=startDate le now() and id gt 1&$inlinecount=allpages';
    setClock(Date.parse('2026-03-08T12:00:00Z'));
    const before = await ask(started);
    setClock(Date.parse('2026-03-12T12:00:00Z'));
    const after = await ask(started);
    setClock(null);
    expect(before.headers.etag).toBeUndefined();
    expect(after.json().totalResults).toBeGreaterThan(before.json().totalResults);
  });

  it('hold only what the caller can see', async () => {
    const { actions, admin, addPerson, setClock } = test();
    const { caller, token } = await addPerson(`guest-${engine}`, null);
    const headers = { authorization: `WRAP access_token=${token}` };
    expect((await ask('', 'iterations', headers)).json()).toEqual({ totalResults: 0, top: 0, results: [] });
    expect((await ask('', `projects/${projects[1]}/iterations`, headers)).status).toBe(404);
    await actions.setProjectRole(admin, { login: caller.actor.login, projectId: projects[1]!, role: 'viewer' });
    // What a token may do is looked up again after a second.
    setClock(Date.now() + 5000);
    const seen = (await ask('', 'iterations', headers)).json().results;
    setClock(null);
    expect(new Set(seen.map((each: Iteration) => each.projectId))).toEqual(new Set([projects[1]]));
    const foreign = await test().addOrganization(`foreign-${engine}`);
    expect(
      (await ask('', 'iterations', { authorization: `WRAP access_token=${foreign.token}` })).json().results,
    ).toEqual([]);
  });

  it('answer any filter whatever with a list or with what is wrong with it', { timeout: 300_000 }, async () => {
    const all = await list();
    const kinds = [
      ['id', 'minCapacity', '-7', '2.5M', '1e308', 'year(startDate)', 'length(path)', 'round(maxCapacity)', 'null'],
      ['name', 'lastModifiedBy', "''", "'%_'", "'\u{1d4b3}İ'", 'tolower(name)', "replace(path,'e','')", 'null'],
      ['startDate', 'endDate', 'createdAt', "datetime'0001-01-01'", '9999-12-31T23:59:59Z', 'now()', 'date(createdAt)'],
      ['isRelease', 'true', "substringof('e',name)", 'endswith(path,name)', 'not isRelease', 'null'],
    ];
    const strangers = ['(', ')', ',', 'in', 'not', '9223372036854775807', "'", 'nothing', 'indexof(name', 'mod', '-'];
    const arithmetic = fc
      .tuple(
        fc.constantFrom(...kinds[0]!),
        fc.constantFrom('add', 'sub', 'mul', 'div', 'mod'),
        fc.constantFrom('3', 'id'),
      )
      .map((parts) => `(${parts.join(' ')})`);
    const comparison = fc.constantFrom(...kinds).chain((values) => {
      const value = values === kinds[0] ? fc.oneof(fc.constantFrom(...values), arithmetic) : fc.constantFrom(...values);
      return fc
        .tuple(value, fc.constantFrom('eq', 'ne', 'lt', 'le', 'gt', 'ge'), value)
        .map((parts) => parts.join(' '));
    });
    const { condition } = fc.letrec<{ condition: string }>((tie) => ({
      condition: fc.oneof(
        { maxDepth: 3 },
        comparison,
        tie('condition').map((inner) => `not (${inner})`),
        fc
          .tuple(tie('condition'), fc.constantFrom('and', 'or'), tie('condition'))
          .map((parts) => `(${parts.join(' ')})`),
      ),
    }));
    const soup = fc
      .array(fc.constantFrom(...kinds.flat(), ...strangers, 'eq', 'and', 'or', 'desc'), { maxLength: 12 })
      .map((words) => words.join(' '));
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    const filter = fc.oneof({ weight: 4, arbitrary: condition }, soup, text);
    const counts = { understood: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(filter, fc.boolean(), async (written, asOrder) => {
        const query = `${asOrder ? '$orderby' : '$filter'}=${encodeURIComponent(written)}`;
        const answer = await test().send('GET', `/api/v1/iterations?${query}`, {
          headers: { authorization: `WRAP access_token=${test().token}` },
        });
        const { status } = answer;
        const { results, totalResults, Message } = answer.json();
        counts[status === 200 ? 'understood' : 'refused'] += 1;
        const isList = status === 200 && results.length === totalResults && totalResults <= all.length;
        const isRefusal = status === 400 && Message === 'The query specified in the URI is not valid.';
        expect([written, isList || isRefusal, answer.text.slice(0, 200)]).toEqual([written, true, expect.anything()]);
      }),
      { numRuns: engine === 'sqlite' ? 2000 : 500 },
    );
    expect(Math.min(counts.understood, counts.refused)).toBeGreaterThan(50);
  });
});
