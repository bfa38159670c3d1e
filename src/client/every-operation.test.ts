import { readdirSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { useTestServer } from '../../test/support/open-test-server.ts';

/** What other programs ask: a stream, calendars and the pictures in them. */
const notByFetch = /^GET \/(events|feeds\/.*)$/;

/** Stands for any argument and any answer: whatever is asked of it is itself again, and as a text it is `7`. */
const anything: any = new Proxy(() => anything, {
  get: (_target, key) => {
    if (key === Symbol.toPrimitive) return () => '7';
    if (key === Symbol.iterator) return undefined;
    if (key === 'then') return undefined;
    return key === 'next' ? null : anything;
  },
});

describe('The clients together', () => {
  const test = useTestServer('sqlite');
  afterEach(() => vi.unstubAllGlobals());

  /** Every request that some method of some client sends. */
  async function requests(): Promise<readonly string[]> {
    const sent: string[] = [];
    vi.stubGlobal('fetch', async (url: string, { method }: { method: string }) => {
      sent.push(`${method} ${url.split('?')[0]}`);
      return { ok: true, status: 200, json: async () => anything };
    });
    const names = readdirSync(import.meta.dirname).flatMap((file) => /^([\w-]+)\.ts$/.exec(file)?.[1] ?? []);
    for (const client of names) {
      const exported: Record<string, unknown> = await import(/* @vite-ignore */ `${import.meta.dirname}/${client}.ts`);
      for (const [name, make] of Object.entries(exported)) {
        if (!name.endsWith('Client') || typeof make !== 'function') continue;
        const methods: Record<string, (...args: readonly unknown[]) => Promise<unknown>> = make({ base: '' });
        for (const method of Object.values(methods)) {
          await method(anything, anything, anything).catch((error: unknown) => {
            // What an answer is put together from is not what is looked at here.
            if (!(error instanceof TypeError)) throw error;
          });
        }
      }
    }
    return [...new Set(sent)];
  }

  it('ask for every operation that the document tells of, and for nothing else', async () => {
    const { paths } = (await test().send('GET', '/native/openapi.json')).json();
    const operations = Object.entries<object>(paths)
      .flatMap(([path, item]) =>
        Object.keys(item).map((method) => `${method.toUpperCase()} ${path.slice('/v1'.length)}`),
      )
      .filter((name) => !notByFetch.test(name));
    const sent = await requests();
    expect(operations.length).toBeGreaterThan(80);
    expect(operations.filter((operation) => !sent.some((request) => isOf(request, operation)))).toEqual([]);
    expect(sent.filter((request) => !operations.some((operation) => isOf(request, operation)))).toEqual([]);
  });
});

/** Whether a request is one of an operation: `7` in it stands for any part of a path. */
function isOf(request: string, operation: string): boolean {
  const [asked, told] = [request.split(/[ /]/), operation.split(/[ /]/)];
  return (
    asked.length === told.length &&
    told.every((part, index) => part === asked[index] || (asked[index] === '7' && index > 0))
  );
}
