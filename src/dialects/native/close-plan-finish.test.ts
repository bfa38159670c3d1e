import { afterEach, describe, expect, it } from 'vitest';
import { march } from '../../../test/support/live-days.ts';
import { engines } from '../../../test/support/open-test-app.ts';
import { useCloses } from '../../../test/support/use-closes.ts';

describe.each(engines)('The day on which a planned close really was, on %s', (engine) => {
  const { test, ask, addProject, start, plan, tryClose, iteration } = useCloses(engine);
  afterEach(() => test().setClock(null));
  const begin = async (title: string) => {
    test().setClock(march(3));
    const sprint = await start(await addProject(title), 'One');
    test().setClock(march(16));
    return sprint;
  };

  it('is the end of a day that is over, and is stated', async () => {
    const sprint = await begin('Before');
    const made = await plan(sprint, { finishedDay: '2026-03-13' });
    expect(made.finishedDay).toBe('2026-03-13');
    expect((await plan(sprint)).finishedDay).toBeNull();
    expect((await plan(sprint)).fingerprint).not.toBe(made.fingerprint);
    const receipt = await tryClose(sprint, made);
    expect(receipt.status).toBe(201);
    expect((await iteration(sprint)).finishedAt).toBe('2026-03-13T23:59:59.999Z');
    const { definition } = (await ask('GET', `/iterations/${sprint}/statements/1`)).json();
    expect(definition.finishedAt).toBe('2026-03-13T23:59:59.999Z');
  });

  it('is the moment of the close where that is earlier, and where no day is named', async () => {
    const [today, unnamed] = [await begin('Today'), await begin('Unnamed')];
    expect((await tryClose(today, await plan(today, { finishedDay: '2026-03-16' }))).status).toBe(201);
    expect((await tryClose(unnamed, await plan(unnamed))).status).toBe(201);
    for (const sprint of [today, unnamed]) {
      expect((await iteration(sprint)).finishedAt).toBe('2026-03-16T09:00:00.000Z');
    }
  });

  it('is neither to come nor before the start', async () => {
    const sprint = await begin('Wrong');
    for (const finishedDay of ['2026-03-17', '2026-03-02', '2026-02-30', 7]) {
      const answer = await ask('POST', `/iterations/${sprint}/close-plans`, { finishedDay });
      expect([answer.status, answer.json().errors]).toMatchObject([400, [{ pointer: '#/finishedDay' }]]);
    }
    expect((await plan(sprint, { finishedDay: '2026-03-03' })).finishedDay).toBe('2026-03-03');
  });
});
