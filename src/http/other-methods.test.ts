import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decorateOtherMethods } from './other-methods.ts';
import { answerShellErrors } from './shell-errors.ts';

describe('A method that a path does not have', () => {
  let server: FastifyInstance;
  const answer = async () => 'answered';
  beforeAll(async () => {
    server = Fastify();
    answerShellErrors(server, async (_request, reply) => reply.send('a page'));
    decorateOtherMethods(server);
    await server.register(
      async (scope) => {
        answerShellErrors(scope, async (_request, reply) => reply.send('a page'));
        scope.get('/things/:id', answer);
        scope.patch('/things/:id', answer);
        scope.post('/things/_search', answer);
        scope.get('/things/:id/parts.json', answer);
        scope.offerNothing('/things/:id/rest');
        scope.refuseOtherMethods();
      },
      { prefix: '/a' },
    );
    await server.register(async (scope) => {
      scope.get('/files/*', answer);
      scope.post('/a/things', answer);
    });
    server.refuseOtherMethods();
  });
  afterAll(() => server.close());

  it.each([
    ['DELETE', '/a/things/1', 'GET, HEAD, PATCH'],
    ['DELETE', '/a/things/1?a=/b', 'GET, HEAD, PATCH'],
    ['PUT', '/a/things/_search', 'POST'],
    ['POST', '/a/things/1/parts.json', 'GET, HEAD'],
    ['POST', '/files/a/b.js', 'GET, HEAD'],
    ['PROPFIND', '/a/things/1', 'GET, HEAD, PATCH'],
    ['GET', '/a/things/1/rest', ''],
    ['HEAD', '/a/things/1/rest', ''],
  ])('is refused with those that it has: %s %s', async (method, url, allow) => {
    const { statusCode, headers } = await server.inject({ method: method as 'PUT', url });
    expect([statusCode, headers.allow]).toEqual([405, allow]);
  });

  it.each(['GET', 'PATCH'] as const)('is not taken by a path with a parameter in its place: %s', async (method) => {
    const { statusCode, headers } = await server.inject({ method, url: '/a/things/_search' });
    expect([statusCode, headers.allow]).toEqual([405, 'POST']);
  });

  it.each(['/a/things/1/partsXjson', '/a/things/1/2', '/a/things/', '/b/things/1'])(
    'says nothing of an address that is none: %s',
    async (url) => {
      expect((await server.inject({ method: 'PUT', url })).statusCode).toBe(404);
    },
  );
});
