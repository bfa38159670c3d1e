import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startServer, temporaryFolder } from './timebox.ts';

describe('A bulk change that the server was in the middle of', () => {
  it.each(['SIGKILL', 'SIGTERM'] as const)(
    'is carried out by the next start after %s',
    {
      timeout: 120_000,
    },
    async (signal) => {
      const env = { TIMEBOX_DATA_DIR: temporaryFolder() };
      const first = await startServer(env, '--demo');
      let token: string | undefined;
      while (token === undefined) {
        token = /token {5}(\S+)/.exec(first.stdout())?.[1];
        await sleep(20);
      }
      const headers = { authorization: `OAuth ${token}`, 'x-org-id': '1', 'content-type': 'application/json' };
      const ask = async (url: string, body?: unknown): Promise<any> => {
        const request = body === undefined ? { headers } : { headers, method: 'POST', body: JSON.stringify(body) };
        return (await fetch(url, request)).json();
      };
      const found = await ask(`${first.url}/v3/issues/_search?perPage=1000`, {});
      const keys: string[] = found.map((each: { key: string }) => each.key);
      expect(keys.length).toBeGreaterThan(100);
      const body = { issues: keys, values: { tags: { add: ['together'] } } };
      const begun = await ask(`${first.url}/v3/bulkchange/_update`, body);
      expect(begun.status).toBe('CREATED');
      first.process.kill(signal);
      await first.ended;

      const again = await startServer(env);
      let seen = await ask(`${again.url}/v3/bulkchange/${begun.id}`);
      while (seen.status !== 'COMPLETE') {
        expect(['CREATED', 'RUNNING']).toContain(seen.status);
        await sleep(20);
        seen = await ask(`${again.url}/v3/bulkchange/${begun.id}`);
      }
      expect(seen).toMatchObject({ totalIssues: keys.length, totalCompletedIssues: keys.length });
      const changed = await ask(`${again.url}/v3/issues/_count`, { filter: { tags: 'together' } });
      expect(changed).toBe(keys.length);
      again.process.kill('SIGTERM');
      expect(await again.ended).toMatchObject({ code: 0 });
    },
  );
});
