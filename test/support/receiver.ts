import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A message as it came in. */
export interface Received {
  readonly id: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Somebody who takes webhooks, on this machine. */
export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** How it answers from here on: a status, or whatever it does with the answer. */
  answer(how: number | ((message: Received, response: ServerResponse) => void)): void;
  /** Waits until so many messages have come in. */
  waitFor(count: number): Promise<void>;
  close(): Promise<void>;
}

/** Starts a receiver that answers 204. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let how: Parameters<Receiver['answer']>[0] = 204;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const message = {
        id: String(request.headers['webhook-id']),
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      };
      received.push(message);
      if (typeof how === 'number') response.writeHead(how).end();
      else how(message, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    answer: (next) => {
      how = next;
    },
    waitFor: (count) => until(() => received.length >= count),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Waits until something holds, for a generous while. */
export async function until(holds: () => boolean | Promise<boolean>, limitMs = 15_000): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('What was waited for did not come');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
