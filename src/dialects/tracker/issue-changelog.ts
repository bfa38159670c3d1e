import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Actions, ItemChange } from '../../actions/index.ts';
import type { ItemView } from '../../domain/item-view.ts';
import { Refusal } from '../../domain/refusal.ts';
import { cursorIn, cursorLinks } from './cursor-paging.ts';
import { Change, thingsIn, toChange } from './issue-changelog.wire.ts';
import { issueRef } from './issues.wire.ts';
import { languageOf } from './language.ts';
import { readLongId } from './long-ids.ts';
import { textParameter } from './query-parameters.ts';
import { baseOf } from './references.ts';

const IssueName = Type.Object({ issue: Type.String() });
const ChangeId = Type.Object({ issue: Type.String(), id: Type.String() });

/** How many changes are read at once where only some are wanted. */
const filteredStep = 1000;

/** What happened to an issue (vendor page "Get the history of issue changes"). */
export function issueChangelog(actions: Actions): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get(
      '/issues/:issue/changelog',
      { schema: { params: IssueName, response: { 200: Type.Array(Change) } } },
      async (request, reply) =>
        reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          const issue = await actions.getItem(request.caller, { item: issueRef(request.params.issue) });
          const cursor = cursorIn(request, readLongId);
          const field = textParameter(request, 'field');
          const type = textParameter(request, 'type');
          const isWanted = (change: Change) =>
            (!field || change.fields.some((each) => each.field.id === field)) && (!type || change.type === type);

          const limit = field || type ? filteredStep : cursor.limit;
          const body: Change[] = [];
          let { after } = cursor;
          for (let isOver = false; !isOver && body.length < cursor.limit; ) {
            const read = await actions.listItemChanges(request.caller, { item: { id: issue.id }, after, limit });
            body.push(...(await shown(request, issue, read)).filter(isWanted));
            after = read.at(-1)?.seq ?? after;
            isOver = read.length < limit;
          }
          body.length = Math.min(body.length, cursor.limit);
          return { body, headers: cursorLinks(request, cursor, body.at(-1)?.id) };
        }),
    );

    server.get(
      '/issues/:issue/changelog/:id',
      { schema: { params: ChangeId, response: { 200: Change } } },
      async (request, reply) =>
        reply.sendAt(await actions.getRevision(request.caller, { projectId: null }), async () => {
          const issue = await actions.getItem(request.caller, { item: issueRef(request.params.issue) });
          const seq = readLongId(request.params.id) ?? 0;
          const read = await actions.listItemChanges(request.caller, {
            item: { id: issue.id },
            after: seq - 1,
            limit: 1,
          });
          const [body] = await shown(
            request,
            issue,
            read.filter((each) => each.seq === seq),
          );
          if (body === undefined) throw new Refusal('not_found', 'The requested object was not found.');
          return { body };
        }),
    );

    async function shown(request: FastifyRequest, issue: ItemView, changes: readonly ItemChange[]): Promise<Change[]> {
      const things = await actions.nameThings(request.caller, thingsIn(changes));
      return changes.flatMap((each) => toChange(each, issue, things, baseOf(request), languageOf(request)) ?? []);
    }
  };
}
