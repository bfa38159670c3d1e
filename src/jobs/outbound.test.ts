import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Receiver, startReceiver } from '../../test/support/receiver.ts';
import { checkTarget, post } from './outbound.ts';

describe('sending to an address that somebody has chosen', () => {
  let receiver: Receiver;
  beforeAll(async () => {
    receiver = await startReceiver();
  });
  afterAll(() => receiver.close());
  const send = (url = receiver.url, targets: 'public' | 'any' = 'any', signal = new AbortController().signal) =>
    post({ url, headers: { 'x-one': '1' }, body: '{"a":"é"}', targets, signal });

  it('posts the body as it is, with the name of the host', async () => {
    receiver.answer(200);
    const url = receiver.url.replace('127.0.0.1', 'localhost');
    expect(await send(url)).toEqual({ kind: 'answered', status: 200, retryAfter: null });
    const got = receiver.received.at(-1);
    expect(got?.body).toBe('{"a":"é"}');
    expect(got?.headers).toMatchObject({
      host: new URL(url).host,
      'x-one': '1',
      'content-type': 'application/json',
      'content-length': '10',
    });
  });

  it('takes a redirection as an answer, and goes nowhere', async () => {
    const count = receiver.received.length;
    receiver.answer((_message, response) => response.writeHead(307, { location: '/elsewhere' }).end());
    expect(await send()).toEqual({ kind: 'answered', status: 307, retryAfter: null });
    expect(receiver.received).toHaveLength(count + 1);
  });

  it('reads for how long a receiver wants to rest, in seconds or as a date', async () => {
    receiver.answer((_message, response) => response.writeHead(503, { 'retry-after': '17' }).end());
    expect(await send()).toEqual({ kind: 'answered', status: 503, retryAfter: 17 });
    const date = new Date(Date.now() + 90_000).toUTCString();
    receiver.answer((_message, response) => response.writeHead(429, { 'retry-after': date }).end());
    const dated = await send();
    expect('retryAfter' in dated ? dated.retryAfter : null).toBeGreaterThan(60);
    receiver.answer((_message, response) => response.writeHead(429, { 'retry-after': 'soon' }).end());
    expect(await send()).toEqual({ kind: 'answered', status: 429, retryAfter: null });
  });

  it('does not read an endless answer to its end', async () => {
    let isOver = false;
    receiver.answer((_message, response) => {
      response.writeHead(200);
      const chunk = Buffer.alloc(65_536);
      const more = () => {
        while (!isOver && response.write(chunk));
      };
      response.on('drain', more);
      response.on('close', () => {
        isOver = true;
      });
      more();
    });
    expect(await send()).toEqual({ kind: 'answered', status: 200, retryAfter: null });
  });

  it('goes nowhere at all when the address is not allowed, also where a name leads there', async () => {
    const count = receiver.received.length;
    const { port } = new URL(receiver.url);
    for (const url of [receiver.url, `https://127.0.0.1:${port}/`, `https://localhost:${port}/`, 'nonsense']) {
      expect(await send(url, 'public')).toEqual({ kind: 'failed', error: expect.any(String) });
    }
    expect(receiver.received).toHaveLength(count);
  });

  it.each([
    ['https://[2606:4700:4700::1111]:25/', 'The port must be 443 or above 1023'],
    ['https://[2606:4700:4700::1111]:1023/', 'The port must be 443 or above 1023'],
    ['https://[2606:4700:4700::1111]:0/', 'The port must be 443 or above 1023'],
    ['https://[2606:4700:4700::1111]:443/', null],
    ['https://[2606:4700:4700::1111]:8443/', null],
  ])('judges the port of %s: %s', async (url, fault) => {
    expect(await checkTarget(url, 'public')).toBe(fault);
  });

  it('takes an offer to go on in another protocol as an answer, and ends the connection', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () =>
        socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'),
      );
    });
    const ended = new Promise((resolve) => server.once('connection', (socket) => socket.once('close', resolve)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    expect(await send(`http://127.0.0.1:${port}/`)).toEqual({ kind: 'answered', status: 101, retryAfter: null });
    await ended;
    server.close();
  });

  it('tells why there was no answer, and nothing of what is there', async () => {
    receiver.answer((_message, response) => response.destroy());
    expect(await send()).toEqual({ kind: 'failed', error: 'The connection failed: ECONNRESET' });
    expect(await send('http://127.0.0.1:1/')).toEqual({ kind: 'failed', error: 'The connection failed: ECONNREFUSED' });
    expect(await send(receiver.url.replace('http:', 'https:'))).toMatchObject({ kind: 'failed' });
  });

  it('can be broken off', async () => {
    receiver.answer(() => {});
    const stop = new AbortController();
    const sent = send(receiver.url, 'any', stop.signal);
    setTimeout(() => stop.abort(), 50);
    expect(await sent).toMatchObject({ kind: 'failed' });
    expect(await send(receiver.url, 'any', stop.signal)).toMatchObject({ kind: 'failed' });
  });
});
