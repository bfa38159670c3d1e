import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { type Fault, Refusal, type RefusalCode } from '../../domain/refusal.ts';
import { siteOf } from './addresses.ts';
import type { QueryFault } from './odata/fault.ts';

/** The body of every error: a text for each member or option that is to blame, and one text for all of it. */
export interface TeamPulseError {
  readonly [member: string]: string;
  readonly Message: string;
}

/** The core's and the wire's name of a field → the key under which an error tells of it, such as `iteration.name`. */
export type ErrorKeys = Readonly<Record<string, string>>;

/** A new refusal does not compile until it has a status here. */
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
  transition_not_allowed: 400,
  dates_missing: 400,
  dates_reversed: 400,
  target_is_itself: 400,
  target_unknown: 400,
  target_not_open: 400,
  iteration_not_open: 400,
  iteration_closed: 400,
  item_not_live: 400,
  item_of_another_project: 400,
  iteration_holds_items: 400,
  iterations_of_one_board: 400,
  board_without_iterations: 400,
  board_stays: 400,
  column_stays: 400,
  decision_needed: 400,
  scope_policy: 400,
  board_settings: 400,
  taken: 409,
  retry_mismatch: 422,
  retry_running: 409,
  rate_limited: 429,
  busy: 503,
  storage_full: 503,
  unbalanced: 500,
} as const satisfies Record<RefusalCode, number>;

const wording: Readonly<Partial<Record<RefusalCode, string>>> = {
  unauthenticated: 'Authorization has been denied for this request.',
};
const invalidBody = 'The request is invalid.';
const invalidQuery = 'The query specified in the URI is not valid.';

/**
 * Makes the error handler of a resource. Whatever goes wrong is answered in this dialect's shape; what is not a refusal
 * is a fault of ours: logged whole, shown bare.
 */
export function errorSender(keys: ErrorKeys) {
  return (error: FastifyError | Refusal | QueryError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if (error instanceof Refusal) return sendRefusal(error, keys, request, reply);
    if ('queryFaults' in error) return sendQueryFaults(error, reply);
    const status = error.statusCode ?? 500;
    if (status < 500) return reply.code(status).send({ Message: sentence(error.message) } satisfies TeamPulseError);
    request.log.error({ err: error, requestId: request.id }, 'Request failed');
    return reply.code(500).send({ Message: 'An error has occurred.' } satisfies TeamPulseError);
  };
}

/** What a list throws whose query options were not understood. */
interface QueryError extends Error {
  readonly queryFaults: readonly QueryFault[];
}

/** To be thrown for query options that were not understood: 406 if nothing but the format was wrong, else 400. */
export function queryError(queryFaults: readonly QueryFault[]): QueryError {
  return Object.assign(new Error(invalidQuery), { queryFaults });
}

function sendQueryFaults({ queryFaults }: QueryError, reply: FastifyReply): FastifyReply {
  const status = queryFaults.every((fault) => fault.status === 406) ? 406 : 400;
  const texts = Object.fromEntries(queryFaults.map(({ option, message }) => [option, message]));
  return reply.code(status).send({ ...texts, Message: invalidQuery } satisfies TeamPulseError);
}

function sendRefusal(refusal: Refusal, keys: ErrorKeys, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { faults, field, retryAfter, currentVersion, allow } = refusal.details;
  if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
  if (currentVersion !== undefined) reply.header('etag', `"${currentVersion}"`);
  if (allow !== undefined) reply.header('allow', allow.join(', '));
  // Clients look for exactly this spelling, both values in quotes (vendor page "Authentication").
  if (refusal.code === 'unauthenticated') {
    const location = `${siteOf(request)}/Authenticate/WRAPv0.9`;
    reply.header('www-authenticate', `WRAP location="${location}", client_id="uri:TeamPulse"`);
  }
  const key = field === undefined ? undefined : keys[field];
  return reply.code(httpStatus[refusal.code]).send(bodyOf(refusal, faults, key, keys));
}

function bodyOf(
  refusal: Refusal,
  faults: readonly Fault[] | undefined,
  key: string | undefined,
  keys: ErrorKeys,
): TeamPulseError {
  if (faults === undefined) {
    const message = wording[refusal.code] ?? sentence(refusal.message);
    return { ...(key === undefined ? {} : { [key]: message }), Message: message };
  }
  const texts = new Map<string, string>();
  for (const fault of faults) {
    const faultKey = keys[fault.field] ?? fault.field;
    // A member that may be of several types has a fault for each; the first says it.
    if (!texts.has(faultKey)) texts.set(faultKey, textOf(fault));
  }
  const isOfQuery = [...texts.keys()].every((key) => key.startsWith('$'));
  return { ...Object.fromEntries(texts), Message: isOfQuery ? invalidQuery : invalidBody };
}

/** Other rules than `rule` are worded "name must be …", which becomes "The field name must be …". */
function textOf({ field, rule, message }: Fault): string {
  if (rule === 'missing') return `The field ${field} is required.`;
  const worded = rule === 'type' ? message.replace(/ must be (?=([a-z]))/, withArticle) : message;
  return sentence(rule !== 'rule' && worded.startsWith(`${field} `) ? `The field ${worded}` : worded);
}

/** The schema says "must be integer" and "must be string". */
function withArticle(found: string, next: string): string {
  return `${found}${'aeiou'.includes(next) ? 'an' : 'a'} `;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
