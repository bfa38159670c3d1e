import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Attachment, isPicture } from '../../domain/attachment.ts';

/**
 * Sends the bytes of a file, which anybody may have made: only pictures are shown, nothing is guessed about what it is,
 * nothing in it runs, and no other site can draw it into a page of its own.
 */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { name, mediaType, size, hash }: Attachment,
  { mode, open }: { readonly mode: 'show' | 'save'; readonly open: () => Promise<NodeJS.ReadableStream> },
): Promise<FastifyReply> {
  const isShown = mode === 'show' && isPicture(mediaType);
  const etag = `"${hash}"`;
  reply.headers({
    etag,
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
  });
  const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known?.includes(etag) === true) return reply.code(304).send();
  reply.headers({
    'content-type': isShown ? mediaType : 'application/octet-stream',
    'content-length': size,
    'content-disposition': dispositionOf(isShown ? 'inline' : 'attachment', name),
  });
  return reply.send(await open());
}

/** RFC 6266: a plain name for whoever knows no better, and the whole one as RFC 8187 encodes it. */
function dispositionOf(kind: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const whole = encodeURIComponent(name).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${plain}"; filename*=UTF-8''${whole}`;
}
