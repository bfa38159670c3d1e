import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { filterRows, type Row } from '../../../test/support/evaluate-filter.ts';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { useTeamPulse } from '../../../test/support/use-teampulse.ts';
import { brokenFilter, workItemFilter } from '../../../test/support/work-item-filter.ts';
import type { ItemView } from '../../domain/item-view.ts';
import { parseQueryOptions } from './odata/options.ts';
import { toWorkItem, workItemList } from './work-items.wire.ts';

const begin = Date.parse('2026-01-01T03:04:05Z');

describe.each(engines)('lists of TeamPulse work items, on %s', (engine) => {
  const test = useTestServer(engine);
  const { send, add: addIteration, projectId } = useTeamPulse(test);
  const ids: Record<string, number> = {};
  let me = 0;

  const add = async (name: string, type: string, fields: object = {}, project = projectId()) => {
    const body = { type, projectId: project, fields: { Name: name, ...fields } };
    const answer = await send('POST', 'workitems', body);
    expect([answer.status, answer.status === 201 ? '' : answer.text]).toEqual([201, '']);
    ids[name] = answer.json().id;
  };
  beforeAll(async () => {
    me = test().admin.actor.userId;
    const { caller } = await test().addPerson(`other-${engine}`, 'member');
    const other = caller.actor.userId;
    const beta = (await test().actions.createProject(test().admin, { title: 'Beta' })).id;
    const sprint = await addIteration();
    const [root] = (await send('GET', `projects/${projectId()}/areas`)).json().results;
    const area = (await send('POST', 'areas', { projectId: projectId(), parentId: root.id, name: 'Checkout' })).json();
    const team = (await send('POST', 'teams', { projectId: projectId(), name: 'Blue' })).json();
    const at = (hours: number) => test().setClock(begin + hours * 3_600_000);
    at(0);
    await add('a', 'Task', { AssignedToID: me, Status: 'Done', WorkCompleted: 1.5, tp_Cost_cf: 3, TfsID: 7 });
    at(1);
    await add('b', 'Bug', {
      AssignedToID: other,
      AreaID: area.id,
      tp_Cost_cf: 11,
      tp_Risk_cf: 'high',
      TeamID: team.id,
    });
    at(30);
    await add('API of all', 'Story', {
      EstimateOptimistic: 1,
      EstimateProbable: 2,
      EstimatePessimistic: 6,
      tp_Seen_cf: true,
    });
    await add('Ü', 'Issue', { Status: 'Closed', IterationID: sprint.id, Description: "It's a", tp_Cost_cf: '7' });
    await add('the API', 'Risk', { BacklogPriority: 2.5, ParentID: ids['API of all'], WorkRemaining: 0.1 });
    at(60);
    await add('x', 'Feedback', { Description: '', tp_Risk_cf: '', tp_Seen_cf: false });
    await add('y', 'Feature', { Status: 'In Progress', EstimateProbable: 0.1, IterationID: sprint.id });
    await add('in Beta', 'Task', { Status: 'Deleted', tp_Due_cf: '2026-01-02' }, beta);
    test().setClock(null);
  });

  const list = async (query: string) => (await send('GET', `workitems${query === '' ? '' : `?${query}`}`)).json();
  const names = async (filter: string, more = '') => {
    const answer = await list(`$filter=${encodeURIComponent(filter)}${more}`);
    return answer.results?.map(({ fields }: any) => fields.Name) ?? answer;
  };

  it.each([
    ["type eq 'Task' and projectId eq $P and AssignedToID eq $M", ['a']],
    ["AssignedToID eq $M and Status eq 'Done'", ['a']],
    ['id gt 1 and ((AssignedToID eq 1) or (AssignedToID eq 2)) and WorkCompleted eq null', ['b']],
    ["((name eq 'a') or (name eq 'b'))", ['b', 'a']],
    ["name eq 'a' and Status eq 'Done'", ['a']],
    ["startswith(Name, 'API')", ['API of all']],
    ["endswith(Name, 'API')", ['the API']],
    ["substringof('API', Name)", ['the API', 'API of all']],
    ["createdAt eq DateTime'2026-01-01'", ['b', 'a']],
    ["createdAt gt datetime'2026-01-01' and createdAt le datetime'2026-01-02'", ['the API', 'Ü', 'API of all']],
    ["createdAt eq datetime'2026-01-01T04:04:05'", ['b']],
    ["Status eq 'Closed'", ['Ü']],
    ["Status eq 'Active'", ['the API']],
    ['Status eq null', ['x']],
    ["Status eq 'Deleted'", ['in Beta']],
    ["fields/Status eq 'In Progress' or fields.STATUS eq 'Done'", ['y', 'a']],
    ['IterationID eq $S', ['y', 'Ü']],
    ["IterationID eq $R and type ne 'Feedback'", ['the API', 'API of all', 'b', 'a']],
    ['IterationID ne $S and projectId eq $P', ['x', 'the API', 'API of all', 'b', 'a']],
    ['AreaID eq $A', ['b']],
    ['not (AreaID in ($A, $O)) and projectId eq $P', []],
    ['TeamID ne null', ['b']],
    ['PertEstimate eq 2.5', ['API of all']],
    ['WorkRemaining eq 0.1', ['the API']],
    ['TfsID eq 7', ['a']],
    ['tp_Cost_cf gt 2', ['b', 'a']],
    ["tp_COST_cf eq '7'", ['Ü']],
    ["startswith(tp_Cost_cf, '1')", ['b']],
    ["tp_Cost_cf eq null and type eq 'Task'", ['in Beta']],
    ["tp_Risk_cf eq ''", ['x']],
    ['tp_Seen_cf eq true', ['API of all']],
    ['not tp_Seen_cf', ['x']],
    ["tp_Due_cf lt datetime'2026-01-03' and year(tp_Due_cf) eq 2026", ['in Beta']],
    ["tp_Nobody_cf eq 'x' or tp_Nobody_cf gt 1", []],
    ["tp_Nobody_cf eq null and Name eq 'a'", ['a']],
    ["tolower(createdBy) eq 'admin of acme' and type eq 'Bug'", ['b']],
  ])('%s', async (filter, wanted) => {
    const [sprint] = (await send('GET', `projects/${projectId()}/iterations?$filter=name%20eq%20'Sprint'`)).json()
      .results;
    const [root] = (await send('GET', `projects/${projectId()}/iterations`)).json().results;
    const [rootArea, area] = (await send('GET', `projects/${projectId()}/areas`)).json().results;
    const known = { $P: projectId(), $M: me, $S: sprint.id, $R: root.id, $A: area.id, $O: rootArea.id };
    expect(await names(filter.replace(/\$[A-Z]/g, (name) => String(known[name as '$P'])))).toEqual(wanted);
  });

  it('come newest first, and in any order asked for', async () => {
    const newest = Object.values(ids).toSorted((a, b) => b - a);
    const all = await list('');
    expect([all.totalResults, all.top, all.results.map(({ id }: any) => id)]).toEqual([8, 8, newest]);
    expect((await list('$orderby=id desc&$top=1'.replace(' ', '%20'))).results[0].id).toBe(newest[0]);
    const order = async (by: string) =>
      (await list(`$orderby=${encodeURIComponent(by)}`)).results.map(({ fields }: any) => fields.Name).join();
    expect(await order('type,Name desc')).toBe('b,y,x,Ü,the API,API of all,in Beta,a');
    expect(await order('tp_Cost_cf desc,id')).toBe('b,a,Ü,API of all,the API,x,y,in Beta');
    expect(await order('IterationID desc,Status,id')).toBe('Ü,y,in Beta,x,the API,a,b,API of all');
    expect(await order('WorkCompleted desc,length(Name) desc')).toMatch(/^a,API of all,/);
  });

  it('come in pages, with how many there are in all', async () => {
    for (const [query, total, top, skip, many] of [
      ['$top=3', 8, 3, undefined, 3],
      ['$top=3&$skip=6', 8, 3, 6, 2],
      ['$top=0', 8, 0, undefined, 0],
      ['$skip=99', 8, 0, 99, 0],
      ['$top=5000', 8, 1000, undefined, 8],
      ['$filter=projectId eq 1&$top=2&$skip=1', 7, 2, 1, 2],
      ["$filter=Name eq 'nobody'&$top=2", 0, 2, undefined, 0],
    ] as const) {
      const answer = await list(query.replaceAll(' ', '%20'));
      expect([answer.totalResults, answer.top, answer.skip, answer.results.length]).toEqual([total, top, skip, many]);
    }
  });

  it.each([
    ['$filter', 'Nmae eq 1', 'Unknown field at position 1: "Nmae", perhaps Name is meant'],
    ['$filter', 'fields/Bad eq 1', 'Unknown field at position 1: "fields/Bad"'],
    ['$filter', "tp_x eq 'a'", 'Unknown field at position 1: "tp_x"'],
    ['$filter', "AssignedToID eq 'a'", 'Type error'],
    ['$filter', 'Name eq 1', 'Type error'],
    ['$filter', 'Status gt 1', 'Type error'],
    ['$filter', 'Name', 'Type error'],
    ['$filter', "Name eq 'a", 'Syntax error'],
    ['$orderby', 'Nobody', 'Unknown field'],
    ['$select', 'Name', 'Unknown field'],
    ['$top', '-1', 'The value must be'],
    ['$expand', 'x', 'This option is not supported'],
  ])('%s=%s is refused', async (option, value, message) => {
    const answer = await send('GET', `workitems?${option}=${encodeURIComponent(value)}`);
    expect([answer.status, answer.json()]).toEqual([
      400,
      { [option]: expect.stringContaining(message), Message: 'The query specified in the URI is not valid.' },
    ]);
  });

  it('are of the projects that the caller can see', async () => {
    const { token } = await test().addPerson(`outsider-${engine}`, null);
    const answer = await send('GET', 'workitems', undefined, { authorization: `WRAP access_token=${token}` });
    expect(answer.json()).toEqual({ totalResults: 0, top: 0, results: [] });
  });

  /** What the evaluator reads of an item; custom fields under the names that queries have for them. */
  const rowOf = (view: ItemView): Row => {
    const { fields, type, ...shown } = toWorkItem(view);
    const custom: Record<string, string | number | boolean> = {};
    for (const [name, value] of Object.entries(fields)) {
      if (!(name.startsWith('tp_') || name === 'TfsID') || value === null || value === undefined) continue;
      const key = name.toLowerCase();
      custom[`custom text ${key}`] = String(value);
      if (typeof value === 'number') custom[`custom number ${key}`] = value;
      if (typeof value === 'boolean') custom[`custom boolean ${key}`] = value;
      if (/^\d{4}-\d\d-\d\d/.test(String(value))) custom[`custom day ${key}`] = String(value).slice(0, 10);
    }
    return {
      ...custom,
      id: view.id,
      projectId: view.projectId,
      type: view.type,
      statusId: view.statusId,
      title: view.title,
      description: view.description,
      areaId: fields.AreaID,
      placeId: fields.IterationID,
      assigneeId: view.assigneeId,
      teamId: view.teamId,
      parentId: view.parentId,
      backlogPriority: view.backlogPriority,
      estimateLow: view.estimateLow,
      estimate: view.estimate,
      estimateHigh: view.estimateHigh,
      expectedEstimate: fields.PertEstimate ?? null,
      remainingHours: fields.WorkRemaining ?? null,
      spentHours: fields.WorkCompleted ?? null,
      creatorName: shown.createdBy,
      updaterName: shown.lastModifiedBy,
      createdSecond: Date.parse(`${shown.createdAt}Z`),
      updatedSecond: Date.parse(`${shown.lastModifiedAt}Z`),
    };
  };

  it('hold exactly what a filter means, whatever the filter', { timeout: 300_000 }, async () => {
    const { actions, admin } = test();
    const everything = { query: { order: [], skip: 0, limit: null }, conditions: ['live'] } as const;
    const rows = (await actions.listItems(admin, everything)).items.map(rowOf);
    const resource = workItemList(await actions.listStatuses(admin, { projectId: null }));
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(workItemFilter, async (filter) => {
        const asked = parseQueryOptions(resource, `$filter=${encodeURIComponent(filter)}`, Date.now());
        const answer = await send('GET', `workitems?$filter=${encodeURIComponent(filter)}`);
        expect(answer.status).toBe('faults' in asked ? 400 : 200);
        if ('faults' in asked || asked.query.filter === undefined) return;
        taken += 1;
        const meant = filterRows(asked.query.filter, rows).map(({ id }) => id);
        expect(answer.json().results.map(({ id }: any) => id)).toEqual(meant.toReversed());
      }),
      { numRuns: 400 },
    );
    expect(taken).toBeGreaterThan(200);
  });

  // 10,000 on both engines together; PostgreSQL plans each new text anew.
  const many = engine === 'sqlite' ? 9_000 : 1_000;
  it(`answer ${many} random filters, and never by a fault of the server`, { timeout: 600_000 }, async () => {
    const statuses = new Set<number>();
    await fc.assert(
      fc.asyncProperty(fc.oneof(brokenFilter, workItemFilter), async (filter) => {
        const { status } = await send('GET', `workitems?$filter=${encodeURIComponent(filter.toWellFormed())}`);
        statuses.add(status);
        expect([200, 400, 414]).toContain(status);
      }),
      { numRuns: many },
    );
    expect([...statuses]).toEqual(expect.arrayContaining([200, 400]));
  });
});
