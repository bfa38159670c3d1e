import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { Board } from './boards.wire.ts';
import { Card, CardMember, FlatCard, ListedCard } from './card.schema.ts';
import { CardComment } from './card-comments.wire.ts';
import { Stay } from './card-history.wire.ts';
import { ListedTimeLog, TimeLog } from './card-time-logs.wire.ts';
import { CardType } from './card-types.wire.ts';
import { BoardColumn, BoardSubcolumn } from './columns.wire.ts';
import { IterationCard } from './iteration-cards.wire.ts';
import { Iteration } from './iterations.wire.ts';
import { Lane } from './lanes.wire.ts';
import { operations } from './operations.ts';
import { SpaceUser } from './space-users.wire.ts';
import { Space } from './spaces.wire.ts';
import { Sprint } from './sprints.wire.ts';
import { CardTag, Tag } from './tags.wire.ts';
import { User } from './users.wire.ts';

const KaitenError = Type.Object({
  code: Type.Optional(Type.Integer({ description: 'Which rule of this endpoint is broken' })),
  message: Type.String(),
});

/** What the document at `openapi.json` says of the dialect as a whole. */
export const api = {
  title: 'Timebox as Kaiten',
  version: 'latest',
  description:
    'Iterations as the Kaiten API has them. `/api/v1` in place of `/api/latest` is the same. ' +
    'Any change may carry an `Idempotency-Key` and be sent again.',
  bases: ['', '/kaiten'],
  under: ['/api/latest'],
  securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
  security: [['token']],
  proof: { Authorization: 'Bearer TOKEN' },
  operations,
  schemas: {
    Card,
    ListedCard,
    FlatCard,
    CardMember,
    CardTag,
    CardType,
    CardComment,
    TimeLog,
    ListedTimeLog,
    Tag,
    Iteration,
    IterationCard,
    Stay,
    Space,
    SpaceUser,
    Board,
    BoardColumn,
    BoardSubcolumn,
    Lane,
    User,
    Sprint,
  },
  error: { mediaType: 'application/json', schema: KaitenError },
  otherErrors: {
    401: { description: 'The word Unauthorized', mediaType: 'text/plain' },
    403: { description: 'The caller may not do this' },
    404: { description: 'There is no such thing, or none that the caller can see' },
    429: { description: 'Too many requests; Retry-After tells when to ask again', mediaType: 'text/html' },
  },
} as const satisfies Parameters<FastifyInstance['serveOpenApi']>[0];
