import type { FastifyError, FastifyInstance } from 'fastify';
import { Refusal, type RefusalCode } from '../domain/refusal.ts';
import type { Pages } from './pages.ts';

/** What can be refused outside the dialects: the checks that come before all of them, and addresses that nobody has. */
const statuses: Readonly<Partial<Record<RefusalCode, number>>> = {
  invalid: 400,
  not_found: 404,
  method_not_allowed: 405,
  address_too_long: 414,
  busy: 503,
};

/**
 * Answers what goes wrong outside the dialects with `{message}`; each dialect sets handlers of its own over these. People who
 * are astray get the pages, which say so in their language and lead on.
 */
export function answerShellErrors(server: FastifyInstance, sendPage: Pages['send']): void {
  server.setNotFoundHandler((request, reply) => {
    if (request.method === 'GET' && /text\/html/i.test(request.headers.accept ?? '')) {
      return sendPage(request, reply.code(404));
    }
    throw new Refusal('not_found', 'There is nothing at this address');
  });
  server.setErrorHandler((error: FastifyError | Refusal, request, reply) => {
    if (error instanceof Refusal) {
      const { retryAfter, allow } = error.details;
      if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
      if (allow !== undefined) reply.header('allow', allow.join(', '));
      return reply.code(statuses[error.code] ?? 500).send({ message: error.message });
    }
    const { statusCode = 500 } = error;
    if (statusCode < 500) return reply.code(statusCode).send({ message: error.message });
    request.log.error({ err: error, requestId: request.id }, 'Request failed');
    return reply.code(500).send({ message: 'Internal server error' });
  });
}
