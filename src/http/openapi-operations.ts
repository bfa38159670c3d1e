import { STATUS_CODES } from 'node:http';
import { Type } from 'typebox';
import type { ApiDescription, Operation, ToldRoute } from './api-description.ts';

declare module 'fastify' {
  /** What a route tells of itself. */
  interface FastifySchema {
    /** The document says nothing of it. */
    readonly hide?: boolean;
    readonly summary?: string;
    readonly description?: string;
    readonly tags?: readonly string[];
    /** Media types of the body, where it is not JSON. */
    readonly consumes?: readonly string[];
    /** The version that is changed has to be named in If-Match. */
    readonly isVersioned?: boolean;
  }
}

interface ToldContent {
  readonly content?: Readonly<Record<string, { readonly schema?: unknown }>>;
}

/** An operation as the document has it. */
export interface ToldOperation {
  readonly operationId: string;
  readonly summary: string | undefined;
  readonly description: string | undefined;
  readonly tags: readonly string[] | undefined;
  readonly parameters?: readonly ToldParameter[];
  readonly requestBody?: ToldContent & { readonly required: boolean };
  readonly security?: readonly [];
  readonly responses: Readonly<Record<string, ToldContent & { readonly description: string | undefined }>>;
}

interface ToldParameter {
  readonly schema: object;
  readonly in: 'query' | 'path' | 'header';
  readonly name: string;
  readonly required: boolean;
  readonly description?: string;
}

/** Makes what turns a route into an operation of OpenAPI, by its schema, the dialect's table, and the dialect as a whole. */
export function operationTeller(
  api: ApiDescription,
  refer: (schema: unknown) => unknown,
): (route: ToldRoute) => ToldOperation {
  // Parameters may be called otherwise in the table than in the routes.
  const operations = new Map<string, Operation & { readonly tag: string }>(
    Object.entries(api.operations).flatMap(([tag, group]) =>
      Object.entries(group).map(([key, operation]) => [nameless(key), { ...operation, tag }]),
    ),
  );
  const errors = errorAnswers(api);
  const { headers = () => ({}), refusals = () => [] } = api;
  return (route) => {
    const { method, path, schema, isOpen } = route;
    const told = operations.get(nameless(`${method} ${path}`));
    return {
      operationId: operationId(method, path),
      summary: told?.summary ?? schema.summary,
      description: told?.differs ?? schema.description,
      tags: told === undefined ? schema.tags : [told.tag],
      ...parametersOf(route, told?.query, headers(route)),
      ...(schema.body === undefined ? {} : { requestBody: bodyOf(schema.body, schema.consumes) }),
      ...(isOpen ? { security: [] } : {}),
      responses: { ...successAnswers(schema.response, refer), ...refused(refusals(route), api), ...errors },
    };
  };
}

function nameless(key: string): string {
  return key.replace(/\{\w+\}/g, '{}');
}

/** `PATCH /v3/sprints/{id}` → `patchV3SprintsById`. */
function operationId(method: string, path: string): string {
  const words = path.replace(/\{(\w+)\}/g, 'by/$1').split(/[^a-zA-Z0-9]+/);
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/** What the query may hold, as the table says or else the schema, what the path does, and which headers there may be. */
function parametersOf(
  { path, schema }: ToldRoute,
  told: Operation['query'],
  headers: Readonly<Record<string, string>>,
): { parameters?: readonly ToldParameter[] } {
  const texts = (place: 'query' | 'header', named: Readonly<Record<string, string>>) =>
    Object.entries(named).map(([name, description]) => parameter(place, name, { type: 'string', description }, false));
  const query = told === undefined ? parametersOfSchema(schema.querystring) : texts('query', told);
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) =>
    parameter('path', name, { type: 'string' }, true),
  );
  const version = { type: 'string', description: 'The version that is changed, as ETag told it; `*` for any' };
  const ifMatch = schema.isVersioned === true ? [parameter('header', 'If-Match', version, true)] : [];
  const parameters = [...query, ...inPath, ...ifMatch, ...texts('header', headers)];
  return parameters.length === 0 ? {} : { parameters };
}

function parametersOfSchema(schema: unknown): readonly ToldParameter[] {
  if (!Type.IsObject(schema)) return [];
  const { properties } = schema;
  const required: readonly string[] = schema.required ?? [];
  return Object.entries(properties).map(([name, each]) => parameter('query', name, each, required.includes(name)));
}

/** A description tells of the parameter, not of its type. */
function parameter(place: ToldParameter['in'], name: string, typed: object, required: boolean): ToldParameter {
  const { description, ...schema }: { readonly description?: string } = typed;
  return { schema, in: place, name, required, ...(description === undefined ? {} : { description }) };
}

/** A body that has to have no members need not be there. */
function bodyOf(
  schema: unknown,
  mediaTypes: readonly string[] = ['application/json'],
): NonNullable<ToldOperation['requestBody']> {
  return {
    required: typeof schema === 'object' && schema !== null && 'required' in schema,
    content: Object.fromEntries(mediaTypes.map((type) => [type, { schema }])),
  };
}

function successAnswers(response: unknown, refer: (schema: unknown) => unknown): ToldOperation['responses'] {
  if (typeof response !== 'object' || response === null) return { 200: { description: 'OK' } };
  const described: [status: string, schema: unknown][] = Object.entries(response);
  return Object.fromEntries(
    described.map(([status, schema]) => {
      const content = Type.IsNull(schema) ? {} : { content: { [mediaTypeOf(schema)]: { schema: refer(schema) } } };
      return [status, { description: STATUS_CODES[status], ...content }];
    }),
  );
}

/** A text may say what it is; all else is JSON. */
function mediaTypeOf(schema: unknown): string {
  const isTold = typeof schema === 'object' && schema !== null && 'contentMediaType' in schema;
  return isTold && typeof schema.contentMediaType === 'string' ? schema.contentMediaType : 'application/json';
}

/** Refusals that all look alike, by status. */
function refused(statuses: readonly number[], { error }: ApiDescription): ToldOperation['responses'] {
  const content = { [error.mediaType]: { schema: { $ref: '#/components/schemas/Error' } } };
  return Object.fromEntries(statuses.map((status) => [status, { description: STATUS_CODES[status], content }]));
}

function errorAnswers({ error, otherErrors = {} }: ApiDescription): ToldOperation['responses'] {
  const schema = { $ref: '#/components/schemas/Error' };
  return {
    default: { description: 'What went wrong', content: { [error.mediaType]: { schema } } },
    ...Object.fromEntries(
      Object.entries(otherErrors).map(([status, { description, mediaType }]) => [
        status,
        {
          description,
          ...(mediaType === undefined ? {} : { content: { [mediaType]: { schema: { type: 'string' } } } }),
        },
      ]),
    ),
  };
}
