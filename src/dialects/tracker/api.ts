import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { Column } from './board-columns.wire.ts';
import { Board } from './boards.wire.ts';
import { BulkFailure, BulkProgress, BulkStarted } from './bulk-change.wire.ts';
import { DictionaryEntry, StatusEntry } from './dictionaries.wire.ts';
import { Field, FieldCategory } from './fields.wire.ts';
import { Change } from './issue-changelog.wire.ts';
import { Comment } from './issue-comments.wire.ts';
import { Transition } from './issue-transitions.wire.ts';
import { Issue } from './issues.wire.ts';
import { operations } from './operations.ts';
import { Queue } from './queues.wire.ts';
import { Reference } from './references.ts';
import { Sprint } from './sprints.wire.ts';
import { User } from './users.wire.ts';

const TrackerError = Type.Object({
  errors: Type.Record(Type.String(), Type.String(), { description: 'Field → what is wrong with it' }),
  errorsData: Type.Object({}),
  errorMessages: Type.Array(Type.String(), { description: 'What is wrong with the whole' }),
  statusCode: Type.Integer(),
});

/** What the document at `openapi.json` says of the dialect as a whole. */
export const api = {
  title: 'Timebox as Yandex Tracker',
  version: 'v3',
  description:
    'Boards, sprints and issues as the Yandex Tracker API has them. `/v2` in place of `/v3` is the same. ' +
    'A change may name the version it was made from, in `If-Match` or `?version=`. ' +
    'Messages are in Russian, or in English if `Accept-Language` asks for it. ' +
    'Any change may carry an `Idempotency-Key` and be sent again.',
  bases: ['', '/tracker'],
  under: ['/v3'],
  securitySchemes: {
    oauth: {
      type: 'apiKey',
      in: 'header',
      name: 'Authorization',
      description: 'The word OAuth, a blank and the token',
    },
    bearer: { type: 'http', scheme: 'bearer' },
    organization: { type: 'apiKey', in: 'header', name: 'X-Org-ID', description: 'Number or slug' },
    cloudOrganization: { type: 'apiKey', in: 'header', name: 'X-Cloud-Org-ID', description: 'Number or slug' },
  },
  security: [
    ['oauth', 'organization'],
    ['oauth', 'cloudOrganization'],
    ['bearer', 'organization'],
    ['bearer', 'cloudOrganization'],
  ],
  proof: { Authorization: 'OAuth TOKEN', 'X-Org-ID': '1' },
  operations,
  schemas: {
    Board,
    BulkFailure,
    BulkProgress,
    BulkStarted,
    Change,
    Column,
    Comment,
    DictionaryEntry,
    Field,
    FieldCategory,
    Issue,
    Queue,
    Reference,
    Sprint,
    StatusEntry,
    Transition,
    User,
  },
  error: { mediaType: 'application/json', schema: TrackerError },
} as const satisfies Parameters<FastifyInstance['serveOpenApi']>[0];
