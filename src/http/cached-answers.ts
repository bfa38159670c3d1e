import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { visibleProjects } from '../domain/access.ts';
import { answerCache } from './answer-cache.ts';
import { isNotModified } from './preconditions.ts';

/** An answer that depends on stored data alone, to be made when it is not at hand. */
interface MadeAnswer {
  /** Goes out as JSON; as it is if it is a text whose content type is among the headers. */
  readonly body: unknown;
  /** The version of the one object shown; lists have none. */
  readonly version?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** False for what depends on the clock too: it is not kept, and has no tag. */
  readonly isLasting?: boolean;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Which of several forms of an answer this caller gets, such as its language; kept answers are told apart by it. */
    variant: string;
  }
  interface FastifyReply {
    /**
     * Sends an answer that holds until `revision` changes: from memory if it was made before, as 304 if the caller has
     * it. The tag of a single object is its version and the revision, that of a list the revision alone. The answer has
     * gone out when this is done, as no `onSend` hook here waits for anything; it is not the reply, which a handler would
     * then wait for to be finished.
     */
    sendAt: (revision: number, make: () => Promise<MadeAnswer>) => Promise<void>;
  }
}

const jsonType = 'application/json; charset=utf-8';

/** Keeps finished answers, so that asking again for what has not changed costs next to nothing. */
export function decorateCachedAnswers(server: FastifyInstance): void {
  const cache = answerCache();
  server.decorateRequest('variant', '');
  server.decorateReply(
    'sendAt',
    async function (this: FastifyReply, revision: number, make: () => Promise<MadeAnswer>) {
      const { request } = this;
      const key = cacheKey(request);
      let answer = cache.find(key, revision);
      if (answer === undefined) {
        const { body, version, headers = {}, isLasting = true } = await make();
        const isText = typeof body === 'string' && headers['content-type'] !== undefined;
        const payload = isText ? body : JSON.stringify(body);
        if (!isLasting) {
          this.headers(headers).type(jsonType).send(payload);
          return;
        }
        const etag = version === undefined ? `"r${revision}"` : `"${version}-${revision}"`;
        answer = { revision, etag, payload, headers };
        cache.keep(key, answer);
      }
      this.headers(answer.headers).header('etag', answer.etag);
      if (isNotModified(request.headers['if-none-match'], answer.etag)) this.code(304).send();
      else this.type(answer.headers['content-type'] ?? jsonType).send(answer.payload);
    },
  );
}

/** Everything that an answer may depend on beside the stored data. */
function cacheKey(request: FastifyRequest): string {
  const { actor } = request.caller;
  const visible = visibleProjects(actor);
  // The address as it was written decides what links begin with; the dialect it was routed to, whose answer it is. No
  // part holds a line end.
  const projects = visible === 'all' ? visible : visible.join();
  return `${actor.orgId} ${projects}\n${request.baseUrl}\n${request.originalUrl}\n${request.server.prefix}\n${request.variant}`;
}
