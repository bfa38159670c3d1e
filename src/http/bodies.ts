import type { FastifyInstance, FastifyRequest, FastifySchemaValidationError } from 'fastify';
import { type Doubts, Refusal, type RefusalData, refusalData } from '../domain/refusal.ts';
import { faultsOfSchema } from './body-faults.ts';
import { readJson } from './json-body.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Why the body could not be read, if so; the action tells it at its turn. */
    bodyRefusal: RefusalData | null;
    bodyBytes: Buffer | null;
    /** What is wrong with the body, for an action's `doubts`. Routes that take a body attach their validation. */
    doubts: () => Doubts;
  }
  interface FastifyInstance {
    /** Takes bodies of one more content type in this scope: read as JSON is, or by a reader that throws `malformed_body`. The reader is told the whole type, with its parameters. */
    takeBodies: (contentType: string, read: 'as JSON' | ((bytes: Buffer, contentType: string) => unknown)) => void;
  }
}

/** JSON is read strictly; a body that cannot be read is remembered, not thrown, because other checks come first. */
export function readBodies(server: FastifyInstance): void {
  server.decorateRequest('bodyRefusal', null);
  server.decorateRequest('bodyBytes', null);
  server.decorateRequest('doubts', function (this: FastifyRequest): Doubts {
    if (this.bodyRefusal !== null) return { body: this.bodyRefusal };
    const errors: readonly FastifySchemaValidationError[] | undefined = this.validationError?.validation;
    return errors === undefined ? {} : { faults: faultsOfSchema(errors) };
  });
  // Fastify refuses a header it cannot read at once, before anybody knows whether there is anything here to write to.
  // Without the header the body is of no kind that we take, which is told at its turn.
  server.addHook('preParsing', (request, _reply, _payload, done) => {
    if (request.mediaType === undefined) delete request.headers['content-type'];
    done();
  });
  server.removeAllContentTypeParsers();
  server.decorate('takeBodies', function (this: FastifyInstance, contentType, read) {
    this.addContentTypeParser(contentType, { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) =>
      remembering(request, body, () => {
        if (body.length > 0) checkCoding(request);
        return read === 'as JSON' ? readJson(body) : read(body, request.headers['content-type'] ?? '');
      }),
    );
  });
  server.takeBodies('application/json', 'as JSON');
  server.addContentTypeParser('*', { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) =>
    remembering(request, body, () => {
      if (body.length === 0) return undefined;
      throw new Refusal('unsupported_media_type', 'The body must be application/json');
    }),
  );
}

function remembering(request: FastifyRequest, body: Buffer, read: () => unknown): unknown {
  request.bodyBytes = body;
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    request.bodyRefusal = refusalData(error);
    return undefined;
  }
}

/** Bodies come as they are, in UTF-8: a compressed one could be made to grow without bound. */
function checkCoding({ headers }: FastifyRequest): void {
  const coding = headers['content-encoding'];
  const charset = /charset\s*=\s*"?([^";\s]+)/i.exec(headers['content-type'] ?? '')?.[1];
  if (coding !== undefined && coding.toLowerCase() !== 'identity') {
    throw new Refusal('unsupported_media_type', 'The body must not be compressed');
  }
  if (charset !== undefined && !/^(utf-?8|us-ascii)$/i.test(charset)) {
    throw new Refusal('unsupported_media_type', 'The body must be in UTF-8');
  }
}
