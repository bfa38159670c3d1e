import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { useSprints } from '../../../test/support/use-sprints.ts';

const example = JSON.parse(readFileSync(new URL('./examples/edit-sprint.json', import.meta.url), 'utf8'));
const noSuchSprint = { errors: {}, errorsData: {}, errorMessages: ['Sprint does not exist.'], statusCode: 404 };

describe.each(engines)('Tracker sprints, on %s', (engine) => {
  const { test, board, send, addSprint } = useSprints(engine);

  describe('editing', () => {
    it('answers the documented example request with all 13 members and one version more', async () => {
      const sprint = await addSprint({ name: 'Draft' });
      test().setClock(Date.UTC(2026, 3, 7, 9, 30));
      const { method, path, headers: own, body } = example.request;
      const fill = (text: string) => text.replace('{sprint}', sprint.id).replace('{version}', sprint.version);
      const answer = await send(method, fill(path), body, { ...own, 'if-match': fill(own['if-match']) });
      test().setClock(null);
      expect(answer.status).toBe(example.answer.status);
      expect(answer.headers.etag).toBe('"2"');
      expect(Object.keys(answer.json())).toEqual(example.answer.members);
      expect(answer.json()).toEqual({
        self: `http://timebox.test/v3/sprints/${sprint.id}`,
        id: sprint.id,
        version: 2,
        name: 'My sprint',
        board: { self: `http://timebox.test/v3/boards/${await board()}`, id: await board(), display: 'Alpha' },
        status: 'in_progress',
        archived: false,
        createdBy: sprint.createdBy,
        createdAt: sprint.createdAt,
        startDate: '2026-04-07',
        endDate: '2026-04-21',
        startDateTime: '2026-04-07T09:30:00.000+0000',
        endDateTime: '2026-04-21T00:00:00.000+0000',
      });
    });

    it('changes only what is sent, and raises nothing when nothing changes', async () => {
      const sprint = await addSprint();
      const named = (await send('PATCH', `/v3/sprints/${sprint.id}`, { name: 'Other' })).json();
      expect(named).toEqual({ ...sprint, name: 'Other', version: 2 });
      for (const body of [{ name: 'Other' }, {}, undefined, 'null', '']) {
        const same = await send('PATCH', `/v3/sprints/${sprint.id}/`, body, { 'content-type': 'application/json' });
        expect(same.json()).toEqual(named);
      }
    });

    it.each(['v2', 'v3', 'tracker/v2', 'tracker/v3'])(
      'builds self from the address the caller used: %s',
      async (base) => {
        const sprint = await addSprint();
        const answer = await send('GET', `/${base}/sprints/${sprint.id}/`);
        expect(answer.json().self).toBe(`http://timebox.test/${base}/sprints/${sprint.id}`);
        expect((await send('GET', new URL(answer.json().self).pathname)).status).toBe(200);
      },
    );

    it.each([
      [{ name: '' }, 'name'],
      [{ name: 'x'.repeat(257) }, 'name'],
      [{ name: 'line\nbreak' }, 'name'],
      [{ name: 5 }, 'name'],
      [{ name: null }, 'name'],
      [{ startDate: '2026-4-7' }, 'startDate'],
      [{ startDate: '2026-02-30' }, 'startDate'],
      [{ endDate: '2026-04-07T00:00:00Z' }, 'endDate'],
      [{ endDate: 20260407 }, 'endDate'],
      [{ status: 'closed' }, 'status'],
      [{ version: 1 }, 'version'],
      [{ startDateTime: '2026-04-07T00:00:00.000+0000' }, 'startDateTime'],
    ])('refuses %j with 400 naming %s, and keeps the sprint as it was', async (body, field) => {
      const sprint = await addSprint();
      const answer = await send('PATCH', `/v3/sprints/${sprint.id}`, body);
      expect(answer.status).toBe(400);
      expect(answer.json()).toEqual({
        errors: { [field]: expect.any(String) },
        errorsData: {},
        errorMessages: [],
        statusCode: 400,
      });
      expect((await send('GET', `/v3/sprints/${sprint.id}`)).json()).toEqual(sprint);
    });

    it('takes a name of 256 characters of any kind, counted as people count', async () => {
      const sprint = await addSprint({ name: '😀'.repeat(256) });
      expect(sprint.name).toBe('😀'.repeat(256));
    });

    it('refuses an end before the start with 422, also when only one of them is sent', async () => {
      const sprint = await addSprint();
      const answer = await send('PATCH', `/v3/sprints/${sprint.id}`, { endDate: '2026-04-06' });
      expect(answer.status).toBe(422);
      expect(Object.keys(answer.json().errors)).toEqual(['endDate']);
    });
  });

  describe('creating', () => {
    it.each(['object with text', 'object with number', 'text', 'number'])('takes the board as %s', async (form) => {
      const id = await board();
      const forms = {
        'object with text': { id },
        'object with number': { id: Number(id) },
        text: id,
        number: Number(id),
      };
      const sprint = await addSprint({ board: forms[form as keyof typeof forms] });
      expect(sprint).toMatchObject({ version: 1, status: 'draft', archived: false, board: { id } });
    });

    it('takes a status at once', async () => {
      expect(await addSprint({ status: 'in_progress' })).toMatchObject({ status: 'in_progress', version: 1 });
    });

    it('answers 422 naming what is missing, 400 naming what is unknown, 404 for a board that is not there', async () => {
      const missing = await send('POST', '/v3/sprints', { board: { id: await board() } });
      expect([missing.status, Object.keys(missing.json().errors).sort()]).toEqual([
        422,
        ['endDate', 'name', 'startDate'],
      ]);
      const full = { name: 'A', board: await board(), startDate: '2026-01-01', endDate: '2026-01-02' };
      expect((await send('POST', '/v3/sprints', { ...full, goal: 'x' })).json().errors).toEqual({
        goal: 'Incorrect data format',
      });
      expect((await send('POST', '/v3/sprints', { ...full, board: '999' })).status).toBe(404);
    });
  });

  describe('lists', () => {
    it('give the sprints of a board, oldest first, and those of all boards', async () => {
      const sprint = await addSprint();
      const ofBoard = await send('GET', `/v2/boards/${await board()}/sprints/?page=1`);
      expect(ofBoard.json().at(-1)).toEqual((await send('GET', `/v2/sprints/${sprint.id}`)).json());
      expect((await send('GET', '/v3/sprints')).json().map((each: { id: number }) => each.id)).toContain(sprint.id);
      expect((await send('GET', '/v3/boards/999/sprints')).status).toBe(404);
    });
  });

  describe('the life of a sprint', () => {
    it('goes from draft to archived and back to released, one version a step', async () => {
      const { id } = await addSprint();
      const verbs = ['_start', '_finish', '_archive'].map(
        (verb) => () => send('POST', `/v3/sprints/${id}/${verb}`, undefined, { 'content-type': 'application/json' }),
      );
      const seen: unknown[] = [];
      for (const verb of verbs) seen.push((await verb()).json());
      expect(seen).toMatchObject([
        { status: 'in_progress', version: 2, archived: false },
        { status: 'released', version: 3, archived: false },
        { status: 'archived', version: 4, archived: true },
      ]);
      expect((await send('PATCH', `/v3/sprints/${id}`, { status: 'draft' })).status).toBe(422);
      expect((await send('PATCH', `/v3/sprints/${id}`, { status: 'released' })).json()).toMatchObject({
        version: 5,
        archived: false,
      });
      expect((await send('PATCH', `/v3/sprints/${id}`, { status: 'in_progress' })).json()).toMatchObject({
        status: 'in_progress',
        version: 6,
      });
    });

    it('cannot start without dates', async () => {
      const { id } = await addSprint({ startDate: null, endDate: null });
      const answer = await send('POST', `/v3/sprints/${id}/_start`);
      expect([answer.status, Object.keys(answer.json().errors)]).toEqual([422, ['startDate']]);
    });

    it('ends when it is deleted', async () => {
      const { id } = await addSprint();
      const gone = await send('DELETE', `/v3/sprints/${id}`);
      expect([gone.status, gone.text]).toEqual([204, '']);
      for (const method of ['GET', 'DELETE'] as const)
        expect((await send(method, `/v3/sprints/${id}`)).json()).toEqual(noSuchSprint);
    });
  });

  it('answers what is not there in four keys, and a wrong verb with 405 and what is allowed', async () => {
    for (const path of ['/v3/nothing', '/v2/sprints/1/_fly', '/v3/sprints/x', '/v3/sprints/-1', '/v3/sprints/01']) {
      expect(Object.keys((await send('GET', path)).json())).toEqual([
        'errors',
        'errorsData',
        'errorMessages',
        'statusCode',
      ]);
    }
    const answer = await send('PUT', '/v3/sprints/1');
    expect([answer.status, answer.headers.allow]).toEqual([405, 'DELETE, GET, HEAD, PATCH']);
  });
});

describe('Tracker with a version required', () => {
  const test = useTestServer('sqlite', { trackerRequiresVersion: true });

  it('answers 428 to an edit and a start without one, and takes both forms of it', async () => {
    const { actions, admin, token, send } = test();
    const project = await actions.createProject(admin, { title: 'Strict' });
    const headers = { authorization: `OAuth ${token}`, 'x-org-id': '1' };
    const body = { name: 'A', board: project.defaultBoardId, startDate: '2026-01-01', endDate: '2026-01-02' };
    const { id } = (await send('POST', '/v3/sprints', { body, headers })).json();
    expect((await send('PATCH', `/v3/sprints/${id}`, { body: { name: 'B' }, headers })).status).toBe(428);
    expect((await send('POST', `/v3/sprints/${id}/_start`, { headers })).status).toBe(428);
    expect((await send('PATCH', `/v3/sprints/${id}?version=1`, { body: { name: 'B' }, headers })).status).toBe(200);
    expect((await send('DELETE', `/v3/sprints/${id}`, { headers })).status).toBe(204);
  });
});
