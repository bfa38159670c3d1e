import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { errorBody, useTracker } from '../../../test/support/use-tracker.ts';
import { checkBooks } from '../../actions/check-books.ts';

describe.each(engines)('Finishing a Tracker sprint with carry-over, on %s', (engine) => {
  const { test, send } = useTracker(engine);

  /** A running sprint with two unfinished issues and one that is done, a draft beside it, and one of another queue. */
  async function plan() {
    const { actions, admin } = test();
    const project = await actions.createProject(admin, { title: 'Alpha' });
    const elsewhere = await actions.createProject(admin, { title: 'Beta' });
    const sprint = async (board: number, fields: Record<string, unknown> = {}) => {
      const body = { name: 'S', board, startDate: '2026-04-07', endDate: '2026-04-21', ...fields };
      return (await send('POST', '/v3/sprints', body)).json();
    };
    const from = await sprint(project.defaultBoardId, { status: 'in_progress' });
    const [to, foreign] = [await sprint(project.defaultBoardId), await sprint(elsewhere.defaultBoardId)];
    const released = await sprint(project.defaultBoardId, { status: 'released' });
    for (const title of ['One', 'Two', 'Three']) {
      const item = await actions.createItem(admin, {
        project: { id: project.id },
        fields: { title, estimate: 2 },
        iterations: { set: [{ id: from.id }] },
      });
      if (title === 'Three') {
        await actions.changeItem(admin, { item: { id: item.id }, fields: {}, to: { category: 'done' } });
      }
    }
    return { from, to, foreign, released };
  }
  const held = async (id: number) =>
    (await test().actions.getFigures(test().admin, { iteration: { id } })).figures.scopeItems;

  it.each([
    ['_finish with an object', 'POST', (id: number) => ({ moveTo: { id } })],
    ['_finish with an object of a text', 'POST', (id: number) => ({ moveTo: { id: String(id) } })],
    ['_finish with a number', 'POST', (id: number) => ({ moveTo: id })],
    ['_finish with a text', 'POST', (id: number) => ({ moveTo: String(id) })],
    ['PATCH', 'PATCH', (id: number) => ({ status: 'released', moveTo: { id } })],
  ] as const)('moves what is unfinished: %s', async (_, method, body) => {
    const { from, to } = await plan();
    const path = method === 'POST' ? `/v3/sprints/${from.id}/_finish` : `/v3/sprints/${from.id}`;
    const answer = await send(method, path, body(to.id), { 'if-match': '"1"' });
    expect([answer.status, answer.headers.etag, answer.headers['x-timebox-moved-issues']]).toEqual([200, '"2"', '2']);
    expect(answer.json()).toEqual({ ...from, status: 'released', version: 2, endDateTime: answer.json().endDateTime });
    expect(Object.keys(answer.json())).toHaveLength(13);
    expect([await held(from.id), await held(to.id)]).toEqual([3, 2]);
    expect((await send('GET', `/v3/sprints/${to.id}`)).json()).toEqual(to);
    expect(await checkBooks(test().app.read)).toEqual([]);
    const again = await send(method, path, body(to.id));
    expect([again.status, again.headers['x-timebox-moved-issues']]).toEqual([200, '0']);
    expect(again.json()).toEqual(answer.json());
  });

  it.each([
    ['no body', undefined],
    ['an empty object', {}],
    ['null', 'null'],
    ['null as the target', { moveTo: null }],
    ['keys that mean nothing here', { status: 'draft', name: 'Other' }],
  ])('leaves old clients alone: _finish with %s moves nothing and says nothing of it', async (_, body) => {
    const { from, to } = await plan();
    const answer = await send('POST', `/v3/sprints/${from.id}/_finish`, body, { 'content-type': 'application/json' });
    expect([answer.status, answer.json().status, answer.json().name]).toEqual([200, 'released', 'S']);
    expect(answer.headers['x-timebox-moved-issues']).toBeUndefined();
    expect([await held(from.id), await held(to.id)]).toEqual([3, 0]);
  });

  it('refuses a target that is unknown, of another queue, released or the sprint itself, and moves nothing', async () => {
    const { from, to, foreign, released } = await plan();
    for (const [id, text] of [
      [999_999, 'The sprint to move to does not exist in this queue'],
      [foreign.id, 'The sprint to move to does not exist in this queue'],
      [released.id, 'The sprint to move to must be a draft or in progress'],
      [from.id, 'Issues cannot move to the sprint they come from'],
    ]) {
      const answer = await send('POST', `/v3/sprints/${from.id}/_finish`, { moveTo: id });
      expect(answer.json()).toEqual(errorBody(422, { moveTo: text }));
    }
    expect((await send('GET', `/v3/sprints/${from.id}`)).json()).toEqual(from);
    expect(await held(to.id)).toBe(0);
  });

  it.each([
    ['POST', { moveTo: 'x' }, { moveTo: 'A sprint is named by its number' }],
    ['POST', { moveTo: 0 }, { moveTo: 'A sprint is named by its number' }],
    ['POST', { moveTo: true }, { moveTo: 'Incorrect data format' }],
    ['POST', { moveTo: {} }, { moveTo: 'Incorrect data format' }],
    ['POST', { moveTo: [45] }, { moveTo: 'Incorrect data format' }],
    ['PATCH', { moveTo: 45 }, { moveTo: 'moveTo goes with the status released' }],
    ['PATCH', { moveTo: 45, status: 'archived' }, { moveTo: 'moveTo goes with the status released' }],
    ['PATCH', { moveTo: {}, status: 'released' }, { moveTo: 'Incorrect data format' }],
  ] as const)('refuses a %s of %j with 400', async (method, body, errors) => {
    const { from } = await plan();
    const path = method === 'POST' ? `/v3/sprints/${from.id}/_finish` : `/v3/sprints/${from.id}`;
    expect((await send(method, path, body)).json()).toEqual(errorBody(400, errors));
    expect((await send(method, path, body, { 'if-match': '"9"' })).status).toBe(412);
  });
});
