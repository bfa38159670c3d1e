import { describe, expect, it } from 'vitest';
import { useTestServer } from '../support/open-test-server.ts';

const documents = [
  {
    name: 'Kaiten',
    url: '/kaiten/openapi.json',
    servers: ['', '/kaiten'],
    a: '/api/latest/spaces/{space_uid}/iterations',
  },
  { name: 'TeamPulse', url: '/teampulse/openapi.json', servers: ['', '/teampulse'], a: '/api/v1/iterations/{id}' },
  { name: 'Tracker', url: '/tracker/openapi.json', servers: ['', '/tracker'], a: '/v3/sprints/{id}' },
  { name: 'Native', url: '/native/openapi.json', servers: ['/native'], a: '/v1/iterations/{id}' },
] as const;

describe.each(documents)('The OpenAPI document of $name', ({ url, servers, a }) => {
  const test = useTestServer('sqlite');
  const read = async () => (await test().send('GET', url)).json();

  it('is served to everybody, and names the servers as the caller addressed them', async () => {
    const { status, headers, json } = await test().send('GET', url, { headers: { host: 'plan.example:8443' } });
    expect([status, headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
    expect(json().openapi).toBe('3.1.0');
    expect(json().servers).toEqual(servers.map((base) => ({ url: `http://plan.example:8443${base}` })));
    expect(Object.keys(json().paths)).toContain(a);
  });

  it('tells each operation once, with what it does, its tag and a name of its own', async () => {
    const operations = operationsOf(await read());
    expect(operations.length).toBeGreaterThan(5);
    const untold = operations.filter(
      ({ operation }) => !/^[A-Z].*[^.]$/.test(operation.summary ?? '') || operation.tags?.length !== 1,
    );
    expect(untold.map(({ key }) => key)).toEqual([]);
    const shapes = operations.map(({ key }) => key.replace(/\{\w+\}/g, '{}'));
    expect(new Set(shapes).size).toBe(shapes.length);
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(ids.every((id) => /^[a-z]+[A-Z]\w*$/.test(id))).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('declares the parameters that its paths have, and no others', async () => {
    for (const { key, operation } of operationsOf(await read())) {
      const declared = (operation.parameters ?? []).filter((each: any) => each.in === 'path');
      const named = [...key.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect([key, declared.map((each: any) => each.name)]).toEqual([key, named]);
      expect(declared.every((each: any) => each.required === true && each.schema.type === 'string')).toBe(true);
    }
  });

  it('gives every operation an answer for success and one for errors', async () => {
    for (const { key, operation } of operationsOf(await read())) {
      const answers = Object.entries<any>(operation.responses);
      expect([key, answers.map(([status]) => status)]).toEqual([
        key,
        expect.arrayContaining([expect.stringMatching(/^20[0-4]$/), 'default']),
      ]);
      for (const [status, { description, content }] of answers) {
        expect([key, status, description]).toEqual([key, status, expect.stringMatching(/^(?!Default Response).+/)]);
        expect(content === undefined || Object.keys(content).length === 1).toBe(true);
      }
    }
  });

  it('says something with every schema', async () => {
    const document = await read();
    const empty = schemasOf(document).filter(({ schema }) => Object.keys(schema).length === 0);
    expect(empty.map(({ path }) => path)).toEqual([]);
  });

  it('refers only to what it holds', async () => {
    const document = await read();
    const refs = [...new Set(refsOf(document))];
    expect(refs).toContain('#/components/schemas/Error');
    for (const ref of refs) expect([ref, resolve(document, ref)]).toEqual([ref, expect.any(Object)]);
    const schemes = Object.keys(document.components.securitySchemes);
    const named = [document.security, ...operationsOf(document).map(({ operation }) => operation.security ?? [])]
      .flat()
      .flatMap((each) => Object.keys(each));
    expect(schemes).toEqual(expect.arrayContaining(named));
  });
});

describe('What the documents say of single operations', () => {
  const test = useTestServer('sqlite');
  const read = async (url: string) => (await test().send('GET', url)).json().paths;

  it('a body need not be there if it has to have no members', async () => {
    const paths = await read('/kaiten/openapi.json');
    const list = paths['/api/latest/spaces/{space_uid}/iterations'];
    const one = paths['/api/latest/spaces/{space_uid}/iterations/{id}'];
    expect([list.post.requestBody.required, one.delete.requestBody.required]).toEqual([true, false]);
  });

  it('query parameters are told, and need not be there', async () => {
    const { parameters } = (await read('/tracker/openapi.json'))['/v3/sprints/{id}/_start'].post;
    expect(parameters).toContainEqual({
      in: 'query',
      name: 'version',
      required: false,
      description: expect.any(String),
      schema: { type: 'string' },
    });
  });

  it('no token is asked for where none is needed', async () => {
    const { post, delete: remove } = (await read('/native/openapi.json'))['/v1/session'];
    expect([post.security, remove.security]).toEqual([[], undefined]);
  });

  it('what several answers hold is told once', async () => {
    const { components } = (await test().send('GET', '/tracker/openapi.json')).json();
    const sprint = components.schemas.Sprint.properties;
    const reference = { $ref: '#/components/schemas/Reference' };
    expect([sprint.board, sprint.createdBy]).toEqual([reference, reference]);
    const list = (await read('/tracker/openapi.json'))['/v3/sprints'].get.responses['200'];
    expect(list.content['application/json'].schema).toEqual({
      type: 'array',
      items: { $ref: '#/components/schemas/Sprint' },
    });
  });

  it('errors are told as they are sent', async () => {
    const { get } = (await read('/kaiten/openapi.json'))['/api/latest/spaces/{space_uid}/iterations'];
    const types = Object.entries<any>(get.responses).map(([status, { content = {} }]) => [
      status,
      Object.keys(content).join(),
    ]);
    expect(types).toEqual([
      ['200', 'application/json'],
      ['401', 'text/plain'],
      ['403', ''],
      ['404', ''],
      ['429', 'text/html'],
      ['default', 'application/json'],
    ]);
  });
});

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

function operationsOf(document: any): { key: string; operation: any }[] {
  return Object.entries<any>(document.paths).flatMap(([path, item]) => {
    expect(methods).toEqual(expect.arrayContaining(Object.keys(item)));
    return Object.entries<any>(item).map(([method, operation]) => ({
      key: `${method.toUpperCase()} ${path}`,
      operation,
    }));
  });
}

/** Every schema, with where it stands: those of parameters, bodies and answers, and of the members within them. */
function schemasOf(document: any): { path: string; schema: any }[] {
  const found: { path: string; schema: any }[] = [];
  const visit = (schema: any, path: string): void => {
    if (typeof schema !== 'object') return;
    found.push({ path, schema });
    for (const [name, each] of Object.entries(schema.properties ?? {})) visit(each, `${path}.${name}`);
    if (schema.items !== undefined) visit(schema.items, `${path}.items`);
    for (const key of ['anyOf', 'oneOf', 'allOf', 'prefixItems']) {
      for (const [index, each] of (schema[key] ?? []).entries()) visit(each, `${path}.${key}[${index}]`);
    }
  };
  const visitContent = (content: any, path: string) => {
    for (const { schema } of Object.values<any>(content ?? {})) visit(schema, path);
  };
  for (const [name, schema] of Object.entries(document.components.schemas)) visit(schema, name);
  for (const { key, operation } of operationsOf(document)) {
    for (const { name, schema } of operation.parameters ?? []) visit(schema, `${key} ${name}`);
    visitContent(operation.requestBody?.content, `${key} body`);
    for (const [status, { content }] of Object.entries<any>(operation.responses)) {
      visitContent(content, `${key} ${status}`);
    }
  }
  return found;
}

function refsOf(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) =>
    key === '$ref' && typeof value === 'string' ? [value] : refsOf(value),
  );
}

function resolve(document: any, ref: string): unknown {
  return ref
    .replace(/^#\//, '')
    .split('/')
    .reduce((part, name) => part?.[name.replaceAll('~1', '/').replaceAll('~0', '~')], document);
}
