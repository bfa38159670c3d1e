import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Actions, RemoveIteration } from '../../actions/index.ts';
import { Refusal } from '../../domain/refusal.ts';
import { addressOf, rawQueryOf } from './addresses.ts';
import { errorSender, queryError } from './errors.ts';
import { iterationPolicy, toChange, toNewIteration } from './iteration-body.ts';
import {
  Iteration,
  IterationBody,
  IterationList,
  iterationForm,
  iterationKeys,
  iterationResource,
  toIteration,
  toList,
} from './iterations.wire.ts';
import { parseQueryOptions } from './odata/options.ts';
import { objectOfForm } from './read-form.ts';

const params = Type.Object({ id: Type.String() });
const ProjectParams = Type.Object({ projectId: Type.String() });
const versions = { bareDigits: true } as const;

/** Iterations and releases (vendor page "Iterations"). `now` is what a query means by it, epoch milliseconds. */
export function iterations(actions: Actions, settings: { readonly now: () => number }): FastifyPluginAsyncTypebox {
  const policy = iterationPolicy;

  async function sendList(projectId: number | null, request: FastifyRequest, reply: FastifyReply) {
    const { caller } = request;
    return reply.sendAt(await actions.getRevision(caller, { projectId }), async () => {
      const asked = parseQueryOptions(iterationResource, rawQueryOf(request), settings.now());
      if ('faults' in asked) {
        if (projectId !== null) await actions.getProject(caller, { id: projectId });
        throw queryError(asked.faults);
      }
      const page = await actions.listIterations(caller, {
        projectId,
        kinds: ['root', 'release', 'iteration'],
        statuses: ['planned', 'active', 'closed', 'archived'],
        query: asked.query,
        defaultOrder: 'tree',
        count: true,
      });
      return { body: toList(page, asked), isLasting: asked.asksNow !== true };
    });
  }

  return async (server) => {
    server.setErrorHandler(errorSender(iterationKeys));
    server.addHook('preValidation', (request, _reply, done) => {
      const { body } = request;
      request.body = body instanceof URLSearchParams ? objectOfForm(body, iterationForm) : (body ?? {});
      done();
    });

    server.get('/iterations', { schema: { response: { 200: IterationList } } }, async (request, reply) =>
      sendList(null, request, reply),
    );

    server.get(
      '/projects/:projectId/iterations',
      { schema: { params: ProjectParams, response: { 200: IterationList } } },
      async (request, reply) => sendList(idIn(request.params.projectId, 'Project not found'), request, reply),
    );

    server.get('/iterations/:id', { schema: { params, response: { 200: Iteration } } }, async (request, reply) => {
      const find = { iteration: iterationIn(request.params.id), precondition: request.precondition(versions), policy };
      const show = async () => {
        const found = await actions.getIteration(request.caller, find);
        return { body: toIteration(found), version: found.version };
      };
      // An answer from memory has not compared the version.
      if (find.precondition.kind !== 'none') await show();
      return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), show);
    });

    server.post(
      '/iterations',
      { schema: { body: IterationBody, response: { 201: Iteration } }, attachValidation: true },
      async (request, reply) => {
        const made = await actions.createIteration(request.caller, {
          ...toNewIteration(request.body, request.doubts()),
          policy,
        });
        reply.code(201).header('etag', `"${made.version}"`);
        reply.header('location', addressOf(request, `iterations/${made.id}`));
        return toIteration(made);
      },
    );

    server.put(
      '/iterations/:id',
      { schema: { params, body: IterationBody, response: { 200: Iteration } }, attachValidation: true },
      async (request, reply) => {
        const { iteration } = await actions.changeIteration(request.caller, {
          iteration: iterationIn(request.params.id),
          precondition: request.precondition(versions),
          ...toChange(request.body, request.doubts()),
          policy,
        });
        reply.header('etag', `"${iteration.version}"`);
        return toIteration(iteration);
      },
    );

    server.delete('/iterations/:id', { schema: { params } }, async (request, reply) => {
      await actions.removeIteration(request.caller, {
        iteration: iterationIn(request.params.id),
        precondition: request.precondition(versions),
        ...reassignmentIn(rawQueryOf(request)),
        policy: { ...policy, target: 'any' },
      });
      return reply.code(200).send();
    });
  };
}

/** Where the items of a deleted iteration go; without a word about it, to the root. */
function reassignmentIn(rawQuery: string): Pick<RemoveIteration, 'moveItemsTo' | 'doubts'> {
  const ids = [...new URLSearchParams(rawQuery)].flatMap(([name, value]) =>
    name.toLowerCase() === 'reassignmentid' ? [value] : [],
  );
  const [id] = ids;
  if (id === undefined) return {};
  if (ids.length === 1 && isId(id)) return { moveItemsTo: { id: Number(id) } };
  const message = 'reassignmentId must be the id of an iteration, given once';
  return { doubts: { faults: [{ field: 'reassignmentId', rule: 'format', message }] } };
}

function iterationIn(text: string): { readonly id: number } {
  return { id: idIn(text, 'Iteration not found') };
}

/** Ids are digits without sign or leading zero; anything else names nothing. */
function idIn(text: string, missing: string): number {
  if (!isId(text)) throw new Refusal('not_found', missing);
  return Number(text);
}

function isId(text: string): boolean {
  return /^[1-9]\d{0,9}$/.test(text) && Number(text) <= 2_147_483_647;
}
