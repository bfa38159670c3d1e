import type { FastifyInstance } from 'fastify';
import { Happening } from './activity.wire.ts';
import { BoardMove } from './board-moves.wire.ts';
import { Board } from './boards.wire.ts';
import { LiveEvent } from './events.wire.ts';
import { Item, ItemRow } from './items.wire.ts';
import { Iteration } from './iterations.wire.ts';
import { Move } from './moves.wire.ts';
import { Member, Person } from './people.wire.ts';
import { Problem } from './problem.wire.ts';
import { Project } from './projects.wire.ts';
import { Me } from './session.wire.ts';

/** What the document at `openapi.json` says of the dialect as a whole; each route tells what it does itself. */
export const api = {
  title: 'Timebox',
  version: '1',
  description:
    'Changes name the version they were made from in If-Match: the `ETag` that a read or a change before it told. ' +
    'With that tag in `If-None-Match` a read answers 304 as long as nothing has changed. Errors are problems as in ' +
    'RFC 9457. Any change may carry an `Idempotency-Key` and be sent again. Lists in pages name the next page in `next` ' +
    'and in `Link`. `RateLimit` tells how many more requests may be sent; after 429 wait for `Retry-After` seconds.',
  bases: ['/native'],
  under: ['/v1'],
  securitySchemes: {
    token: { type: 'http', scheme: 'bearer' },
    session: { type: 'apiKey', in: 'cookie', name: 'timebox_session' },
  },
  security: [['token'], ['session']],
  proof: { Authorization: 'Bearer TOKEN' },
  operations: {},
  schemas: { Board, BoardMove, Happening, Item, ItemRow, Iteration, LiveEvent, Me, Member, Move, Person, Project },
  error: { mediaType: 'application/problem+json', schema: Problem },
  headers: ({ method, isOpen }) =>
    method === 'GET' || isOpen ? {} : { 'Idempotency-Key': 'Makes it safe to send the same request again' },
  refusals: ({ method, path, schema, isOpen }) => {
    const isWrite = method !== 'GET';
    const hasBody = schema.body !== undefined;
    const { isVersioned = false } = schema;
    return [
      ...(hasBody || isVersioned || schema.querystring !== undefined ? [400] : []),
      ...(isOpen ? [] : [401]),
      ...(isWrite && !isOpen ? [403] : []),
      ...(path.includes('{') ? [404] : []),
      ...(isWrite && !isOpen ? [409] : []),
      ...(isVersioned ? [412] : []),
      ...(hasBody ? [413, 415] : []),
      ...(isWrite && !isOpen ? [422] : []),
      ...(isVersioned ? [428] : []),
      429,
    ];
  },
} as const satisfies Parameters<FastifyInstance['serveOpenApi']>[0];
