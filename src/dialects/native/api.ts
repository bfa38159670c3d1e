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
    'Changes name the version they were made from in If-Match. Errors are problems as in RFC 9457. ' +
    'Any change may carry an Idempotency-Key and be sent again.',
  bases: ['/native'],
  under: ['/v1'],
  securitySchemes: {
    token: { type: 'http', scheme: 'bearer' },
    session: { type: 'apiKey', in: 'cookie', name: 'timebox_session' },
  },
  security: [['token'], ['session']],
  proof: { Authorization: 'Bearer TOKEN' },
  namesVersions: true,
  operations: {},
  schemas: { Board, BoardMove, Happening, Item, ItemRow, Iteration, LiveEvent, Me, Member, Move, Person, Project },
  error: { mediaType: 'application/problem+json', schema: Problem },
} as const satisfies Parameters<FastifyInstance['serveOpenApi']>[0];
