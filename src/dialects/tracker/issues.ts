import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Actions } from '../../actions/index.ts';
import type { ItemView } from '../../domain/item-view.ts';
import { notFound } from '../../domain/refusal.ts';
import { textFault } from '../../domain/text.ts';
import { IssuePatch, NewIssue, toIssueChange, toMove, toNewIssue } from './issue-body.wire.ts';
import { Issue, issueRef, toIssue } from './issues.wire.ts';
import { languageOf } from './language.ts';
import { textParameter } from './query-parameters.ts';
import { baseOf } from './references.ts';
import { ShownIssue, showIn } from './shown-issues.ts';
import { preconditionOf } from './version.ts';

const IssueName = Type.Object({ issue: Type.String() });

/** Issues: create, get, edit, find by unique value, move (vendor pages under "Issues"). */
export function issues(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    const params = IssueName;

    const answer = (request: FastifyRequest, reply: FastifyReply, view: ItemView) => {
      reply.header('etag', `"${view.version}"`);
      return toIssue(view, baseOf(request), languageOf(request));
    };

    server.post(
      '/issues',
      { schema: { body: NewIssue, response: { 201: Issue } }, attachValidation: true },
      async (request, reply) => {
        const create = toNewIssue(request.body, request.doubts(), languageOf(request));
        const made = await actions.createItem(request.caller, create);
        reply.code(201);
        return answer(request, reply, made);
      },
    );

    server.post('/issues/_findByUnique', { schema: { response: { 200: Issue } } }, async (request, reply) => {
      const uniqueKey = textParameter(request, 'unique') ?? '';
      if (textFault(uniqueKey, { min: 1, max: 256 }) !== null) throw notFound('item');
      return answer(request, reply, await actions.getItem(request.caller, { item: { uniqueKey } }));
    });

    server.get('/issues/:issue', { schema: { params, response: { 200: ShownIssue } } }, async (request, reply) => {
      const show = showIn(request, actions);
      return reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
        const view = await actions.getItem(request.caller, { item: issueRef(request.params.issue) });
        const [body] = await show([view]);
        return { body, version: view.version };
      });
    });

    server.patch(
      '/issues/:issue',
      { schema: { params, body: IssuePatch, response: { 200: Issue } }, attachValidation: true },
      async (request, reply) => {
        const changed = await actions.changeItem(request.caller, {
          item: issueRef(request.params.issue),
          precondition: preconditionOf(request),
          ...toIssueChange(request.body, request.doubts(), languageOf(request)),
        });
        return answer(request, reply, changed);
      },
    );

    server.post(
      '/issues/:issue/_move',
      { schema: { params, body: IssuePatch, response: { 200: Issue } }, attachValidation: true },
      async (request, reply) => {
        const queue = textParameter(request, 'queue');
        const moved = await actions.transferItem(request.caller, {
          item: issueRef(request.params.issue),
          begins: textParameter(request, 'initialStatus') === 'true',
          precondition: preconditionOf(request),
          ...toMove(queue, request.body, request.doubts(), languageOf(request)),
        });
        return answer(request, reply, moved);
      },
    );
  };
}
