import { beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { faultsOf, useTeamPulse } from '../../../test/support/use-teampulse.ts';

describe.each(engines)('TeamPulse comments, on %s', (engine) => {
  const test = useTestServer(engine);
  const { send, projectId } = useTeamPulse(test);
  let item = 0;
  let other = 0;
  const newItem = async () =>
    (await send('POST', 'workitems', { type: 'Task', projectId: projectId(), fields: { Name: 'One' } })).json().id;
  beforeAll(async () => {
    [item, other] = [await newItem(), await newItem()];
  });
  const post = (body: object = {}) =>
    send('POST', 'comments', { projectId: projectId(), workItemId: item, description: 'Well', ...body });

  it('are made, read, listed and deleted', async () => {
    const made = await post({ description: 'a\nb', id: 0, createdBy: null, createdAt: '0001-01-01T00:00:00' });
    const body = made.json();
    const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
    expect([made.status, made.headers.location, body]).toEqual([
      201,
      expect.stringMatching(new RegExp(`/api/v1/comments/${body.id}$`)),
      {
        id: expect.any(Number),
        projectId: projectId(),
        workItemId: item,
        description: 'a\nb',
        type: 'TeamPulse',
        createdBy: 'Admin of acme',
        createdAt: at,
        lastModifiedBy: 'Admin of acme',
        lastModifiedAt: at,
      },
    ]);
    expect((await send('GET', `comments/${body.id}`)).json()).toEqual(body);
    const feedback = (await post({ type: 'feedback' })).json();
    expect(feedback.type).toBe('Feedback');
    const elsewhere = (await post({ workItemId: other })).json();
    expect((await send('GET', `workitems/${item}/comments`)).json()).toEqual({
      totalResults: 2,
      top: 2,
      results: [body, feedback],
    });
    const filter = encodeURIComponent("type eq 'TeamPulse' and substringof('W', description)");
    expect((await send('GET', `comments?$filter=${filter}`)).json().results).toEqual([elsewhere]);
    const ordered = await send('GET', 'comments?$orderby=type,id%20desc&$top=2&$skip=1');
    expect(ordered.json()).toEqual({ totalResults: 3, top: 2, skip: 1, results: [elsewhere, body] });

    const removed = await send('DELETE', `comments/${body.id}`);
    expect([removed.status, removed.text]).toEqual([200, '']);
    for (const method of ['GET', 'DELETE'] as const) {
      const gone = await send(method, `comments/${body.id}`);
      expect([gone.status, gone.json()]).toEqual([404, { Message: 'Comment not found.' }]);
    }
    expect((await send('GET', `workitems/${item}/comments`)).json().results).toEqual([feedback]);
    const put = await send('PUT', `comments/${feedback.id}`, { description: 'x' });
    expect([put.status, put.headers.allow]).toEqual([405, expect.stringContaining('DELETE')]);
  });

  it.each([
    ['nothing', { projectId: null, workItemId: null, description: null }, ['projectId', 'workItemId', 'description']],
    ['an empty text', { description: '' }, ['description']],
    ['a text that is too long', { description: 'x'.repeat(100_001) }, ['description']],
    ['a type that there is not', { type: 'Portal' }, ['type']],
    ['wrong types', { description: 1, type: 2, projectId: 'x' }, ['description', 'type', 'projectId']],
    ['another project', { projectId: 99_999 }, ['projectId']],
  ])('with %s are refused', async (_, body, members) => {
    const answer = await post(body);
    expect([answer.status, faultsOf(answer)]).toEqual([400, members.map((member) => `comment.${member}`).sort()]);
  });

  it('are hidden with their item, and taken back by those alone who made them', async () => {
    const { token } = await test().addPerson(`member-${engine}`, 'member');
    const as = { authorization: `WRAP access_token=${token}` };
    const mine = (await post()).json();
    expect((await send('DELETE', `comments/${mine.id}`, undefined, as)).status).toBe(403);
    expect((await post({ workItemId: 99_999 })).json()).toEqual({ Message: 'Item not found.' });
    const gone = await newItem();
    const hidden = (await post({ workItemId: gone })).json();
    await send('DELETE', `workitems/${gone}`);
    expect((await send('GET', `comments/${hidden.id}`)).status).toBe(404);
    expect((await send('GET', `workitems/${gone}/comments`)).status).toBe(404);
    const outsider = (await test().addPerson(`outsider-${engine}`, null)).token;
    const seen = await send('GET', 'comments', undefined, { authorization: `WRAP access_token=${outsider}` });
    expect(seen.json().results).toEqual([]);
  });

  it('are those that Tracker shows, and the other way round', async () => {
    const headers = { authorization: `OAuth ${test().token}`, 'x-org-id': '1' };
    const { key } = await test().actions.getItem(test().admin, { item: { id: item } });
    const made = await test().send('POST', `/v3/issues/${key}/comments`, { headers, body: { text: 'From Tracker' } });
    expect((await send('GET', `comments/${made.json().id}`)).json()).toMatchObject({
      description: 'From Tracker',
      type: 'TeamPulse',
    });
    const mine = (await post({ description: 'From TeamPulse' })).json();
    const listed = (await test().send('GET', `/v3/issues/${key}/comments`, { headers })).json();
    expect(listed.find(({ id }: any) => id === mine.id)).toMatchObject({ text: 'From TeamPulse' });
  });
});
