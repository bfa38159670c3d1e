import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { useTestServer } from '../../test/support/open-test-server.ts';
import { curlLine, exampleRequest } from './api-example.ts';
import { exampleOf } from './schema-example.ts';

const run = promisify(execFile);

describe('The lines of the documentation', () => {
  const test = useTestServer('sqlite');
  let base = '';
  beforeAll(async () => {
    base = await test().server.listen({ port: 0, host: '127.0.0.1' });
  });

  /** The lines of a page as a reader copies them. */
  const linesOf = async (dialect: string) => {
    const page = await (await fetch(`${base}/docs/${dialect}`)).text();
    const entities = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' } as const;
    return [...page.matchAll(/<pre class="curl"[^>]*>([^<]*)<\/pre>/g)].map(([, text = '']) =>
      text.replace(/&(lt|gt|quot|amp);/g, (entity) => entities[entity as keyof typeof entities]),
    );
  };
  const paste = async (line: string) => {
    const env = { ...process.env, TOKEN: test().token };
    const { stdout } = await run('sh', ['-c', `${line} -s -m 10 -o /dev/null -w '%{http_code}'`], { env });
    return Number(stdout);
  };

  it.each(['kaiten', 'teampulse', 'tracker', 'native'])('read what %s has when they are pasted', async (dialect) => {
    const lines = await linesOf(dialect);
    expect(lines.length).toBeGreaterThan(20);
    expect(lines.filter((line) => !line.includes(` '${base}/`))).toEqual([]);
    // What needs no name from the reader, does not go on for ever, and is no form for browsers.
    const reads = lines.filter(
      (line) => /^curl '[^{]*' /.test(`${line} `) && !/\/events'|uthenticat|inlogin/.test(line),
    );
    const statuses = await Promise.all(reads.map(async (line) => ({ line, status: await paste(line) })));
    expect(statuses.filter(({ status }) => status !== 200)).toEqual([]);
    expect(reads.length).toBeGreaterThan(3);
  });

  it('make and change things once their names are filled in', async () => {
    const lines = await linesOf('native');
    const find = (start: string) => lines.find((line) => line.startsWith(start)) ?? '';
    expect(await paste(find(`curl -X POST '${base}/native/v1/projects'`))).toBe(201);
    const headers = { authorization: `Bearer ${test().token}` };
    const { projects } = (await test().send('GET', '/native/v1/projects', { headers })).json();
    const id = String(projects.at(-1).id);
    expect(await paste(find(`curl -X POST '${base}/native/v1/projects/{id}/items'`).replace('{id}', id))).toBe(201);
    expect(await paste(find(`curl -X PATCH '${base}/native/v1/projects/{id}'`).replace('{id}', id))).toBe(200);
  });

  it('quote whatever a body holds', () => {
    const request = exampleRequest({ bases: ['/native'] }, 'PATCH', '/v1/things/{id}', {
      parameters: [{ in: 'header', name: 'If-Match', required: true, schema: { type: 'string' } }],
      requestBody: { required: true, content: { 'application/json': { schema: { const: "it's" } } } },
    });
    expect(curlLine(request, { baseUrl: 'https://h', proof: { Authorization: 'Bearer TOKEN' } })).toBe(
      `curl -X PATCH 'https://h/native/v1/things/{id}' -H "Authorization: Bearer $TOKEN" -H 'If-Match: *' ` +
        `-H 'Content-Type: application/json' -d '"it'\\''s"'`,
    );
  });

  it('hold an example that is what the schema asks for at the least', () => {
    const schema = {
      type: 'object',
      required: ['title', 'start', 'who', 'kind', 'tags', 'count'],
      properties: {
        title: { type: 'string' },
        start: { anyOf: [{ type: 'null' }, { type: 'string', format: 'date' }] },
        who: { type: ['string', 'null'], format: 'uuid' },
        kind: { enum: ['a', 'b'] },
        tags: { type: 'array', items: { type: 'string' } },
        count: { type: 'integer', minimum: 5 },
        more: { type: 'boolean' },
      },
    };
    expect(exampleOf(schema)).toEqual({
      title: 'text',
      start: '2026-01-12',
      who: '3f0b7c52-5a55-4c0e-9f0e-2f6f0a1b7c9d',
      kind: 'a',
      tags: ['text'],
      count: 5,
    });
    expect(exampleOf({ type: 'object', properties: { a: { type: 'boolean' }, b: {} } })).toEqual({ a: true });
  });
});
