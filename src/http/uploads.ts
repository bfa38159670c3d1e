import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../domain/refusal.ts';
import { boundaryIn, type FormPart, formParts } from './form-parts.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Leaves the bodies of requests in this scope where they are, for `formParts`. */
    leaveBodies: () => void;
  }
  interface FastifyRequest {
    /**
     * The parts of a form of at most so many bytes in all, as they come in. Nothing of it is read before the first part
     * is asked for; whoever stops before the last has the rest thrown away.
     * @throws Refusal unsupported_media_type, malformed_body, body_too_large
     */
    formParts: (most: number) => AsyncIterable<FormPart>;
  }
}

/** Lets routes take files in that are larger than what may be held in memory. */
export function decorateUploads(server: FastifyInstance): void {
  server.decorate('leaveBodies', function (this: FastifyInstance) {
    this.removeAllContentTypeParsers();
    this.addContentTypeParser('*', async () => undefined);
  });
  server.decorateRequest('formParts', async function* (this: FastifyRequest, most: number) {
    const { headers, raw } = this;
    const coding = headers['content-encoding'];
    if (coding !== undefined && coding.toLowerCase() !== 'identity') {
      throw new Refusal('unsupported_media_type', 'The body must not be compressed');
    }
    const boundary = boundaryIn(headers['content-type'] ?? '');
    if (Number(headers['content-length'] ?? 0) > most) throw tooLarge(most);
    try {
      yield* formParts(bounded(this, most), boundary);
    } finally {
      // Without it the connection would wait for the rest, and the caller for an answer.
      raw.resume();
    }
  });
}

/** The bytes of a body. Leaving off does not hang up: there is an answer to come. */
async function* bounded({ raw }: FastifyRequest, most: number): AsyncGenerator<Uint8Array> {
  const pieces: AsyncIterable<Uint8Array> = raw.iterator({ destroyOnReturn: false });
  let size = 0;
  try {
    for await (const piece of pieces) {
      size += piece.length;
      if (size > most) throw tooLarge(most);
      yield piece;
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('malformed_body', 'The body broke off');
  }
}

function tooLarge(most: number): Refusal {
  return new Refusal('body_too_large', `The body may hold at most ${most} bytes`);
}
