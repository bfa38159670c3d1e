import { describe, expect, it } from 'vitest';
import { liveTenDays, march } from '../../test/support/live-days.ts';
import { engines, useTestApp } from '../../test/support/open-test-app.ts';
import { keepForecasts } from './keep-forecasts.ts';

describe.each(engines)('keepForecasts, on %s', (engine) => {
  const test = useTestApp(engine);
  const kindsOf = async (projectId: number) =>
    (await test().actions.listForecasts(test().admin, { projectId, limit: 10 })).map(({ question }) => question.kind);

  it('does for every project in use what is to be done, and goes on where one failed', async () => {
    const first = await liveTenDays(test(), 'First');
    const second = await liveTenDays(test(), 'Second');
    const away = await liveTenDays(test(), 'Away');
    await test().actions.changeProject(test().admin, {
      projectId: away,
      fields: { archived: true },
      precondition: { kind: 'none' },
    });
    const failures: unknown[] = [];
    const { app } = test();
    let isFirst = true;
    const run: typeof app.writer.run = async (call) => {
      if (call.name === 'keepForecasts' && isFirst) {
        isFirst = false;
        throw new Error('The disk is full');
      }
      return app.writer.run(call);
    };
    const job = keepForecasts({ ...app, writer: { ...app.writer, run } }, (error) => failures.push(error));
    await expect.poll(() => kindsOf(second)).toEqual(['how_many']);
    await job.stop();
    expect(failures).toHaveLength(1);
    expect([await kindsOf(first), await kindsOf(away)]).toEqual([[], []]);
    test().setClock(march(24));
    const again = keepForecasts(app, (error) => failures.push(error));
    await expect.poll(() => kindsOf(first)).toEqual(['how_many']);
    await again.stop();
    expect([await kindsOf(second), failures.length]).toEqual([['how_many'], 1]);
  });
});
