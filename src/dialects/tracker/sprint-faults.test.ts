import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { errorBody, useTracker } from '../../../test/support/use-tracker.ts';

const wrongFormat = 'Incorrect data format';
const required = 'Required parameter.';
const statusText = 'The status must be one of draft, in_progress, released, archived';

describe.each(engines)('What Tracker says of wrong sprints, on %s', (engine) => {
  const { test, send } = useTracker(engine);

  async function board(): Promise<number> {
    const { actions, admin } = test();
    const project = (await actions.listProjects(admin))[0] ?? (await actions.createProject(admin, { title: 'Alpha' }));
    return project.defaultBoardId;
  }
  const dates = { startDate: '2026-04-07', endDate: '2026-04-21' };
  const addSprint = async (fields: Record<string, unknown> = {}): Promise<string> =>
    `/v3/sprints/${(await send('POST', '/v3/sprints', { name: 'A', board: await board(), ...dates, ...fields })).json().id}`;

  it.each([
    ['{}', 422, { name: required, board: required, startDate: required, endDate: required }],
    ['null', 422, { name: required, board: required, startDate: required, endDate: required }],
    ['{"name": "A"}', 422, { board: required, startDate: required, endDate: required }],
    [{ name: 'A', ...dates, board: null }, 400, { board: wrongFormat }],
    [{ name: 'A', ...dates, board: 1.5 }, 400, { board: wrongFormat }],
    [{ name: 'A', ...dates, board: {} }, 400, { board: wrongFormat }],
    [{ name: 'A', ...dates, board: { id: null } }, 400, { board: wrongFormat }],
    [{ name: 'A', ...dates, board: 0 }, 400, { board: 'A board is named by its number' }],
    [{ name: 'A', ...dates, board: { id: 'x' } }, 400, { board: 'A board is named by its number' }],
    [
      { board: true, startDate: 'x' },
      400,
      { name: required, board: wrongFormat, endDate: required, startDate: 'A date is written YYYY-MM-DD' },
    ],
  ])('a new sprint of %j answers %i, with everything that is wrong', async (body, status, errors) => {
    const answer = await send('POST', '/v3/sprints', body);
    expect([answer.status, answer.json()]).toEqual([status, errorBody(status, errors)]);
  });

  it.each([
    ['[]', 'application/json', 400],
    ['7', 'application/json', 400],
    ['{bad', 'application/json', 400],
    ['<a/>', 'text/xml', 415],
    ['{}', 'garbage', 415],
  ])('a new sprint of %s as %s answers %i with a message', async (body, kind, status) => {
    const answer = await send('POST', '/v3/sprints', body, { 'content-type': kind });
    expect([answer.status, answer.json()]).toEqual([status, errorBody(status, {}, [expect.stringMatching(/^[A-Z]/)])]);
  });

  it('refuses rights before the faults of a sprint, but a board that is not named before rights', async () => {
    const viewer = await test().addPerson('viewer', 'viewer');
    const own = { authorization: `OAuth ${viewer.token}` };
    expect((await send('POST', '/v3/sprints', { board: await board() }, own)).status).toBe(403);
    expect((await send('POST', '/v3/sprints', { name: 5 }, own)).status).toBe(400);
    expect((await send('POST', '/v3/sprints', { board: 999_999 }, own)).json()).toEqual(
      errorBody(404, { board: 'Board does not exist.' }),
    );
    expect((await send('POST', '/v3/sprints', '{bad', { 'x-org-id': '2' })).status).toBe(403);
  });

  it('says the same of a board that is not there and of one that the caller cannot see', async () => {
    const { actions, admin, addPerson } = test();
    const { token } = await addPerson('guest', null);
    const { id: projectId } = await actions.createProject(admin, { title: 'Elsewhere' });
    await actions.setProjectRole(admin, { login: 'guest', projectId, role: 'member' });
    const own = { authorization: `OAuth ${token}` };
    for (const id of [await board(), 999_999]) {
      const answer = await send('POST', '/v3/sprints', { name: 'A', board: id, ...dates }, own);
      expect(answer.json()).toEqual(errorBody(404, { board: 'Board does not exist.' }));
    }
  });

  it('tells the faults of types and those of values together', async () => {
    const answer = await send('PATCH', await addSprint(), { name: 5, startDate: '2026-4-7', status: 'x', goal: 'y' });
    expect(answer.json()).toEqual(
      errorBody(400, {
        name: wrongFormat,
        startDate: 'A date is written YYYY-MM-DD',
        status: statusText,
        goal: wrongFormat,
      }),
    );
  });

  it('calls a status what it is called here, whatever is wrong with it', async () => {
    const sprint = await addSprint();
    for (const status of ['closed', 5, null, ['draft']]) {
      expect((await send('PATCH', sprint, { status })).json()).toEqual(errorBody(400, { status: statusText }));
    }
    await send('PATCH', sprint, { status: 'in_progress' });
    expect((await send('PATCH', sprint, { status: 'draft' })).json()).toEqual(
      errorBody(422, { status: "Sprint status can't be changed from in_progress to draft" }),
    );
    await send('PATCH', sprint, { status: 'released' });
    expect((await send('PATCH', sprint, { status: 'draft' })).json().errors.status).toContain('from released to draft');
    const undated = await addSprint({ startDate: null });
    expect((await send('POST', `${undated}/_start`)).json()).toEqual(
      errorBody(422, { startDate: 'A sprint needs a start date and an end date to be started' }),
    );
  });

  it.each(['[]', '7', '"text"', 'false'])('says of the body %s that it is no object', async (body) => {
    expect((await send('PATCH', await addSprint(), body)).json()).toEqual(
      errorBody(400, {}, ['The body must be a JSON object']),
    );
  });

  it('names the member whose text or number cannot be read', async () => {
    const answer = await send('PATCH', await addSprint(), '{"name": "a\\u0000"}');
    expect(answer.json()).toEqual(errorBody(400, { name: 'The body holds the character U+0000 in name' }));
    const nested = await send('POST', '/v3/sprints', '{"board": {"id": 1e400}}');
    expect(Object.keys(nested.json().errors)).toEqual(['board.id']);
  });

  it('does not mind the kind of a body that is not there', async () => {
    const sprint = await addSprint();
    for (const kind of ['garbage', 'text/csv', '', 'application/json; charset=utf-16']) {
      expect((await send('POST', `${sprint}/_start`, '', { 'content-type': kind })).status).toBe(200);
    }
    expect((await send('DELETE', sprint, undefined, { 'content-type': 'garbage' })).status).toBe(204);
  });
});
