import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { type Fault, type FaultRule, Refusal, type RefusalCode, type Thing } from '../../domain/refusal.ts';
import { statusFromCore } from './sprints.wire.ts';

/** The body of every error: all four keys are always there, as clients read them without asking. */
export interface TrackerError {
  readonly errors: Readonly<Record<string, string>>;
  readonly errorsData: Readonly<Record<string, never>>;
  readonly errorMessages: readonly string[];
  readonly statusCode: number;
}

/** A new refusal does not compile until it has a status here (vendor page "Error codes"). */
const httpStatus = {
  unauthenticated: 401,
  wrong_organization: 403,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  invalid: 400,
  malformed_body: 400,
  unsupported_media_type: 415,
  body_too_large: 413,
  address_too_long: 414,
  version_malformed: 400,
  version_missing: 428,
  version_conflict: 412,
  transition_not_allowed: 422,
  dates_missing: 422,
  dates_reversed: 422,
  target_is_itself: 422,
  target_unknown: 422,
  target_not_open: 422,
  iteration_not_open: 422,
  iteration_closed: 422,
  item_not_live: 422,
  item_of_another_project: 422,
  iteration_holds_items: 422,
  iterations_of_one_board: 422,
  board_without_iterations: 422,
  taken: 409,
  retry_mismatch: 422,
  retry_running: 409,
  rate_limited: 429,
  busy: 503,
  storage_full: 503,
} as const satisfies Record<RefusalCode, number>;

const missingTexts: Readonly<Record<Thing, string>> = {
  iteration: 'Sprint does not exist.',
  project: 'Queue does not exist.',
  board: 'Board does not exist.',
  column: 'Column does not exist.',
  item: 'Issue does not exist.',
  comment: 'Comment does not exist.',
  person: 'User does not exist.',
};

const fieldNames: Readonly<Record<string, string>> = { title: 'name', start: 'startDate', end: 'endDate' };

/** Sentences about things that have another name here than in the core. */
const rewordings: Readonly<Partial<Record<RefusalCode, string>>> = {
  forbidden: 'Planning rights are needed for this queue',
  dates_missing: 'A sprint needs a start date and an end date to be started',
  board_without_iterations: 'A board of this type cannot have sprints.',
};

const faultTexts: Readonly<Partial<Record<FaultRule, string>>> = {
  missing: 'Required parameter.',
  unknown: 'Incorrect data format',
  type: 'Incorrect data format',
};

/** Answers whatever went wrong in this dialect's shape. What is not a refusal is a fault of ours: logged whole, shown bare. */
export function sendError(error: FastifyError | Refusal, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof Refusal) return sendRefusal(error, reply);
  const status = error.statusCode ?? 500;
  if (status < 500) return reply.code(status).send(errorBody(status, error.message));
  request.log.error({ err: error, requestId: request.id }, 'Request failed');
  return reply.code(500).send(errorBody(500, 'Internal service error. Try again later.'));
}

function sendRefusal(refusal: Refusal, reply: FastifyReply): FastifyReply {
  const { faults, field, retryAfter, currentVersion, allow } = refusal.details;
  const ofBody = faults?.find((fault) => fault.field === '');
  const message = ofBody?.message ?? messageOf(refusal);
  const status = faults === undefined ? httpStatus[refusal.code] : statusOfFaults(faults);
  if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
  if (currentVersion !== undefined) reply.header('etag', `"${currentVersion}"`);
  if (allow !== undefined) reply.header('allow', allow.join(', '));
  if (status === 401) reply.header('www-authenticate', 'OAuth');
  const named = faults ?? (field === undefined ? [] : [{ field, rule: 'rule' as const, message }]);
  const errors = Object.fromEntries(
    named.filter((fault) => fault !== ofBody).map((fault) => [nameOf(fault.field), textOf(fault)]),
  );
  return reply.code(status).send(errorBody(status, message, errors));
}

/** Only what was left out, may not be written, or names nothing, is 422; anything misshapen is 400. */
function statusOfFaults(faults: readonly Fault[]): number {
  return faults.every(({ rule }) => rule === 'missing' || rule === 'read_only' || rule === 'reference') ? 422 : 400;
}

function messageOf({ code, message, details: { thing, move } }: Refusal): string {
  if (thing !== undefined) return missingTexts[thing];
  if (move !== undefined) {
    return `Sprint status can't be changed from ${statusFromCore[move.from]} to ${statusFromCore[move.to]}`;
  }
  return rewordings[code] ?? message;
}

function nameOf(field: string): string {
  return fieldNames[field] ?? field;
}

function textOf(fault: Fault): string {
  return faultTexts[fault.rule] ?? fault.message;
}

function errorBody(statusCode: number, message: string, errors: Readonly<Record<string, string>> = {}): TrackerError {
  return { errors, errorsData: {}, errorMessages: Object.keys(errors).length === 0 ? [message] : [], statusCode };
}
