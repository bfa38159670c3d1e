import { beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { faultsOf, useTeamPulse } from '../../../test/support/use-teampulse.ts';

describe.each(engines)('what belongs to TeamPulse work items, on %s', (engine) => {
  const test = useTestServer(engine);
  const { send, projectId } = useTeamPulse(test);
  const makeItem = async (type: string, project = projectId()) =>
    (await test().actions.createItem(test().admin, { project: { id: project }, fields: { title: type, type } })).id;
  const ask = async (path: string) => (await send('GET', path)).json();
  let task = 0;
  let me = 0;
  let otherProject = 0;

  beforeAll(async () => {
    task = await makeItem('task');
    me = test().admin.actor.userId;
    otherProject = (await test().actions.createProject(test().admin, { title: 'Beta' })).id;
  });

  describe('acceptance criteria', () => {
    const add = async (body: object = {}) =>
      (await send('POST', 'acceptancecriteria', { workItemId: task, title: 'It works', ...body })).json();
    const put = (id: number, body: object) => send('PUT', `acceptancecriteria/${id}`, body);

    it('pass, fail, or have not been looked at', async () => {
      const made = await add({ status: 'pass', description: 'a\nb', projectId: projectId() });
      expect(made).toMatchObject({ status: 'Pass', description: 'a\nb' });
      for (const status of ['Fail', 'Not Executed', 'Pass']) {
        expect((await put(made.id, { status })).json().status).toBe(status);
      }
      expect((await put(made.id, { status: null, description: null })).json()).toMatchObject({
        status: 'Not Executed',
        description: null,
      });
      const wrong = await put(made.id, { status: 'Passed', title: null, workItemId: null, description: 7 });
      expect(faultsOf(wrong)).toEqual(
        ['description', 'status', 'title', 'workItemId'].map((member) => `acceptanceCriterion.${member}`),
      );
      expect((await send('POST', 'acceptancecriteria', { workItemId: 99_999, title: 'x' })).json()).toEqual({
        Message: 'Item not found.',
      });
      expect(
        faultsOf(await send('POST', 'acceptancecriteria', { workItemId: task, title: 'x', projectId: otherProject })),
      ).toEqual(['acceptanceCriterion.projectId']);
    });

    it('move to another item of the project alone', async () => {
      const made = await add();
      const story = await makeItem('story');
      expect((await put(made.id, { workItemId: story })).json().workItemId).toBe(story);
      expect((await ask(`workitems/${story}/acceptancecriteria`)).results.map(({ id }: any) => id)).toEqual([made.id]);
      for (const workItemId of [await makeItem('task', otherProject), 99_999]) {
        expect(faultsOf(await put(made.id, { workItemId }))).toEqual(['acceptanceCriterion.workItemId']);
      }
    });

    it('without a description count as null wherever it is asked for', async () => {
      const item = await makeItem('task');
      const bare = await add({ workItemId: item });
      const told = await add({ workItemId: item, description: 'told' });
      const ids = async (filter: string) =>
        (await ask(`workitems/${item}/acceptancecriteria?$filter=${encodeURIComponent(filter)}`)).results.map(
          ({ id }: any) => id,
        );
      expect(await ids('description eq null')).toEqual([bare.id]);
      expect(await ids('description ne null')).toEqual([told.id]);
      expect(await ids("description ne 'told'")).toEqual([bare.id]);
      expect(await ids("not (description lt 'a')")).toEqual([bare.id, told.id]);
      expect(await ids("length(description) gt 1 or startswith(description,'t')")).toEqual([told.id]);
      const ordered = await ask(`workitems/${item}/acceptancecriteria?$orderby=description desc`.replace(' ', '%20'));
      expect(ordered.results.map(({ id }: any) => id)).toEqual([told.id, bare.id]);
    });

    it('are hidden with their item', async () => {
      const item = await makeItem('task');
      const made = await add({ workItemId: item });
      await test().actions.changeItem(test().admin, { item: { id: item }, fields: { condition: 'deleted' } });
      expect((await send('GET', `acceptancecriteria/${made.id}`)).status).toBe(404);
      expect((await send('GET', `workitems/${item}/acceptancecriteria`)).json()).toEqual({
        Message: 'Item not found.',
      });
      expect((await ask('acceptancecriteria')).results.filter(({ id }: any) => id === made.id)).toEqual([]);
    });
  });

  describe('links', () => {
    const body = (url: unknown) => ({ workItemId: task, projectId: projectId(), displayText: 'x', url });

    it.each(['http://a', 'HTTPS://user@example.com:8080/ü?q=1#f', 'mailto:a@b.c?subject=x', 'https://[::1]/'])(
      'lead to %s',
      async (url) => {
        const made = await send('POST', 'links', body(url));
        expect([made.status, made.json().url]).toEqual([201, url]);
        expect((await send('PUT', `links/${made.json().id}`, { url: 'https://b' })).json().url).toBe('https://b');
      },
    );

    it.each([
      'javascript:alert(1)',
      ' javascript:alert(1)',
      'JavaScript:alert(1)//http://',
      'java\nscript:alert(1)',
      'data:text/html,<script>',
      'vbscript:x',
      'file:///etc/passwd',
      '//example.com',
      '/view#item/1',
      'example.com',
      'http://',
      'http:// a',
      ' http://a',
      'mailto:',
      'https://a b',
      '',
      `https://a/${'x'.repeat(2048)}`,
    ])('never lead to %j', async (url) => {
      expect(faultsOf(await send('POST', 'links', body(url)))).toEqual(['link.url']);
      const made = (await send('POST', 'links', body('https://a'))).json();
      expect(faultsOf(await send('PUT', `links/${made.id}`, { url }))).toEqual(['link.url']);
    });

    it('belong to the project of their item', async () => {
      const answer = await send('POST', 'links', { ...body('https://a'), projectId: otherProject });
      expect([answer.status, faultsOf(answer)]).toEqual([400, ['link.projectId']]);
    });
  });

  describe('time entries', () => {
    const body = (more: object = {}) => ({
      taskId: task,
      userId: me,
      date: '2013-10-02',
      hours: 1,
      type: 'Billable',
      ...more,
    });
    const add = async (more: object = {}) => {
      const made = await send('POST', 'timeentries', body(more));
      expect([made.status, made.text]).toEqual([201, expect.anything()]);
      return made.json();
    };

    it('have the ISO week of their date, as written', async () => {
      for (const [date, day, week] of [
        ['2013-10-02', '2013-10-02', 40],
        ['2013-10-24T00:00:00+03:00', '2013-10-24', 43],
        ['2012-01-01T23:59:59Z', '2012-01-01', 52],
        ['2015-12-31', '2015-12-31', 53],
        ['2018-12-31', '2018-12-31', 1],
      ] as const) {
        expect(await add({ date })).toMatchObject({ date: day, week });
      }
      const made = await add();
      expect((await send('PUT', `timeentries/${made.id}`, { date: '2013-12-30' })).json()).toMatchObject({ week: 1 });
    });

    it('keep hours and notes exactly', async () => {
      for (const hours of [0, 0.1, 1 / 3, 7.75, 1000]) {
        const made = await add({ hours, note: 'ё\nя' });
        expect([made.hours, made.note]).toEqual([hours, 'ё\nя']);
        expect(await ask(`timeentries/${made.id}`)).toEqual(made);
      }
      const long = await send('POST', 'timeentries', body({ note: 'x'.repeat(129) }));
      expect(long.json()).toEqual({
        'te.note': 'The field note must be a string with a maximum length of 128.',
        Message: 'The request is invalid.',
      });
      expect((await add({ note: '🏃'.repeat(128) })).note).toBe('🏃'.repeat(128));
    });

    it.each([
      ['hours below nothing', { hours: -1 }, ['hours']],
      ['hours beyond all', { hours: 1000.5 }, ['hours']],
      ['a type that there is not', { type: 'billable' }, ['type']],
      ['a date that there is not', { date: '2013-02-30' }, ['date']],
      ['the year that says nothing', { date: '0001-01-01T00:00:00' }, ['date']],
      ['a user that there is not', { userId: 99_999 }, ['userId']],
      [
        'all of it',
        { hours: 'x', type: 'x', date: 'x', userId: -1, note: 1 },
        ['date', 'hours', 'note', 'type', 'userId'],
      ],
    ])('refuse %s', async (_, more, members) => {
      const answer = await send('POST', 'timeentries', body(more));
      expect([answer.status, faultsOf(answer)]).toEqual([400, members.map((member) => `te.${member}`)]);
    });

    it('change type, and keep what was not sent', async () => {
      const made = await add({ note: 'n' });
      const changed = await send('PUT', `timeentries/${made.id}`, { type: 'Non-Billable', hours: 2 });
      expect(changed.json()).toMatchObject({
        ...made,
        type: 'Non-Billable',
        hours: 2,
        lastModifiedAt: expect.anything(),
      });
      expect(faultsOf(await send('PUT', `timeentries/${made.id}`, { type: 'x', hours: null, date: null }))).toEqual([
        'te.date',
        'te.hours',
        'te.type',
      ]);
      expect((await send('PUT', `timeentries/${made.id}`, { note: null })).json().note).toBeNull();
    });

    it('are of tasks alone, and of people of the organization', async () => {
      const bug = await makeItem('bug');
      expect(faultsOf(await send('POST', 'timeentries', body({ taskId: bug })))).toEqual(['te.taskId']);
      const { caller } = await test().addPerson(`worker-${engine}`, 'member');
      expect((await add({ userId: caller.actor.userId })).userId).toBe(caller.actor.userId);
    });

    it('come a hundred at a time, in the order of their making, unless somebody says how many', async () => {
      const item = await makeItem('task');
      for (let count = 0; count < 103; count += 1)
        await add({ taskId: item, hours: count, date: `2013-10-${10 + (count % 20)}` });
      const page = await ask(`tasks/${item}/timeentries`);
      expect([page.totalResults, page.top, page.results.length]).toEqual([103, 100, 100]);
      expect(page.results.map(({ hours }: any) => hours)).toEqual(Array.from({ length: 100 }, (_, at) => at));
      const all = await ask(`tasks/${item}/timeentries?$top=2000`);
      expect([all.totalResults, all.top, all.results.length]).toEqual([103, 1000, 103]);
      const day = await ask(`tasks/${item}/timeentries?$filter=${encodeURIComponent("date eq datetime'2013-10-24'")}`);
      expect(day.results.map(({ hours }: any) => hours)).toEqual([14, 34, 54, 74, 94]);
      const busy = encodeURIComponent(
        `hours gt 50.5 and (week eq 41 or type eq 'x') and userId eq ${me} and note eq null`,
      );
      const kept = await ask(`tasks/${item}/timeentries?$filter=${busy}&$orderby=hours%20desc&$top=2`);
      expect([kept.totalResults, kept.results.map(({ hours }: any) => hours)]).toEqual([11, [102, 101]]);
    });

    it('have two types in a new project', async () => {
      const types = await ask(`projects/${projectId()}/timeentrytypes`);
      expect(types).toEqual({ totalResults: 2, top: 2, results: [{ name: 'Billable' }, { name: 'Non-Billable' }] });
      const filtered = await ask(`projects/${projectId()}/timeentrytypes?$filter=startswith(NAME,'N')&$orderby=name`);
      expect(filtered.results).toEqual([{ name: 'Non-Billable' }]);
      expect((await send('GET', 'projects/99999/timeentrytypes')).json()).toEqual({ Message: 'Project not found.' });
    });
  });
});
