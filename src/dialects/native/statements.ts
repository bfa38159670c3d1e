import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import { Refusal, refuseFaults } from '../../domain/refusal.ts';
import { asOfIn, asOfQuery } from './as-of.ts';
import { numberIn } from './number-in.ts';
import { pageOf } from './page-of.ts';
import { pageQuery } from './page-query.ts';
import { requireIterationOf } from './require-iteration-of.ts';
import {
  NewRestatement,
  Statement,
  StatementDiff,
  Statements,
  toDiff,
  toRestatement,
  toStatement,
  toSummary,
} from './statements.wire.ts';

const tags = ['statements'];
const Id = Type.Object({ id: Type.String() });
const Numbered = Type.Object({ id: Type.String(), number: Type.String() });
const DiffQuery = Type.Object({
  ...asOfQuery,
  against: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,5}$', description: 'The one before it if absent' })),
});

/** Statements of closed iterations: list, get, compare; and restating one. None is ever changed. */
export function statements(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get(
      '/iterations/:id/statements',
      {
        schema: {
          tags,
          summary: 'What an iteration came to each time it was closed or restated, the first statement first',
          params: Id,
          querystring: Type.Object({ ...asOfQuery, ...pageQuery }),
          response: { 200: Statements },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const iteration = { id: numberIn(request.params.id, 'iteration') };
        return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          await requireIterationOf(actions, request.caller, iteration.id);
          refuseFaults(request.doubts());
          const find = { iteration, ...asOfIn(request.query) };
          const { statements: all } = await actions.listIterationStatements(request.caller, find);
          const paged = { list: iteration.id, numberOf: ({ number }: { number: number }) => number };
          const { page, next, headers } = await pageOf(request, paged, all);
          return { body: { statements: page.map(toSummary), next }, headers };
        });
      },
    );

    server.get(
      '/iterations/:id/statements/:number',
      {
        schema: {
          tags,
          summary: 'One statement with its items',
          params: Numbered,
          querystring: Type.Object(asOfQuery),
          response: { 200: Statement },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const iteration = { id: numberIn(request.params.id, 'iteration') };
        const number = statementIn(request.params.number);
        return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          await requireIterationOf(actions, request.caller, iteration.id);
          refuseFaults(request.doubts());
          const find = { iteration, number, ...asOfIn(request.query) };
          return { body: toStatement(await actions.getStatement(request.caller, find)) };
        });
      },
    );

    server.get(
      '/iterations/:id/statements/:number/diff',
      {
        schema: {
          tags,
          summary: 'How a statement differs from an earlier one, and why',
          params: Numbered,
          querystring: DiffQuery,
          response: { 200: StatementDiff },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const iteration = { id: numberIn(request.params.id, 'iteration') };
        const number = statementIn(request.params.number);
        return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          await actions.getStatement(request.caller, { iteration, number });
          refuseFaults(request.doubts());
          const against = request.query.against === undefined ? number - 1 : Number(request.query.against);
          const find = { iteration, number, against, ...asOfIn(request.query) };
          const found = await actions.compareStatements(request.caller, find);
          return { body: toDiff({ iterationId: iteration.id, number, against }, found) };
        });
      },
    );

    server.post(
      '/iterations/:id/restatements',
      {
        schema: {
          tags,
          summary: 'State a closed iteration anew, with what has happened since; statements that are there stay',
          params: Id,
          body: NewRestatement,
          response: { 201: Statement },
        },
        attachValidation: true,
      },
      async (request, reply) => {
        const iteration = { id: numberIn(request.params.id, 'iteration') };
        const wanted = toRestatement(request.body, request.doubts());
        const { number } = await actions.restateIteration(request.caller, { iteration, ...wanted });
        reply.code(201).header('location', `/native/v1/iterations/${iteration.id}/statements/${number}`);
        return toStatement(await actions.getStatement(request.caller, { iteration, number }));
      },
    );
    server.refuseOtherMethods();
  };
}

/** The number of a statement in a path. @throws Refusal not_found */
function statementIn(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new Refusal('not_found', 'There is no such statement');
  return Number(text);
}
