/**
 * The limit: bare node:http that answers every request with the same bytes from memory. What a server costs on top of
 * this is its own doing. It sends its port as a message,
 * and is sent the answer.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The answer to be given from now on. */
export interface LimitAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

let status = 200;
let headers: string[] = [];
let body = Buffer.from('');

const server = createServer((request, response) => {
  const answer = () => {
    response.writeHead(status, headers);
    response.end(body);
  };
  if (request.method === 'GET') {
    answer();
    return;
  }
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', answer);
});

process.on('message', (answer: LimitAnswer) => {
  ({ status } = answer);
  headers = answer.headers.flat();
  body = Buffer.from(answer.body);
  process.send?.('set');
});
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.(port);
});
