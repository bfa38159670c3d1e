import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useTestServer } from '../../../test/support/open-test-server.ts';

describe.each(engines)('Native calendar feeds, on %s', (engine) => {
  const test = useTestServer(engine);
  const ask = (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    token = test().token,
  ) =>
    test().send(method, `/native/v1${path}`, {
      ...(body === undefined ? {} : { body }),
      headers: { authorization: `Bearer ${token}`, 'if-match': '*' },
    });
  const addProject = async (title = 'Alpha; beta') => (await ask('POST', '/projects', { title })).json();
  const add = async (projectId: number, body: object) =>
    (await ask('POST', `/projects/${projectId}/iterations`, { title: 'Sprint 1', ...body })).json();
  async function addressOf(projectId: number, token = test().token): Promise<string> {
    const { url } = (await ask('PUT', `/projects/${projectId}/feed`, undefined, token)).json();
    return url.replace('http://timebox.test', '');
  }
  const read = (address: string, headers: Record<string, string> = {}) => test().send('GET', address, { headers });

  it('show the iterations that have dates as all-day events that end the day after', async () => {
    const { id, key } = await addProject();
    const goal = 'Pay, refund;\nreport \\ all';
    const sprint = await add(id, { goal, start: '2026-11-09', end: '2026-11-22' });
    const release = await add(id, { title: 'R1', kind: 'release', end: '2026-12-31' });
    await add(id, { title: 'Undated' });
    const answer = await read(await addressOf(id));
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8']);
    expect(answer.headers['content-disposition']).toBe(`inline; filename="${key}.ics"`);
    const stamp = (text: string) => text.replace(/\.\d+Z$/, 'Z').replace(/[-:]/g, '');
    expect(answer.text.split('\r\n')).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Timebox//Iterations//EN',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      'X-WR-CALNAME:Alpha\\; beta',
      'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
      'X-PUBLISHED-TTL:PT1H',
      'BEGIN:VEVENT',
      `UID:${release.uid}@timebox`,
      'SEQUENCE:1',
      `DTSTAMP:${stamp(release.updatedAt)}`,
      `LAST-MODIFIED:${stamp(release.updatedAt)}`,
      'DTSTART;VALUE=DATE:20261231',
      'DTEND;VALUE=DATE:20270101',
      'SUMMARY:R1',
      'STATUS:TENTATIVE',
      'CATEGORIES:RELEASE,PLANNED',
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
      'BEGIN:VEVENT',
      `UID:${sprint.uid}@timebox`,
      'SEQUENCE:1',
      `DTSTAMP:${stamp(sprint.updatedAt)}`,
      `LAST-MODIFIED:${stamp(sprint.updatedAt)}`,
      'DTSTART;VALUE=DATE:20261109',
      'DTEND;VALUE=DATE:20261123',
      'SUMMARY:Sprint 1',
      'DESCRIPTION:Pay\\, refund\\;\\nreport \\\\ all',
      'STATUS:TENTATIVE',
      'CATEGORIES:ITERATION,PLANNED',
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
    await ask('PATCH', `/iterations/${sprint.id}`, { title: 'Sprint One' });
    const changed = await read(await addressOf(id));
    expect(changed.text).toContain(`UID:${sprint.uid}@timebox\r\nSEQUENCE:2\r\n`);
  });

  it('fold long lines by octets, within no character', async () => {
    const { id } = await addProject();
    const title = '🏁 Финиш '.repeat(20);
    await add(id, { title, start: '2026-11-09', end: '2026-11-22' });
    const { text } = await read(await addressOf(id));
    const lines = text.split('\r\n');
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
    expect(text.replaceAll('\r\n ', '')).toContain(`SUMMARY:${title}\r\n`);
    expect(text).not.toContain('\ufffd');
  });

  it('answer 304 until something in the project changes', async () => {
    const { id } = await addProject();
    await add(id, { start: '2026-11-09' });
    const address = await addressOf(id);
    const { headers } = await read(address);
    expect((await read(address, { 'if-none-match': headers.etag ?? '' })).status).toBe(304);
    await add(id, { start: '2026-11-23' });
    expect((await read(address, { 'if-none-match': headers.etag ?? '' })).status).toBe(200);
  });

  it('end with a new address, or without one', async () => {
    const { id } = await addProject();
    const path = `/projects/${id}/feed`;
    expect((await ask('GET', path)).json()).toEqual({ createdAt: null });
    const first = await addressOf(id);
    expect((await ask('GET', path)).json()).toEqual({ createdAt: expect.stringMatching(/Z$/) });
    const second = await addressOf(id);
    expect([(await read(first)).status, (await read(second)).status]).toEqual([404, 200]);
    expect((await ask('DELETE', path)).status).toBe(204);
    expect([(await read(second)).status, (await ask('DELETE', path)).status]).toEqual([404, 404]);
  });

  it('open nothing but the calendar of what their owner may still see', async () => {
    const { id } = await addProject();
    const login = `guest-${engine}`;
    const { token, caller } = await test().addPerson(login, null);
    await test().actions.setProjectRole(test().admin, { login, projectId: id, role: 'viewer' });
    test().setClock(Date.now() + 2000);
    const address = await addressOf(id, token);
    expect((await read(address)).status).toBe(200);
    const secret = /feeds\/(\w+)\.ics$/.exec(address)?.[1] ?? '';
    expect((await ask('GET', `/projects/${id}`, undefined, secret)).status).toBe(401);
    expect((await read(`/native/v1/feeds/${token}.ics`)).status).toBe(404);
    expect((await read('/native/v1/feeds/none')).status).toBe(404);
    await ask('DELETE', `/projects/${id}/people/${caller.actor.userId}`);
    expect((await read(address)).status).toBe(404);
    const reader = await test().addPerson(`reader-${engine}`, 'admin', 'read');
    expect((await ask('PUT', `/projects/${id}/feed`, undefined, reader.token)).status).toBe(403);
    test().setClock(null);
  });
});
