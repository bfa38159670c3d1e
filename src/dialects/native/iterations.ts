import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { Actions, Caller } from '../../actions/index.ts';
import type { Expression } from '../../domain/filter.ts';
import type { IterationView } from '../../domain/iteration.ts';
import type { WantedStatus } from '../../domain/lifecycle.ts';
import { noPrecondition } from '../../domain/precondition.ts';
import { notFound, Refusal, refuseFaults } from '../../domain/refusal.ts';
import { asOfIn, asOfQuery } from './as-of.ts';
import { fromCursor, toCursor } from './cursor.ts';
import { sendRefusal } from './errors.ts';
import {
  ChangedIteration,
  Iteration,
  IterationPage,
  IterationPatch,
  NewIteration,
  nativePolicy,
  toChange,
  toIteration,
  toNewIteration,
} from './iterations.wire.ts';
import { linkToNext } from './link-to-next.ts';
import { numberIn } from './number-in.ts';
import { limitIn, pageQuery, refusedParameter } from './page-query.ts';

const Id = Type.Object({ id: Type.String() });
const ListQuery = Type.Object({
  ...asOfQuery,
  status: Type.Optional(
    Type.String({ description: 'planned, active, closed, archived, comma-separated; all if absent' }),
  ),
  ...pageQuery,
});
const RemoveQuery = Type.Object({
  moveItemsTo: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,15}$', description: 'Where its items go' })),
  moveIterationsTo: Type.Optional(
    Type.String({
      pattern: '^[1-9][0-9]{0,15}$',
      description: 'Of a release: the release its iterations go to, or the root; up to where it was itself if absent',
    }),
  ),
});
const statuses = ['planned', 'active', 'closed', 'archived'] as const satisfies readonly WantedStatus[];

/** Iterations and releases of a project: list, get, create, change (start and close too), remove. */
export function iterations(actions: Actions): FastifyPluginAsyncTypebox {
  /** Iterations with their figures, as they go out. */
  const show = async (caller: Caller, views: readonly IterationView[]): Promise<Iteration[]> => {
    const figures = await actions.listFigures(caller, { iterations: views });
    return views.flatMap((view) => {
      const own = figures.get(view.id);
      return own === undefined ? [] : [toIteration(view, own)];
    });
  };
  /** Iterations as they stood before an instant; those that were not made yet are not there. */
  const showThen = async (caller: Caller, iterations: readonly IterationView[], asOf: number): Promise<Iteration[]> => {
    const standings = await actions.listStandings(caller, { iterations, asOf });
    return standings.flatMap(({ iteration, figures }) =>
      iteration.status === 'removed' ? [] : [toIteration(iteration, figures)],
    );
  };
  const showOne = async (caller: Caller, view: IterationView): Promise<Iteration> => {
    const [shown] = await show(caller, [view]);
    if (shown === undefined) throw new Error(`Iteration ${view.id} has no figures`);
    return shown;
  };

  /** Runs a change; if it was made from a stale version, answers the iteration as it is now. */
  const orCurrent = async <T>(reply: FastifyReply, id: number, run: () => Promise<T>): Promise<T | FastifyReply> => {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'version_conflict') throw error;
      const find = { iteration: { id }, precondition: noPrecondition, policy: nativePolicy };
      const { caller } = reply.request;
      return sendRefusal(error, reply, await showOne(caller, await actions.getIteration(caller, find)));
    }
  };

  return async (server) => {
    const tags = ['iterations'];

    server.get(
      '/projects/:id/iterations',
      {
        schema: {
          tags,
          summary: 'Iterations and releases of a project, oldest first',
          params: Id,
          querystring: ListQuery,
          response: { 200: IterationPage },
        },
        attachValidation: true,
      },
      async (request, reply) =>
        reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          const projectId = numberIn(request.params.id, 'project');
          await actions.getProject(request.caller, { id: projectId });
          refuseFaults(request.doubts());
          const { query } = request;
          const limit = limitIn(query.limit);
          const { asOf } = asOfIn(query);
          const wanted = statusesIn(query.status);
          const found = await actions.listIterations(request.caller, {
            projectId,
            kinds: ['iteration', 'release'],
            // Which of them had these statuses then is known only once their past was read.
            statuses: asOf === undefined ? wanted : [...statuses, 'removed'],
            query: { filter: after(fromCursor(projectId, query.cursor)), order: [], skip: 0, limit: limit + 1 },
            defaultOrder: 'oldest first',
            count: false,
          });
          const page = found.iterations.slice(0, limit);
          const last = found.iterations.length > limit ? page.at(-1) : undefined;
          const next = last === undefined ? null : toCursor(projectId, last.id);
          const headers = linkToNext(request, next);
          if (asOf === undefined) return { body: { iterations: await show(request.caller, page), next }, headers };
          const then = await showThen(request.caller, page, asOf);
          return { body: { iterations: then.filter(({ status }) => wanted.includes(status)), next }, headers };
        }),
    );

    server.post(
      '/projects/:id/iterations',
      {
        schema: { tags, summary: 'Make an iteration', params: Id, body: NewIteration, response: { 201: Iteration } },
        attachValidation: true,
      },
      async (request, reply) => {
        const projectId = numberIn(request.params.id, 'project');
        const create = toNewIteration(projectId, request.body, request.doubts());
        const made = await actions.createIteration(request.caller, { ...create, policy: nativePolicy });
        reply.code(201).header('etag', `"${made.version}"`).header('location', `/native/v1/iterations/${made.id}`);
        return showOne(request.caller, made);
      },
    );

    server.get(
      '/iterations/:id',
      {
        schema: {
          tags,
          summary: 'One iteration',
          params: Id,
          querystring: Type.Object(asOfQuery),
          response: { 200: Iteration },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const iteration = { id: numberIn(request.params.id, 'iteration') };
        const find = { iteration, precondition: request.precondition({ bareDigits: false }), policy: nativePolicy };
        const make = async () => {
          const view = await actions.getIteration(request.caller, find);
          refuseFaults(request.doubts());
          const { asOf } = asOfIn(request.query);
          if (asOf === undefined) return { body: await showOne(request.caller, view), version: view.version };
          const [then] = await showThen(request.caller, [view], asOf);
          if (then === undefined) throw notFound('iteration');
          return { body: then, version: view.version };
        };
        if (find.precondition.kind !== 'none') await make();
        return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), make);
      },
    );

    server.patch(
      '/iterations/:id',
      {
        schema: {
          isVersioned: true,
          tags,
          summary: 'Change an iteration; start or close it by its status',
          params: Id,
          body: IterationPatch,
          response: { 200: ChangedIteration },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const id = numberIn(request.params.id, 'iteration');
        return orCurrent(reply, id, async () => {
          const { iteration, moved, receiptId } = await actions.changeIteration(request.caller, {
            iteration: { id },
            precondition: request.precondition({ bareDigits: false }),
            requireVersion: true,
            ...toChange(request.body, request.doubts()),
            policy: nativePolicy,
          });
          reply.header('etag', `"${iteration.version}"`);
          const shown = await showOne(request.caller, iteration);
          return {
            ...shown,
            ...(moved === undefined ? {} : { movedItemIds: moved.map((each) => each.itemId) }),
            ...(receiptId === undefined ? {} : { receiptId }),
          };
        });
      },
    );

    server.delete(
      '/iterations/:id',
      {
        config: {
          members: new Map([
            ['target', 'moveItemsTo'],
            ['home', 'moveIterationsTo'],
            ['parentId', 'moveIterationsTo'],
          ]),
        },
        schema: {
          isVersioned: true,
          tags,
          summary: 'Remove an iteration or a release; its items move or become free, its iterations move too',
          params: Id,
          querystring: RemoveQuery,
          response: { 204: Type.Null() },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const id = numberIn(request.params.id, 'iteration');
        return orCurrent(reply, id, async () => {
          const { moveItemsTo, moveIterationsTo } = request.validationError === undefined ? request.query : {};
          await actions.removeIteration(request.caller, {
            iteration: { id },
            precondition: request.precondition({ bareDigits: false }),
            requireVersion: true,
            moveItemsTo: moveItemsTo === undefined ? null : { id: Number(moveItemsTo) },
            moveChildrenTo: moveIterationsTo === undefined ? null : { id: Number(moveIterationsTo) },
            doubts: request.doubts(),
            policy: { ...nativePolicy, target: 'any' },
          });
          return reply.code(204).send(null);
        });
      },
    );
    server.refuseOtherMethods();
  };
}

function statusesIn(text: string | undefined): readonly WantedStatus[] {
  if (text === undefined) return statuses;
  return text.split(',').map((word) => {
    const status = statuses.find((each) => each === word);
    if (status === undefined) throw refusedParameter('status', `A status is one of ${statuses.join(', ')}`);
    return status;
  });
}

/** Rows behind one that was seen already. */
function after(id: number): Expression {
  return {
    kind: 'compare',
    operator: 'gt',
    left: { kind: 'field', field: 'id', type: 'integer', nullable: false },
    right: { kind: 'literal', value: id, type: 'integer', nullable: false },
    type: 'boolean',
    nullable: false,
  };
}
