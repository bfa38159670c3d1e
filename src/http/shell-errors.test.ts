import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { engines } from '../../test/support/open-test-app.ts';
import { useTestServer } from '../../test/support/open-test-server.ts';
import { Refusal } from '../domain/refusal.ts';
import { answerShellErrors } from './shell-errors.ts';

describe.each(engines)('Outside the dialects, on %s', (engine) => {
  const test = useTestServer(engine);
  const message = { message: expect.stringMatching(/^[A-Z]/) };

  it.each([
    ['GET', '/nothing', 404],
    ['GET', `/${'x'.repeat(2000)}`, 404],
    ['GET', `/healthz?x=${'y'.repeat(8200)}`, 414],
    ['GET', `/healthz?${'a=1&'.repeat(120)}`, 400],
    ['POST', '/nothing', 404],
  ] as const)('%s %.20s answers %i with a message', async (method, url, status) => {
    const answer = await test().send(method, url);
    expect([answer.status, answer.json()]).toEqual([status, message]);
  });

  it('leads people on who are astray, and nobody from there into an API', async () => {
    const headers = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
    const page = await test().send('GET', '/nothing/here', { headers });
    expect([page.status, page.headers['content-type']]).toEqual([404, expect.stringMatching(/^text\//)]);
    const problem = await test().send('GET', '/native/v1/nothing', { headers });
    expect([problem.status, problem.headers['content-type']]).toEqual([404, expect.stringContaining('json')]);
    const change = await test().send('POST', '/nothing/here', { headers, body: {} });
    expect([change.status, change.json()]).toEqual([404, message]);
  });

  it('refuses other methods with 405, and says which there are', async () => {
    for (const url of ['/healthz', '/readyz', '/', '/p/projects/1', '/assets/x.js']) {
      const answer = await test().send('POST', url, { body: { a: 1 } });
      expect([answer.status, answer.headers.allow, answer.json()]).toEqual([405, 'GET, HEAD', message]);
    }
  });
});

describe('An error of the shell', () => {
  async function answerTo(error: Error) {
    const server = Fastify();
    answerShellErrors(server, async (_request, reply) => reply.send('a page'));
    server.get('/', async () => {
      throw error;
    });
    return server.inject('/');
  }

  it('tells when to come back, if the server is busy', async () => {
    const answer = await answerTo(new Refusal('busy', 'The server is overloaded', { retryAfter: 5 }));
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '5']);
    expect(answer.json()).toEqual({ message: 'The server is overloaded' });
  });

  it('says nothing of what is inside', async () => {
    const answer = await answerTo(new Error('SQLITE_CORRUPT in iterations'));
    expect([answer.statusCode, answer.json()]).toEqual([500, { message: 'Internal server error' }]);
  });
});
