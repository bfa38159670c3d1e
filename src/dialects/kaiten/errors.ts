import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { type Fault, Refusal, type RefusalCode } from '../../domain/refusal.ts';
import { statusFromCore } from './iterations.wire.ts';

/** The body of most errors. `code` is there for broken rules only, and means something within one endpoint only. */
export interface KaitenError {
  readonly code?: number;
  readonly message: string;
}

/** A new refusal does not compile until it has an answer here: an HTTP status, or a rule's own number under 400. */
const answers = {
  unauthenticated: { status: 401 },
  wrong_organization: { status: 403 },
  forbidden: { status: 403 },
  not_found: { status: 404 },
  method_not_allowed: { status: 405 },
  invalid: { status: 400 },
  malformed_body: { status: 400 },
  unsupported_media_type: { status: 415 },
  body_too_large: { status: 413 },
  address_too_long: { status: 414 },
  version_malformed: { status: 400 },
  version_missing: { status: 428 },
  version_conflict: { status: 412 },
  transition_not_allowed: { rule: 1, says: refusedChange },
  dates_missing: { rule: 2, says: 'start_date and finish_date must be set to start an iteration' },
  dates_reversed: { rule: 6, says: reversedDates },
  target_is_itself: { rule: 3, says: 'new_iteration_id must be another iteration' },
  target_unknown: { rule: 4, says: 'new_iteration_id must be an iteration of the same space' },
  target_not_open: { rule: 5, says: 'new_iteration_id must be a planned or active iteration' },
  iteration_not_open: { rule: 3, says: 'Cards can only be added to a planned or active iteration' },
  iteration_closed: { rule: 5, says: "Cards can't be removed from a closed iteration" },
  item_not_live: { rule: 4, says: "An archived or deleted card can't be added" },
  item_of_another_project: { rule: 2, says: 'The card belongs to another space' },
  iteration_holds_items: { status: 400 },
  iterations_of_one_board: { status: 400 },
  board_without_iterations: { status: 400 },
  board_stays: { status: 400 },
  column_stays: { status: 400 },
  decision_needed: { status: 400 },
  scope_policy: { status: 400 },
  board_settings: { status: 400 },
  taken: { status: 409 },
  retry_mismatch: { status: 422 },
  retry_running: { status: 409 },
  rate_limited: { status: 429 },
  busy: { status: 503 },
  storage_full: { status: 503 },
  unbalanced: { status: 500 },
} as const satisfies Record<RefusalCode, { readonly status: number } | Rule>;

/** A rule's own number, and what it says in this vendor's words, which are not the core's. */
interface Rule {
  readonly rule: number;
  readonly says: string | ((details: Refusal['details']) => string);
}

/** The rule about the actual finish date, which the core tells as one about dates like the others. */
const actualFinishRule = 7;

/** Answers whatever went wrong in this dialect's shape. What is not a refusal is a fault of ours: logged whole, shown bare. */
export function sendError(error: FastifyError | Refusal, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof Refusal) return sendRefusal(error, reply);
  const status = error.statusCode ?? 500;
  if (status < 500) return sendStatus(status, error.message, reply);
  request.log.error({ err: error, requestId: request.id }, 'Request failed');
  return sendStatus(500, 'Internal server error', reply);
}

function sendRefusal(refusal: Refusal, reply: FastifyReply): FastifyReply {
  const { faults, field, retryAfter, currentVersion, allow } = refusal.details;
  if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
  if (currentVersion !== undefined) reply.header('etag', `"${currentVersion}"`);
  if (allow !== undefined) reply.header('allow', allow.join(', '));
  const answer = answers[refusal.code];
  if ('rule' in answer) {
    const code = refusal.code === 'dates_reversed' && field === 'finishedAt' ? actualFinishRule : answer.rule;
    const message = typeof answer.says === 'string' ? answer.says : answer.says(refusal.details);
    return reply.code(400).send({ code, message } satisfies KaitenError);
  }
  const message = faults === undefined ? refusal.message : faults.map(saysFault).join(', ');
  return sendStatus(answer.status, message, reply);
}

/** The core's word for what is named → the key by which it is named here. */
const references: Readonly<Record<string, string>> = {
  board: 'board_id',
  column: 'column_id',
  lane: 'lane_id',
  assignee: 'responsible_id',
  owner: 'owner_id',
  followers: 'user_id',
  order: 'prev_card_id',
};

function saysFault({ field, rule, message }: Fault): string {
  const key = rule === 'reference' ? references[field] : undefined;
  return key === undefined ? message : `${key} names nothing that there is`;
}

function refusedChange({ move, field }: Refusal['details']): string {
  if (move !== undefined) {
    return `Iteration status can't be changed from ${statusFromCore[move.from]} to ${statusFromCore[move.to]}`;
  }
  const key = field === undefined ? undefined : dateKeys[field];
  return key === undefined ? "A removed iteration can't be changed" : `${key} of a closed iteration can't be changed`;
}

function reversedDates({ field }: Refusal['details']): string {
  return `${field === 'finishedAt' ? 'actual_finish_date' : 'finish_date'} must be later than start_date`;
}

/** What the core calls the dates → what they are called here. */
const dateKeys: Readonly<Record<string, string>> = {
  start: 'start_date',
  end: 'finish_date',
  finishedAt: 'actual_finish_date',
};

/** 401 is a bare text, 403 and 404 have no body at all, 429 calls its text a page; all others tell a message. */
function sendStatus(status: number, message: string, reply: FastifyReply): FastifyReply {
  reply.code(status);
  switch (status) {
    case 401:
      return reply.header('www-authenticate', 'Bearer').type('text/plain; charset=utf-8').send('Unauthorized');
    case 403:
    case 404:
      return reply.send();
    case 429:
      return reply.type('text/html; charset=utf-8').send(message);
    default:
      return reply.send({ message } satisfies KaitenError);
  }
}
