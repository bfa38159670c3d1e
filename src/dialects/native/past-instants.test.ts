import { afterAll, describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';
import { at, prepareSprint12 } from '../../../test/support/play-sprint-12.ts';

/** What tells of the answer and not of what was asked for, or is of now on purpose. */
const beside = new Set(['asOf', 'version', 'updatedAt', 'updatedBy']);

describe.each(engines)('Past instants in the native API, on %s', (engine) => {
  const test = useTestServer(engine);
  afterAll(() => test().setClock(null));
  const ask = async (method: 'GET' | 'PUT' | 'PATCH' | 'POST', path: string, body?: object) => {
    const headers = { authorization: `Bearer ${test().token}`, 'if-match': '*' };
    const answer = await test().send(method, `/native/v1${path}`, { headers, ...(body === undefined ? {} : { body }) });
    return { status: answer.status, body: answer.json() };
  };
  const kept = (text: unknown): unknown =>
    JSON.parse(JSON.stringify(text, (key, value: unknown) => (beside.has(key) ? undefined : value)));

  it('are answered as they were answered then, by every route that tells figures', async () => {
    const played = await prepareSprint12(test());
    const { iterationId: id, nextId, projectId } = played;
    const paths = [
      `/projects/${projectId}/iterations`,
      `/projects/${projectId}/iterations?status=active`,
      `/iterations/${id}`,
      `/iterations/${id}/figures`,
      `/iterations/${id}/burndown`,
      `/iterations/${id}/explain`,
      `/iterations/${id}/scope-policy`,
      `/iterations/${id}/profiles`,
      `/iterations/${nextId}/profiles`,
      `/projects/${projectId}/velocity`,
      `/projects/${projectId}/evidence`,
      `/projects/${projectId}/carried?least=1`,
      `/items/${played.itemId('G')}/passport`,
      `/items/${played.itemId('G')}/memberships`,
      `/iterations/${id}/statements`,
      `/iterations/${id}/receipts`,
      `/projects/${projectId}/flow?days=20`,
      `/iterations/${id}/flow`,
    ];
    const recorded: { readonly when: string; readonly path: string; readonly answer: unknown }[] = [];
    const record = async (text: string) => {
      test().setClock(at(text));
      const when = encodeURIComponent(new Date(at(text) + 1).toISOString());
      for (const path of paths) {
        const { status, body } = await ask('GET', path);
        expect([path, status]).toEqual([path, 200]);
        recorded.push({ when, path, answer: kept(body) });
      }
    };
    await record('2026-03-22 12:00');
    await played.start();
    await ask('PUT', `/iterations/${id}/scope-policy`, { kind: 'budget', measure: 'percent', amount: 100 });
    await played.liveUntil('2026-03-25 13:00');
    await record('2026-03-25 13:00');
    await played.liveUntil('2026-04-01 16:00');
    await record('2026-04-01 16:00');
    test().setClock(at('2026-04-01 17:00'));
    await ask('PUT', `/iterations/${id}/scope-policy`, { kind: 'frozen' });
    await played.liveUntil('2026-04-03 17:00');
    await played.close('nowhere');
    await record('2026-04-03 18:00');
    await played.change('G', '2026-04-05 10:00', { to: 'done' });
    await ask('PUT', `/iterations/${id}/sample`, { excluded: true, reason: 'Holidays' });
    await record('2026-04-05 11:00');
    test().setClock(at('2026-04-05 11:30'));
    await ask('POST', `/iterations/${id}/restatements`, { reason: 'G was done' });
    await record('2026-04-05 12:00');
    test().setClock(at('2026-04-05 13:00'));
    await ask('PUT', `/iterations/${id}/sample`, { excluded: false });
    await played.reopen('2026-04-06 09:00');
    await ask('PATCH', `/iterations/${nextId}`, { status: 'active' });
    await record('2026-04-06 10:00');
    test().setClock(at('2026-04-06 11:00'));
    await ask('PATCH', `/iterations/${id}`, { title: 'Twelve', goal: 'Paid', end: '2026-04-08', maxCapacity: 40 });
    await played.close('next', '2026-04-07 09:00');
    await record('2026-04-07 10:00');

    test().setClock(at('2026-05-01 10:00'));
    expect((await ask('POST', `/projects/${projectId}/iterations`, { title: 'Later' })).status).toBe(201);
    await ask('PATCH', `/iterations/${nextId}`, { status: 'closed' });
    for (const { when, path, answer } of recorded) {
      const again = await ask('GET', `${path}${path.includes('?') ? '&' : '?'}asOf=${when}`);
      expect([path, when, kept(again.body)]).toEqual([path, when, answer]);
    }
  });

  it('know nothing of what was not made yet, and are refused where nothing of the past is told', async () => {
    const { iterationId: id, projectId } = await prepareSprint12(test());
    const early = 'asOf=2026-01-01T00:00:00Z';
    for (const path of [
      '',
      '/figures',
      '/burndown',
      '/explain',
      '/profiles',
      '/statements',
      '/receipts',
      '/memberships',
    ]) {
      expect([path, (await ask('GET', `/iterations/${id}${path}?${early}`)).status]).toEqual([path, 404]);
    }
    expect((await ask('GET', `/projects/${projectId}/iterations?${early}`)).body.iterations).toEqual([]);
    const { paths } = (await ask('GET', '/../openapi.json')).body;
    const asked = await ask('POST', `/projects/${projectId}/forecasts`, { question: 'points', iterations: 1 });
    const reads = Object.entries<any>(paths).filter(
      ([path, { get }]) => get !== undefined && get.security === undefined && path !== '/v1/events',
    );
    const wrong: unknown[] = [];
    const absent: string[] = [];
    let refused = 0;
    for (const [path, { get }] of reads) {
      const takes = (get.parameters ?? []).some(({ name }: { name: string }) => name === 'asOf');
      const own = path
        .slice('/v1'.length)
        .replace(/projects\/\{\w+\}/, `projects/${projectId}`)
        .replace(/forecasts\/\{\w+\}/, `forecasts/${asked.body.id}`);
      const { status, body } = await ask('GET', `${own.replace(/\{\w+\}/g, String(id))}?asOf=yesterday`);
      const told = JSON.stringify(body.errors);
      if (takes && status === 404) absent.push(path);
      else if (takes === (told === '[{"parameter":"asOf","detail":"This is told of now alone"}]') || status !== 400) {
        wrong.push([path, takes, status, told]);
      }
      refused += takes ? 0 : 1;
    }
    expect(wrong).toEqual([]);
    // Nothing has been closed.
    expect(absent).toEqual(['/v1/iterations/{id}/statements/{number}/diff', '/v1/receipts/{id}']);
    expect(refused).toBeGreaterThan(10);
  });
});
