import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { AcceptanceCriterion } from './acceptance-criteria.wire.ts';
import { Activity } from './activities.wire.ts';
import { Area } from './areas.wire.ts';
import { Attachment } from './attachments.wire.ts';
import { Comment } from './comments.wire.ts';
import { Iteration } from './iterations.wire.ts';
import { Link } from './links.wire.ts';
import { operations } from './operations.ts';
import { Project } from './projects.wire.ts';
import { Team } from './teams.wire.ts';
import { TimeEntry, TimeEntryType } from './time-entries.wire.ts';
import { User } from './users.wire.ts';
import { WorkItem } from './work-items.wire.ts';

const TeamPulseError = Type.Object(
  { Message: Type.String() },
  { additionalProperties: Type.String({ description: 'What is wrong with this member or query option' }) },
);

/** What the document at `openapi.json` says of the dialect as a whole. */
export const api = {
  title: 'Timebox as TeamPulse',
  version: 'v1',
  description:
    'Iterations and releases, and what belongs to projects, as the TeamPulse REST API has them. `/api` in place of `/api/v1` is the same, and paths are ' +
    'read without regard to letter case. Bodies may be forms too. A change may name the version it was made from in ' +
    '`If-Match`, and may carry an `Idempotency-Key` and be sent again.',
  bases: ['', '/teampulse'],
  under: ['/api/v1', '/authentication', '/authenticate', '/winlogin'],
  securitySchemes: {
    wrap: {
      type: 'apiKey',
      in: 'header',
      name: 'Authorization',
      description: 'WRAP access_token=, and the token right behind it',
    },
    basic: { type: 'http', scheme: 'basic', description: 'The token is the password; any name will do' },
  },
  security: [['wrap'], ['basic']],
  proof: { Authorization: 'WRAP access_token=TOKEN' },
  operations,
  schemas: {
    Iteration,
    WorkItem,
    Comment,
    Project,
    TimeEntryType,
    Area,
    Team,
    User,
    AcceptanceCriterion,
    Link,
    TimeEntry,
    Attachment,
    Activity,
  },
  error: { mediaType: 'application/json', schema: TeamPulseError },
} as const satisfies Parameters<FastifyInstance['serveOpenApi']>[0];
