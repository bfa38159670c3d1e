import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A proxy that people reach a server through, on this machine. */
export interface Proxy {
  /** Where it is reached, path included, without a slash at the end. */
  readonly url: string;
  /** Requests for anything outside its path. */
  readonly strayed: readonly string[];
  /** Says where the server is. */
  aimAt(serverUrl: string): void;
  /** Breaks off whatever is under way; while `isDown` nobody gets through. */
  cut(isDown: boolean): void;
  close(): Promise<void>;
}

/** Starts a proxy for a path, such as `/tools/timebox`, which it takes away from requests or leaves. */
export async function startProxy({ path, strips }: { path: string; strips: boolean }): Promise<Proxy> {
  const strayed: string[] = [];
  let target = '';
  let isOff = false;
  const server = createServer((incoming, answer) => {
    const { url = '/', method, headers } = incoming;
    if (isOff) {
      incoming.socket.destroy();
      return;
    }
    if (url !== path && !url.startsWith(`${path}/`) && !url.startsWith(`${path}?`)) {
      strayed.push(url);
      answer.writeHead(404).end();
      return;
    }
    const onward = new URL((strips ? url.slice(path.length) : url) || '/', target);
    const outgoing = request(onward, { method, headers }, (received) => {
      answer.writeHead(received.statusCode ?? 502, received.headers);
      received.pipe(answer);
      received.on('error', () => answer.destroy());
    });
    outgoing.on('error', () => answer.destroy());
    answer.on('close', () => outgoing.destroy());
    incoming.pipe(outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${path}`,
    strayed,
    aimAt: (serverUrl) => {
      target = serverUrl;
    },
    cut: (isDown) => {
      isOff = isDown;
      server.closeAllConnections();
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
