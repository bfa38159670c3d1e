import { describe, expect, it } from 'vitest';
import { useTestServer } from '../../test/support/open-test-server.ts';
import { schemaHtml, schemaNotes } from './schema-html.ts';

describe('The documentation for people', () => {
  const test = useTestServer('sqlite');
  const read = (url: string) => test().send('GET', url);

  it.each(['kaiten', 'teampulse', 'tracker', 'native'])(
    'tells every operation of %s, and takes everything from the server that it tells of',
    async (name) => {
      const answer = await read(`/docs/${name}`);
      expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
      expect(answer.headers['content-security-policy']).toMatch(
        /^default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';/,
      );
      expect(answer.headers['content-security-policy']).not.toContain('unsafe');
      expect(answer.text).not.toMatch(/style="| on\w+="/);
      const addresses = [...answer.text.matchAll(/(?:src|href)="([^"#]+)"/g)].map(([, address = '']) => address);
      expect(addresses.filter((address) => !/^\/(?!\/)/.test(address))).toEqual([]);
      const { paths, components } = (await read(`/${name}/openapi.json`)).json();
      const ids = Object.values<object>(paths).flatMap((item) =>
        Object.values(item).map((operation: any) => operation.operationId),
      );
      expect(ids.filter((id) => !answer.text.includes(`<details id="${id}">`))).toEqual([]);
      const schemas = Object.keys(components.schemas);
      expect(schemas.filter((key) => !answer.text.includes(`<section id="schema-${key}">`))).toEqual([]);
      const anchors = [...answer.text.matchAll(/href="#([^"]+)"/g)].map(([, anchor]) => anchor);
      expect(anchors.filter((anchor) => !answer.text.includes(`id="${anchor}"`))).toEqual([]);
    },
  );

  it('is found from its beginning, with its style, and nowhere else', async () => {
    const start = await read('/docs');
    expect([start.status, start.headers['location']]).toEqual([302, '/docs/native']);
    expect((await read('/docs/native')).text).toContain('<link rel="stylesheet" href="/docs/style.css">');
    const style = await read('/docs/style.css');
    expect([style.status, style.headers['content-type']]).toEqual([200, 'text/css; charset=utf-8']);
    const script = await read('/docs/script.js');
    expect([script.status, script.headers['content-type']]).toEqual([200, 'text/javascript; charset=utf-8']);
    expect((await read('/docs/none')).status).toBe(404);
    expect((await test().send('POST', '/docs/native')).status).toBe(405);
  });

  it('writes a schema as a type', () => {
    const schema = {
      type: 'object',
      required: ['title'],
      properties: {
        title: { type: 'string', minLength: 1, description: 'A <name>' },
        parent: { anyOf: [{ $ref: '#/components/schemas/Item' }, { type: 'null' }] },
        kinds: { type: 'array', items: { enum: ['a', 'b'] } },
        end: { type: ['string', 'null'], format: 'date' },
        pair: { type: 'array', prefixItems: [{ type: 'integer' }, { const: 1 }], items: false },
        byName: { type: 'object', patternProperties: { '^.*$': { type: 'boolean' } } },
      },
    };
    expect(schemaHtml(schema)).toBe(
      [
        '{',
        '  <b>title</b>: string <i>// A &lt;name&gt;; length from 1</i>',
        '  <b>parent</b>?: <a href="#schema-Item">Item</a> | null',
        '  <b>kinds</b>?: (&quot;a&quot; | &quot;b&quot;)[]',
        '  <b>end</b>?: string | null <i>// format date</i>',
        '  <b>pair</b>?: [integer, 1]',
        '  <b>byName</b>?: {',
        '    [name]: boolean',
        '  }',
        '}',
      ].join('\n'),
    );
    expect([schemaHtml({}), schemaNotes(undefined)]).toEqual(['anything', '']);
  });
});
