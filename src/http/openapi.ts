import { STATUS_CODES } from 'node:http';
import swagger from '@fastify/swagger';
import type { FastifyInstance, FastifySchema, RouteOptions } from 'fastify';
import { type TSchema, Type } from 'typebox';
import { type NamedSchemas, nameSchemas } from './named-schemas.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Describes the routes of this scope at `openapi.json`, to everybody. Called before the scope's first route. */
    serveOpenApi: (api: ApiDescription) => Promise<void>;
  }
}

/** What a dialect says of itself in its document; the bodies are told by the schemas of its routes. */
export interface ApiDescription {
  readonly title: string;
  /** Of the API that is spoken. */
  readonly version: string;
  readonly description: string;
  /** What the dialect's paths may be put behind, the likeliest first: `''` is the root of the server. */
  readonly bases: readonly string[];
  /** Paths that are told. All others are the same again, under another version. */
  readonly under: readonly string[];
  readonly securitySchemes: Readonly<Record<string, SecurityScheme>>;
  /** Each is a set of schemes that together suffice. */
  readonly security: readonly (readonly string[])[];
  /**
   * Tag → `METHOD /path/{parameter}` → an operation of the vendor's API, offered or not; the coverage page is made of it.
   * Routes that are not in it tell of themselves in their schema.
   */
  readonly operations: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  /** Parts of answers that are told once, under these names. `Error` is taken. */
  readonly schemas: NamedSchemas;
  /** The body of an error, and its media type. */
  readonly error: { readonly mediaType: string; readonly schema: TSchema };
  /** HTTP status → an error that looks otherwise. */
  readonly otherErrors?: Readonly<Record<number, OtherError>>;
}

interface Operation {
  readonly summary: string;
  /** Name → meaning of a parameter that the query may have. */
  readonly query?: Readonly<Record<string, string>>;
  /** It is answered, but not in all as the vendor does. */
  readonly differs?: string;
  /** It is not answered, and why. */
  readonly notOffered?: string;
}

interface OtherError {
  readonly description: string;
  /** Of a text; without it there is no body. */
  readonly mediaType?: string;
}

type SecurityScheme =
  | { readonly type: 'http'; readonly scheme: string; readonly description?: string }
  | {
      readonly type: 'apiKey';
      readonly in: 'header' | 'cookie';
      readonly name: string;
      readonly description?: string;
    };

/** Lets a dialect describe itself in OpenAPI 3.1. */
export function decorateOpenApi(server: FastifyInstance): void {
  server.decorate('serveOpenApi', async function (this: FastifyInstance, api) {
    const { components, refer } = nameSchemas(api.schemas);
    const describe = describerOf(api, refer);
    await this.register(swagger, {
      openapi: {
        openapi: '3.1.0',
        info: { title: api.title, version: api.version, description: api.description },
        components: {
          schemas: { Error: api.error.schema, ...components },
          securitySchemes: api.securitySchemes,
        },
        security: api.security.map((schemes) => Object.fromEntries(schemes.map((name) => [name, []]))),
      },
      transform: ({ schema, url, route }) => {
        const path = url.slice(this.prefix.length);
        const isTold = api.under.some((start) => path.startsWith(`${start}/`));
        return { schema: isTold ? describe(schema, path, route) : { hide: true }, url: path };
      },
      transformObject: (made) => {
        if (!('openapiObject' in made)) return made.swaggerObject;
        for (const item of Object.values(made.openapiObject.paths ?? {})) {
          for (const operation of [item?.post, item?.put, item?.patch, item?.delete])
            letBodyBeLeftOut(operation?.requestBody);
        }
        return made.openapiObject;
      },
    });
    this.get('/openapi.json', { config: { open: true }, schema: { hide: true } }, async (request) => ({
      ...this.swagger(),
      servers: api.bases.map((base) => ({ url: request.origin + base })),
    }));
  });
}

type Refer = (schema: unknown) => unknown;

/** Completes the schema of a route by what the table and the dialect as a whole say of it. */
function describerOf(api: ApiDescription, refer: Refer) {
  // Parameters may be called otherwise in the table than in the routes.
  const operations = new Map<string, Operation & { readonly tag: string }>(
    Object.entries(api.operations).flatMap(([tag, group]) =>
      Object.entries(group).map(([key, operation]) => [nameless(key), { ...operation, tag }]),
    ),
  );
  const errors = errorAnswers(api);
  return (schema: FastifySchema | undefined, path: string, route: RouteOptions): FastifySchema => {
    // 405 for all methods that a path does not have.
    if (Array.isArray(route.method)) return { hide: true };
    const templated = path.replace(/:(\w+)/g, '{$1}');
    const told = operations.get(nameless(`${route.method} ${templated}`));
    return {
      ...schema,
      operationId: operationId(route.method, templated),
      ...(told === undefined ? {} : { summary: told.summary, tags: [told.tag] }),
      ...(told?.differs === undefined ? {} : { description: told.differs }),
      ...(told?.query === undefined ? {} : { querystring: querySchema(told.query) }),
      ...(route.config?.open === true ? { security: [] } : {}),
      response: { ...successAnswers(schema?.response, refer), ...errors },
    };
  };
}

interface Body {
  required?: boolean;
  readonly content: Readonly<Record<string, { readonly schema?: object }>>;
}

/** Every body is called required by the generator; one that has to have no members need not be there. */
function letBodyBeLeftOut(body: Body | { readonly $ref: string } | undefined): void {
  if (body === undefined || '$ref' in body) return;
  const schemas = Object.values(body.content).map(({ schema }) => schema ?? {});
  body.required = schemas.every((schema) => 'required' in schema);
}

function nameless(key: string): string {
  return key.replace(/\{\w+\}/g, '{}');
}

/** `PATCH /v3/sprints/{id}` → `patchV3SprintsById`. */
function operationId(method: string, path: string): string {
  const words = path.replace(/\{(\w+)\}/g, 'by/$1').split(/[^a-zA-Z0-9]+/);
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

function querySchema(query: Readonly<Record<string, string>>): TSchema {
  return Type.Object(
    Object.fromEntries(
      Object.entries(query).map(([name, description]) => [name, Type.Optional(Type.String({ description }))]),
    ),
  );
}

function successAnswers(response: unknown, refer: Refer): Record<string, unknown> {
  if (typeof response !== 'object' || response === null) return { 200: { type: 'null', description: 'OK' } };
  const answers: Record<string, unknown> = {};
  const described: [status: string, schema: unknown][] = Object.entries(response);
  for (const [status, schema] of described) {
    const description = STATUS_CODES[status];
    answers[status] = Type.IsNull(schema)
      ? { type: 'null', description }
      : { description, content: { 'application/json': { schema: refer(schema) } } };
  }
  return answers;
}

function errorAnswers({ error, otherErrors = {} }: ApiDescription): Record<string, unknown> {
  const schema = { $ref: '#/components/schemas/Error' };
  const answers: Record<string, unknown> = {
    default: { description: 'What went wrong', content: { [error.mediaType]: { schema } } },
  };
  for (const [status, { description, mediaType }] of Object.entries(otherErrors)) {
    answers[status] =
      mediaType === undefined
        ? { type: 'null', description }
        : { description, content: { [mediaType]: { schema: { type: 'string' } } } };
  }
  return answers;
}
