import { beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useIssues } from '../../../test/support/use-issues.ts';
import { errorBody } from '../../../test/support/use-tracker.ts';

describe.each(engines)('Tracker issues moved to another queue, on %s', (engine) => {
  const { send, addQueue, addSprint, add, get } = useIssues(engine);
  let queue: Awaited<ReturnType<typeof addQueue>>;
  beforeAll(async () => {
    queue = await addQueue('Alpha');
  });

  it('get a key of it, are found under the old one, and may begin anew', async () => {
    const sprint = await addSprint(queue.defaultBoardId, 'Kept');
    const other = await addQueue('Other');
    const { key, id } = await add('ALPHA', { sprint: [sprint.id], tags: ['kept'] });
    await send('POST', `issues/${key}/transitions/inProgress/_execute`);
    const moved = await send('POST', `issues/${key}/_move?queue=OTHER&moveAllFields=true`, { summary: 'Moved' });
    expect([moved.status, moved.json()]).toMatchObject([
      200,
      {
        id,
        key: 'OTHER-1',
        version: 3,
        summary: 'Moved',
        aliases: [key],
        queue: { id: String(other.id), key: 'OTHER', display: 'Other' },
        status: { key: 'inProgress' },
        sprint: [{ id: String(sprint.id) }],
        boards: [{ id: other.defaultBoardId }],
        tags: ['kept'],
      },
    ]);
    expect((await get(key)).key).toBe('OTHER-1');
    const back = await send('POST', `issues/OTHER-1/_move?queue=ALPHA&initialStatus=true`);
    expect(back.json()).toMatchObject({
      version: 4,
      aliases: [key, 'OTHER-1'],
      status: { key: 'open' },
      previousStatus: { key: 'inProgress' },
    });
    expect((await send('POST', `issues/${key}/_move?queue=ALPHA`)).json().version).toBe(4);
  });

  it.each([
    ['', 'Required parameter.'],
    ['?queue=NONE', 'Queue does not exist.'],
    ['?queue=999999', 'Queue does not exist.'],
  ])('but not by _move%s', async (query, queueText) => {
    const { key } = await add('ALPHA');
    const answer = await send('POST', `issues/${key}/_move${query}`);
    expect([answer.status, answer.json()]).toEqual([422, errorBody(422, { queue: queueText })]);
  });
});
