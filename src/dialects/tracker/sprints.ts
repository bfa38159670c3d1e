import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Actions, ChangedIteration } from '../../actions/index.ts';
import type { IterationView } from '../../domain/iteration.ts';
import type { WantedStatus } from '../../domain/lifecycle.ts';
import { notFound, Refusal } from '../../domain/refusal.ts';
import { languageOf, type Texts } from './language.ts';
import { baseOf, readId } from './references.ts';
import {
  NewSprint,
  Sprint,
  SprintFinish,
  SprintPatch,
  sprintPolicy,
  toChange,
  toFinish,
  toNewSprint,
  toSprint,
} from './sprints.wire.ts';
import { preconditionOf } from './version.ts';

const boardWithoutSprints: Texts = {
  ru: 'У доски этого типа не может быть спринтов',
  en: 'A board of this type cannot have sprints.',
};

const SprintId = Type.Object({ id: Type.String() });
const BoardId = Type.Object({ board: Type.String() });

/** Sprints: list, get, create, edit, start, finish, archive, delete (vendor pages under "Boards and sprints"). */
export function sprints(actions: Actions, settings: { readonly requiresVersion: boolean }): FastifyPluginAsyncTypebox {
  return async (server) => {
    const params = SprintId;
    const named = (request: FastifyRequest, id: string) => ({
      iteration: { id: sprintId(id) },
      precondition: preconditionOf(request),
      requireVersion: settings.requiresVersion,
      policy: sprintPolicy,
    });

    server.get(
      '/boards/:board/sprints',
      { schema: { params: BoardId, response: { 200: Type.Array(Sprint) } } },
      async (request, reply) => {
        const boardId = numberIn(request.params.board, 'board');
        return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          const board = await actions.getBoard(request.caller, { id: boardId });
          if (!board.takesIterations) throw new Refusal('invalid', boardWithoutSprints[languageOf(request)]);
          const found = await actions.listBoardIterations(request.caller, { boardId });
          return { body: found.map((each) => toSprint(each, baseOf(request))) };
        });
      },
    );

    server.get('/sprints', { schema: { response: { 200: Type.Array(Sprint) } } }, async (request, reply) =>
      reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
        const { iterations } = await actions.listIterations(request.caller, {
          projectId: null,
          kinds: ['iteration'],
          statuses: ['planned', 'active', 'closed', 'archived'],
          query: { order: [], skip: 0, limit: null },
          defaultOrder: 'oldest first',
          count: false,
        });
        return { body: iterations.map((each) => toSprint(each, baseOf(request))) };
      }),
    );

    server.get('/sprints/:id', { schema: { params, response: { 200: Sprint } } }, async (request, reply) => {
      const iteration = { id: sprintId(request.params.id) };
      const find = { iteration, precondition: preconditionOf(request), policy: sprintPolicy };
      const show = async () => {
        const found = await actions.getIteration(request.caller, find);
        return { body: toSprint(found, baseOf(request)), version: found.version };
      };
      if (find.precondition.kind !== 'none') await show();
      return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), show);
    });

    server.post(
      '/sprints',
      { schema: { body: NewSprint, response: { 201: Sprint } }, attachValidation: true },
      async (request, reply) => {
        const made = await actions.createIteration(request.caller, {
          ...toNewSprint(request.body, request.doubts()),
          policy: sprintPolicy,
        });
        reply.code(201).header('etag', `"${made.version}"`);
        return toSprint(made, baseOf(request));
      },
    );

    server.patch(
      '/sprints/:id',
      { schema: { params, body: SprintPatch, response: { 200: Sprint } }, attachValidation: true },
      async (request, reply) => {
        const changed = await actions.changeIteration(request.caller, {
          ...named(request, request.params.id),
          ...toChange(request.body, request.doubts()),
        });
        return send(request, reply, changed);
      },
    );

    server.post(
      '/sprints/:id/_finish',
      { schema: { params, body: SprintFinish, response: { 200: Sprint } }, attachValidation: true },
      async (request, reply) => {
        const changed = await actions.changeIteration(request.caller, {
          ...named(request, request.params.id),
          ...toFinish(request.body, request.doubts()),
        });
        return send(request, reply, changed);
      },
    );

    const verbs = { _start: 'active', _archive: 'archived' } as const satisfies Record<string, WantedStatus>;
    for (const [verb, status] of Object.entries(verbs)) {
      server.post(`/sprints/:id/${verb}`, { schema: { params, response: { 200: Sprint } } }, async (request, reply) => {
        const changed = await actions.changeIteration(request.caller, {
          ...named(request, request.params.id),
          fields: {},
          status,
          doubts: request.doubts(),
        });
        return send(request, reply, changed);
      });
    }

    server.delete('/sprints/:id', { schema: { params, response: { 204: Type.Null() } } }, async (request, reply) => {
      await actions.removeIteration(request.caller, {
        iteration: { id: sprintId(request.params.id) },
        precondition: preconditionOf(request),
        policy: { ...sprintPolicy, target: 'open' },
      });
      return reply.code(204).send(null);
    });
  };
}

/** The sprint as it is now. A header tells how many issues went to another, where a request asked for that. */
function send(request: FastifyRequest, reply: FastifyReply, { iteration, moved }: ChangedIteration): Sprint {
  reply.header('etag', `"${iteration.version}"`);
  if (moved !== undefined) reply.header('x-timebox-moved-issues', moved.length);
  return toSprint(iteration, baseOf(request));
}

function sprintId(text: string): IterationView['id'] {
  return numberIn(text, 'iteration');
}

function numberIn(text: string, thing: 'iteration' | 'board'): number {
  const id = readId(text);
  if (id === undefined) throw notFound(thing);
  return id;
}
