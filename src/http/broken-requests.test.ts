import { once } from 'node:events';
import { connect } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { useTestServer } from '../../test/support/open-test-server.ts';

describe('What comes in on a connection', () => {
  const test = useTestServer('sqlite');
  let port: number;
  let sprint: string;
  beforeAll(async () => {
    const { actions, admin, server, token, send } = test();
    port = Number(new URL(await server.listen({ host: '127.0.0.1', port: 0 })).port);
    const { defaultBoardId: board } = await actions.createProject(admin, { title: 'Alpha' });
    const headers = { authorization: `OAuth ${token}`, 'x-org-id': '1' };
    const body = { name: 'First', board, startDate: null, endDate: null };
    sprint = `/v3/sprints/${(await send('POST', '/v3/sprints', { body, headers })).json().id}`;
  });

  /** Sends these lines as they are, and answers all that comes back until the server hangs up. */
  async function say(...lines: string[]): Promise<{ status: number; head: string; body: string }> {
    const socket = connect(port, '127.0.0.1');
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    let text = '';
    for await (const chunk of socket) text += String(chunk);
    const [head = '', body = ''] = text.split('\r\n\r\n');
    return { status: Number(/^HTTP\/1.1 (\d+)/.exec(head)?.[1]), head: head.toLowerCase(), body };
  }
  const credentials = () => [`Authorization: OAuth ${test().token}`, 'X-Org-ID: 1', 'Connection: close'];

  it.each([
    ['what is not HTTP', ['hello'], 400],
    ['a header that is none', ['GET / HTTP/1.1', 'Host: a', 'no colon'], 400],
    ['headers without end', ['GET / HTTP/1.1', 'Host: a', `X: ${'x'.repeat(20_000)}`], 431],
    ['two lengths', ['POST / HTTP/1.1', 'Host: a', 'Content-Length: 1', 'Content-Length: 2'], 400],
    ['CONNECT', ['CONNECT example.com:443 HTTP/1.1', 'Host: example.com'], 501],
  ])('is refused with a message: %s', async (_, lines, status) => {
    const answer = await say(...lines);
    expect(answer.status).toBe(status);
    expect(answer.head).toContain('connection: close');
    expect(JSON.parse(answer.body)).toEqual({ message: expect.stringMatching(/^[A-Z]/) });
  });

  it('may be cut off at any time', async () => {
    for (const line of ['CONNECT example.com:443 HTTP/1.1', 'GET / HTTP/1.1', 'hello']) {
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'connect');
      await new Promise<void>((resolve) => socket.write(`${line}\r\nHost: a\r\n\r\n`, () => resolve()));
      socket.resetAndDestroy();
    }
    expect((await say('GET /healthz HTTP/1.1', 'Host: a', 'Connection: close')).status).toBe(200);
  });

  it('is answered as any request if it asks for another protocol', async () => {
    const upgrade = ['Host: a', 'Connection: Upgrade, close', 'Upgrade: websocket'];
    expect((await say('GET /healthz HTTP/1.1', ...upgrade)).status).toBe(200);
  });

  it('may name the host in its target', async () => {
    const answer = await say(`GET http://timebox.test${sprint} HTTP/1.1`, 'Host: timebox.test', ...credentials());
    expect([answer.status, JSON.parse(answer.body).self]).toEqual([200, `http://timebox.test${sprint}`]);
  });

  it.each([
    ['HTTP/1.1', ['Host:']],
    ['HTTP/1.0', []],
  ])('may name no host, by %s: %j', async (version, host) => {
    const answer = await say(`GET ${sprint} ${version}`, ...host, ...credentials());
    expect([answer.status, JSON.parse(answer.body).self]).toEqual([200, `http://127.0.0.1:${port}${sprint}`]);
  });

  it('may ask what the whole server can do, and is refused', async () => {
    expect((await say('OPTIONS * HTTP/1.1', 'Host: a', 'Connection: close')).status).toBe(405);
  });
});
