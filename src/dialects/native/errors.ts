import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { type Fault, Refusal, type RefusalCode } from '../../domain/refusal.ts';
import type { Problem, ProblemError } from './problem.wire.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What faults in the core's words are called in the bodies of a route. */
    members?: ReadonlyMap<string, string>;
  }
}

interface Kind {
  readonly status: number;
  readonly title: string;
}

/** A new refusal does not compile until it has a status and a title here. */
const kinds = {
  unauthenticated: { status: 401, title: 'Sign-in needed' },
  wrong_organization: { status: 403, title: 'Wrong organization' },
  forbidden: { status: 403, title: 'Not allowed' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  invalid: { status: 400, title: 'The request does not hold what it should' },
  malformed_body: { status: 400, title: 'The body cannot be read' },
  unsupported_media_type: { status: 415, title: 'Unsupported media type' },
  body_too_large: { status: 413, title: 'The body is too large' },
  address_too_long: { status: 414, title: 'The address is too long' },
  version_malformed: { status: 400, title: 'The version cannot be read' },
  version_missing: { status: 428, title: 'A version is needed' },
  version_conflict: { status: 412, title: 'Changed in the meantime' },
  transition_not_allowed: { status: 409, title: 'The status does not allow this' },
  dates_missing: { status: 409, title: 'Dates are missing' },
  dates_reversed: { status: 422, title: 'The end is before the start' },
  target_is_itself: { status: 409, title: 'The target is the iteration itself' },
  target_unknown: { status: 409, title: 'The target is unknown' },
  target_not_open: { status: 409, title: 'The target is not open' },
  iteration_not_open: { status: 409, title: 'The iteration is not open' },
  iteration_closed: { status: 409, title: 'The iteration is closed' },
  item_not_live: { status: 409, title: 'The item is not live' },
  item_of_another_project: { status: 409, title: 'The item belongs to another project' },
  iteration_holds_items: { status: 409, title: 'The iteration holds items' },
  iterations_of_one_board: { status: 409, title: 'Two open iterations of one board' },
  board_without_iterations: { status: 409, title: 'The board has no iterations' },
  board_stays: { status: 409, title: 'The board stays' },
  column_stays: { status: 409, title: 'The column stays' },
  scope_policy: { status: 409, title: 'The scope policy has no room for this' },
  decision_needed: { status: 409, title: 'Somebody has to decide' },
  board_settings: { status: 409, title: 'The settings do not go together' },
  taken: { status: 409, title: 'Taken' },
  retry_mismatch: { status: 422, title: 'The key was used for another request' },
  retry_running: { status: 409, title: 'The first request is still running' },
  rate_limited: { status: 429, title: 'Too many requests' },
  busy: { status: 503, title: 'Busy' },
  storage_full: { status: 507, title: 'The storage is full' },
  unbalanced: { status: 500, title: 'The figures do not balance' },
} as const satisfies Record<RefusalCode, Kind>;

/** Core names of fields that are called otherwise here, unless a route says how. */
const usualMembers: ReadonlyMap<string, string> = new Map([
  ['isRelease', 'kind'],
  ['position', 'sequence'],
  ['target', 'moveUnfinishedTo'],
]);
const headers = new Set(['If-Match', 'Idempotency-Key']);
/** Requests of these methods have no body: what is wrong with one is wrong with its query. */
const bodiless = new Set(['GET', 'HEAD', 'DELETE']);

/** Answers whatever went wrong as a problem (RFC 9457). What is not a refusal is a fault of ours: logged whole, shown bare. */
export function sendError(error: FastifyError | Refusal, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof Refusal) {
    if (error.code === 'unbalanced') request.log.error({ err: error, requestId: request.id }, 'Figures were refused');
    return sendRefusal(error, reply);
  }
  const status = error.statusCode ?? 500;
  if (status >= 500) request.log.error({ err: error, requestId: request.id }, 'Request failed');
  const detail = status < 500 ? error.message : 'The server could not answer this request. It has been noted.';
  return sendProblem(reply, { ...bare(status), detail });
}

/** Answers a refusal, with the present representation of the thing where one is at hand. */
export function sendRefusal(refusal: Refusal, reply: FastifyReply, current?: unknown): FastifyReply {
  const { faults, field, retryAfter, currentVersion, allow, changed, swaps } = refusal.details;
  if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
  if (currentVersion !== undefined) reply.header('etag', `"${currentVersion}"`);
  if (allow !== undefined) reply.header('allow', allow.join(', '));
  if (refusal.code === 'unauthenticated') reply.header('www-authenticate', 'Bearer realm="timebox"');
  const at = field ?? (refusal.code === 'version_missing' ? 'If-Match' : undefined);
  const named = faults ?? (at === undefined ? [] : [{ field: at, message: refusal.message }]);
  const { status, title } = kinds[refusal.code];
  return sendProblem(reply, {
    type: `urn:timebox:problem:${refusal.code.replaceAll('_', '-')}`,
    title,
    status,
    detail: faults?.find(({ message }) => message === refusal.message)?.plainly ?? refusal.message,
    ...(named.length === 0 ? {} : { errors: named.map((fault) => toProblemError(fault, reply.request)) }),
    ...(changed === undefined ? {} : { changed: [...changed] }),
    ...(swaps === undefined ? {} : { swaps: swaps.map((out) => ({ out: [...out] })) }),
    ...(current === undefined ? {} : { current }),
  });
}

function sendProblem(reply: FastifyReply, problem: Omit<Problem, 'requestId'>): FastifyReply {
  const body = JSON.stringify({ ...problem, requestId: reply.request.id });
  return reply.code(problem.status).type('application/problem+json').send(body);
}

function bare(status: number): Pick<Problem, 'type' | 'title' | 'status'> {
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status };
}

/** Where the fault is: a member of the body by its pointer, a header or a query parameter by its name. */
function toProblemError(
  { field, message, plainly: detail = message, isOfQuery }: Omit<Fault, 'rule'>,
  request: FastifyRequest,
): ProblemError {
  if (headers.has(field)) return { header: field, detail };
  const members = request.routeOptions.config.members ?? usualMembers;
  if (isOfQuery === true || bodiless.has(request.method)) return { parameter: members.get(field) ?? field, detail };
  const path = field
    .split('.')
    .flatMap((part) => (members.get(part) ?? part).split('.'))
    .map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'));
  return { pointer: field === '' ? '#' : `#/${path.join('/')}`, detail };
}
