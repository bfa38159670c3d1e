import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Actions, StartBulkChange } from '../../actions/index.ts';
import { type Doubts, Refusal } from '../../domain/refusal.ts';
import {
  BulkFailure,
  BulkMove,
  BulkProgress,
  BulkStarted,
  BulkTransition,
  BulkUpdate,
  toBulkFailure,
  toBulkMove,
  toBulkProgress,
  toBulkStarted,
  toBulkTransition,
  toBulkUpdate,
} from './bulk-change.wire.ts';
import { withoutFaults } from './issue-search.wire.ts';
import { issueId } from './issues.wire.ts';
import { languageOf, type Texts } from './language.ts';
import { parseQuery } from './query-language/parser.ts';
import { resolveQuery } from './query-names.ts';
import { baseOf } from './references.ts';

const BulkId = Type.Object({ id: Type.String() });

/** Changes of many issues at once, and how far they are (vendor pages under "Bulk changes"). `now` in epoch milliseconds. */
export function bulkChange(actions: Actions, settings: { readonly now: () => number }): FastifyPluginAsyncTypebox {
  return async (server) => {
    const params = BulkId;
    const response = { 201: BulkStarted };

    const start = async (request: FastifyRequest, reply: FastifyReply, change: StartBulkChange) => {
      const begun = await actions.startBulkChange(request.caller, change);
      reply.code(201);
      return toBulkStarted(begun, baseOf(request), languageOf(request));
    };

    server.post(
      '/bulkchange/_update',
      { schema: { body: BulkUpdate, response }, attachValidation: true },
      async (request, reply) => {
        const { body, doubts } = await withIssues(request, request.body);
        return start(request, reply, toBulkUpdate(body, doubts, languageOf(request)));
      },
    );

    server.post(
      '/bulkchange/_transition',
      { schema: { body: BulkTransition, response }, attachValidation: true },
      async (request, reply) => {
        const { body, doubts } = await withIssues(request, request.body);
        const statuses = await actions.listStatuses(request.caller, { projectId: null });
        return start(request, reply, toBulkTransition(body, doubts, statuses, languageOf(request)));
      },
    );

    server.post(
      '/bulkchange/_move',
      { schema: { body: BulkMove, response }, attachValidation: true },
      async (request, reply) => {
        const { body, doubts } = await withIssues(request, request.body);
        return start(request, reply, toBulkMove(body, doubts, languageOf(request)));
      },
    );

    // Progress is no event, so answers are not kept by the revision.
    server.get('/bulkchange', { schema: { response: { 200: Type.Array(BulkProgress) } } }, async (request) => {
      const found = await actions.listBulkChanges(request.caller);
      return found.map((each) => toBulkProgress(each, baseOf(request), languageOf(request)));
    });

    server.get('/bulkchange/:id', { schema: { params, response: { 200: BulkProgress } } }, async (request) => {
      const found = await actions.getBulkChange(request.caller, { id: bulkId(request.params.id) });
      return toBulkProgress(found, baseOf(request), languageOf(request));
    });

    server.get(
      '/bulkchange/:id/issues',
      { schema: { params, response: { 200: Type.Array(BulkFailure) } } },
      async (request) => {
        const found = await actions.listRefusedItems(request.caller, { id: bulkId(request.params.id) });
        return found.map((each) => toBulkFailure(each, baseOf(request), languageOf(request)));
      },
    );

    /** A body whose issues are a list, where they were a query. What is wrong with the query is told at its turn. */
    async function withIssues<B extends { readonly issues: unknown }>(
      request: FastifyRequest,
      body: B,
    ): Promise<{ readonly body: B; readonly doubts: Doubts }> {
      const doubts = request.doubts();
      if (typeof body.issues !== 'string') return { body, doubts };
      try {
        return { body: { ...body, issues: await issuesBy(request, body.issues) }, doubts };
      } catch (error) {
        if (!(error instanceof Refusal) || error.details.faults === undefined) throw error;
        const faults = [...(doubts.faults ?? []), ...error.details.faults];
        return { body: { ...body, issues: undefined }, doubts: { ...doubts, faults } };
      }
    }

    async function issuesBy(request: FastifyRequest, query: string): Promise<readonly string[]> {
      const language = languageOf(request);
      const parsed = withoutFaults(parseQuery(query), 'issues', language);
      const checked = await resolveQuery(actions, request.caller, parsed, settings.now());
      const found = await actions.listItemIds(request.caller, {
        query: { ...withoutFaults(checked, 'issues', language), skip: 0, limit: null },
        conditions: ['live', 'archived'],
      });
      if (found.length > 0) return found.map(issueId);
      const message = noneFound[language];
      throw new Refusal('invalid', message, { faults: [{ field: 'issues', rule: 'reference', message }] });
    }
  };
}

const noneFound: Texts = { ru: 'По запросу не найдено ни одной задачи.', en: 'No issue was found by the query' };

/** What no id looks like names nothing. */
function bulkId(text: string): string {
  if (!/^[0-9a-f]{24}$/.test(text)) throw new Refusal('not_found', 'There is no such bulk change');
  return text;
}
