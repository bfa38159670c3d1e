import type { FastifyInstance } from 'fastify';
import type { ApiDescription, ToldRoute } from './api-description.ts';
import { nameSchemas } from './named-schemas.ts';
import { operationTeller, type ToldOperation } from './openapi-operations.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Describes the routes of this scope at `openapi.json`, to everybody. Called before the scope's first route. */
    serveOpenApi: (api: ApiDescription) => void;
    /** By the name of a dialect, what it says of itself and what makes its document; that is made once. */
    readonly apiDocuments: ReadonlyMap<string, { readonly api: ApiDescription; readonly document: () => ApiDocument }>;
  }
}

/** A document without the servers, which are as the caller addresses them. */
export interface ApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly components: {
    readonly schemas: Readonly<Record<string, object>>;
    readonly securitySchemes: ApiDescription['securitySchemes'];
  };
  readonly paths: Readonly<Record<string, Readonly<Record<string, ToldOperation>>>>;
  readonly security: readonly Readonly<Record<string, readonly []>>[];
}

/** Lets a dialect describe itself in OpenAPI 3.1. The document is made when somebody asks for it first. */
export function decorateOpenApi(server: FastifyInstance): void {
  const documents = new Map<string, { api: ApiDescription; document: () => ApiDocument }>();
  server.decorate('apiDocuments', documents);
  server.decorate('serveOpenApi', function (this: FastifyInstance, api) {
    const routes: ToldRoute[] = [];
    this.addHook('onRoute', (options) => {
      const { method, path, schema = {}, config } = options;
      const told = path.slice(this.prefix.length);
      const isTold = schema.hide !== true && api.under.some((start) => told.startsWith(`${start}/`));
      // Every GET has a HEAD beside it.
      if (isTold && typeof method === 'string' && method !== 'HEAD') {
        routes.push({ method, path: told.replace(/:(\w+)/g, '{$1}'), schema, isOpen: config?.open === true });
      }
      // Only told: an answer is made of nothing else, and for each status Fastify would keep what writes it.
      const { response: _, ...checked } = schema;
      options.schema = checked;
    });
    let document: ApiDocument | undefined;
    const made = () => {
      document ??= documentOf(api, routes);
      return document;
    };
    documents.set(this.prefix.slice(1), { api, document: made });
    this.get('/openapi.json', { config: { open: true } }, async (request) => {
      return { ...made(), servers: api.bases.map((base) => ({ url: request.baseUrl + base })) };
    });
  });
}

function documentOf(api: ApiDescription, routes: readonly ToldRoute[]): ApiDocument {
  const { components, refer } = nameSchemas(api.schemas);
  const tell = operationTeller(api, refer);
  const paths: Record<string, Record<string, ToldOperation>> = {};
  for (const route of routes) {
    const operations = (paths[route.path] ??= {});
    operations[route.method.toLowerCase()] = tell(route);
  }
  return {
    openapi: '3.1.0',
    info: { title: api.title, version: api.version, description: api.description },
    components: { schemas: { Error: api.error.schema, ...components }, securitySchemes: api.securitySchemes },
    paths,
    security: api.security.map((schemes) => Object.fromEntries(schemes.map((name) => [name, []]))),
  };
}
