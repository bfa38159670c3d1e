import { type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

/** Answers what the parser of HTTP could not read, or waited for too long, and hangs up. */
export function answerBrokenRequest(error: Error & { readonly code?: string }, socket: Duplex): void {
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') hangUp(socket, 408, 'The request took too long to arrive');
  else if (error.code === 'HPE_HEADER_OVERFLOW') hangUp(socket, 431, 'The headers are too large');
  else hangUp(socket, 400, 'The request is not valid HTTP');
}

/** This is no proxy: CONNECT is answered, and leads nowhere. */
export function refuseTunnels(server: Server): void {
  server.on('connect', (_request, socket) => {
    // From here on nobody else listens: a connection that is cut off would end the process.
    socket.on('error', () => socket.destroy());
    hangUp(socket, 501, 'CONNECT is not supported');
  });
}

function hangUp(socket: Duplex, status: number, message: string): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify({ message });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${body.length}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
