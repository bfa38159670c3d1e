import { STATUS_CODES } from 'node:http';
import type { FastifySchema } from 'fastify';
import { Type } from 'typebox';
import type { ApiDescription, Operation } from './api-description.ts';

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
  }
}

/** A route that a document tells of. */
export interface ToldRoute {
  readonly method: string;
  /** With `{parameters}`, below what the dialect is put behind. */
  readonly path: string;
  readonly schema: FastifySchema;
  /** Needs no token. */
  readonly isOpen: boolean;
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
  readonly in: 'query' | 'path';
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
  return ({ method, path, schema, isOpen }) => {
    const told = operations.get(nameless(`${method} ${path}`));
    return {
      operationId: operationId(method, path),
      summary: told?.summary ?? schema.summary,
      description: told?.differs ?? schema.description,
      tags: told === undefined ? schema.tags : [told.tag],
      ...parametersOf(path, schema.querystring, told?.query),
      ...(schema.body === undefined ? {} : { requestBody: bodyOf(schema.body, schema.consumes) }),
      ...(isOpen ? { security: [] } : {}),
      responses: { ...successAnswers(schema.response, refer), ...errors },
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

/** What the query may hold, as the table says or else the schema, and what the path does. */
function parametersOf(
  path: string,
  schema: unknown,
  told: Operation['query'],
): { parameters?: readonly ToldParameter[] } {
  const query =
    told === undefined
      ? parametersOfSchema(schema)
      : Object.entries(told).map(([name, description]) =>
          parameter('query', name, { type: 'string', description }, false),
        );
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) =>
    parameter('path', name, { type: 'string' }, true),
  );
  const parameters = [...query, ...inPath];
  return parameters.length === 0 ? {} : { parameters };
}

function parametersOfSchema(schema: unknown): readonly ToldParameter[] {
  if (!Type.IsObject(schema)) return [];
  const { properties } = schema;
  const required: readonly string[] = schema.required ?? [];
  return Object.entries(properties).map(([name, each]) => parameter('query', name, each, required.includes(name)));
}

/** A description tells of the parameter, not of its type. */
function parameter(place: 'query' | 'path', name: string, typed: object, required: boolean): ToldParameter {
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
