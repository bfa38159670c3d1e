import type { FastifySchema } from 'fastify';
import type { TSchema } from 'typebox';
import type { NamedSchemas } from './named-schemas.ts';

/** A route that a document tells of. */
export interface ToldRoute {
  readonly method: string;
  /** With `{parameters}`, below what the dialect is put behind. */
  readonly path: string;
  readonly schema: FastifySchema;
  /** Needs no token. */
  readonly isOpen: boolean;
}

/** What a dialect says of itself in its document; the bodies are told by the schemas of its routes. */
export interface ApiDescription {
  readonly title: string;
  /** Of the API that is spoken. */
  readonly version: string;
  readonly description: string;
  /** What the dialect's paths may be put behind, the likeliest first: `''` is the root of the server. */
  readonly bases: readonly string[];
  /** What the paths that are told begin with. */
  readonly under: readonly string[];
  readonly securitySchemes: Readonly<Record<string, SecurityScheme>>;
  /** Each is a set of schemes that together suffice. */
  readonly security: readonly (readonly string[])[];
  /** The headers of a request as an example has them; `TOKEN` stands for the token. */
  readonly proof: Readonly<Record<string, string>>;
  /**
   * Tag → `METHOD /path/{parameter}` → an operation of the vendor's API, offered or not; the coverage page is made of it.
   * Routes that are not in it tell of themselves in their schema.
   */
  readonly operations: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  /** Parts of answers that are told once, under these names. `Error` is taken. */
  readonly schemas: NamedSchemas;
  /** The body of an error, and its media type. */
  readonly error: { readonly mediaType: string; readonly schema: TSchema };
  /** Name → meaning of a header that may go with a request of some route. */
  readonly headers?: (route: ToldRoute) => Readonly<Record<string, string>>;
  /** The statuses with which a request of some route may be refused, as far as they are worth naming. */
  readonly refusals?: (route: ToldRoute) => readonly number[];
  /** HTTP status → an error that looks otherwise. */
  readonly otherErrors?: Readonly<Record<number, OtherError>>;
}

/** One request, as the table of a dialect tells it. */
export interface Operation {
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
