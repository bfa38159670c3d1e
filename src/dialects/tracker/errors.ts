import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { type Fault, Refusal, type RefusalCode } from '../../domain/refusal.ts';
import { messageOf, textOfFault, textOfStatus } from './error-texts.ts';
import { type Language, languageOf } from './language.ts';
import { isStaleInAddress } from './version.ts';

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
  board_stays: 422,
  column_stays: 422,
  decision_needed: 422,
  scope_policy: 422,
  board_settings: 422,
  taken: 409,
  retry_mismatch: 422,
  retry_running: 409,
  rate_limited: 429,
  busy: 503,
  storage_full: 503,
  unbalanced: 500,
} as const satisfies Record<RefusalCode, number>;

/** Fields that the core calls otherwise. */
const fieldNames: ReadonlyMap<string, string> = new Map([
  ['title', 'name'],
  ['start', 'startDate'],
  ['end', 'endDate'],
  ['startDay', 'start'],
  ['endDay', 'end'],
  ['dueDay', 'deadline'],
  ['estimate', 'storyPoints'],
  ['iterations', 'sprint'],
  ['items', 'issues'],
  ['project', 'queue'],
  ['leadId', 'lead'],
  ['uniqueKey', 'unique'],
  ['target', 'moveTo'],
  ['takesIterations', 'sprintsAvailable'],
]);

/** Answers whatever went wrong in this dialect's shape. What is not a refusal is a fault of ours: logged whole, shown bare. */
export function sendError(error: FastifyError | Refusal, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof Refusal) return sendRefusal(error, request, reply);
  const { statusCode: status = 500 } = error;
  if (status >= 500) request.log.error({ err: error, requestId: request.id }, 'Request failed');
  const answered = Math.min(status, 500);
  return reply.code(answered).send(errorBody(answered, textOfStatus(answered, error.message, languageOf(request))));
}

function sendRefusal(refusal: Refusal, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const language = languageOf(request);
  const { faults, retryAfter, currentVersion, allow } = refusal.details;
  const status = faults === undefined ? statusOf(refusal, request) : statusOfFaults(faults);
  if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
  if (currentVersion !== undefined) reply.header('etag', `"${currentVersion}"`);
  if (allow !== undefined) reply.header('allow', allow.join(', '));
  if (status === 401) reply.header('www-authenticate', 'OAuth');
  const { errors, errorMessages } = errorsOf(refusal, request.method, language);
  return reply.code(status).send({ errors, errorsData: {}, errorMessages, statusCode: status });
}

/** What is said of a refusal: of each field that is to blame, or else of the whole. `method` is that of the request. */
export function errorsOf(
  refusal: Refusal,
  method: string,
  language: Language,
): { errors: Record<string, string>; errorMessages: string[] } {
  const { faults, field } = refusal.details;
  const ofBody = faults?.find((fault) => fault.field === '');
  const message = ofBody === undefined ? messageOf(refusal, method, language) : textOfFault(ofBody, '', language);
  const named = faults
    ?.filter((fault) => fault !== ofBody)
    .map((fault) => {
      // A member that we do not know is called what the caller calls it.
      const name = fault.rule === 'unknown' ? fault.field : nameOf(fault.field);
      return [name, textOfFault(fault, name, language)] as const;
    });
  const errors = Object.fromEntries(named ?? (field === undefined ? [] : [[nameOf(field), message]]));
  return { errors, errorMessages: Object.keys(errors).length === 0 ? [message] : [] };
}

/** A stale version is 412 in a header and, where an issue is edited, 409 in the address (vendor page "Edit an issue"). */
function statusOf({ code, details: { currentVersion } }: Refusal, request: FastifyRequest): number {
  const isConflict = currentVersion !== undefined && isStaleInAddress(request, currentVersion);
  return code === 'version_conflict' && isConflict ? 409 : httpStatus[code];
}

/** Only what was left out, may not be written, or names nothing, is 422; anything misshapen is 400. */
function statusOfFaults(faults: readonly Fault[]): number {
  return faults.every(({ rule }) => rule === 'missing' || rule === 'read_only' || rule === 'reference') ? 422 : 400;
}

function nameOf(field: string): string {
  return fieldNames.get(field) ?? field;
}

function errorBody(statusCode: number, message: string): TrackerError {
  return { errors: {}, errorsData: {}, errorMessages: [message], statusCode };
}
