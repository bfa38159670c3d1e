import { beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useIssues } from '../../../test/support/use-issues.ts';

/** A request, and what happens between it and its repetition. */
interface Retry {
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly meanwhile?: (made: any) => Promise<unknown>;
}

describe.each(engines)('A Tracker write that is sent again with its key, on %s', (engine) => {
  const { send, addQueue, addSprint, add } = useIssues(engine);
  let board = 0;
  beforeAll(async () => {
    board = (await addQueue('Alpha')).defaultBoardId;
    await addQueue('Beta');
  });
  const dates = { startDate: '2026-04-07', endDate: '2026-04-21' };
  const patch = (path: string, body: object) => send('PATCH', path, body);
  const addComment = async (path: string) => `${path}/${(await send('POST', path, { text: 'One' })).json().id}`;

  it.each<[string, (issue: string) => Promise<Retry> | Retry]>([
    [
      'a new issue that was edited',
      () => ({
        method: 'POST',
        path: 'issues',
        body: { queue: 'ALPHA', summary: 'First', unique: 'u', tags: ['one'] },
        meanwhile: ({ key }) => patch(`issues/${key}`, { summary: 'Other', tags: [] }),
      }),
    ],
    [
      'an edited issue that was edited again',
      (issue) => ({
        method: 'PATCH',
        path: `${issue}?version=1`,
        body: { summary: 'A' },
        meanwhile: () => patch(issue, { summary: 'B' }),
      }),
    ],
    [
      'a moved issue that was edited',
      (issue) => ({
        method: 'POST',
        path: `${issue}/_move?queue=BETA`,
        meanwhile: () => patch(issue, { summary: 'B' }),
      }),
    ],
    [
      'a transition, though it leads nowhere now',
      (issue) => ({ method: 'POST', path: `${issue}/transitions/done/_execute` }),
    ],
    [
      'a transition of an issue that has gone on',
      (issue) => ({
        method: 'POST',
        path: `${issue}/transitions/done/_execute`,
        body: { comment: 'Done' },
        meanwhile: () => send('POST', `${issue}/transitions/open/_execute`),
      }),
    ],
    [
      'a comment that was taken away',
      (issue) => ({
        method: 'POST',
        path: `${issue}/comments`,
        body: { text: 'One' },
        meanwhile: ({ id }) => send('DELETE', `${issue}/comments/${id}`),
      }),
    ],
    [
      'an edited comment that was edited again',
      async (issue) => {
        const path = await addComment(`${issue}/comments`);
        return { method: 'PATCH', path, body: { text: 'Two' }, meanwhile: () => patch(path, { text: 'Three' }) };
      },
    ],
    ['a removal', async (issue) => ({ method: 'DELETE', path: await addComment(`${issue}/comments`) })],
    [
      'a sprint that was removed',
      () => ({
        method: 'POST',
        path: 'sprints',
        body: { name: 'S', board, ...dates },
        meanwhile: ({ id }) => send('DELETE', `sprints/${id}`),
      }),
    ],
    [
      'a started sprint that was finished',
      async () => {
        const { id } = await addSprint(board);
        return {
          method: 'POST',
          path: `sprints/${id}/_start`,
          meanwhile: () => send('POST', `sprints/${id}/_finish`),
        };
      },
    ],
    [
      'a board that was removed',
      () => ({
        method: 'POST',
        path: 'boards',
        body: { name: 'B', defaultQueue: 'ALPHA' },
        meanwhile: ({ id }) => send('DELETE', `boards/${id}`),
      }),
    ],
    [
      'an edited board that has other columns now',
      () => ({
        method: 'PATCH',
        path: `boards/${board}`,
        body: { name: 'B' },
        meanwhile: () => send('POST', `boards/${board}/columns`, { name: 'Late', statuses: ['done'] }),
      }),
    ],
    [
      'a column that was removed',
      () => ({
        method: 'POST',
        path: `boards/${board}/columns`,
        body: { name: 'Ready', statuses: ['done'] },
        meanwhile: ({ id }) => send('DELETE', `boards/${board}/columns/${id}`),
      }),
    ],
  ])('answers %s as it did at first', async (what, arrange) => {
    const { method, path, body, meanwhile } = await arrange(`issues/${(await add('ALPHA')).key}`);
    const ask = async () => {
      const { status, text, headers } = await send(method, path, body, {
        'idempotency-key': what.replaceAll(' ', '-'),
      });
      return { status, text, etag: headers['etag'], isReplayed: headers['idempotency-replayed'] === 'true' };
    };
    const first = await ask();
    expect([first.status < 300, first.isReplayed, first.status < 300 ? '' : first.text]).toEqual([true, false, '']);
    await meanwhile?.(first.text === '' ? undefined : JSON.parse(first.text));
    expect(await ask()).toEqual({ ...first, isReplayed: true });
  });

  it('is done once', async () => {
    const { key } = await add('ALPHA');
    const path = `issues/${key}/transitions/done/_execute`;
    for (const _ of [1, 2]) await send('POST', path, { comment: 'Done' }, { 'idempotency-key': 'once' });
    expect((await send('GET', `issues/${key}`)).json().version).toBe(2);
    expect((await send('GET', `issues/${key}/comments`)).json()).toHaveLength(1);
  });
});
