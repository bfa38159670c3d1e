import { beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { useTeamPulse } from '../../../test/support/use-teampulse.ts';

describe.each(engines)('TeamPulse activities on %s', (engine) => {
  const test = useTestServer(engine);
  const { send, projectId } = useTeamPulse(test);
  let itemId = 0;
  let ann = '';
  const as = (token: string) => ({ authorization: `WRAP access_token=${token}` });
  const list = async (query = '', token = ann) =>
    (await send('GET', `activities${query}`, undefined, as(token))).json();
  const unread = async (token = ann) => (await send('GET', 'activities/unread', undefined, as(token))).json();
  const mark = (id: number, body: unknown, token = ann) => send('PUT', `activities/${id}`, body, as(token));

  const at = '2026-03-02T10:11:12';
  const activity = (content: string, more: object = {}) => ({
    id: expect.any(Number),
    projectId: projectId(),
    content,
    iconUrl: null,
    author: 'Admin of acme',
    isFlagged: false,
    isRead: false,
    system: 'TeamPulse',
    systemEvent: 'WorkItemChanged',
    workItemId: itemId,
    commentType: 'TeamPulse',
    createdBy: 'Admin of acme',
    createdAt: at,
    lastModifiedBy: 'Admin of acme',
    lastModifiedAt: at,
    ...more,
  });

  beforeAll(async () => {
    const { actions, admin, addPerson } = test();
    ({ token: ann } = await addPerson('ann', 'member'));
    test().setClock(Date.parse(`${at}.345Z`));
    ({ id: itemId } = await actions.createItem(admin, {
      project: { id: projectId() },
      fields: { title: 'Pay by "card"' },
    }));
    const item = { id: itemId };
    await actions.changeItem(admin, { item, fields: { estimate: 3, dueDay: '2026-04-01' } });
    await actions.addComment(admin, { item, text: 'Looks good' });
    const gone = await actions.addComment(admin, { item, text: 'Taken back' });
    await actions.removeComment(admin, { item, commentId: gone.id });
    await actions.addComment(admin, { item, text: '🙂'.repeat(201) });
    // Nobody is told of what was deleted.
    const { id } = await actions.createItem(admin, { project: { id: projectId() }, fields: { title: 'A slip' } });
    await actions.changeItem(admin, { item: { id }, fields: { condition: 'deleted' } });
    test().setClock(null);
  });

  it('are what others did, newest first', async () => {
    const title = '"Pay by "card""';
    expect(await list()).toEqual({
      totalResults: 5,
      top: 5,
      results: [
        activity(`Commented on ${title}: ${'🙂'.repeat(200)}…`),
        activity(`Commented on ${title}`),
        activity(`Commented on ${title}: Looks good`),
        activity(`Changed estimate, due day of ${title}`),
        activity(`Created ${title}`),
      ],
    });
    // Whoever did it knows.
    expect((await send('GET', 'activities')).json()).toEqual({ totalResults: 0, top: 0, results: [] });
  });

  it('are filtered, ordered and paged', async () => {
    const { results } = await list('?$orderby=id asc&$top=2&$skip=1&$select=content');
    expect(results.map((each: any) => Object.keys(each))).toEqual([
      ['id', 'content'],
      ['id', 'content'],
    ]);
    expect(
      await list(`?$filter=workItemId eq ${itemId} and isRead eq false and author eq 'Admin of acme'&$top=1`),
    ).toMatchObject({
      totalResults: 5,
      top: 1,
    });
    expect((await list(`?$filter=createdAt eq datetime'2026-03-02'`)).totalResults).toBe(5);
    const refused = await send('GET', `activities?$filter=content eq 'x'`, undefined, as(ann));
    expect([refused.status, Object.keys(refused.json())]).toEqual([400, ['$filter', 'Message']]);
  });

  it('are marked by each person for themselves', async () => {
    const { token: bob } = await test().addPerson('bob', 'viewer');
    const [newest, next] = (await list()).results;
    expect(await unread()).toEqual({ flagged: 0, unflagged: 5, total: 5 });
    const marked = await mark(newest.id, { isRead: true, content: 'ignored', isFlagged: null });
    expect([marked.status, marked.json()]).toEqual([200, { ...newest, isRead: true }]);
    expect((await mark(next.id, { isFlagged: true })).json()).toEqual({ ...next, isFlagged: true });
    expect((await list()).results.slice(0, 2)).toEqual([
      { ...newest, isRead: true },
      { ...next, isFlagged: true },
    ]);
    expect(await unread()).toEqual({ flagged: 1, unflagged: 3, total: 4 });
    expect(await unread(bob)).toEqual({ flagged: 0, unflagged: 5, total: 5 });
    expect((await list('?$filter=isFlagged')).results).toEqual([{ ...next, isFlagged: true }]);
    // A whole object that is sent back says nothing new; a viewer may mark too.
    expect((await mark(newest.id, { ...newest, isRead: true, isFlagged: false })).json()).toEqual({
      ...newest,
      isRead: true,
    });
    expect((await mark(newest.id, 'isRead=false', ann)).status).toBe(400);
    expect((await mark(newest.id, { isRead: true }, bob)).status).toBe(200);
    const form = await send('PUT', `activities/${newest.id}`, 'isRead=false&isFlagged=', {
      ...as(ann),
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(form.json()).toEqual(newest);
  });

  it('cannot be marked wrongly, or by whoever does not see them', async () => {
    const { addOrganization, addPerson } = test();
    const [{ id }] = (await list()).results;
    const wrong = await mark(id, { isRead: 'yes', isFlagged: 1 });
    expect([wrong.status, wrong.json()]).toEqual([
      400,
      {
        'activity.isRead': 'The field isRead must be a boolean.',
        'activity.isFlagged': 'The field isFlagged must be a boolean.',
        Message: 'The request is invalid.',
      },
    ]);
    const { token: stranger } = await addOrganization(`other-${engine}`);
    const { token: guest } = await addPerson('guest', null);
    const { token: reader } = await addPerson('reader', 'member', 'read');
    for (const token of [stranger, guest, test().token]) {
      const missing = await mark(id, '{', token);
      expect([missing.status, missing.json()]).toEqual([404, { Message: 'Activity not found.' }]);
    }
    for (const token of [stranger, guest]) expect((await list('', token)).totalResults).toBe(0);
    expect((await mark(id, '{', reader)).status).toBe(403);
    for (const path of ['999999', '0', 'x', 'unread', 'share']) {
      expect((await send('PUT', `activities/${path}`, {}, as(ann))).status).toBe(
        path === 'unread' || path === 'share' ? 405 : 404,
      );
    }
    expect((await send('GET', `activities/${id}`, undefined, as(ann))).status).toBe(405);
    expect((await send('GET', 'activities', undefined, { authorization: '' })).status).toBe(401);
  });

  it('are messages too, for everybody who sees the whole organization', async () => {
    const { addOrganization, addPerson, actions, admin } = test();
    const { token: guest } = await addPerson('visitor', null);
    await actions.setProjectRole(admin, { login: 'visitor', projectId: projectId(), role: 'member' });
    const { token: viewer } = await addPerson('onlooker', 'viewer');
    const { token: stranger } = await addOrganization(`far-${engine}`);
    // What a token may see is remembered for a second.
    test().setClock(Date.now() + 2000);
    expect((await list('', guest)).totalResults).toBeGreaterThan(0);
    test().setClock(Date.parse(`${at}Z`));
    const shared = await send('POST', 'activities/share', { message: 'Lunch?\nAt noon' });
    test().setClock(null);
    expect([shared.status, shared.json()]).toEqual([201, { message: 'Lunch?\nAt noon' }]);
    const message = activity('Lunch?\nAt noon', { projectId: null, workItemId: null, systemEvent: 'PersonalMessage' });
    expect((await list('?$top=1')).results).toEqual([message]);
    expect((await list('?$top=1', viewer)).results).toEqual([message]);
    for (const token of [guest, stranger]) {
      expect((await list('', token)).results).not.toContainEqual(message);
    }
    // What a guest sees of its project, it may mark.
    const [{ id }] = (await list('', guest)).results;
    expect((await mark(id, { isRead: true }, guest)).status).toBe(200);
    for (const token of [guest, viewer]) {
      expect((await send('POST', 'activities/share', { message: 'x' }, as(token))).status).toBe(403);
    }
    for (const body of [{}, { message: null }, { message: '' }, { message: 7 }, { message: 'x'.repeat(4001) }]) {
      const refused = await send('POST', 'activities/share', body);
      expect([refused.status, Object.keys(refused.json())]).toEqual([400, ['activity.message', 'Message']]);
    }
    expect((await send('POST', 'activities/share', '{')).status).toBe(400);
  });
});
