import { beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useIssues } from '../../../test/support/use-issues.ts';
import { errorBody } from '../../../test/support/use-tracker.ts';

describe.each(engines)('Sprints of Tracker issues, on %s', (engine) => {
  const { test, send, addQueue, addSprint, add, get, edit } = useIssues(engine);
  /** Two sprints of one board, and one of another. */
  let [first, second, elsewhere] = [0, 0, 0];
  beforeAll(async () => {
    const alpha = await addQueue('Alpha');
    const beta = await addQueue('Beta');
    first = (await addSprint(alpha.defaultBoardId, 'First')).id;
    second = (await addSprint(alpha.defaultBoardId, 'Second')).id;
    elsewhere = (await addSprint(beta.defaultBoardId, 'Elsewhere')).id;
  });
  const idsOf = (issue: any): number[] => (issue.sprint ?? []).map((each: any) => Number(each.id));
  /** The numbers of sprints are known once the tests run, so bodies name them by letter. */
  const fill = (form: unknown) =>
    JSON.parse(
      JSON.stringify(form)
        .replaceAll('"#1"', String(first))
        .replaceAll('"#2"', String(second))
        .replaceAll('"#3"', String(elsewhere))
        .replaceAll('$1', String(first))
        .replaceAll('$2', String(second))
        .replaceAll('$3', String(elsewhere)),
    );

  it.each([
    [
      [{ id: '$2' }, { id: '$3' }],
      ['#2', '#3'],
    ],
    [[{ id: '#2' }], ['#2']],
    [['$2'], ['#2']],
    [['#2'], ['#2']],
    [{ id: '#2' }, ['#2']],
    [{ id: '$2' }, ['#2']],
    ['#2', ['#2']],
    ['$2', ['#2']],
    [{ add: ['#2'], remove: ['#1'] }, ['#2']],
    [{ add: ['#3'], remove: [] }, ['#1', '#3']],
    [{ add: [], remove: ['#1'] }, []],
    [{ add: ['#3'] }, ['#1', '#3']],
    [{ remove: [{ id: '$1' }] }, []],
    [{ set: ['#2'] }, ['#2']],
    [{ set: [] }, []],
    [{ replace: [{ target: '#1', replacement: '#2' }] }, ['#2']],
    [{ replace: [{ target: { id: '$1' }, replacement: { id: '$3' } }] }, ['#3']],
    [null, []],
    [[], []],
    [[{ name: 'Second' }], ['#2']],
    [{ name: 'Elsewhere' }, ['#3']],
    [{ add: [{ display: 'Elsewhere' }] }, ['#1', '#3']],
    [[{ self: 'http://timebox.test/v3/sprints/$2', id: '$2', display: 'Second' }], ['#2']],
    [['#2', '$2', { id: '#2' }], ['#2']],
  ])('may be written %j', async (form, after) => {
    const { key } = await add('ALPHA', { sprint: [first] });
    const changed = await edit(key, { sprint: fill(form) });
    expect(idsOf(changed)).toEqual(fill(after));
    const made = await add('ALPHA', { sprint: fill(form) });
    expect(idsOf(made)).toEqual(fill(after).filter((id: number) => id !== first));
    const moved = await send('POST', `issues/${made.key}/transitions/done/_execute`, { sprint: fill(form) });
    expect(moved.status).toBe(200);
    expect(idsOf(await get(made.key))).toEqual(idsOf(made));
  });

  it('are of different boards', async () => {
    const message = 'An issue can be in several sprints only if they are on different boards';
    const { key } = await add('ALPHA', { sprint: [first] });
    for (const sprint of [[first, second], { add: [second] }]) {
      const answer = await send('PATCH', `issues/${key}`, { summary: 'Changed', sprint });
      expect([answer.status, answer.json()]).toEqual([422, errorBody(422, { sprint: message })]);
    }
    const made = await send('POST', 'issues', { queue: 'ALPHA', summary: 'x', sprint: [first, second] });
    expect([made.status, made.json()]).toEqual([422, errorBody(422, { sprint: message })]);
    expect(await get(key)).toMatchObject({ version: 1, summary: 'One' });
  });

  it('keep an issue once they are released, take none, and are not meant by an emptied list', async () => {
    const beta = (await send('GET', `sprints/${elsewhere}`)).json().board.id;
    const released = (await addSprint(Number(beta), 'Released')).id;
    const { key } = await add('BETA', { sprint: [released], storyPoints: 3 });
    await send('POST', `sprints/${released}/_start`);
    await send('POST', `sprints/${released}/_finish`);
    expect(idsOf(await edit(key, { sprint: [] }))).toEqual([released]);
    expect(idsOf(await edit(key, { sprint: [elsewhere] }))).toEqual([elsewhere, released]);
    const leaving = await send('PATCH', `issues/${key}`, { sprint: { remove: [released] } });
    expect([leaving.status, leaving.json()]).toEqual([
      422,
      errorBody(422, { sprint: 'Issues cannot be taken out of a released sprint' }),
    ]);
    const late = await send('POST', 'issues', { queue: 'BETA', summary: 'Late', sprint: [released] });
    expect([late.status, late.json()]).toEqual([
      422,
      errorBody(422, { sprint: 'Issues can only be added to a sprint that is a draft or in progress' }),
    ]);
  });

  it('are not meant by a name that two of them have', async () => {
    const gamma = await addQueue('Gamma');
    await addSprint(gamma.defaultBoardId, 'Twice');
    await addSprint(gamma.defaultBoardId, 'Twice');
    const answer = await send('POST', 'issues', { queue: 'GAMMA', summary: 'x', sprint: [{ name: 'Twice' }] });
    expect([answer.status, answer.json()]).toEqual([422, errorBody(422, { sprint: 'Sprint does not exist.' })]);
  });

  it('show the points of the issues that they are given', async () => {
    const delta = await addQueue('Delta');
    const { id } = await addSprint(delta.defaultBoardId, 'Counted');
    const figures = async () => (await test().actions.getFigures(test().admin, { iteration: { id } })).figures;
    const { key } = await add('DELTA', { sprint: [id], storyPoints: 3 });
    await add('DELTA', { sprint: [{ name: 'Counted' }], storyPoints: 5 });
    expect(await figures()).toMatchObject({ scopeItems: 2, scopePoints: 8, donePoints: 0 });
    await send('POST', `issues/${key}/transitions/done/_execute`, { storyPoints: 2 });
    expect(await figures()).toMatchObject({ scopeItems: 2, scopePoints: 7, donePoints: 2 });
    await edit(key, { sprint: null });
    expect(await figures()).toMatchObject({ scopeItems: 1, scopePoints: 5, donePoints: 0 });
  });
});
