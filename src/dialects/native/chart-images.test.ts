import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';

describe.each(engines)('Charts as pictures, on %s', (engine) => {
  const test = useTestServer(engine);
  const ask = (method: 'POST' | 'PUT' | 'DELETE' | 'PATCH', path: string, body?: unknown) =>
    test().send(method, `/native/v1${path}`, {
      ...(body === undefined ? {} : { body }),
      headers: { authorization: `Bearer ${test().token}`, 'if-match': '*' },
    });
  const look = (path: string, headers: Record<string, string> = {}) => test().send('GET', path, { headers });

  /** A project with a running iteration, and where its pictures are. */
  async function begin() {
    const project = (await ask('POST', '/projects', { title: 'Alpha' })).json();
    const title = 'Sprint </text><script>alert(1)</script>';
    const dates = { start: '2026-11-09', end: '2026-11-22' };
    const iteration = (await ask('POST', `/projects/${project.id}/iterations`, { title, ...dates })).json();
    await ask('POST', `/projects/${project.id}/items`, { title: 'One', estimate: 5, iterationId: iteration.id });
    expect((await ask('PATCH', `/iterations/${iteration.id}`, { status: 'active' })).status).toBe(200);
    const { url } = (await ask('PUT', `/projects/${project.id}/feed`)).json();
    const secret = url.replace('http://timebox.test', '').replace('.ics', '');
    return { project, iteration, secret, burndown: `${secret}/iterations/${iteration.id}/burndown.svg` };
  }

  it('stand for themselves under the secret address of the feed, in the theme, language and width asked for', async () => {
    const { burndown, iteration, secret } = await begin();
    const answer = await look(burndown);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'image/svg+xml; charset=utf-8']);
    expect(answer.text).toMatch(/^<svg xmlns="[^"]+" role="img" aria-label="Burndown of Sprint /);
    expect(answer.text).toContain('width="720"');
    expect(answer.text).toContain('>Remaining 5<');
    expect(answer.text).not.toContain('<script>');
    const dark = await look(`${secret}/iterations/${iteration.id}/burnup.svg?theme=dark&lang=ru&w=400`);
    expect(dark.text).toContain('>Объём 5<');
    expect(dark.text).toContain('--chart-surface:#27272a');
    expect(dark.text).toContain('width="400"');
    expect((await look(`${secret}/velocity.svg`)).text).toContain('aria-label="Velocity of Alpha"');
  });

  it('are not sent again while they look the same', async () => {
    const { burndown, project, iteration } = await begin();
    const first = await look(burndown);
    const etag = String(first.headers['etag']);
    const again = await look(burndown, { 'if-none-match': etag });
    expect([again.status, again.text]).toEqual([304, '']);
    await ask('POST', `/projects/${project.id}/items`, { title: 'Two', estimate: 3, iterationId: iteration.id });
    expect((await look(burndown, { 'if-none-match': etag })).status).toBe(200);
  });

  it('say what is wrong with how they are asked for', async () => {
    const { burndown } = await begin();
    for (const query of ['theme=pink', 'lang=de', 'w=9', 'w=99999', 'w=x']) {
      const answer = await look(`${burndown}?${query}`);
      expect([query, answer.status]).toEqual([query, 400]);
      expect(answer.json().errors[0].pointer ?? answer.json().errors[0].parameter).toContain(query.split('=')[0]);
    }
  });

  it('are gone with the address, and show nothing of other projects', async () => {
    const { burndown, project, secret } = await begin();
    const other = await begin();
    expect((await look(`${secret}/iterations/${other.iteration.id}/burndown.svg`)).status).toBe(404);
    expect((await look(`${secret}/iterations/999/burndown.svg`)).status).toBe(404);
    expect((await ask('DELETE', `/projects/${project.id}/feed`)).status).toBe(204);
    expect((await look(burndown)).status).toBe(404);
    expect((await look('/native/v1/feeds/nothing/velocity.svg')).status).toBe(404);
  });
});
