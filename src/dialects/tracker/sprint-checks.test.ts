import { describe, expect, it } from 'vitest';
import { engines } from '../../../test/support/open-test-app.ts';
import { useSprints } from '../../../test/support/use-sprints.ts';

describe.each(engines)('What Tracker asks before it changes a sprint, on %s', (engine) => {
  const { test, headers, send, addSprint } = useSprints(engine);

  describe('the version', () => {
    it.each([
      ['"1"', 200],
      ['1', 200],
      ['"1-99"', 200],
      ['*', 200],
      ['"9", "1"', 200],
      ['"9"', 412],
      ['9', 412],
      ['W/"1"', 412],
      ['"01"', 412],
      ['"abc"', 412],
      ['""', 412],
      ['"1', 400],
      ['*, "1"', 400],
    ])('If-Match: %s answers %i', async (tag, status) => {
      const sprint = await addSprint();
      const answer = await send('PATCH', `/v3/sprints/${sprint.id}`, { name: 'Renamed' }, { 'if-match': tag });
      expect(answer.status).toBe(status);
      expect(answer.headers.etag).toBe({ 200: '"2"', 400: undefined, 412: '"1"' }[status]);
    });

    it.each([
      ['?version=1', undefined, 200],
      ['?version=2', undefined, 412],
      ['?version=1', '"1"', 200],
      ['?version=1', '"2"', 412],
      ['?version=2', '"1"', 412],
      ['?version=x', undefined, 400],
      ['?version=01', undefined, 412],
    ])('%s beside If-Match %s answers %i', async (query, tag, status) => {
      const sprint = await addSprint();
      const own = tag === undefined ? {} : { 'if-match': tag };
      expect((await send('POST', `/v3/sprints/${sprint.id}/_start${query}`, {}, own)).status).toBe(status);
    });

    it('is compared on reads too, and tags of reads give 304 until something in the organization changes', async () => {
      const sprint = await addSprint();
      expect((await send('GET', `/v3/sprints/${sprint.id}`, undefined, { 'if-match': '"9"' })).status).toBe(412);
      const read = await send('GET', `/v3/sprints/${sprint.id}`);
      const tag = read.headers.etag ?? '';
      expect((await send('GET', `/v3/sprints/${sprint.id}`, undefined, { 'if-none-match': tag })).status).toBe(304);
      expect((await send('PATCH', `/v3/sprints/${sprint.id}`, { name: 'New' }, { 'if-match': tag })).status).toBe(200);
      const after = await send('GET', `/v3/sprints/${sprint.id}`, undefined, { 'if-none-match': tag });
      expect([after.status, after.json().name]).toEqual([200, 'New']);
    });
  });

  describe('the order of checks', () => {
    it('is token, organization, existence, rights, body, version, fields', async () => {
      const sprint = await addSprint();
      const viewer = await test().addPerson(`viewer-${sprint.id}`, 'viewer');
      const all = { body: '{"name": 5', headers: {} as Record<string, string> };
      const stale = { 'if-match': '"9"', 'content-type': 'application/json' };
      const ask = async (url: string, own: Record<string, string>, body: string = all.body) =>
        (await test().send('PATCH', url, { body, headers: own })).status;
      expect(await ask('/v3/sprints/0', stale)).toBe(401);
      expect(await ask('/v3/sprints/0', { ...stale, authorization: `OAuth ${test().token}` })).toBe(403);
      expect(await ask('/v3/sprints/999999', headers(stale))).toBe(404);
      expect(await ask(`/v3/sprints/${sprint.id}`, { ...headers(stale), authorization: `OAuth ${viewer.token}` })).toBe(
        403,
      );
      expect(await ask(`/v3/sprints/${sprint.id}`, headers({ ...stale, 'content-type': 'text/csv' }))).toBe(415);
      expect(await ask(`/v3/sprints/${sprint.id}`, headers(stale))).toBe(400);
      expect(await ask(`/v3/sprints/${sprint.id}`, headers(stale), '{"name": 5}')).toBe(412);
      expect(await ask(`/v3/sprints/${sprint.id}`, headers({ ...stale, 'if-match': '"1"' }), '{"name": 5}')).toBe(400);
    });

    it('makes a sprint of another organization as missing as one that never was', async () => {
      const { id } = await addSprint();
      const other = await test().addOrganization(`other-${engine}-${id}`);
      const own = { authorization: `OAuth ${other.token}`, 'x-org-id': String(other.orgId) };
      for (const method of ['GET', 'PATCH', 'DELETE'] as const) {
        const foreign = await test().send(method, `/v3/sprints/${id}`, { headers: { ...own, 'if-match': '"9"' } });
        const missing = await test().send(method, '/v3/sprints/999999', { headers: { ...own, 'if-match': '"9"' } });
        expect([foreign.status, foreign.text]).toEqual([404, missing.text]);
      }
    });
  });

  describe('the organization header', () => {
    it.each([
      [{ 'x-org-id': '1' }, 200],
      [{ 'x-cloud-org-id': 'acme' }, 200],
      [{ 'x-org-id': 'not provided', 'x-cloud-org-id': 'acme' }, 200],
      [{ 'x-org-id': '1', 'x-cloud-org-id': 'acme' }, 200],
      [{}, 403],
      [{ 'x-org-id': 'not provided' }, 403],
      [{ 'x-org-id': '2' }, 403],
      [{ 'x-org-id': '1', 'x-cloud-org-id': 'other' }, 400],
    ])('%j answers %i', async (organization, status) => {
      const { id } = await addSprint();
      const own = Object.fromEntries(Object.entries(organization).filter(([, value]) => value !== undefined)) as Record<
        string,
        string
      >;
      const answer = await test().send('GET', `/v3/sprints/${id}`, {
        headers: { authorization: `bearer ${test().token}`, ...own },
      });
      expect(answer.status).toBe(status);
    });
  });
});
