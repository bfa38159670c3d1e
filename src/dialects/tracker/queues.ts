import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { notFound } from '../../domain/refusal.ts';
import { languageOf } from './language.ts';
import { pageHeaders, pageIn, partOn } from './paging.ts';
import { NewQueue, Queue, toNewProject, toQueue } from './queues.wire.ts';
import { baseOf, readId } from './references.ts';

/** Queues: list, get, create (vendor pages under "Queues"). */
export function queues(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get('/queues', { schema: { response: { 200: Type.Array(Queue) } } }, async (request, reply) => {
      const page = pageIn(request);
      return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
        const all = await actions.listProjects(request.caller);
        return {
          body: partOn(all, page).map((each) => toQueue(each, baseOf(request), languageOf(request))),
          headers: pageHeaders(request, page, all.length),
        };
      });
    });

    server.get(
      '/queues/:id',
      { schema: { params: Type.Object({ id: Type.String() }), response: { 200: Queue } } },
      async (request, reply) =>
        reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          const found = await actions.getProject(request.caller, queueNamed(request.params.id));
          return { body: toQueue(found, baseOf(request), languageOf(request)), version: found.version };
        }),
    );

    server.post(
      '/queues',
      { schema: { body: NewQueue, response: { 201: Queue } }, attachValidation: true },
      async (request, reply) => {
        const language = languageOf(request);
        const people = await actions.listColleagues(request.caller);
        const made = await actions.createProject(
          request.caller,
          toNewProject(request.body, request.doubts(), people, language),
        );
        reply.code(201).header('etag', `"${made.version}"`);
        return toQueue(made, baseOf(request), language);
      },
    );
  };
}

/** A queue by its number or its key, in capitals as it is written. @throws Refusal not_found */
function queueNamed(text: string): { readonly id: number } | { readonly key: string } {
  const id = readId(text);
  if (id !== undefined) return { id };
  if (!/^[A-Z][A-Z0-9]{0,63}$/.test(text)) throw notFound('project');
  return { key: text };
}
