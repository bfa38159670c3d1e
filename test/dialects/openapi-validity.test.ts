import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { useTestServer } from '../support/open-test-server.ts';

/** An object with no members but these, as OpenAPI 3.1 knows it. */
function only(properties: object, required: readonly string[] = []) {
  return { type: 'object', properties, required, additionalProperties: false };
}
const mapOf = (additionalProperties: object) => ({ type: 'object', additionalProperties });
const text = { type: 'string', minLength: 1 };
const texts = { type: 'array', items: text };
const schema = { type: 'object' };
const content = mapOf(only({ schema }, ['schema']));
const requirements = { type: 'array', items: mapOf(texts) };
const parameterIn = (places: readonly string[], required: object) =>
  only({ name: text, in: { enum: places }, required, description: text, schema }, ['name', 'in', 'required', 'schema']);
const parameter = {
  oneOf: [parameterIn(['path'], { const: true }), parameterIn(['query', 'header', 'cookie'], { type: 'boolean' })],
};
const operation = only(
  {
    operationId: text,
    summary: text,
    description: text,
    tags: { ...texts, minItems: 1 },
    parameters: { type: 'array', items: parameter },
    requestBody: only({ required: { type: 'boolean' }, content }, ['content']),
    responses: {
      type: 'object',
      patternProperties: { '^([1-5][0-9][0-9]|default)$': only({ description: text, content }, ['description']) },
      additionalProperties: false,
      minProperties: 1,
    },
    security: requirements,
  },
  ['operationId', 'responses'],
);
const document = only(
  {
    openapi: { type: 'string', pattern: '^3\\.1\\.\\d+$' },
    info: only({ title: text, version: text, description: text }, ['title', 'version']),
    servers: { type: 'array', items: only({ url: { type: 'string', format: 'uri-reference' } }, ['url']) },
    components: only({
      schemas: { ...mapOf(schema), propertyNames: { pattern: '^[a-zA-Z0-9._-]+$' } },
      securitySchemes: mapOf({ type: 'object', required: ['type'] }),
    }),
    paths: {
      type: 'object',
      patternProperties: {
        '^/': { type: 'object', propertyNames: { enum: ['get', 'put', 'post', 'delete', 'patch'] } },
      },
      additionalProperties: false,
    },
    security: requirements,
  },
  ['openapi', 'info', 'paths'],
);

describe.each(['kaiten', 'teampulse', 'tracker', 'native'])('The OpenAPI document of %s', (name) => {
  const test = useTestServer('sqlite');
  const read = async () => (await test().send('GET', `/${name}/openapi.json`)).json();
  const compiler = () => new Ajv2020({ strict: false, validateFormats: false, allErrors: true });

  it('has the shape of OpenAPI 3.1', async () => {
    const told = await read();
    const check = compiler();
    expect([check.validate(document, told), check.errors]).toEqual([true, null]);
    const shape = check.compile(operation);
    for (const [path, operations] of Object.entries<object>(told.paths)) {
      for (const [method, each] of Object.entries<any>(operations)) {
        expect([method, path, shape(each), shape.errors]).toEqual([method, path, true, null]);
        const names = (each.parameters ?? []).map((told: any) => `${told.in} ${told.name}`);
        expect([method, path, new Set(names).size]).toEqual([method, path, names.length]);
      }
    }
  });

  it('holds schemas of JSON Schema 2020-12 alone', async () => {
    const told = await read();
    const check = compiler();
    const schemas = schemasIn(told, '');
    expect(schemas.length).toBeGreaterThan(20);
    for (const { pointer, schema: each } of schemas) {
      expect([pointer, check.validateSchema(each), check.errors]).toEqual([pointer, true, null]);
    }
  });

  it('gives examples that it would take', async () => {
    const told = await read();
    const check = compiler().addSchema(told, 'told', undefined, false);
    for (const { pointer, schema: each } of schemasIn(told, '')) {
      for (const example of each.examples ?? []) {
        expect([pointer, check.validate({ $ref: `told#${encodeURI(pointer)}` }, example)]).toEqual([pointer, true]);
      }
    }
  });
});

/** Every schema of a component, a parameter, a body or an answer, and where in the document it stands. */
function schemasIn(part: any, pointer: string): readonly { readonly pointer: string; readonly schema: any }[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries<any>(part).flatMap(([key, value]) => {
    const at = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (key === 'schema' || pointer === '/components/schemas') return [{ pointer: at, schema: value }];
    return schemasIn(value, at);
  });
}
